#include "sim/experiment/replicated.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/interval.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {
namespace {

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string fixed(double value, int decimals) {
    std::array<char, 400> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value,
                                            std::chars_format::fixed, decimals);
    ledger::expects(error == std::errc{}, "a number of statistics fits its text");
    std::string shown(text.data(), end);
    if (shown.find_first_of("123456789") == std::string::npos && shown.starts_with('-'))
        shown.erase(0, 1);  // no negative zero
    return shown;
}

std::optional<IntervalText> interval_text(const std::vector<std::string>& sample) {
    std::vector<double> numbers;
    int decimals = 0;
    for (const std::string& text : sample) {
        const auto number = number_in(text);
        if (!number) return std::nullopt;
        numbers.push_back(*number);
        decimals = std::max(decimals, decimals_in(text));
    }
    const auto interval = student_interval(numbers);
    if (!interval) return std::nullopt;
    return IntervalText{.mean = fixed(interval->mean, decimals),
                        .deviation = fixed(interval->deviation, decimals),
                        .low = fixed(interval->low, decimals),
                        .high = fixed(interval->high, decimals)};
}

using Positions = std::map<std::pair<std::string_view, std::string_view>, std::size_t>;

Positions positions_of(const Replicated& variant) {
    Positions positions;
    for (std::size_t i = 0; i < variant.kpis.size(); ++i)
        positions.try_emplace({variant.kpis[i].name, variant.kpis[i].entity}, i);
    return positions;
}

std::optional<IntervalText> paired(const Replicated& before, std::size_t at_before,
                                   const Replicated& after, std::size_t at_after) {
    std::vector<std::string> sample;
    for (std::size_t r = 0; r < after.values.size(); ++r) {
        auto difference = difference_of(after.values[r][at_after], before.values[r][at_before]);
        if (!difference) return std::nullopt;
        sample.push_back(std::move(*difference));
    }
    return interval_text(sample);
}

}  // namespace

void add_history(Replicated& to, const std::vector<Kpi>& kpis) {
    if (to.values.empty()) to.kpis = kpis;
    const auto same_name = [](const Kpi& a, const Kpi& b) {
        return a.name == b.name && a.entity == b.entity;
    };
    ledger::expects(std::ranges::equal(to.kpis, kpis, same_name),
                    "another history has the same indicators");
    std::vector<std::string>& values = to.values.emplace_back();
    for (const Kpi& kpi : kpis) values.push_back(kpi.value);
}

std::vector<std::vector<KpiInterval>> intervals_of(std::span<const Replicated> variants,
                                                   std::optional<std::size_t> baseline) {
    const Positions before = baseline ? positions_of(variants[*baseline]) : Positions{};
    std::vector<std::vector<KpiInterval>> all(variants.size());
    for (std::size_t v = 0; v < variants.size(); ++v) {
        const Replicated& variant = variants[v];
        for (std::size_t i = 0; i < variant.kpis.size(); ++i) {
            const Kpi& kpi = variant.kpis[i];
            std::vector<std::string> sample;
            for (const auto& values : variant.values) sample.push_back(values[i]);
            auto level = interval_text(sample);
            if (!level) continue;
            KpiInterval interval{.kpi = kpi.name,
                                 .entity = kpi.entity,
                                 .unit = kpi.unit,
                                 .level = std::move(*level),
                                 .difference = std::nullopt};
            const auto found = before.find({kpi.name, kpi.entity});
            if (baseline != v && found != before.end())
                interval.difference = paired(variants[*baseline], found->second, variant, i);
            all[v].push_back(std::move(interval));
        }
    }
    return all;
}

const KpiInterval* find_interval(std::span<const KpiInterval> intervals, std::string_view kpi,
                                 std::string_view entity) {
    for (const KpiInterval& interval : intervals)
        if (interval.kpi == kpi && interval.entity == entity) return &interval;
    return nullptr;
}

}  // namespace rmbsim::sim
