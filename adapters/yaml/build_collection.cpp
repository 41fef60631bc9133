// Ways home for sellers' money.
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using sim::CollectionKind;
using sim::CollectionRoute;
using sim::no_index;

ledger::CurrencyId cny() { return ledger::currency("CNY"); }

// Which keys each kind needs; the others have no use there.
struct KeyUse {
    std::string_view key;
    std::initializer_list<CollectionKind> needs, may;
};

void check_keys(Building& b, const MappingView& view, CollectionKind kind) {
    using enum CollectionKind;
    const KeyUse uses[] = {
        {"provider", {provider}, {}},
        {"receive", {account, bank, company}, {}},
        {"through", {company}, {}},
        {"into", {}, {provider, bank, company}},
        {"fx", {bank, company}, {}},
        {"rail", {company}, {}},
        {"over_limit", {}, {provider}},
        {"receipt_fee", {}, {account, bank, company}},
        {"convert", {}, {provider, bank, company}},
    };
    const auto holds = [&](std::initializer_list<CollectionKind> kinds) {
        for (const CollectionKind each : kinds)
            if (each == kind) return true;
        return false;
    };
    for (const KeyUse& use : uses) {
        if (holds(use.needs) && !view.has(use.key))
            b.reading.error(view.at(),
                            fmt::format("key '{}' is missing in this collection", use.key),
                            fmt::format("it with kind: {}", view.text("kind")));
        if (!holds(use.needs) && !holds(use.may) && view.has(use.key))
            b.reading.error(view.key_at(use.key), fmt::format("`{}` has no use here", use.key),
                            fmt::format("no such key with kind: {}", view.text("kind")),
                            "delete it");
    }
}

// One or several accounts, each in a currency of its own.
void read_receive(Building& b, const MappingView& view, CollectionRoute& route) {
    const Node* node = view.node("receive");
    if (node == nullptr) return;
    std::vector<const Node*> names = view.items("receive");
    if (node->kind == NodeKind::scalar) names = {node};
    for (const Node* name : names) {
        const std::uint32_t account = b.accounts.resolve(name, b.reading);
        if (account == no_index || !b.account_currencies[account]) continue;
        for (const std::uint32_t other : route.receive)
            if (b.scenario.accounts[other].currency == b.scenario.accounts[account].currency)
                b.reading.error(
                    name->at,
                    fmt::format("'{}' and '{}' are both in {}", b.scenario.accounts[other].id,
                                name->text, ledger::code_of(b.scenario.accounts[account].currency)),
                    "one account a currency");
        route.receive.push_back(account);
    }
}

void check_renminbi(Building& b, const MappingView& view, std::string_view key,
                    std::uint32_t account) {
    if (account == no_index || !b.account_currencies[account]) return;
    if (b.scenario.accounts[account].currency != cny())
        b.reading.error(view.node(key)->at,
                        fmt::format("account '{}' is not in renminbi", view.text(key)),
                        "an account in CNY or CNH");
}

// Currency is dealt between two accounts of one company at one bank.
void check_deal(Building& b, const MappingView& view, const CollectionRoute& route,
                std::string_view key, std::uint32_t renminbi) {
    if (renminbi == no_index) return;
    const sim::BankAccount& to = b.scenario.accounts[renminbi];
    for (const std::uint32_t account : route.receive) {
        const sim::BankAccount& from = b.scenario.accounts[account];
        if (from.owner == to.owner && from.bank == to.bank) continue;
        b.reading.error(view.node(key)->at,
                        fmt::format("accounts '{}' and '{}' have different {}", from.id, to.id,
                                    from.owner != to.owner ? "owners" : "banks"),
                        "two accounts of one company at one bank: there the currency is dealt",
                        "kind: company, where a company abroad receives");
    }
    if (route.fx != no_index && !b.scenario.fx_terms.empty() && to.bank != no_index &&
        b.scenario.fx_terms[route.fx].bank != to.bank)
        b.reading.error(view.node("fx")->at,
                        fmt::format("FX terms '{}' are another bank's", view.text("fx")),
                        fmt::format("terms of the bank of '{}'", to.id));
}

