// The one place where a decimal becomes money, and the names of the ways it may be rounded.
//
// Units       the decimal is in major units (yuan), the money in minor units (fen)
// Errors      nullopt when the amount does not fit int64
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/decimal.hpp"
#include "ledger/money.hpp"

namespace rmbsim::ledger {

enum class Rounding : std::uint8_t {
    half_even,    // to nearest, ties to the even digit (银行家舍入)
    half_up,      // to nearest, ties away from zero (四舍五入)
    toward_zero,  // truncate
    away_from_zero,
    floor,    // toward minus infinity: a cap
    ceiling,  // toward plus infinity: a usage
};

std::string_view name_of(Rounding rounding);

std::optional<Money> to_money(const Decimal& major_units, CurrencyId currency, Rounding rounding);

// A number that is in minor units already.
std::optional<std::int64_t> to_whole(const Decimal& number, Rounding rounding);

Decimal to_decimal(Money money);

}  // namespace rmbsim::ledger
