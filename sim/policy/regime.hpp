// A policy regime as dated, cited data: parameters, eligibility, flows, limits, and what is unknown.
//
// Files       scenarios/policy/<ID>.yaml (adapters/yaml reads them); the engine holds no number
// Lookup      by value date: a change on day d applies to every check with date >= d
// Marks       VERIFIED-1/2 are confirmed; RECALLED and ASSUMPTION are shown as unconfirmed wherever
//             they decided something
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

enum class Mark : std::uint8_t { verified_1, verified_2, recalled, derived, assumption };
std::string_view name_of(Mark mark);  // "VERIFIED-1"
std::optional<Mark> parse_mark(std::string_view text);
inline bool is_confirmed(Mark mark) {
    return mark == Mark::verified_1 || mark == Mark::verified_2 || mark == Mark::derived;
}

struct Citation {            // what a reader needs to check a rule
    std::string instrument;  // 银发〔2025〕251号; an overlay's own name for a what-if
    std::string article;     // may be empty
    Mark mark = Mark::assumption;
    std::vector<std::uint32_t> sources;  // numbers in Regime::sources
    std::string note;
};

struct DatedValue {
    std::string name;  // "overseas_lending_multiple"
    ledger::Decimal value = 0;
    std::string unit;
    ledger::ValueDate from{};
    std::optional<ledger::ValueDate> to;  // included
    Citation citation;
    std::string family = {};  // "overseas_lending": read together over all regimes; may be empty
    std::string version() const;  // "overseas_lending_multiple@2025-12-26"
};

struct AreaRow {       // where a regime holds, and from when
    std::string area;  // "CN-SZ", a code of scenarios/policy/areas.csv
    ledger::ValueDate from{};
    std::optional<ledger::ValueDate> to;  // included
    Citation citation;
};

// A draft binds nobody: it runs only as a what-if. A pilot holds in its areas.
enum class RegimeStatus : std::uint8_t { in_force, superseded, draft, pilot };
std::string_view name_of(RegimeStatus status);  // "in_force"

enum class Comparison : std::uint8_t { at_least, equal, at_most };

struct EligibilityCheck {
    std::string fact;
    // Rows of one name are one way in; of several ways one has to be met in full. Empty: always.
    std::string alternative = {};
    Comparison comparison = Comparison::at_least;
    ledger::Decimal value = 0;  // flags: 1
    std::string unit;
    std::string title_en, title_zh;
    Citation citation;
};

struct FlowRule {
    std::string flow;      // "overseas_lending"
    std::string from, to;  // parties
    bool allowed = false;
    std::string limit;  // "overseas_lending_quota", "none", or an unknown limit
    std::string title_en, title_zh;
    Citation citation;
};

// What is held below the cap: a balance outstanding, or what came in less what went out (净流入额).
enum class QuotaMeasure : std::uint8_t { stock, net_inflow };
// The share of a member's equity that counts: its pooled ratio for debt or lending, all of it, or
// what it keeps (1 - ratio).
enum class Concentration : std::uint8_t { fd, ol, none, unpooled_fd, unpooled_ol };
// By shareholding: times the group's share in the member (资金池应计所有者权益).
enum class QuotaBase : std::uint8_t { equity, equity_by_shareholding };
enum class QuotaScope : std::uint8_t { pool, entity };  // one cap for all members, or each its own
enum class Hardness : std::uint8_t { hard, warn };      // a posting above it: refused, or reported
std::string_view name_of(QuotaMeasure measure);         // "net_inflow"
std::string_view name_of(Concentration concentration);  // "unpooled_fd"
std::string_view name_of(QuotaBase base);
std::string_view name_of(QuotaScope scope);
std::string_view name_of(Hardness hardness);

struct QuotaRule {
    std::string id;  // "overseas_lending_quota"
    QuotaMeasure measure = QuotaMeasure::stock;
    bool inward = false;                 // direction: in (foreign debt) or out (lending)
    std::vector<std::string> multiples;  // parameters whose product counts; at least one
    Concentration concentration = Concentration::fd;
    QuotaBase base = QuotaBase::equity;
    QuotaScope scope = QuotaScope::pool;
    bool risk_weighted = false;
    Hardness hardness = Hardness::hard;
    std::string title_en, title_zh;
    Citation citation;
};

struct Unknown {  // an unknown limit is "unlimited with warning", never zero
    std::string name, treat_as, note_en, note_zh;
};

struct Source {
    std::uint32_t id = 0;
    std::string text, url;
};

struct Regime {
    std::string id;  // "INT-251"
    std::string title_en, title_zh;
    std::string instrument;
    ledger::ValueDate from{};
    std::optional<ledger::ValueDate> to;
    Citation dated;  // how well the days in force are known; VERIFIED-2 when not written
    RegimeStatus status = RegimeStatus::in_force;
    std::string predecessor, successor;  // ids of regimes; may be empty
    std::string jurisdiction;
    std::vector<AreaRow> areas;  // empty: the whole jurisdiction
    std::vector<DatedValue> parameters;
    std::vector<EligibilityCheck> eligibility;
    std::vector<FlowRule> flows;
    std::vector<QuotaRule> quotas;
    std::vector<Unknown> unknown;
    std::vector<Unknown> assumptions;
    std::vector<Source> sources;
    std::vector<std::string> overlays;  // names of those applied

    bool in_force(ledger::ValueDate date) const;
    // Whether it holds in an area on a date, apart from the days in force: CN-SH-FTZ lies in CN-SH, and
    // each in CN. Empty: somewhere.
    bool covers(std::string_view area, ledger::ValueDate date) const;
    // The version of a parameter in force on a date: of those that have begun and not ended, the
    // latest `from`; an overlay's version wins a tie because it was added later. A version that ends
    // gives way to the one before it, if that still runs. nullptr: none.
    const DatedValue* parameter(std::string_view name, ledger::ValueDate date) const;
    const FlowRule* flow(std::string_view name) const;
    const QuotaRule* quota(std::string_view id) const;
    // Days in (after, until] on which another version of some parameter comes into force (or the
    // last one ends), ascending.
    std::vector<ledger::ValueDate> changes(ledger::ValueDate after, ledger::ValueDate until) const;
};

struct Overlay {  // a what-if: changes nothing before its start date
    std::string name;
    std::string regime;
    ledger::ValueDate from{};
    std::vector<DatedValue> parameters;
};

// Adds an overlay's parameters; an overlay for another regime, or a parameter that would begin
// before the overlay's start, is a broken contract.
void apply(const Overlay& overlay, Regime& regime);

}  // namespace rmbsim::sim
