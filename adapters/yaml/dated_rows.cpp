#include "adapters/yaml/dated_rows.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/yaml/reading.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::adapters {

sim::Cited cited_in(const MappingView& row, const IdIndex& sources, Reading& reading) {
    sources.resolve(row.node("source"), reading);
    return {.mark = row.word_or("mark", sim::Mark::assumption),
            .source = row.text("source"),
            .note = row.text("note")};
}

sim::InForce in_force_in(const MappingView& row, Reading& reading) {
    const auto from = row.date("from");
    const auto until = row.date("until");
    if (from && until && *until < *from)
        reading.error(row.node("until")->at, "this version ends before it begins", "from <= until");
    return {.from = from.value_or(ledger::ValueDate{}), .until = until};
}

void expect_one_beginning(const std::vector<MappingView>& rows, Reading& reading,
                          std::string_view also) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            if (!rows[i].date("from") || rows[i].date("from") != rows[j].date("from")) continue;
            if (!also.empty() && rows[i].text(also) != rows[j].text(also)) continue;
            reading.error(rows[i].node("from")->at,
                          fmt::format("two versions begin on {}", rows[i].text("from")),
                          "one version from a day on", "end one, or join them");
        }
}

}  // namespace rmbsim::adapters
