#include "sim/policy/quota_book.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/contract.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/policy/limit.hpp"
#include "sim/policy/regime.hpp"
#include "sim/pool/plan.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

QuotaBook::QuotaBook(const Scenario& scenario, Directory& directory)
    : scenario_(scenario), directory_(directory) {
    for (std::uint32_t p = 0; p < scenario.pools.size(); ++p) {
        first_of_pool_.push_back(size());
        for (const PoolLimitSpec& spec : scenario.pools[p].limits) {
            Limit limit;
            limit.pool = p;
            limit.spec = &spec;
            if (spec.cap) limit.quota.cap_minor = spec.cap->minor;
            limits_.push_back(limit);
            directory.limits.push_back({.id = spec.id,
                                        .title_en = spec.title.en,
                                        .title_zh = spec.title.zh,
                                        .quota = spec.quota,
                                        .currency = "CNY",
                                        .decimals = 2});
        }
    }
    revalue(scenario.from);
}

std::uint32_t QuotaBook::world_limit(std::uint32_t pool, std::uint32_t index) const {
    return first_of_pool_[pool] + index;
}

std::uint32_t QuotaBook::parameter_row(const DatedValue& value) {
    const std::string version = value.version();
    auto& rows = directory_.parameters;
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        if (rows[i].version == version && rows[i].instrument == value.citation.instrument) return i;
    std::string sources;
    for (const std::uint32_t source : value.citation.sources)
        sources += (sources.empty() ? "" : ",") + std::to_string(source);
    rows.push_back({.regime = scenario_.regime->id,
                    .name = value.name,
                    .version = version,
                    .value = value.value.to_text(),
                    .unit = value.unit,
                    .instrument = value.citation.instrument,
                    .article = value.citation.article,
                    .mark = std::string(name_of(value.citation.mark)),
                    .note = value.citation.note,
                    .sources = sources});
    return static_cast<std::uint32_t>(rows.size() - 1);
}

bool QuotaBook::revalue(ledger::ValueDate date) {
    bool changed = false;
    for (Limit& limit : limits_) {
        if (limit.spec->quota.empty()) continue;
        const Regime& regime = *scenario_.regime;
        const QuotaRule* rule = regime.quota(limit.spec->quota);
        ledger::expects(rule != nullptr, "the loader has found the quota in the regime");
        limit.quota.inward = rule->inward;
        const DatedValue* multiple = regime.parameter(rule->multiples.front(), date);
        limit.quota.exists = multiple != nullptr;
        if (multiple == nullptr) continue;
        const std::uint32_t row = parameter_row(*multiple);
        changed = changed || row != limit.parameter;
        limit.parameter = row;
        limit.quota.cap_minor = quota_cap(*rule, *multiple, scenario_.pools[limit.pool],
                                          scenario_.entities, regime.jurisdiction);
        if (rule->risk_weighted) limit.quota.weight = debt_weight(regime, date, false);
    }
    for (std::uint32_t p = 0; p < scenario_.pools.size(); ++p) note_peaks(p);
    return changed;
}

std::uint32_t QuotaBook::open_pair(std::uint32_t pool) {
    pairs_.push_back({.pool = pool, .position = {}});
    return static_cast<std::uint32_t>(pairs_.size() - 1);
}

std::vector<PairPosition> QuotaBook::positions_of(std::uint32_t pool) const {
    std::vector<PairPosition> positions;
    for (const Pair& pair : pairs_)
        if (pair.pool == pool) positions.push_back(pair.position);
    return positions;
}

std::vector<Headroom> QuotaBook::headroom_of(std::span<const std::uint32_t> limits,
                                             std::uint32_t pair, bool outward) const {
    const std::uint32_t pool = pairs_[pair].pool;
    const auto positions = positions_of(pool);
    const auto before = std::span(pairs_).first(pair);
    const auto place = static_cast<std::size_t>(
        std::ranges::count_if(before, [&](const Pair& other) { return other.pool == pool; }));
    std::vector<Headroom> rooms;
    for (const std::uint32_t index : limits) {
        const Quota& quota = limits_[index].quota;
        if (quota.inward == outward) continue;  // the other direction's limit
        rooms.push_back({.limit = index, .minor = headroom(quota, positions, place)});
    }
    return rooms;
}

void QuotaBook::reserve(std::uint32_t pair, bool outward, std::int64_t cny_minor) {
    PairPosition& position = pairs_[pair].position;
    (outward ? position.going_out : position.coming_in) += cny_minor;
    note_peaks(pairs_[pair].pool);
}

void QuotaBook::settle(std::uint32_t pair, bool outward, std::int64_t cny_minor) {
    PairPosition& position = pairs_[pair].position;
    (outward ? position.going_out : position.coming_in) -= cny_minor;
    position.settled += outward ? cny_minor : -cny_minor;
    note_peaks(pairs_[pair].pool);
}

void QuotaBook::note_peaks(std::uint32_t pool) {
    const auto positions = positions_of(pool);
    for (Limit& limit : limits_)
        if (limit.pool == pool)
            limit.peak_minor = std::max(limit.peak_minor, use_of(limit.quota, positions).committed);
}

void QuotaBook::note_cut(std::uint32_t limit, std::int64_t blocked_cny_minor) {
    limits_[limit].cuts += 1;
    limits_[limit].blocked_minor += blocked_cny_minor;
}

QuotaBook::Standing QuotaBook::standing(std::uint32_t limit) const {
    const Limit& l = limits_[limit];
    const QuotaUse use = use_of(l.quota, positions_of(l.pool));
    return {.cap_minor = l.quota.cap_minor,
            .used_minor = use.settled,
            .committed_minor = use.committed,
            .parameter = l.parameter,
            .exists = l.quota.exists};
}

std::vector<LimitDay> QuotaBook::close_day() {
    std::vector<LimitDay> days;
    for (std::uint32_t i = 0; i < limits_.size(); ++i) {
        Limit& limit = limits_[i];
        const Standing now = standing(i);
        days.push_back({.limit = i,
                        .cap_minor = now.cap_minor,
                        .used_minor = now.used_minor,
                        .peak_minor = limit.peak_minor,
                        .blocked_minor = limit.blocked_minor,
                        .cuts = limit.cuts,
                        .parameter = limit.parameter});
        limit.peak_minor = now.committed_minor;
        limit.blocked_minor = 0;
        limit.cuts = 0;
    }
    return days;
}

}  // namespace rmbsim::sim
