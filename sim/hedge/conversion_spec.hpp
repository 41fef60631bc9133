// Policies that choose the place of conversion, and companies that revalue foreign balances, as a
// scenario states them.
//
// Units       amounts in minor units of the account's currency
// Invariants  as in sim/scenario.hpp: the accounts of a policy have one owner and one bank; onshore is
//             priced in the onshore market, offshore in the offshore one; rates cover the period
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::sim {

struct PlaceSpec {
    std::uint32_t renminbi = 0;  // bank account
    std::uint32_t fx = 0;        // index into Scenario::fx_terms
    std::int64_t fee_minor = 0;  // >= 0, renminbi, a conversion
};

enum class ConversionDirection : std::uint8_t { both, sell, buy };

struct ConversionPolicy {
    std::string id;
    std::uint32_t foreign = 0;    // bank account
    std::int64_t keep_minor = 0;  // what stays in it
    ConversionDirection direction = ConversionDirection::both;
    bool is_offshore_allowed = false;
    PlaceSpec onshore, offshore;
    std::chrono::milliseconds at = std::chrono::hours{15};  // local, on each open day of the bank
};

struct RevaluationSpec {  // 期末汇兑重估
    std::uint32_t entity = 0;
    ledger::CurrencyId currency{};  // functional: its other accounts are revalued
    ledger::Market market = ledger::Market::onshore;
    bool is_reversed = false;  // on the next day; else the next revaluation books the change
};

}  // namespace rmbsim::sim
