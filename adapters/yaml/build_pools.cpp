// Pools: members, facts, limits and links, each by itself; check_pools.cpp looks at them together.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

void read_members(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    std::set<std::uint32_t> seen;
    for (const MappingView& row : view.children("members")) {
        sim::MemberSpec member;
        member.entity = b.entities.resolve(row.node("entity"), b.reading);
        member.foreign_debt_ratio = row.share("foreign_debt_ratio").value_or(ledger::Rate(0));
        member.overseas_lending_ratio =
            row.share("overseas_lending_ratio").value_or(ledger::Rate(0));
        if (member.entity != sim::no_index && !seen.insert(member.entity).second)
            b.reading.error(row.node("entity")->at,
                            fmt::format("entity '{}' is a member twice", row.text("entity")),
                            "each member once");
        pool.members.push_back(std::move(member));
    }
    pool.host = b.entities.resolve(view.node("host"), b.reading);
    if (pool.host != sim::no_index && !seen.contains(pool.host) && view.node("members") != nullptr)
        b.reading.error(view.node("host")->at,
                        fmt::format("host '{}' is not a member of pool '{}'", view.text("host"),
                                    view.text("id")),
                        "one of the pool's members", "add it under `members`");
}

void read_facts(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    std::vector<std::string_view> known;
    if (b.scenario.regime)
        for (const auto& check : b.scenario.regime->eligibility) known.push_back(check.fact);
    for (const Entry& entry : view.entries("facts")) {
        if (entry.value.kind != NodeKind::scalar) continue;
        const auto check = std::find(known.begin(), known.end(), entry.key);
        if (b.scenario.regime && check == known.end()) {
            b.reading.error(
                entry.key_at,
                fmt::format("regime {} asks for no fact '{}'", b.scenario.regime->id, entry.key),
                known.empty() ? "no facts" : fmt::format("one of {}", joined(known)),
                did_you_mean(entry.key, known));
            continue;
        }
        const auto flag = parse_boolean(entry.value.text);
        if (b.scenario.regime) {
            const auto nth = static_cast<std::size_t>(check - known.begin());
            const bool wants_flag = b.scenario.regime->eligibility[nth].unit == "flag";
            if (wants_flag != flag.has_value())
                b.reading.error(
                    entry.value.at, fmt::format("fact '{}' is {}", entry.key, entry.value.text),
                    wants_flag
                        ? "true or false"
                        : fmt::format("a number ({})", b.scenario.regime->eligibility[nth].unit));
        }
        sim::FactValue fact{.name = entry.key, .at = entry.value.at};
        fact.value = flag ? ledger::Decimal(*flag ? 1 : 0)
                          : ledger::Decimal::parse(entry.value.text).value_or(ledger::Decimal(0));
        pool.facts.push_back(std::move(fact));
    }
}

void read_limits(Building& b, const MappingView& view, IdIndex& ids, sim::PoolSpec& pool) {
    std::vector<std::string_view> quotas;
    if (b.scenario.regime)
        for (const auto& quota : b.scenario.regime->quotas) quotas.push_back(quota.id);
    for (const MappingView& row : view.children("limits")) {
        ids.add(row.node("id"), b.reading);
        sim::PoolLimitSpec limit{.id = row.text("id"),
                                 .title = row.title("title"),
                                 .quota = row.text("quota"),
                                 .cap = row.money("cap"),
                                 .at = row.at()};
        if (limit.title.en.empty()) limit.title = {limit.id, limit.id};
        if (row.has("quota") == row.has("cap"))
            b.reading.error(row.at(),
                            row.has("cap") ? "the limit has both a quota and a cap"
                                           : "the limit has neither a quota nor a cap",
                            "quota: a limit of the regime, or cap: an amount");
        if (limit.cap && limit.cap->minor < 0)
            b.reading.error(row.node("cap")->at, "the cap is negative", "an amount from 0 on");
        if (limit.cap && limit.cap->currency != ledger::currency("CNY"))
            b.reading.error(row.node("cap")->at, "the cap is not in CNY",
                            "an amount in CNY, as a limit watches positions across the border",
                            "convert it at the rate of the agreement it comes from");
        if (b.scenario.regime && row.node("quota") != nullptr &&
            std::find(quotas.begin(), quotas.end(), limit.quota) == quotas.end())
            b.reading.error(
                row.node("quota")->at,
                fmt::format("regime {} has no quota '{}'", b.scenario.regime->id, limit.quota),
                quotas.empty() ? "a regime with quotas" : fmt::format("one of {}", joined(quotas)),
                did_you_mean(limit.quota, quotas));
        pool.limits.push_back(std::move(limit));
    }
}

