// One payment between customers' accounts, or over several rails: its legs as written, or as the route
// finder chooses them among the scenario's own rails.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/read_orders.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/route_choice.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/route.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/system_spec.hpp"

namespace rmbsim::adapters {
namespace {

using sim::settlement::no_participant;
using sim::settlement::SystemSpec;

constexpr std::size_t choices_told = 10;

struct Ends {  // who pays whom: banks, by their customers' accounts or not
    std::uint32_t from_account = sim::no_index, to_account = sim::no_index;
    std::uint32_t from_bank = sim::no_index, to_bank = sim::no_index;
    bool of_customers() const { return from_account != sim::no_index; }
};

SystemSpec* system_of_rail(Building& b, std::uint32_t rail) {
    const auto at = std::ranges::find(b.scenario.systems, rail, &SystemSpec::rail);
    return at == b.scenario.systems.end() ? nullptr : &*at;
}

std::optional<Ends> read_ends(Building& b, const MappingView& view) {
    const bool customers = view.has("from") && view.has("to");
    const bool banks = view.has("payer") && view.has("payee");
    if (customers == banks || view.has("from") != view.has("to") ||
        view.has("payer") != view.has("payee")) {
        b.reading.error(view.at(), "who pays whom is not said, or twice",
                        "`from` and `to`: accounts, or `payer` and `payee`: banks");
        return std::nullopt;
    }
    Ends ends;
    if (customers) {
        ends.from_account = b.accounts.resolve(view.node("from"), b.reading);
        ends.to_account = b.accounts.resolve(view.node("to"), b.reading);
        if (ends.from_account == sim::no_index || ends.to_account == sim::no_index)
            return std::nullopt;
        const auto& accounts = b.scenario.accounts;
        if (accounts[ends.from_account].currency != accounts[ends.to_account].currency ||
            ends.from_account == ends.to_account) {
            b.reading.error(view.node("to")->at, "the accounts are one, or of two currencies",
                            "two accounts of one currency");
            return std::nullopt;
        }
        ends.from_bank = accounts[ends.from_account].bank;
        ends.to_bank = accounts[ends.to_account].bank;
    } else {
        ends.from_bank = b.banks.resolve(view.node("payer"), b.reading);
        ends.to_bank = b.banks.resolve(view.node("payee"), b.reading);
    }
    if (ends.from_bank == sim::no_index || ends.to_bank == sim::no_index) return std::nullopt;
    if (ends.from_bank == ends.to_bank && (!ends.of_customers() || !view.has("rail"))) {
        b.reading.error(view.node(customers ? "to" : "payee")->at,
                        "payer and payee are at one bank", "two banks");
        return std::nullopt;
    }
    return ends;
}

// Both banks of a leg have accounts in its rail, all legs are in one currency.
bool holds_leg(Building& b, const InputPosition& at, const sim::RouteLegSpec& leg,
               ledger::CurrencyId currency) {
    const SystemSpec& system = *system_of_rail(b, leg.rail);
    const std::string& rail = b.scenario.rails[leg.rail].id;
    if (system.currency != currency) {
        b.reading.error(at, fmt::format("rail '{}' settles {}", rail, code_of(system.currency)),
                        fmt::format("a rail in {}", code_of(currency)));
        return false;
    }
    for (const std::uint32_t bank : {leg.payer_bank, leg.payee_bank}) {
        if (participant_at(system, bank) != no_participant) continue;
        b.reading.error(
            at,
            fmt::format("bank '{}' takes no part in rail '{}'", b.scenario.banks[bank].id, rail),
            "a bank under `participants` of the rail");
        return false;
    }
    if (leg.payer_bank != leg.payee_bank) return true;
    b.reading.error(at, "a leg goes from a bank to itself", "another bank");
    return false;
}

std::optional<sim::PaymentRoute> read_legs(Building& b, const MappingView& view, const Ends& ends,
                                           ledger::CurrencyId currency) {
    sim::PaymentRoute route;
    std::uint32_t at_bank = ends.from_bank;
    for (const MappingView& row : view.children("legs")) {
        const SystemSpec* system = system_at(b, row.node("rail"));
        const std::uint32_t to = b.banks.resolve(row.node("to"), b.reading);
        if (system == nullptr || to == sim::no_index) return std::nullopt;
        route.push_back({.rail = system->rail, .payer_bank = at_bank, .payee_bank = to});
        if (!holds_leg(b, row.at(), route.back(), currency)) return std::nullopt;
        at_bank = to;
    }
    if (route.empty() || route.size() > sim::legs_most || at_bank != ends.to_bank) {
        b.reading.error(
            view.key_at("legs"),
            route.empty() ? "there are no legs" : "the legs do not end at the payee's bank",
            fmt::format("1 to {} legs, the last one to bank '{}'", sim::legs_most,
                        b.scenario.banks[ends.to_bank].id));
        return std::nullopt;
    }
    return route;
}

// The library's rails, and as its banks those of the scenario with the accounts that they have here.
sim::RailLibrary network_of(const Building& b) {
    sim::RailLibrary network = *b.rail_library;
    network.banks.clear();
    for (const sim::Bank& bank : b.scenario.banks)
        network.banks.push_back({.id = bank.id,
                                 .name_en = bank.name.en,
                                 .name_zh = bank.name.zh,
                                 .jurisdiction = bank.jurisdiction,
                                 .participations = {},
                                 .accounts = {},
                                 .cited = {},
                                 .at = bank.at});
    for (const SystemSpec& system : b.scenario.systems) {
        if (system.row.empty()) continue;
        for (const sim::settlement::Participant& participant : system.participants) {
            if (participant.bank == sim::no_index) continue;
            sim::RailBank& bank = network.banks[participant.bank];
            if (system.keeper == sim::no_index)
                bank.participations.push_back({.rail = system.row, .via = {}, .by = {}});
            else if (participant.bank != system.keeper)
                bank.accounts.push_back({.currency = system.currency,
                                         .at = b.scenario.banks[system.keeper].id,
                                         .rail = system.row});
        }
    }
    return network;
}

// The scenario's rail of a leg that was found by its row.
std::optional<sim::RouteLegSpec> leg_here(const Building& b, const sim::RouteLeg& leg,
                                          ledger::CurrencyId currency) {
    const std::uint32_t from = b.banks.find(leg.from), to = b.banks.find(leg.to);
    for (const SystemSpec& system : b.scenario.systems)
        if (system.row == leg.rail && system.currency == currency &&
            participant_at(system, from) != no_participant &&
            participant_at(system, to) != no_participant)
            return sim::RouteLegSpec{.rail = system.rail, .payer_bank = from, .payee_bank = to};
    return std::nullopt;
}

void add_choice(Building& b, const MappingView& view, sim::RouteObjective objective,
                const sim::Route& route) {
    b.scenario.route_choices.push_back({.payment = view.text("id"),
                                        .objective = std::string(name_of(objective)),
                                        .path = route.path(),
                                        .reason = std::string(name_of(route.verdict.reason)),
                                        .rail = route.verdict.rail,
                                        .cost_cny = route.cost_cny.to_text(2),
                                        .arrives_ms = sim::ms_of(route.arrives)});
}

std::optional<sim::PaymentRoute> find_legs(Building& b, const MappingView& view, const Ends& ends,
                                           const ledger::Money& amount, ledger::SimTime at) {
    const InputPosition& place = view.node("route")->at;
    if (!b.rail_library) {
        b.reading.error(place, "no rail of this file has a `system` of the library",
                        "rails of scenarios/reference/rails.yaml, or `legs`");
        return std::nullopt;
    }
    const auto objective =
        view.word("route") == 0U ? sim::RouteObjective::cost : sim::RouteObjective::time;
    const sim::RouteAnswer answer = find_route(
        network_of(b), {.from = b.scenario.banks[ends.from_bank].id,
                        .to = b.scenario.banks[ends.to_bank].id,
                        .offers = {amount},
                        .at = at,
                        .objective = objective,
                        .payer = ends.of_customers() ? sim::Payer::company : sim::Payer::bank});
    if (!answer.best) {
        std::string why = "no rail leads there";
        if (!answer.others.empty())
            why = fmt::format("{}: {} at {}", answer.others.front().path(),
                              name_of(answer.others.front().verdict.reason),
                              answer.others.front().verdict.rail);
        b.reading.error(place,
                        fmt::format("there is no way from '{}' to '{}' over the rails of this file "
                                    "({})",
                                    b.scenario.banks[ends.from_bank].id,
                                    b.scenario.banks[ends.to_bank].id, why),
                        "rails in which the banks between them take part");
        return std::nullopt;
    }
    sim::PaymentRoute route;
    for (const sim::RouteLeg& leg : answer.best->legs) {
        const auto here = leg_here(b, leg, amount.currency);
        if (!here) {
            b.reading.error(place,
                            fmt::format("rail '{}' carries {}, and no rail of this file does so",
                                        leg.rail, code_of(amount.currency)),
                            "a rail of that `system` and `currency`");
            return std::nullopt;
        }
        route.push_back(*here);
    }
    add_choice(b, view, objective, *answer.best);
    for (std::size_t i = 0; i < std::min(answer.others.size(), choices_told); ++i)
        add_choice(b, view, objective, answer.others[i]);
    return route;
}

}  // namespace

bool is_routed(const MappingView& view) {
    return view.has("route") || view.has("legs") || view.has("from") || view.has("to");
}

void read_routed_payment(Building& b, const MappingView& view, OrdersRead& all) {
    for (const std::string_view key : {"id", "on", "time", "amount"})
        if (!view.has(key))
            b.reading.error(view.at(), fmt::format("key '{}' is missing in this payment", key),
                            "id, on, time and amount");
    if (view.has("route") + view.has("legs") + view.has("rail") != 1)
        return b.reading.error(view.at(), "its way is not said, or twice",
                               "one of `rail`, `route` and `legs`");
    for (const std::string_view key : {"link", "split"})
        if (view.has(key))
            b.reading.error(view.key_at(key),
                            fmt::format("`{}` has no use beside accounts or several rails", key),
                            "it in a payment between two banks over one rail");
    const auto ends = read_ends(b, view);
    if (ends && ends->of_customers() && view.has("priority"))
        b.reading.error(view.key_at("priority"), "`priority` has no use in a customer's payment",
                        "it in a payment between banks");
    const auto on = view.date("on");
    const auto time = parse_time_of_day(view.text("time"));
    if (!ends || !on || !time || !b.has_clock(b.scenario.banks[ends->from_bank].zone)) return;
    if (!is_in_period(b, *on))
        return b.reading.error(
            view.node("on")->at, fmt::format("{} lies outside the period", to_text(*on)),
            fmt::format("a day from {} to {}", to_text(b.scenario.from), to_text(*b.period_end)));
    if (*on > b.scenario.to) return;  // a run that ends early
    ledger::Money amount;
    if (ends->of_customers()) {
        amount.currency = b.scenario.accounts[ends->from_account].currency;
        amount.minor = view.minor("amount", amount.currency).value_or(1);
    } else {
        const auto written = view.money("amount");
        if (!written) return;
        amount = *written;
    }
    if (amount.minor <= 0)
        return b.reading.error(view.node("amount")->at, "the amount is not above zero",
                               "an amount above zero");
    const ledger::SimTime at =
        b.scenario.zones[b.scenario.banks[ends->from_bank].zone].instant(*on, *time);

    std::optional<sim::PaymentRoute> route;
    if (view.has("legs")) {
        route = read_legs(b, view, *ends, amount.currency);
    } else if (view.has("route")) {
        route = find_legs(b, view, *ends, amount, at);
    } else if (const SystemSpec* system = system_at(b, view.node("rail"))) {
        route = {
            {.rail = system->rail, .payer_bank = ends->from_bank, .payee_bank = ends->to_bank}};
        if (ends->from_bank != ends->to_bank &&
            !holds_leg(b, view.node("rail")->at, route->front(), amount.currency))
            return;
    }
    if (!route || !take_name(b, view.text("id"), view.at(), all)) return;
    SystemSpec& first = *system_of_rail(b, route->front().rail);
    const auto name = static_cast<std::uint32_t>(first.names.size());
    first.names.push_back(view.text("id"));
    const sim::RouteLegSpec leg = route->front();
    std::uint32_t index = sim::settlement::no_route;
    if (!view.has("rail")) {
        index = static_cast<std::uint32_t>(b.scenario.payment_routes.size());
        b.scenario.payment_routes.push_back(*std::move(route));
    }
    if (ends->of_customers())
        b.scenario.customer_orders.push_back({.at = sim::ms_of(at),
                                              .rail = leg.rail,
                                              .from_account = ends->from_account,
                                              .to_account = ends->to_account,
                                              .minor = amount.minor,
                                              .name = name,
                                              .route = index});
    else
        first.orders.push_back({.at = sim::ms_of(at),
                                .payer = participant_at(first, leg.payer_bank),
                                .payee = participant_at(first, leg.payee_bank),
                                .minor = amount.minor,
                                .name = name,
                                .priority_class = class_of(first, view.whole("priority", 255)),
                                .route = index});
}

}  // namespace rmbsim::adapters
