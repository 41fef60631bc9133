// Contracts: what a caller has promised. A broken one is a bug in this program, never wrong input.
//
// Errors      throws ContractViolation, which only main() catches (exit code 4); on in every build
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>

namespace rmbsim::ledger {

class ContractViolation : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

[[noreturn]] void break_contract(const char* promise, std::source_location where);

inline void expects(bool kept, const char* promise,
                    std::source_location where = std::source_location::current()) {
    if (!kept) [[unlikely]]
        break_contract(promise, where);
}

}  // namespace rmbsim::ledger
