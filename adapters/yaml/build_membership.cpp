// Dated facts about companies, members, pools and links that the rules ask for.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

sim::DateSpan read_days(Building& b, const MappingView& view, std::string_view key) {
    sim::DateSpan days;
    const auto row = view.child(key);
    if (!row) return days;
    days.from = row->date("from");
    days.to = row->date("to");
    if (days.from && days.to && *days.to < *days.from)
        b.reading.error(row->node("to")->at, fmt::format("`{}` ends before it begins", key),
                        "from <= to");
    return days;
}

// Steps of a series: each later than the one before.
template <class Step>
void check_ascending(Building& b, const std::vector<Step>& steps,
                     const std::vector<MappingView>& rows, std::string_view key) {
    for (std::size_t i = 1; i < steps.size(); ++i)
        if (steps[i].from <= steps[i - 1].from)
            b.reading.error(rows[i].at(),
                            fmt::format("`{}`: {} is not after {}", key, to_text(steps[i].from),
                                        to_text(steps[i - 1].from)),
                            "days in ascending order");
}

ledger::Money cny_of(Building& b, const MappingView& view, std::string_view key) {
    const auto money = view.money(key);
    if (!money) return {0, ledger::currency("CNY")};
    if (money->currency != ledger::currency("CNY") || money->minor < 0)
        b.reading.error(view.node(key)->at, fmt::format("`{}` is {}", key, view.node(key)->text),
                        "an amount in CNY from 0 on");
    return *money;
}

}  // namespace

void read_entity_policy(Building& b, const MappingView& view, sim::Entity& entity) {
    entity.area = view.text("area");
    const std::string& home = entity.jurisdiction;
    const bool inside = entity.area.empty() ||
                        (entity.area.starts_with(home) &&
                         (entity.area.size() == home.size() || entity.area[home.size()] == '-'));
    if (!inside)
        b.reading.error(view.node("area")->at,
                        fmt::format("area {} is not in {}", entity.area, home),
                        fmt::format("an area such as {}-SZ", home));
    const auto rows = view.children("equity_steps");
    for (const MappingView& row : rows)
        entity.equity_steps.push_back(
            {.from = row.date("from").value_or(ledger::ValueDate{}),
             .equity = row.money("equity").value_or(ledger::Money{0, ledger::currency("CNY")})});
    check_ascending(b, entity.equity_steps, rows, "equity_steps");
}

sim::MemberPolicy read_member_policy(Building& b, const MappingView& view) {
    sim::MemberPolicy policy;
    policy.shareholding = view.share("shareholding").value_or(ledger::Rate(1));
    policy.stake_in_members = cny_of(b, view, "stake_in_members");
    policy.sector = view.word_or("sector", sim::Sector::unspecified);
    if (view.word("class")) policy.trade_class = view.word_or("class", sim::TradeClass::a);
    const auto rows = view.children("class_steps");
    for (const MappingView& row : rows)
        policy.trade_class_steps.push_back({.from = row.date("from").value_or(ledger::ValueDate{}),
                                            .is = row.word_or("class", sim::TradeClass::a)});
    check_ascending(b, policy.trade_class_steps, rows, "class_steps");
    policy.in_force = read_days(b, view, "in_force");
    return policy;
}

void read_pool_policy(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    pool.in_force = read_days(b, view, "in_force");
    pool.consolidate = view.boolean("consolidate").value_or(false);
    pool.revalued_daily = view.word("reval_mode") == std::size_t{1};
    if (view.has("succeeds")) pool.succeeds = b.pools.resolve(view.node("succeeds"), b.reading);
    if (pool.succeeds == sim::no_index) return;
    if (pool.succeeds + 1 > b.scenario.pools.size()) {  // itself, or one that comes later
        b.reading.error(view.node("succeeds")->at,
                        fmt::format("pool '{}' cannot succeed itself", pool.id),
                        "a pool that stands above it in the file");
        pool.succeeds = sim::no_index;
        return;
    }
    const sim::PoolSpec& before = b.scenario.pools[pool.succeeds];
    if (before.in_force.meets(pool.in_force))
        b.reading.error(view.node("succeeds")->at,
                        fmt::format("pool '{}' is in force at the same time as its successor '{}'",
                                    before.id, pool.id),
                        "in_force: {to: …} of the earlier filing before from: of the later",
                        "end the one on the day before the other begins");
}

void read_pool_regime(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    const Node* name = view.node("regime");
    if (name == nullptr) return;
    for (const sim::Regime* known : sim::regimes_of(b.scenario, {}))
        if (known->id == name->text) pool.regime = *known;
    if (!pool.regime) pool.regime = read_named_regime(b, *name);
}

void read_link_policy(Building& b, const MappingView& view, sim::LinkSpec& link) {
    link.tenor_months = view.whole("tenor_months", 1200).value_or(12);
    if (view.node("tenor_months") != nullptr && link.tenor_months == 0)
        b.reading.error(view.node("tenor_months")->at, "the repayment term is no month long",
                        "a number of months from 1 on");
    link.purpose = view.word_or("purpose", sim::LoanPurpose::other);
}

std::int64_t read_committed(Building& b, const MappingView& view) {
    return cny_of(b, view, "committed").minor;
}

}  // namespace rmbsim::adapters
