// Hedges and the choice of a settlement currency, as a scenario states them.
//
// Units       amounts in minor units of the foreign account; prices are home currency for one foreign
// Invariants  as in sim/scenario.hpp: every index is valid, both accounts of a deal have one owner and
//             one bank, and every day on which something settles is open there
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

struct MoneySpec {  // what money of a currency earns and costs: credit and debit rate of the terms
    ledger::CurrencyId currency{};
    std::uint32_t terms = 0;  // index into Scenario::interest_terms
};

enum class HedgeKind : std::uint8_t {
    forward,       // 远期结售汇: off balance sheet until revalued
    swap,          // 外汇掉期: exchanged now, back on the later date
    money_market,  // borrow, exchange at spot, deposit
};

struct HedgeDeal {
    std::string id;
    HedgeKind kind = HedgeKind::forward;
    std::uint32_t home = 0, foreign = 0;  // bank accounts
    std::uint32_t fx = 0;                 // index into Scenario::fx_terms: whose market and spread
    bool sells_foreign = true;            // on the later date; a swap's near leg is the other way
    std::int64_t foreign_minor = 0;       // > 0
    ledger::ValueDate dealt_on{}, value_on{};
    std::optional<ledger::Rate> rate;  // the forward's or far leg's price; without: from the market
};

struct HedgeSpec {
    std::vector<MoneySpec> money;
    std::vector<HedgeDeal> deals;
    std::chrono::milliseconds at = std::chrono::hours{15};  // local time of every leg
};

enum class SettlementRule : std::uint8_t { as_invoiced, rmb_first };  // 按发票币种, 本币优先
enum class LoanTenor : std::uint8_t { short_term, long_term };        // ≤ 1 year, > 1 year

// Flows of an account in foreign currency that may be settled in renminbi instead.
struct SettlementPolicy {
    std::string id;
    SettlementRule rule = SettlementRule::as_invoiced;
    std::uint32_t account = 0, renminbi = 0;  // bank accounts of one owner
    std::uint32_t kinds = 0;                  // bit 1 << FlowKind
    std::uint32_t accepts = 0;                // ten-thousandths of the flows whose partner agrees
    ledger::Rate concession = 0;              // given up of the mid rate for it
    std::uint32_t fx = 0;                     // the conversion that is saved
    LoanTenor tenor = LoanTenor::short_term;  // of loans, for the regime's tenor factor
};

}  // namespace rmbsim::sim
