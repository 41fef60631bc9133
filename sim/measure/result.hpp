// What a run found, ready to be written, shown and compared: every figure has a name, a unit and a
// formula, and can be computed again from the journal.
//
// Units       money as minor units of the currency named beside it; days as dates
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/digest.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/hedge_result.hpp"
#include "sim/measure/in_house_result.hpp"
#include "sim/measure/netting_result.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/measure/structure_costs.hpp"

namespace rmbsim::sim {

struct Kpi {
    std::string name;     // "interest_net", "idle_cash_mean", "net_benefit"
    std::string entity;   // an entity's id, or "group"
    std::string unit;     // "CNY", "count", "ratio", "days"
    std::string value;    // plain decimal text with the unit's decimals
    std::string formula;  // in words and account codes, so that it can be recomputed
    std::string source;   // pooling-practice §20 …, or the rule's document
    friend bool operator==(const Kpi&, const Kpi&) = default;
};

struct LimitResult {
    std::string id, title_en, title_zh, quota, currency;
    std::uint8_t decimals = 2;
    std::vector<LimitDay> days;   // one per simulated day, in order
    std::int64_t cap_minor = 0;   // at the end
    std::int64_t peak_minor = 0;  // highest use + reservations at any instant
    ledger::ValueDate peak_on{};
    std::int64_t least_headroom_minor = 0;
    std::optional<ledger::ValueDate> first_bound, last_bound;  // days on which it cut a sweep
    std::uint32_t days_bound = 0, cuts = 0;
    std::int64_t blocked_minor = 0;
    std::optional<ledger::ValueDate>
        projected_exhaustion;              // headroom / mean daily net use, from the end
    std::uint32_t parameter = UINT32_MAX;  // Directory::parameters, version in force at the end
};

struct Refusal {
    std::string what;     // "decision 44", "flow F-00012"
    std::string subject;  // link or account id
    ledger::ValueDate on{};
    std::int64_t wish_minor = 0, amount_minor = 0;
    std::string currency;
    std::uint8_t decimals = 2;
    std::string reason;  // "blocked by od-quota", "below_floor", "regime_not_in_force"
    std::string limit;   // limit id or empty
    std::string regime, parameter, document;
    std::string value = {}, unit = {}, article = {}, mark = {}, note = {};  // of what refused
    std::optional<std::int64_t> headroom_minor = {};  // of the limit that bound, in `currency`
    std::optional<ledger::ValueDate> value_on = {};   // where later than `on`: it decided
    std::optional<ledger::ValueDate> in_force = {};   // first day of the rule that refused
};

struct TrappedCash {  // pooling-practice §20: positive balances that the structure cannot move
    std::string account, entity,
        reason;  // reason: no_account_link, quota, fixed_method, one_way, minimum_size
    std::string currency;
    std::uint8_t decimals = 2;
    std::int64_t minor = 0;  // in the account's currency, at the end
    std::int64_t reporting_minor = 0;
};

struct BalanceSeries {                      // value-dated closing balance per day
    std::string account, entity, currency;  // currency for people: "CNH"
    std::uint8_t decimals = 2;
    std::vector<std::int64_t> minor;            // account's currency
    std::vector<std::int64_t> reporting_minor;  // at the day's mid rate
};

struct PaymentResult {  // an instruction on a rail: "payment P-17"
    std::uint32_t id = 0;
    std::string link, from_account, to_account, currency;
    std::uint8_t decimals = 2;
    std::int64_t minor = 0;
    std::int64_t sent_ms = 0;
    std::optional<std::int64_t> settled_ms;  // nullopt: still in transit at the end
};

struct BookResult {
    std::string code, name_en, name_zh, chain;  // chain: 32 hexadecimal digits
    std::uint32_t accounts = 0;
};

struct Counts {
    std::uint64_t flows = 0, flows_refused = 0, entries = 0, postings = 0, decisions = 0,
                  sweeps_moved = 0, sweeps_cut = 0, sweeps_skipped = 0, payments = 0, orders = 0,
                  payouts = 0, draws = 0, events = 0;
};

struct RunResult {
    std::string variant;  // empty for a plain run
    std::string title_en, title_zh;
    ledger::Digest digest;
    std::string reporting_currency;
    std::uint8_t reporting_decimals = 2;
    std::vector<ledger::ValueDate> days;
    std::vector<BookResult> books;
    std::vector<Kpi> kpis;
    std::vector<LimitResult> limits;
    std::vector<Refusal> refusals;
    std::vector<TrappedCash> trapped;
    std::vector<BalanceSeries> balances;
    std::vector<PaymentResult> payments;
    std::vector<NettingCycleResult> netting;
    std::vector<SettlementResult> settlement;
    std::vector<InHouseResult> in_house;
    std::vector<HedgeResult> hedges;
    std::optional<StructureCosts> structure_costs = {};  // for the comparison; not in result.json
    std::vector<std::string> warnings;  // unconfirmed parameters used, unknown limits met
    Counts counts;
};

// KPI of an entity by name; nullptr when the run has none.
const Kpi* find_kpi(const RunResult& result, std::string_view name, std::string_view entity);

}  // namespace rmbsim::sim