void read_intercompany(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    const auto terms = view.child("intercompany");
    if (!terms) return;
    if (terms->has("domestic"))
        pool.domestic_terms = b.terms.resolve(terms->node("domestic"), b.reading);
    if (terms->has("cross_border"))
        pool.cross_border_terms = b.terms.resolve(terms->node("cross_border"), b.reading);
    if (terms->has("overseas"))
        pool.overseas_terms = b.terms.resolve(terms->node("overseas"), b.reading);
    pool.withholding_tax = terms->share("withholding_tax").value_or(ledger::Rate(0));
    pool.vat = terms->share("vat").value_or(ledger::Rate(0));
}

class LinkReading {
  public:
    LinkReading(Building& b, const MappingView& view, const IdIndex& limits)
        : b_(b), view_(view), limits_(limits) {}

    sim::LinkSpec read() {
        link_.id = view_.text("id");
        link_.at = view_.at();
        link_.child = b_.accounts.resolve(view_.node("child"), b_.reading);
        link_.header = b_.accounts.resolve(view_.node("header"), b_.reading);
        link_.method = view_.word_or("method", sim::SweepMethod::zero_balance);
        link_.direction = view_.word_or("direction", sim::SweepDirection::both);
        link_.below_minimum = view_.word_or("below_minimum", sim::BelowMinimum::skip);
        link_.partial = view_.boolean("partial").value_or(true);
        link_.priority = static_cast<std::uint16_t>(view_.whole("priority", 65535).value_or(100));
        read_amounts();
        check_method();
        read_times();
        if (view_.has("rail")) link_.rail = b_.rails.resolve(view_.node("rail"), b_.reading);
        if (view_.has("fx")) link_.fx = b_.fx_terms.resolve(view_.node("fx"), b_.reading);
        check_currencies_of_ends();
        for (const Node* limit : view_.items("limits"))
            link_.limits.push_back(limits_.resolve(limit, b_.reading));
        return std::move(link_);
    }

  private:
    std::optional<ledger::CurrencyId> currency_of(std::uint32_t account) const {
        return account == sim::no_index ? std::nullopt : b_.account_currencies[account];
    }

    // Amounts are in the child's currency; one whose currency is not known is not judged.
    std::int64_t amount(std::string_view key, std::int64_t usual, std::int64_t least) {
        const auto currency = currency_of(link_.child);
        if (!currency || view_.node(key) == nullptr) return usual;
        const auto minor = view_.minor(key, currency);
        if (!minor) return usual;
        if (*minor < least) {
            b_.reading.error(view_.node(key)->at,
                             fmt::format("`{}` is {}", key, view_.node(key)->text),
                             least > 0 ? "an amount above zero" : "an amount from 0 on");
            return usual;
        }
        return *minor;
    }

    void read_amounts() {
        link_.target_minor = amount("target", 0, INT64_MIN);
        link_.threshold_minor = amount("threshold", 0, 0);
        link_.fixed_minor = amount("fixed", 0, 1);
        link_.unit_minor = amount("unit", 1, 1);
        link_.min_up_minor = amount("min_up", 0, 0);
        link_.max_up_minor = amount("max_up", INT64_MAX, 0);
        link_.min_down_minor = amount("min_down", 0, 0);
        link_.max_down_minor = amount("max_down", INT64_MAX, 0);
        link_.header_floor_minor = amount("header_floor", 0, INT64_MIN);
        check_range("min_up", "max_up", link_.min_up_minor, link_.max_up_minor);
        check_range("min_down", "max_down", link_.min_down_minor, link_.max_down_minor);
    }

