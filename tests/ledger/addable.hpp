// Whether a + b compiles: the tests of what must not.
#pragma once

namespace rmbsim::ledger {

template <class A, class B>
concept Addable = requires(A a, B b) { a + b; };

}  // namespace rmbsim::ledger
