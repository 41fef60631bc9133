// Amounts and dates of a result as they are read back: the text says its decimals.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/time.hpp"

namespace rmbsim::adapters {

struct AmountText {
    std::int64_t minor = 0;
    std::uint8_t decimals = 0;
};
AmountText read_amount(const std::string& text);      // throws Unreadable
ledger::ValueDate read_day(const std::string& text);  // throws Unreadable

}  // namespace rmbsim::adapters
