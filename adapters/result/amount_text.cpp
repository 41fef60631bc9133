#include "adapters/result/amount_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

#include "adapters/csv/values.hpp"
#include "adapters/result/unreadable.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters {

AmountText read_amount(const std::string& text) {
    const std::size_t point = text.find('.');
    const std::size_t decimals = point == std::string::npos ? 0 : text.size() - point - 1;
    const auto minor = ledger::parse_minor(text, static_cast<int>(decimals));
    if (!minor) throw Unreadable{"'" + text + "' is not an amount"};
    return {.minor = *minor, .decimals = static_cast<std::uint8_t>(decimals)};
}

ledger::ValueDate read_day(const std::string& text) {
    const auto day = parse_date(text);
    if (!day) throw Unreadable{"'" + text + "' is not a date"};
    return *day;
}

}  // namespace rmbsim::adapters
