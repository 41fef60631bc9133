// What goes wrong in a scenario, and when.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {

namespace {

constexpr std::size_t first_rail_fault = 2;  // of the words of `kind`

}  // namespace

void build_faults(Building& b) {
    IdIndex ids("fault");
    std::vector<std::string_view> links;
    for (const sim::PoolSpec& pool : b.scenario.pools)
        for (const sim::LinkSpec& link : pool.links) links.push_back(link.id);
    for (const MappingView& view : b.root.children("faults")) {
        ids.add(view.node("id"), b.reading);
        if (view.word("kind").value_or(0) >= first_rail_fault) {
            build_rail_fault(b, view);
            continue;
        }
        if (!view.has("link"))
            b.reading.error(view.at(), "key 'link' is missing in this fault",
                            "the id of a link with faults of sweeps");
        sim::FaultSpec fault;
        fault.id = view.text("id");
        fault.kind = view.word_or("kind", sim::FaultSpec::Kind::sweep_rejected);
        fault.link = view.text("link");
        fault.times = view.whole("times", 1000).value_or(1);
        fault.at = view.at();
        const auto on = view.date("on");
        if (on) fault.on = *on;
        // A variant without pools keeps the faults of those with them: nothing happens there.
        if (view.has("link") && !links.empty() &&
            std::find(links.begin(), links.end(), fault.link) == links.end())
            b.reading.error(view.node("link")->at, fmt::format("there is no link '{}'", fault.link),
                            "an id under `links` of a pool", did_you_mean(fault.link, links));
        if (on && b.has_period() && (*on < b.scenario.from || *on > *b.period_end))
            b.reading.error(view.node("on")->at,
                            fmt::format("{} lies outside the period", to_text(*on)),
                            fmt::format("a day from {} to {}", to_text(b.scenario.from),
                                        to_text(*b.period_end)));
        if (fault.kind != sim::FaultSpec::Kind::sweep_rejected && view.has("times"))
            b.reading.error(view.key_at("times"), "`times` has no use here",
                            "it with kind: sweep_rejected only", "delete it");
        b.scenario.faults.push_back(std::move(fault));
    }
}

}  // namespace rmbsim::adapters
