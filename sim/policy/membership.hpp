// Dated facts about members and pools that the rules ask for: audits, trade class, sector, filing days.
//
// Source      pool-rules §2.1 (准入), §5.1 (shareholding), §11.2–11.5, 11.7–11.9, 11.15
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::sim {

struct DateSpan {  // both included; an open end is none
    std::optional<ledger::ValueDate> from, to;
    bool holds(ledger::ValueDate date) const {
        return (!from || *from <= date) && (!to || date <= *to);
    }
    bool meets(const DateSpan& other) const {
        return (!to || !other.from || *other.from <= *to) &&
               (!from || !other.to || *from <= *other.to);
    }
};

struct EquityStep {  // an audit: the new figure counts from the audit's day, not from 1 January
    ledger::ValueDate from{};
    ledger::Money equity{};
};

enum class Sector : std::uint8_t {
    unspecified,
    manufacturing,
    finance_company,      // 财务公司: only as host
    real_estate,          // excluded
    government_platform,  // 地方政府融资平台, excluded
    bank,                 // a financial institution, excluded
};
std::string_view name_of(Sector sector);
constexpr bool is_financial(Sector sector) {
    return sector == Sector::finance_company || sector == Sector::bank;
}

enum class TradeClass : std::uint8_t { a, b, c };  // 货物贸易外汇分类

struct TradeClassStep {
    ledger::ValueDate from{};
    TradeClass is = TradeClass::a;
};

struct MemberPolicy {
    ledger::Rate shareholding = 1;     // the group's share in it
    ledger::Money stake_in_members{};  // carrying amount, for PoolSpec::consolidate
    Sector sector = Sector::unspecified;
    std::optional<TradeClass> trade_class;          // none: not on the directory
    std::vector<TradeClassStep> trade_class_steps;  // ascending
    DateSpan in_force;                              // joined, left
    std::optional<TradeClass> trade_class_on(ledger::ValueDate date) const {
        std::optional<TradeClass> is = trade_class;
        for (const TradeClassStep& step : trade_class_steps)
            if (step.from <= date) is = step.is;
        return is;
    }
};

// What a loan between members in two currencies pays for (错币种借贷用途).
enum class LoanPurpose : std::uint8_t { other, current_account };

// 资金性质: one account holds money of one nature only (pool-rules §8).
enum class FundNature : std::uint8_t { unspecified, current, capital };

struct RegimeChange {
    ledger::ValueDate from{};
    Regime regime;
};

}  // namespace rmbsim::sim