void read_timing(Building& b, const MappingView& route, ledger::Market market,
                 sim::ConversionTiming& into) {
    using Every = sim::ConversionTiming::Every;
    const auto view = route.child("convert");
    if (!view) return;
    into.every = view->word_or("every", Every::day);
    into.on = static_cast<std::uint8_t>(view->whole("on", 31).value_or(1));
    const std::uint32_t most = into.every == Every::week ? 7 : 31;
    if (view->node("on") != nullptr && (into.on == 0 || into.on > most))
        b.reading.error(view->node("on")->at, fmt::format("there is no day {}", into.on),
                        most == 7 ? "1 (Monday) to 7" : "1 to 31; 31 is the month's end");
    if (view->has("on") && into.every != Every::week && into.every != Every::month)
        b.reading.error(view->key_at("on"), "`on` has no use here",
                        "it with every: week or month only", "delete it");
    if (view->has("at")) into.at = parse_time_of_day(view->text("at")).value_or(into.at);
    if ((into.every == Every::threshold) != view->has("threshold"))
        b.reading.error(view->has("threshold") ? view->key_at("threshold") : view->at(),
                        "`threshold` and every: threshold belong together", "both or none of them",
                        "{every: threshold, threshold: 50000.00 USD}");
    const auto threshold = view->has("threshold") ? view->money("threshold") : std::nullopt;
    if (!threshold) return;
    into.threshold = *threshold;
    if (!b.scenario.fx.knows(threshold->currency, market))
        b.reading.error(view->node("threshold")->at,
                        fmt::format("there is no {} rate of {}", ledger::name_of(market),
                                    ledger::code_of(threshold->currency)),
                        fmt::format("{} among the columns of market.fx.{}",
                                    ledger::code_of(threshold->currency), ledger::name_of(market)));
    if (threshold->minor <= 0)
        b.reading.error(view->node("threshold")->at, "a threshold of nothing",
                        "an amount above zero");
}

void read_route(Building& b, const MappingView& view) {
    b.collection.add(view.node("id"), b.reading);
    CollectionRoute route;
    route.id = view.text("id");
    route.name = view.title("name");
    if (route.name.en.empty()) route.name = {route.id, route.id};
    route.kind = view.word_or("kind", CollectionKind::account);
    route.at = view.at();
    check_keys(b, view, route.kind);
    const auto resolved = [&](std::string_view key, const IdIndex& index) {
        return view.has(key) ? index.resolve(view.node(key), b.reading) : no_index;
    };
    route.provider = resolved("provider", b.providers);
    read_receive(b, view, route);
    route.through = resolved("through", b.accounts);
    route.into = resolved("into", b.accounts);
    route.fx = resolved("fx", b.fx_terms);
    route.rail = resolved("rail", b.rails);
    route.over_limit = resolved("over_limit", b.accounts);
    check_renminbi(b, view, "through", route.through);
    check_renminbi(b, view, "into", route.into);
    if (route.kind == CollectionKind::bank) check_deal(b, view, route, "into", route.into);
    if (route.kind == CollectionKind::company) {
        check_deal(b, view, route, "through", route.through);
        if (route.through != no_index && route.into != no_index &&
            b.scenario.accounts[route.through].owner == b.scenario.accounts[route.into].owner)
            b.reading.error(view.node("into")->at,
                            fmt::format("'{}' and '{}' are of one company", view.text("through"),
                                        view.text("into")),
                            "an account of the mainland company that sells to the one abroad",
                            "kind: bank, where one company does it all");
    }
    std::optional<ledger::CurrencyId> first;
    if (!route.receive.empty()) first = b.scenario.accounts[route.receive.front()].currency;
    route.receipt_fee_minor = view.minor("receipt_fee", first).value_or(0);
    if (route.receipt_fee_minor < 0)
        b.reading.error(view.node("receipt_fee")->at, "the fee is negative", "an amount from 0 on");
    read_timing(
        b, view,
        route.fx == no_index ? ledger::Market::onshore : b.scenario.fx_terms[route.fx].market,
        route.when);
    b.scenario.collection_routes.push_back(std::move(route));
}

}  // namespace

void build_collection(Building& b) {
    for (const MappingView& view : b.root.children("collection")) read_route(b, view);
}

}  // namespace rmbsim::adapters
