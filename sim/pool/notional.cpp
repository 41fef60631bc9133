#include "sim/pool/notional.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ledger/allocation.hpp"
#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Int128;

std::int64_t offset_minor(Int128 value) {
    ledger::expects(value >= 0 && value <= INT64_MAX, "a pool's offset is an amount");
    return static_cast<std::int64_t>(value);
}

}  // namespace

NotionalDay notional_day(std::span<const std::int64_t> balances) {
    NotionalDay day;
    for (const std::int64_t balance : balances) {
        if (balance > 0) day.credits += balance;
        if (balance < 0) day.debits -= balance;
    }
    return day;
}

Decimal day_interest_times_divisor(Int128 balance, const ledger::Rate& credit,
                                   const ledger::Rate& debit) {
    return Decimal::from_int128(balance) * (balance < 0 ? debit : credit);
}

std::vector<std::int64_t> matched_parts(std::span<const std::int64_t> balances) {
    const NotionalDay day = notional_day(balances);
    const std::int64_t offset = offset_minor(day.offset());
    std::vector<std::int64_t> parts(balances.size());
    if (offset == 0) return parts;
    std::vector<Int128> credits, debits;
    for (const std::int64_t balance : balances) {
        credits.push_back(balance > 0 ? Int128{balance} : Int128{0});
        debits.push_back(balance < 0 ? -Int128{balance} : Int128{0});
    }
    const std::vector<std::int64_t> of_credits = ledger::allocate(offset, credits),
                                    of_debits = ledger::allocate(offset, debits);
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i] = of_credits[i] - of_debits[i];
    return parts;
}

std::vector<std::int64_t> matched_parts(std::span<const std::int64_t> balances,
                                        std::span<const ledger::Rate> to_base,
                                        std::span<const int> decimals) {
    ledger::expects(balances.size() == to_base.size() && balances.size() == decimals.size(),
                    "each balance has its fixing");
    Decimal credits = 0, debits = 0;
    for (std::size_t i = 0; i < balances.size(); ++i) {
        const Decimal worth = Decimal::from_minor(balances[i], decimals[i]) * to_base[i];
        if (balances[i] > 0) credits = credits + worth;
        if (balances[i] < 0) debits = debits - worth;
    }
    std::vector<std::int64_t> parts(balances.size());
    if (credits.is_zero() || debits.is_zero()) return parts;
    const Decimal offset = std::min(credits, debits);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Decimal& side = balances[i] > 0 ? credits : debits;
        if (side == offset) {  // this side is matched in full
            parts[i] = balances[i];
            continue;
        }
        parts[i] = ledger::fitting(
            ledger::to_whole(Decimal(balances[i]) * offset / side, ledger::Rounding::toward_zero),
            "a matched part");
    }
    return parts;
}

}  // namespace rmbsim::sim
