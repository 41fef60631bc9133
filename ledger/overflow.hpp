// Amounts that outgrow 64 bits are never wrapped and never cut: what asked for them ends.
//
// Errors      AmountOverflow, for amounts that come of the input and that no caller can mend; where a
//             caller can, checked_* and to_money say nullopt
#pragma once

#include <optional>
#include <stdexcept>

namespace rmbsim::ledger {

class AmountOverflow : public std::overflow_error {
  public:
    using std::overflow_error::overflow_error;
};

// The amount, or AmountOverflow with what it was: "a converted amount".
template <class T>
T fitting(const std::optional<T>& amount, const char* what) {
    if (!amount) [[unlikely]]
        throw AmountOverflow(what);
    return *amount;
}

}  // namespace rmbsim::ledger
