#include "ledger/rounding.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"

namespace rmbsim::ledger {
namespace {

// -1, 0 or +1 minor units to add to the truncated number.
std::int64_t step(const Decimal::Split& split, Rounding rounding) {
    const Decimal& rest = split.remainder;
    if (rest.is_zero()) return 0;
    const std::int64_t outward = rest.is_negative() ? -1 : 1;
    const Decimal twice = rest.is_negative() ? -(rest + rest) : rest + rest;
    switch (rounding) {
        case Rounding::half_even:
            if (twice == Decimal(1)) return split.whole % 2 != 0 ? outward : 0;
            return twice > Decimal(1) ? outward : 0;
        case Rounding::half_up:
            return twice >= Decimal(1) ? outward : 0;
        case Rounding::toward_zero:
            return 0;
        case Rounding::away_from_zero:
            return outward;
        case Rounding::floor:
            return rest.is_negative() ? -1 : 0;
        case Rounding::ceiling:
            return rest.is_negative() ? 0 : 1;
    }
    break_contract("rounding is one of its enumerators", std::source_location::current());
}

std::optional<std::int64_t> rounded_at(const Decimal& number, int places, Rounding rounding) {
    const auto split = number.split_at(places);
    if (!split) return std::nullopt;
    return checked_add(split->whole, step(*split, rounding));
}

}  // namespace

std::string_view name_of(Rounding rounding) {
    switch (rounding) {
        case Rounding::half_even:
            return "half_even";
        case Rounding::half_up:
            return "half_up";
        case Rounding::toward_zero:
            return "toward_zero";
        case Rounding::away_from_zero:
            return "away_from_zero";
        case Rounding::floor:
            return "floor";
        case Rounding::ceiling:
            return "ceiling";
    }
    break_contract("rounding is one of its enumerators", std::source_location::current());
}

std::optional<Money> to_money(const Decimal& major_units, CurrencyId currency, Rounding rounding) {
    const auto minor = rounded_at(major_units, decimals_of(currency), rounding);
    if (!minor) return std::nullopt;
    return Money{*minor, currency};
}

std::optional<std::int64_t> to_whole(const Decimal& number, Rounding rounding) {
    return rounded_at(number, 0, rounding);
}

Decimal to_decimal(Money money) {
    return Decimal::from_minor(money.minor, decimals_of(money.currency));
}

}  // namespace rmbsim::ledger
