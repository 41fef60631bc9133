// Indicators of many random histories: the level of each and its paired difference, with intervals.
//
// Common random numbers  replication r draws the same in every variant (streams are keyed by seed,
//             replication, entity and purpose), so a difference is taken inside a replication first
// Units       texts in the indicator's unit and with its decimals, half away from zero
// Invariants  a variant against one that gives the same figures: difference and width exactly zero
// Source      interval.hpp
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measure/result.hpp"

namespace rmbsim::sim {

struct IntervalText {
    std::string mean, deviation, low, high;  // 95 % interval of the mean
    friend bool operator==(const IntervalText&, const IntervalText&) = default;
};

struct KpiInterval {
    std::string kpi, entity, unit;
    IntervalText level;
    std::optional<IntervalText> difference;  // against the baseline; none for it and without one
    friend bool operator==(const KpiInterval&, const KpiInterval&) = default;
};

// The indicators of one variant over its histories, without repeating their names.
struct Replicated {
    std::vector<Kpi> kpis;                         // of the first history: names, entities, units
    std::vector<std::vector<std::string>> values;  // per history, in the order of `kpis`
};

// Takes the next history; its indicators must be those of the first one, in the same order.
void add_history(Replicated& to, const std::vector<Kpi>& kpis);

// As the variants stand; empty lists where there are fewer than two histories.
std::vector<std::vector<KpiInterval>> intervals_of(std::span<const Replicated> variants,
                                                   std::optional<std::size_t> baseline);

const KpiInterval* find_interval(std::span<const KpiInterval> intervals, std::string_view kpi,
                                 std::string_view entity);

}  // namespace rmbsim::sim
