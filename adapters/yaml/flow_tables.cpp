#include "adapters/yaml/flow_tables.hpp"

#include <array>
#include <string_view>

#include "adapters/csv/flow_kinds.hpp"
#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Words = std::string_view;

constexpr std::array season_fields = {
    Field{"from", date, yes, "First day, included.", "2026-02-15"},
    Field{"to", date, yes, "Last day, included.", "2026-02-28"},
    Field{"percent", whole, yes, "Of what is usual.", "85"},
};

constexpr std::array<Words, 4> every_words = {"business_day", "day", "week", "month"};
constexpr std::array flow_fields = {
    Field{"file", path, no, "CSV: id,date,time,account,kind,amount,note.", "flows.csv"},
    Field{"id", id, no, "One flow: its name.", "F-1"},
    Field{"generate", id, no, "Flows made by chance: what their names begin with.", "sz-sales"},
    Field{"account", id, no, "An account.", "SZ.ops"},
    Field{"kind", word, no, "What it is for; says whether it is received or paid.", "sales",
          nullptr, flow_kind_words},
    Field{"on", date, no, "One flow: its day.", "2026-01-05"},
    Field{"time", time, no, "One flow: local to the account's bank. Default 10:00.", "\"10:00\""},
    Field{"value_on", date, no, "One flow: its value date, on or before `on`. Default `on`.",
          "2026-01-02"},
    Field{"amount", amount, no, "One flow: received above zero, paid below.", "250000.00"},
    Field{"every", word, no, "Generator: on which days. Default business_day.", "business_day",
          nullptr, every_words},
    Field{"day", whole, no,
          "Generator: of the week (1 is Monday) or of the month (31 its end), then the next open "
          "day.",
          "25"},
    Field{"count", pair_of_wholes, no,
          "Generator: least and most flows on such a day. Default [1, 1].", "[2, 5]"},
    Field{"amounts", named_amounts, no,
          "Generator: share of the flows: largest amount among them, above zero; from \"0\" to "
          "\"1\", both "
          "ascending.",
          "{\"0\": 10000.00, \"1\": 90000.00}"},
    Field{"hours", hours, no, "Generator: within these. Default 09:00-17:00.", "\"09:00-17:00\""},
    Field{"from", date, no, "Generator: first day. Default the period's.", "2026-01-01"},
    Field{"to", date, no, "Generator: last day. Default the period's.", "2026-03-31"},
    Field{"season", list, no, "Generator: stretches of larger or smaller amounts.", "",
          &season_table},
};

}  // namespace

const Table season_table{"season", "A stretch of more or less than usual.", season_fields};
const Table flow_table{"flow", "A file of flows, one flow, or a generator of flows.", flow_fields};

}  // namespace rmbsim::adapters
