#include "sim/policy/quota_book.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/policy/limit.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/pool/plan.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Rounding;

ledger::CurrencyId cny() { return ledger::currency("CNY"); }

// minor × share / whole, rounded up: what remains of a use stays on the safe side.
std::int64_t proportion_up(std::int64_t minor, std::int64_t share, std::int64_t whole) {
    if (share == whole) return minor;
    const Decimal part = Decimal(minor) * Decimal(share) / Decimal(whole);
    return ledger::fitting(ledger::to_whole(part, Rounding::ceiling), "a share of a position");
}

}  // namespace

QuotaBook::QuotaBook(const Scenario& scenario, Directory& directory)
    : scenario_(scenario), directory_(directory), date_(scenario.from) {
    for (std::uint32_t p = 0; p < scenario.pools.size(); ++p) {
        first_of_pool_.push_back(size());
        for (const PoolLimitSpec& spec : scenario.pools[p].limits) {
            Limit limit;
            limit.pool = p;
            limit.spec = &spec;
            if (spec.cap) limit.quota.cap_minor = spec.cap->minor;
            limit.quota.line_minor = spec.committed_minor;
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

// A product is told as one row: its value, all versions, the weakest of the marks.
std::uint32_t QuotaBook::parameter_row(const Regime& regime,
                                       std::span<const DatedValue* const> factors) {
    const auto joined = [&](auto&& text_of, std::string_view between) {
        std::string text;
        for (const DatedValue* factor : factors) {
            const std::string part = text_of(*factor);
            if (part.empty() || (between == "; " && text.find(part) != std::string::npos)) continue;
            text += (text.empty() ? "" : std::string(between)) + part;
        }
        return text;
    };
    const std::string version = joined([](const DatedValue& v) { return v.version(); }, " x ");
    const std::string instrument =
        joined([](const DatedValue& v) { return v.citation.instrument; }, "; ");
    auto& rows = directory_.parameters;
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        if (rows[i].version == version && rows[i].instrument == instrument &&
            rows[i].regime == regime.id)
            return i;
    Decimal value = 1;
    Mark mark = factors.front()->citation.mark;
    std::vector<std::uint32_t> cited;
    for (const DatedValue* factor : factors) {
        value = value * factor->value;
        if (!is_confirmed(factor->citation.mark) || is_confirmed(mark))
            mark = std::max(mark, factor->citation.mark);
        for (const std::uint32_t source : factor->citation.sources)
            if (std::ranges::find(cited, source) == cited.end()) cited.push_back(source);
    }
    std::string sources;
    for (const std::uint32_t source : cited)
        sources += (sources.empty() ? "" : ",") + std::to_string(source);
    rows.push_back({.regime = regime.id,
                    .name = joined([](const DatedValue& v) { return v.name; }, " x "),
                    .version = version,
                    .value = value.to_text(),
                    .unit = factors.front()->unit,
                    .instrument = instrument,
                    .article = joined([](const DatedValue& v) { return v.citation.article; }, "; "),
                    .mark = std::string(name_of(mark)),
                    .note = joined([](const DatedValue& v) { return v.citation.note; }, "; "),
                    .sources = sources});
    return static_cast<std::uint32_t>(rows.size() - 1);
}

QuotaBook::Ruled QuotaBook::ruled_on(const Limit& limit, ledger::ValueDate date) const {
    Ruled ruled{.quota = limit.quota, .in_regime = true, .regime = nullptr, .factors = {}};
    if (limit.spec->quota.empty()) return ruled;
    const PoolSpec& pool = scenario_.pools[limit.pool];
    ruled.regime = regime_of(scenario_, pool, date);
    const QuotaRule* rule =
        ruled.regime == nullptr ? nullptr : ruled.regime->quota(limit.spec->quota);
    Quota& quota = ruled.quota;
    quota.exists = false;
    quota.cap_minor = INT64_MAX;
    ruled.in_regime = rule != nullptr;
    if (rule == nullptr) return ruled;
    quota.inward = rule->inward;
    quota.measure = rule->measure;
    quota.weights.clear();
    if (!rule->inward)
        quota.weights = lending_weights(*ruled.regime, date);
    else if (rule->risk_weighted)
        quota.weights = debt_weights(*ruled.regime, date);
    const auto multiple = multiple_of(*ruled.regime, *rule, date);
    if (!multiple) return ruled;
    ruled.factors = multiple->factors;
    quota.exists = rule->hardness == Hardness::hard;
    quota.cap_minor = quota_cap(*rule, multiple->value,
                                {.pool = &pool,
                                 .entities = &scenario_.entities,
                                 .pools = &scenario_.pools,
                                 .domestic_jurisdiction = ruled.regime->jurisdiction,
                                 .on = date,
                                 .only = limit.spec->entity});
    return ruled;
}

bool QuotaBook::revalue(ledger::ValueDate date) {
    date_ = date;
    bool changed = false;
    for (Limit& limit : limits_) {
        if (limit.spec->quota.empty()) continue;
        Ruled ruled = ruled_on(limit, date);
        const std::uint32_t row =
            ruled.factors.empty() ? UINT32_MAX : parameter_row(*ruled.regime, ruled.factors);
        changed =
            changed || row != limit.parameter || ruled.quota.cap_minor != limit.quota.cap_minor;
        limit.quota = std::move(ruled.quota);
        limit.in_regime = ruled.in_regime;
        limit.parameter = row;
    }
    for (Pair& pair : pairs_) {
        const PoolSpec& pool = scenario_.pools[pair.spec.pool];
        if (const Regime* regime = regime_of(scenario_, pool, date)) {
            const bool brief = is_short(*regime, date, pair.spec.tenor_months);
            const bool foreign = pair.spec.currency != cny();
            pair.position.weighs = static_cast<WeightClass>((brief ? 0 : 2) + (foreign ? 1 : 0));
        }
        if (!pool.revalued_daily || pair.spec.currency == cny()) continue;
        const std::int64_t worth = in_cny(pair, std::abs(pair.face_minor));
        pair.position.settled = pair.face_minor < 0 ? -worth : worth;
    }
    note_peaks();
    return changed;
}

std::uint32_t QuotaBook::open_pair(const PairSpec& spec) {
    pairs_.push_back({.spec = spec, .position = {}, .flights = {}});
    const auto index = static_cast<std::uint32_t>(pairs_.size() - 1);
    shorten(index, spec.tenor_months);
    return index;
}

void QuotaBook::shorten(std::uint32_t pair, std::uint32_t tenor_months) {
    Pair& p = pairs_[pair];
    p.spec.tenor_months = std::min(p.spec.tenor_months, tenor_months);
    const Regime* regime = regime_of(scenario_, scenario_.pools[p.spec.pool], date_);
    const bool brief = regime == nullptr || is_short(*regime, date_, p.spec.tenor_months);
    p.position.weighs =
        static_cast<WeightClass>((brief ? 0 : 2) + (p.spec.currency == cny() ? 0 : 1));
}

bool QuotaBook::counts(const Limit& limit, const Pair& pair) const {
    if (limit.spec->entity != no_index && limit.spec->entity != pair.spec.domestic_entity)
        return false;
    return continues(scenario_, limit.pool, pair.spec.pool);
}

std::vector<PairPosition> QuotaBook::positions_of(const Limit& limit) const {
    std::vector<PairPosition> positions;
    for (const Pair& pair : pairs_)
        if (counts(limit, pair)) positions.push_back(pair.position);
    return positions;
}

std::int64_t QuotaBook::repays(const Pair& pair, bool outward) const {
    ledger::Int128 owed = outward ? -ledger::Int128{pair.face_minor} : pair.face_minor;
    for (const Flight& flight : pair.flights)
        if (flight.outward == outward) owed -= flight.face_minor;
    return static_cast<std::int64_t>(std::max<ledger::Int128>(owed, 0));
}

ledger::Rate QuotaBook::rate_of(const Pair& pair) const {
    if (pair.spec.currency == cny()) return 1;
    for (const ledger::Market market : {ledger::Market::onshore, ledger::Market::offshore})
        if (const auto mid = scenario_.fx.mid(pair.spec.currency, cny(), market, date_))
            return *mid;
    ledger::break_contract("the loader has checked that positions across the border can be valued",
                           std::source_location::current());
}

std::int64_t QuotaBook::in_cny(const Pair& pair, std::int64_t minor) const {
    if (pair.spec.currency == cny()) return minor;
    const auto worth = ledger::to_money(
        ledger::to_decimal({minor, pair.spec.currency}) * rate_of(pair), cny(), Rounding::ceiling);
    return ledger::fitting(worth, "a position in CNY").minor;
}

std::vector<Headroom> QuotaBook::headroom_of(std::span<const std::uint32_t> limits,
                                             std::uint32_t pair, bool outward,
                                             const Asked& asked) const {
    const Pair& p = pairs_[pair];
    const std::int64_t repaid = repays(p, outward);
    std::vector<Headroom> rooms;
    for (const std::uint32_t index : limits) {
        const Limit& limit = limits_[index];
        const bool later = asked.decides > date_;
        const Ruled ruled = later ? ruled_on(limit, asked.decides) : Ruled{};
        const Quota& quota = later ? ruled.quota : limit.quota;
        if (!(later ? ruled.in_regime : limit.in_regime)) continue;
        if (quota.inward == outward) continue;  // the other direction's limit
        // The pair's own position first, so that its place among those that count is known.
        std::vector<PairPosition> positions{p.position};
        for (const Pair& other : pairs_)
            if (&other != &p && counts(limit, other)) positions.push_back(other.position);
        const std::int64_t room = asked.new_business ? new_room(quota, positions, 0) : 0;
        Headroom found{.limit = index, .minor = room};
        if (room != INT64_MAX && p.spec.currency != cny() && room > 0) {
            const auto face = ledger::to_money(ledger::to_decimal({room, cny()}) / rate_of(p),
                                               p.spec.currency, Rounding::floor);
            found.minor = face ? face->minor : INT64_MAX;
        }
        const bool frees = quota.measure == QuotaMeasure::stock || !asked.new_business;
        if (frees && found.minor != INT64_MAX)
            found.minor = found.minor > INT64_MAX - repaid ? INT64_MAX : found.minor + repaid;
        rooms.push_back(found);
    }
    return rooms;
}

std::int64_t QuotaBook::debt_elsewhere(std::uint32_t pair) const {
    std::int64_t debt = 0;
    for (const Pair& other : pairs_)
        if (&other != &pairs_[pair] && other.spec.pool == pairs_[pair].spec.pool &&
            other.position.settled < 0)
            debt -= other.position.settled;
    return debt;
}

void QuotaBook::reserve(std::uint32_t pair, bool outward, std::int64_t minor) {
    Pair& p = pairs_[pair];
    const Flight flight{.outward = outward, .face_minor = minor, .cny_minor = in_cny(p, minor)};
    p.flights.push_back(flight);
    (outward ? p.position.going_out : p.position.coming_in) += flight.cny_minor;
    note_peaks();
}

// The reservation is over; what it held in renminbi.
std::int64_t QuotaBook::end_flight(Pair& p, bool outward, std::int64_t minor) {
    const auto under_way = std::ranges::find_if(p.flights, [&](const Flight& flight) {
        return flight.outward == outward && flight.face_minor == minor;
    });
    ledger::expects(under_way != p.flights.end(), "what settles or comes back was reserved");
    const std::int64_t held = under_way->cny_minor;
    p.flights.erase(under_way);
    (outward ? p.position.going_out : p.position.coming_in) -= held;
    return held;
}

void QuotaBook::release(std::uint32_t pair, bool outward, std::int64_t minor) {
    end_flight(pairs_[pair], outward, minor);
}

void QuotaBook::settle(std::uint32_t pair, bool outward, std::int64_t minor) {
    Pair& p = pairs_[pair];
    const std::int64_t held = end_flight(p, outward, minor);
    const std::int64_t sign = outward ? 1 : -1;
    if (p.spec.currency == cny()) {
        p.face_minor += sign * minor;
        p.position.settled = p.face_minor;
        return note_peaks();
    }
    const std::int64_t owed = std::max<std::int64_t>(-sign * p.face_minor, 0);
    const std::int64_t repaid = std::min(owed, minor);
    if (repaid > 0) {  // the amount that was kept falls in proportion
        const std::int64_t kept = -sign * p.position.settled;
        p.position.settled = -sign * proportion_up(kept, owed - repaid, owed);
    }
    if (minor > repaid) p.position.settled += sign * proportion_up(held, minor - repaid, minor);
    p.face_minor += sign * minor;
    note_peaks();
}

void QuotaBook::note_peaks() {
    for (Limit& limit : limits_)
        limit.peak_minor =
            std::max(limit.peak_minor, use_of(limit.quota, positions_of(limit)).committed);
}

std::uint32_t QuotaBook::parameter_on(std::uint32_t index, ledger::ValueDate date) {
    if (date <= date_) return limits_[index].parameter;
    const Ruled ruled = ruled_on(limits_[index], date);
    if (ruled.regime == nullptr || ruled.factors.empty()) return UINT32_MAX;
    return parameter_row(*ruled.regime, ruled.factors);
}

void QuotaBook::note_cut(std::uint32_t limit, std::uint32_t pair, std::int64_t blocked_minor) {
    limits_[limit].cuts += 1;
    limits_[limit].blocked_minor += in_cny(pairs_[pair], blocked_minor);
}

QuotaBook::Standing QuotaBook::standing(std::uint32_t limit) const {
    const Limit& l = limits_[limit];
    const QuotaUse use = use_of(l.quota, positions_of(l));
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
