#include "sim/experiment/comparison.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_sums.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

Decimal net_result_of(const RunResult& result) {
    const Kpi* kpi = find_kpi(result, "net_result", "group");
    return kpi == nullptr ? Decimal(0) : Decimal::parse(kpi->value).value_or(Decimal(0));
}

using Values = std::map<std::pair<std::string_view, std::string_view>, const Kpi*>;

Values values_of(const RunResult& result) {
    Values values;
    for (const Kpi& kpi : result.kpis) values.try_emplace({kpi.name, kpi.entity}, &kpi);
    return values;
}

void add_differences(const Values& before, const RunResult& after, Standing& standing) {
    for (const Kpi& kpi : after.kpis) {
        const auto found = before.find({kpi.name, kpi.entity});
        if (found == before.end()) continue;
        auto difference = difference_of(kpi.value, found->second->value);
        if (!difference) continue;
        if (kpi.name == "net_result" && kpi.entity != "group")
            standing.effects.push_back({.entity = kpi.entity, .amount = *difference});
        standing.differences.push_back({.kpi = kpi.name,
                                        .entity = kpi.entity,
                                        .unit = kpi.unit,
                                        .baseline = found->second->value,
                                        .value = kpi.value,
                                        .difference = std::move(*difference)});
    }
}

void add_losers(Standing& standing) {
    std::vector<std::pair<Decimal, const EntityEffect*>> below;
    for (const EntityEffect& effect : standing.effects) {
        const auto amount = Decimal::parse(effect.amount);
        if (amount && amount->is_negative() && !amount->is_zero())
            below.emplace_back(*amount, &effect);
    }
    std::ranges::stable_sort(below, {}, &std::pair<Decimal, const EntityEffect*>::first);
    for (const auto& [amount, effect] : below) standing.losers.push_back(*effect);
}

void add_trapped(const RunResult& result, Standing& standing) {
    for (const TrappedCash& cash : result.trapped) {
        auto found = std::ranges::find(standing.trapped, cash.reason, &TrappedByReason::reason);
        if (found == standing.trapped.end()) {
            standing.trapped.push_back({.reason = cash.reason});
            found = standing.trapped.end() - 1;
        }
        found->reporting_minor += cash.reporting_minor;
        ++found->accounts;
    }
    std::ranges::stable_sort(standing.trapped, std::greater{}, &TrappedByReason::reporting_minor);
}

void add_ranks(std::span<const RunResult* const> variants, VariantComparison& comparison) {
    const auto better = [&](std::size_t a, std::size_t b) {
        return is_better(comparison.by, *variants[a], *variants[b]);
    };
    comparison.ranking.resize(variants.size());
    std::iota(comparison.ranking.begin(), comparison.ranking.end(), std::size_t{0});
    std::ranges::stable_sort(comparison.ranking, better);
    std::size_t rank = 0;
    for (std::size_t place = 0; place < comparison.ranking.size(); ++place) {
        const std::size_t variant = comparison.ranking[place];
        if (place == 0 || better(comparison.ranking[place - 1], variant)) rank = place + 1;
        comparison.standings[variant].rank = rank;
    }
    for (const std::size_t variant : comparison.ranking) {
        comparison.winner = variant;
        if (comparison.baseline != variant) break;
    }
}

}  // namespace

int decimals_in(std::string_view plain_decimal) {
    const std::size_t point = plain_decimal.find('.');
    return point == std::string_view::npos ? 0 : static_cast<int>(plain_decimal.size() - point - 1);
}

std::optional<std::string> difference_of(const std::string& value, const std::string& baseline) {
    const auto after = Decimal::parse(value), before = Decimal::parse(baseline);
    if (!after || !before) return std::nullopt;
    return (*after - *before).to_text(std::max(decimals_in(value), decimals_in(baseline)));
}

RankedBy ranked_by(std::span<const RunResult* const> variants) {
    const bool banks =
        std::ranges::all_of(variants, [](const RunResult* result) { return is_bank_run(*result); });
    return banks ? RankedBy::settlement : RankedBy::net_result;
}

bool is_better(RankedBy by, const RunResult& a, const RunResult& b) {
    if (by == RankedBy::settlement)
        return settles_better(settlement_sums(a.settlement), settlement_sums(b.settlement));
    return net_result_of(a) > net_result_of(b);
}

VariantComparison compare_results(std::span<const RunResult* const> variants,
                                  std::optional<std::size_t> baseline) {
    ledger::expects(!variants.empty(), "there is a variant to compare");
    ledger::expects(!baseline || *baseline < variants.size(), "the baseline is a variant");
    VariantComparison comparison;
    comparison.by = ranked_by(variants);
    comparison.baseline = baseline;
    comparison.standings.resize(variants.size());
    const Values before = baseline ? values_of(*variants[*baseline]) : Values{};
    for (std::size_t i = 0; i < variants.size(); ++i) {
        Standing& standing = comparison.standings[i];
        if (baseline && baseline != i) add_differences(before, *variants[i], standing);
        add_losers(standing);
        add_trapped(*variants[i], standing);
    }
    add_ranks(variants, comparison);
    return comparison;
}

}  // namespace rmbsim::sim
