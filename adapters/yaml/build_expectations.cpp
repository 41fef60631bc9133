// The `expect:` lines: what a run must show.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using Kind = sim::Expectation::Kind;

struct KindRule {
    std::string_view key;
    Kind kind;
    std::array<std::string_view, 6> companions;  // the keys that may stand beside it
};
constexpr std::array<KindRule, 5> kinds = {
    {{"balance", Kind::balance, {"on", "is", "between", "at_least", "at_most", ""}},
     {"kpi", Kind::kpi, {"entity", "is", "between", "at_least", "at_most", ""}},
     {"limit", Kind::limit_never_above, {"never_above", "", "", "", "", ""}},
     {"payment", Kind::payment, {"status", "at", "value_date", "", "", ""}},
     {"refused", Kind::refused, {"because", "", "", "", "", ""}}}};

const KindRule* kind_of(Building& b, const MappingView& view) {
    const KindRule* found = nullptr;
    for (const KindRule& rule : kinds) {
        if (!view.has(rule.key)) continue;
        if (found != nullptr) {
            b.reading.error(view.key_at(rule.key),
                            fmt::format("`{}` stands beside `{}`", rule.key, found->key),
                            "one thing expected in a line");
            return nullptr;
        }
        found = &rule;
    }
    if (found == nullptr)
        b.reading.error(view.at(), "this line expects nothing",
                        "one of balance, kpi, limit, payment, refused",
                        "{balance: HK.header, on: 2026-01-05, is: \"2000000.00\"}");
    return found;
}

void check_companions(Building& b, const MappingView& view, const KindRule& rule) {
    for (const Field& field : view.table().fields) {
        if (field.key == rule.key || !view.has(field.key)) continue;
        if (std::find(rule.companions.begin(), rule.companions.end(), field.key) ==
            rule.companions.end())
            b.reading.error(view.key_at(field.key),
                            fmt::format("`{}` has no use beside `{}`", field.key, rule.key),
                            "the keys of one kind of line");
    }
}

// A bound is a number; of a balance, one in the account's currency.
void check_bound(Building& b, const Node& node, std::optional<ledger::CurrencyId> currency) {
    if (node.poisoned || node.kind != NodeKind::scalar) return;
    if (currency) {
        std::ignore = read_minor(node, currency, b.reading);
        return;
    }
    if (!ledger::Decimal::parse(split_amount(node.text).number))
        b.reading.error(node.at, fmt::format("'{}' is no number", node.text),
                        "a plain decimal, such as \"100000.00\"");
}

void read_bounds(Building& b, const MappingView& view, const KindRule& rule,
                 std::optional<ledger::CurrencyId> currency, sim::Expectation& expectation) {
    const auto number = [&](std::string_view key) {
        const Node* node = view.node(key);
        if (node == nullptr) return std::string();
        check_bound(b, *node, currency);
        return std::string(split_amount(node->text).number);
    };
    int given = 0;
    for (const std::string_view key : {"is", "between", "never_above"})
        given += view.has(key) ? 1 : 0;
    given += view.has("at_least") || view.has("at_most") ? 1 : 0;
    if (given != 1)
        b.reading.error(view.at(),
                        given == 0 ? fmt::format("no bound stands beside `{}`", rule.key)
                                   : "more than one bound is given",
                        rule.kind == Kind::limit_never_above ? "never_above"
                                                             : "is, between, at_least or at_most");
    if (view.has("is")) expectation.low = expectation.high = number("is");
    if (view.has("at_least")) expectation.low = number("at_least");
    if (view.has("at_most")) expectation.high = number("at_most");
    if (view.has("never_above")) expectation.high = number("never_above");
    const std::vector<const Node*> pair = view.items("between");
    if (pair.size() != 2) return;
    for (const Node* bound : pair) check_bound(b, *bound, currency);
    expectation.low = std::string(split_amount(pair[0]->text).number);
    expectation.high = std::string(split_amount(pair[1]->text).number);
    const auto low = ledger::Decimal::parse(expectation.low),
               high = ledger::Decimal::parse(expectation.high);
    if (low && high && *high < *low)
        b.reading.error(pair[0]->at, "the bounds are reversed", "[least, most]");
}

void read_balance(Building& b, const MappingView& view, sim::Expectation& expectation) {
    if (!view.has("on"))
        b.reading.error(view.at(), "key 'on' is missing beside `balance`",
                        "on: a day of the period");
    expectation.on = view.date("on");
    if (expectation.on && b.has_period() &&
        (*expectation.on < b.scenario.from || *expectation.on > *b.period_end))
        b.reading.error(
            view.node("on")->at,
            fmt::format("{} lies outside the period", to_text(*expectation.on)),
            fmt::format("a day from {} to {}", to_text(b.scenario.from), to_text(*b.period_end)));
}

