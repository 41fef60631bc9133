// Names for the numbers in journal, decisions and records: given once to stores and outlets.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "sim/kernel/route_choice.hpp"

namespace rmbsim::sim {

struct BookRow {
    std::string code;  // "sz", "bank-sz"
    std::string name_en, name_zh;
    std::string jurisdiction;
    bool is_entity = true;  // false: a bank's branch book
    std::string bic = {};   // ISO 9362, of a bank that has one
    bool is_drawn = false;  // one of a district's many: its own figures are not told
};

struct AccountRow {  // index = ledger::AccountId
    ledger::AccountSpec spec;
    ledger::ChartLine line{};
    std::uint32_t bank_account = UINT32_MAX;  // scenario's accounts[], for 1002 and its mirror 2011
    std::uint32_t partner_book = UINT32_MAX;  // counterparty of an intercompany account
    bool cross_border =
        false;  // an intercompany position across the mainland's border, in the pool
};

struct RuleRow {       // index = ledger::RuleId
    std::string code;  // "sweep.concentration"
    std::string en, zh;
    std::string document;  // instrument or practice reference; may be empty
};

struct LinkRow {
    std::string id, pool, child, header, method;
    std::string currency;  // ISO code of the child's currency
    std::uint8_t decimals = 2;
    std::string flow;               // "overseas_lending", "domestic_concentration" …
    std::int64_t buffer_minor = 0;  // >= 0: left with the child on purpose, in its currency
};

inline bool is_sweep(const LinkRow& link) { return !link.pool.empty(); }  // else a conversion

struct LimitRow {
    std::string id, title_en, title_zh;
    std::string quota;  // regime's limit, empty for the group's own
    std::string currency;
    std::uint8_t decimals = 2;
};

struct ParameterRow {  // a version of a parameter that decided something
    std::string regime, name, version, value, unit, instrument, article, mark, note, sources;
};

struct RateRow {  // units of reporting currency for one unit, per day, for KPIs and audits
    std::int32_t day = 0;
    std::string currency, market, value;
};

struct FlowPlace {           // where a flow was written
    std::uint32_t file = 0;  // index into Directory::flow_files
    std::uint32_t line = 0;
    friend bool operator==(FlowPlace, FlowPlace) = default;
};

struct ZoneOffset {  // local time less UTC, from an instant on
    std::int64_t from_ms = 0;
    std::int32_t minutes = 0;
    friend bool operator==(ZoneOffset, ZoneOffset) = default;
};

struct PaymentSystemRow {  // one of Scenario::systems
    std::string rail, name_en, name_zh, rules, currency;
    std::uint8_t decimals = 2;
    std::string rules_source = {};         // documents behind the rule pack
    std::string time_zone = {};            // of its hours: "Asia/Shanghai"
    std::vector<ZoneOffset> offsets = {};  // of that zone over the run, ascending
};

struct StoreRow {  // one of Scenario::stores
    std::string id, name_en, name_zh, marketplace, route, route_en, route_zh, currency;
    std::uint8_t decimals = 2;
};

struct Directory {
    std::string scenario, title_en, title_zh;
    std::string regime, instrument;
    std::string reporting_currency;
    std::string alternative_rate = {};  // a year, plain decimal; empty: opportunity cost not asked
    std::vector<BookRow> books;
    std::vector<AccountRow> accounts;
    std::vector<RuleRow> rules;
    std::vector<LinkRow> links;
    std::vector<LimitRow> limits;
    std::vector<ParameterRow> parameters;
    std::vector<std::string> flow_names;  // Scenario::flow_names
    std::vector<std::string> flow_files;
    std::vector<FlowPlace> flow_places;  // one a flow name
    std::vector<RateRow> rates;
    std::vector<PaymentSystemRow> payment_systems;
    std::vector<StoreRow> stores;
    std::vector<std::string> payment_names, payment_sources;  // of PaymentFact
    std::vector<RouteChoice> route_choices;                   // by payment; the one taken first
    // By PaymentFact::name: of those that came with a UETR of their sender's, which they keep.
    std::unordered_map<std::uint32_t, std::string> payment_uetrs;
};

}  // namespace rmbsim::sim
