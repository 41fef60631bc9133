// Regimes set side by side: what differs, when a value moved, and whether a flow is allowed on a day.
//
// Sides       a row that one regime has not is an empty side; a citation alone is no difference
// Dates       by value date; a step is a version's first day, whatever regime holds it
// Drafts      bind nobody: `rulings` leaves them out, `ruling` on one says so
// Lifetime    results point into the regimes given; those must stay
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::sim {

enum class Section : std::uint8_t { parameters, eligibility, flows, limits, unknown };
std::string_view name_of(Section section);

struct RuleText {      // what one regime says in a row
    std::string says;  // "3.5 x_equity", ">= 7000000000.00 CNY", "allowed, limit none"
    ledger::ValueDate from{};
    std::optional<ledger::ValueDate> to;  // included
    Citation citation;
    bool is_unknown = false;  // looked for and not found; the citation is the regime's own document
};

struct Difference {
    Section section = Section::parameters;
    std::string name;
    std::optional<RuleText> a, b;  // never both empty
};

struct AsOf {  // a regime on a day
    const Regime& regime;
    ledger::ValueDate on;
};

// The day on which a regime is read when none is named: its last, or the latest on which a version
// of a parameter begins when it has no end.
ledger::ValueDate last_state(const Regime& regime);

// By section, then by name.
std::vector<Difference> differences(const AsOf& a, const AsOf& b);

struct Step {
    const Regime* regime = nullptr;
    const DatedValue* value = nullptr;
};
// Versions of the parameters of a name or family, by first day; of all that have a family when
// `what` is empty.
std::vector<Step> timeline(std::span<const Regime> regimes, std::string_view what);

enum class RuleStanding : std::uint8_t { applies, draft, not_in_force, not_in_area, silent };
std::string_view name_of(RuleStanding standing);  // "not_in_force"

struct Ruling {
    const Regime* regime = nullptr;
    RuleStanding standing =
        RuleStanding::silent;  // silent: in force here, but without a row for the flow
    const FlowRule* flow = nullptr;
    const QuotaRule* quota = nullptr;           // the limit of the flow, if it is a quota
    std::vector<const DatedValue*> parameters;  // the quota's, in force on the day
    std::vector<const Unknown*> unknown;        // of the limit and its parameters
};
Ruling ruling(const Regime& regime, std::string_view flow, ledger::ValueDate on,
              std::string_view area);
// Of the regimes that hold on the day in the area and have a row for the flow, in the given order.
std::vector<Ruling> rulings(std::span<const Regime> regimes, std::string_view flow,
                            ledger::ValueDate on, std::string_view area);

}  // namespace rmbsim::sim