void check_limit_name(Building& b, const MappingView& view) {
    const Node* node = view.node("limit");
    // A variant may have no pools; the scenario as it stands is where the name is judged.
    if (node == nullptr || !b.options.variant.empty()) return;
    std::vector<std::string_view> names;
    for (const sim::PoolSpec& pool : b.scenario.pools)
        for (const sim::PoolLimitSpec& limit : pool.limits) names.push_back(limit.id);
    if (std::find(names.begin(), names.end(), node->text) == names.end())
        b.reading.error(
            node->at, fmt::format("no pool has a limit '{}'", node->text),
            names.empty() ? "a limit of a pool" : fmt::format("one of {}", joined(names)),
            did_you_mean(node->text, names));
}

// A company, the group, or a rail that settles with, after a slash, one of its participants.
void check_entity_name(Building& b, const MappingView& view) {
    const Node* node = view.node("entity");
    if (node == nullptr || node->text == "group") return;
    const std::string_view text = node->text;
    const std::size_t slash = text.find('/');
    const std::uint32_t rail = b.rails.find(text.substr(0, slash));
    const bool settles =
        rail != sim::no_index && b.scenario.rails[rail].kind == sim::RailKind::settlement;
    if (settles &&
        (slash == std::string_view::npos || b.banks.find(text.substr(slash + 1)) != sim::no_index))
        return;
    std::ignore = b.entities.resolve(node, b.reading);
}

void check_payment(Building& b, const MappingView& view) {
    const std::vector<std::string_view> statuses = {"settled",   "in transit", "queued", "returned",
                                                    "withdrawn", "rejected",   "waiting"};
    if (!view.has("status") && !view.has("at") && !view.has("value_date"))
        b.reading.error(view.at(), "nothing is expected of the payment",
                        "status, at or value_date");
    const Node* status = view.node("status");
    if (status != nullptr && !status->poisoned &&
        std::ranges::find(statuses, status->text) == statuses.end())
        b.reading.error(status->at, fmt::format("'{}' is no status of a payment", status->text),
                        fmt::format("one of {}", joined(statuses)),
                        did_you_mean(status->text, statuses));
    const Node* time = view.node("at");
    if (time != nullptr && !time->poisoned && !sim::parse_time(time->text))
        b.reading.error(time->at, fmt::format("'{}' is not a time", time->text),
                        "a time with its offset, such as 2026-01-05T16:30:00+08:00");
}

std::uint32_t account_or_wallet(Building& b, const Node* node) {
    const std::uint32_t wallet = node == nullptr ? sim::no_index : b.wallets.find(node->text);
    return wallet < b.scenario.ecny.wallets.size() ? b.scenario.ecny.wallets[wallet].account
                                                   : b.accounts.resolve(node, b.reading);
}

sim::Expectation read_one(Building& b, const MappingView& view, const KindRule& rule) {
    sim::Expectation expectation;
    expectation.kind = rule.kind;
    expectation.subject = view.text(rule.key);
    expectation.at = view.at();
    check_companions(b, view, rule);
    switch (rule.kind) {
        case Kind::balance: {
            const std::uint32_t account = account_or_wallet(b, view.node("balance"));
            read_balance(b, view, expectation);
            read_bounds(b, view, rule,
                        account == sim::no_index ? std::nullopt : b.account_currencies[account],
                        expectation);
            break;
        }
        case Kind::kpi:
            expectation.entity = view.text("entity");
            check_entity_name(b, view);
            read_bounds(b, view, rule, std::nullopt, expectation);
            break;
        case Kind::limit_never_above:
            check_limit_name(b, view);
            read_bounds(b, view, rule, std::nullopt, expectation);
            break;
        case Kind::payment:
            expectation.text = view.text("status");
            expectation.time_text = view.text("at");
            expectation.value_date = view.date("value_date");
            check_payment(b, view);
            break;
        case Kind::refused: {
            const auto what = view.child("refused");
            expectation.text = view.text("because");
            if (!what) break;
            expectation.subject = what->has("flow") ? what->text("flow") : what->text("link");
            if (what->has("flow") == what->has("link"))
                b.reading.error(what->at(), "`refused` names not one thing",
                                "{flow: F-9} or {link: …}");
            break;
        }
    }
    return expectation;
}

}  // namespace

void build_expectations(Building& b) {
    for (const MappingView& view : b.root.children("expect")) {
        const KindRule* rule = kind_of(b, view);
        if (rule == nullptr) continue;
        sim::Expectation expectation = read_one(b, view, *rule);
        // A run that ends early cannot show a later day.
        if (expectation.on && *expectation.on > b.scenario.to) continue;
        b.scenario.expectations.push_back(std::move(expectation));
    }
}

}  // namespace rmbsim::adapters
