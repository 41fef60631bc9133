#include "adapters/iso20022/message_sums.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "ledger/currency.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

constexpr int sum_decimals = 5;  // as many as an amount of ISO 20022 may have

ledger::Int128 power_of_ten(int exponent) {
    ledger::Int128 value = 1;
    for (int i = 0; i < exponent; ++i) value *= 10;
    return value;
}

}  // namespace

std::optional<ledger::Decimal> decimal_of(std::string_view text) {
    std::string plain(text.starts_with('+') ? text.substr(1) : text);
    if (plain.starts_with('.')) plain.insert(0, "0");
    if (plain.ends_with('.')) plain.pop_back();
    return ledger::Decimal::parse(plain);
}

void MessageSums::add(const std::optional<ledger::Money>& amount) {
    ++count;
    if (!amount) {
        complete = false;
        return;
    }
    sum += ledger::Int128{amount->minor} *
           power_of_ten(sum_decimals - ledger::decimals_of(amount->currency));
}

ledger::Decimal MessageSums::control_sum() const {
    return ledger::Decimal::from_int128(sum) /
           ledger::Decimal::from_int128(power_of_ten(sum_decimals));
}

std::vector<std::string> MessageSums::faults(std::string_view told_count,
                                             std::string_view told_sum) const {
    std::vector<std::string> found;
    const std::size_t first = told_count.find_first_not_of('0');
    const std::string_view digits =
        first == std::string_view::npos ? "0" : told_count.substr(first);
    if (!told_count.empty() && digits != std::to_string(count))
        found.push_back(fmt::format("NbOfTxs says {}, the transactions are {}", digits, count));
    if (told_sum.empty() || !complete) return found;
    const auto told = decimal_of(told_sum);
    if (told && *told != control_sum())
        found.push_back(fmt::format("CtrlSum says {}, the amounts add up to {}", told_sum,
                                    control_sum().to_text()));
    return found;
}

std::string MessageSums::total_fault() const {
    if (!total || !complete) return {};
    const ledger::Int128 told = ledger::Int128{total->minor} *
                                power_of_ten(sum_decimals - ledger::decimals_of(total->currency));
    if (told == sum) return {};
    return fmt::format("the total says {} {}, the amounts add up to {}",
                       ledger::code_of(total->currency), ledger::to_text(*total),
                       control_sum().to_text());
}

}  // namespace rmbsim::adapters::iso20022
