// The format of dated facts about members, pools and the rules that hold. See table.hpp.
#include "adapters/yaml/membership_tables.hpp"

#include <array>

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;

constexpr std::array days_fields = {
    Field{"from", date, no, "First day; none: from the beginning.", "2026-02-01"},
    Field{"to", date, no, "Last day; none: to the end.", "2026-01-31"},
};

constexpr std::array equity_step_fields = {
    Field{"from", date, yes, "Day of the audit: the figure counts from it on.", "2026-04-30"},
    Field{"equity", amount, yes, "Audited owner's equity.", "1500000000.00 CNY"},
};

constexpr std::array class_step_fields = {
    Field{"from", date, yes, "First day in this class.", "2026-02-10"},
    Field{"class", word, yes, "A, B or C.", "B", nullptr, trade_classes},
};

constexpr std::array change_fields = {
    Field{"from", date, yes, "First value date under the new rules.", "2026-02-01"},
    Field{"regime", id, yes, "A file of scenarios/policy, by its name.", "INT-251"},
};

}  // namespace

const Table days_table{"days", "Days, both included.", days_fields};
const Table equity_step_table{"equity_step", "A later audit.", equity_step_fields};
const Table class_step_table{"trade_class_step", "A change of trade class.", class_step_fields};
const Table policy_change_table{"policy_change", "Rules that hold from a day on.", change_fields};

}  // namespace rmbsim::adapters