    void check_range(std::string_view low, std::string_view high, std::int64_t least,
                     std::int64_t most) {
        if (least <= most) return;
        b_.reading.error(view_.node(low)->at,
                         fmt::format("`{}` ({}) is above `{}` ({})", low, view_.node(low)->text,
                                     high, view_.node(high)->text),
                         fmt::format("{} <= {}", low, high));
    }

    void check_method() {
        const std::string method = view_.text("method");
        for (const std::string_view key : {"target", "threshold", "fixed"}) {
            const bool needed = method == key;
            if (needed && !view_.has(key))
                b_.reading.error(view_.at(),
                                 fmt::format("key '{}' is missing with method: {}", key, method),
                                 fmt::format("{}: an amount", key));
            if (!needed && view_.has(key) && !method.empty())
                b_.reading.error(view_.key_at(key),
                                 fmt::format("`{}` has no use with method: {}", key, method),
                                 fmt::format("it with method: {} only", key),
                                 fmt::format("write method: {}, or delete `{}`", key, key));
        }
    }

    std::uint32_t zone_of(const ZonedTime& time, const Node& node) {
        if (!time.zone.empty()) return b_.clocks.zone_named(time.zone, node.at);
        if (link_.child == sim::no_index) return sim::no_index;
        const std::uint32_t bank = b_.scenario.accounts[link_.child].bank;
        return bank == sim::no_index ? sim::no_index : b_.scenario.banks[bank].zone;
    }

    void read_times() {
        const Node *at = view_.node("at"), *cut_off = view_.node("cut_off");
        const auto time = at == nullptr ? std::nullopt : parse_zoned_time(at->text);
        if (!time) return;
        link_.at_time = time->time;
        link_.zone = zone_of(*time, *at);
        const auto end = cut_off == nullptr ? std::nullopt : parse_zoned_time(cut_off->text);
        if (!end) return;
        link_.cut_off = end->time;
        if (!end->zone.empty() && zone_of(*end, *cut_off) != link_.zone)
            b_.reading.error(cut_off->at, "`cut_off` is in another time zone than `at`",
                             "both in one zone", "write the cut-off in the zone of `at`");
        else if (end->time < time->time)
            b_.reading.error(cut_off->at, "the cut-off is before the sweep",
                             "a time of day from `at` on");
    }

    void check_currencies_of_ends() {
        const auto child = currency_of(link_.child), header = currency_of(link_.header);
        if (!child || !header) return;
        if (*child != *header && !view_.has("fx"))
            b_.reading.error(
                view_.at(),
                fmt::format("link '{}' goes from {} to {} without a conversion", link_.id,
                            ledger::code_of(*child), ledger::code_of(*header)),
                "fx: one of `fx_terms`",
                "add fx: with the terms of the header's bank (renminbi onshore and offshore is one "
                "currency and needs none)");
        if (*child == *header && view_.has("fx")) {
            link_.fx = sim::no_index;
            b_.reading.warning(view_.key_at("fx"),
                               fmt::format("both ends of link '{}' are in {}: `fx` has no use",
                                           link_.id, ledger::code_of(*child)));
        }
    }

    Building& b_;
    const MappingView& view_;
    const IdIndex& limits_;
    sim::LinkSpec link_;
};

}  // namespace

void build_pools(Building& b) {
    for (const MappingView& view : b.root.children("pools")) {
        b.pools.add(view.node("id"), b.reading);
        sim::PoolSpec pool;
        pool.id = view.text("id");
        pool.name = view.title("name");
        pool.at = view.at();
        if (pool.name.en.empty()) pool.name = {pool.id, pool.id};
        IdIndex limits("limit"), links("link");
        read_members(b, view, pool);
        read_facts(b, view, pool);
        read_limits(b, view, limits, pool);
        read_intercompany(b, view, pool);
        for (const MappingView& row : view.children("links")) {
            links.add(row.node("id"), b.reading);
            pool.links.push_back(LinkReading(b, row, limits).read());
        }
        b.scenario.pools.push_back(std::move(pool));
    }
}

}  // namespace rmbsim::adapters
