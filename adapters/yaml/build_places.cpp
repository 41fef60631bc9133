// Entities, banks, their terms, accounts and rails.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

sim::Title name_of(const MappingView& view, const std::string& id) {
    sim::Title name = view.title("name");
    if (name.en.empty()) name = {id, id};
    return name;
}

sim::SettlementSchedule read_schedule(Building& b, const MappingView& terms) {
    sim::SettlementSchedule schedule;
    const auto view = terms.child("settle");
    if (!view) return schedule;
    using Every = sim::SettlementSchedule::Every;
    schedule.every = view->word_or("every", Every::quarter);
    schedule.day = static_cast<std::uint8_t>(view->whole("day", 31).value_or(20));
    schedule.month = static_cast<std::uint8_t>(view->whole("month", 12).value_or(12));
    schedule.settlement_day_earns = view->boolean("settlement_day_earns").value_or(true);
    if (schedule.day == 0)
        b.reading.error(view->node("day")->at, "there is no day 0",
                        "1 to 31; 31 is the month's end");
    if (schedule.month == 0)
        b.reading.error(view->node("month")->at, "there is no month 0", "1 to 12");
    if (view->has("month") && schedule.every != Every::year)
        b.reading.error(view->key_at("month"), "`month` has no use here",
                        "it with every: year only");
    return schedule;
}

sim::BankAccount read_account(Building& b, const MappingView& view) {
    sim::BankAccount account;
    account.id = view.text("id");
    account.at = view.at();
    account.owner = b.entities.resolve(view.node("owner"), b.reading);
    account.bank = b.banks.resolve(view.node("bank"), b.reading);
    account.kind = view.word_or("kind", sim::AccountKind::settlement);
    account.nature = view.word_or("nature", sim::FundNature::unspecified);
    if (view.has("interest")) account.interest = b.terms.resolve(view.node("interest"), b.reading);
    const auto currency = parse_currency(view.text("currency"));
    b.account_currencies.push_back(currency ? std::optional(currency->currency) : std::nullopt);
    if (currency) account.currency = currency->currency;
    const bool is_cnh = currency && currency->is_cnh;
    account.market = is_cnh ? ledger::Market::offshore
                            : view.word_or("market", usual_market(b.scenario, account.bank));
    if (is_cnh && view.text("market") == "onshore")
        b.reading.error(view.node("market")->at,
                        "CNH is offshore renminbi, but the market is onshore",
                        "market: offshore, or currency: CNY");
    if (!currency) return account;
    account.opening_minor = view.minor("opening", currency->currency).value_or(0);
    account.overdraft_minor = view.minor("overdraft", currency->currency).value_or(0);
    account.daylight_minor = view.minor("daylight", currency->currency).value_or(0);
    if (account.daylight_minor < 0 ||
        account.daylight_minor > INT64_MAX - std::max<std::int64_t>(account.overdraft_minor, 0)) {
        b.reading.error(view.node("daylight")->at,
                        account.daylight_minor < 0 ? "the daylight line is negative"
                                                   : "overdraft and daylight line are too large",
                        "an amount from 0 on");
        account.daylight_minor = 0;
    }
    if (account.overdraft_minor < 0) {
        b.reading.error(view.node("overdraft")->at, "the overdraft is negative",
                        "how far below zero the account may go, as an amount from 0 on");
    } else if (account.opening_minor < -account.overdraft_minor) {
        const int decimals = ledger::decimals_of(account.currency);
        b.reading.error(view.node("opening")->at,
                        fmt::format("account '{}' opens at {}, below its floor of {}", account.id,
                                    ledger::to_text(account.opening_minor, decimals),
                                    ledger::to_text(-account.overdraft_minor, decimals)),
                        "an opening balance not below -overdraft",
                        "raise `overdraft` or `opening`");
    }
    return account;
}

}  // namespace

ledger::Market usual_market(const sim::Scenario& scenario, std::uint32_t bank) {
    const bool mainland = bank != sim::no_index && scenario.banks[bank].jurisdiction == "CN";
    return mainland ? ledger::Market::onshore : ledger::Market::offshore;
}

void build_places(Building& b) {
    for (const MappingView& view : b.root.children("entities")) {
        b.entities.add(view.node("id"), b.reading);
        sim::Entity entity{.id = view.text("id"),
                           .name = name_of(view, view.text("id")),
                           .jurisdiction = view.text("jurisdiction"),
                           .at = view.at()};
        entity.equity = view.money("equity").value_or(ledger::Money{0, ledger::currency("CNY")});
        read_entity_policy(b, view, entity);
        b.scenario.entities.push_back(std::move(entity));
    }
    for (const MappingView& view : b.root.children("banks")) {
        b.banks.add(view.node("id"), b.reading);
        b.scenario.banks.push_back({.id = view.text("id"),
                                    .name = name_of(view, view.text("id")),
                                    .jurisdiction = view.text("jurisdiction"),
                                    .calendar = b.clocks.calendar(view.node("calendar")),
                                    .zone = b.clocks.zone(view.node("time_zone")),
                                    .at = view.at(),
                                    .eligible_until = view.date("eligible_until"),
                                    .bic = view.text("bic")});
    }
}

void build_terms(Building& b) {
    build_sane_rates(b);
    for (const MappingView& view : b.root.children("interest_terms")) {
        b.terms.add(view.node("id"), b.reading);
        sim::InterestTerms terms;
        terms.id = view.text("id");
        terms.at = view.at();
        read_rates(b, view, "credit", terms.credit, terms.credit_tiers);
        read_rates(b, view, "debit", terms.debit, terms.debit_tiers);
        terms.day_count =
            ledger::parse_day_count(view.text("day_count")).value_or(ledger::DayCount::act_360);
        terms.schedule = read_schedule(b, view);
        read_arms_length(b, view, terms);
        b.scenario.interest_terms.push_back(std::move(terms));
    }
    for (const MappingView& view : b.root.children("fx_terms")) {
        b.fx_terms.add(view.node("id"), b.reading);
        const std::uint32_t bank = b.banks.resolve(view.node("bank"), b.reading);
        sim::FxTerms terms{.id = view.text("id"),
                           .bank = bank,
                           .market = view.word_or("market", usual_market(b.scenario, bank)),
                           .at = view.at()};
        terms.spread = view.decimal("spread").value_or(ledger::Rate(0));
        if (terms.spread.is_negative() || terms.spread >= ledger::Rate(1))
            b.reading.error(view.node("spread")->at,
                            fmt::format("a spread of {}", view.text("spread")),
                            "a fraction of mid from 0 to below 1", "10 bp is written 0.0010");
        b.scenario.fx_terms.push_back(std::move(terms));
    }
}

void build_accounts(Building& b) {
    for (const MappingView& view : b.root.children("accounts")) {
        b.accounts.add(view.node("id"), b.reading);
        b.scenario.accounts.push_back(read_account(b, view));
    }
}

void build_rails(Building& b) {
    for (const MappingView& view : b.root.children("rails")) {
        b.rails.add(view.node("id"), b.reading);
        sim::RailSpec rail;
        rail.id = view.text("id");
        rail.name = name_of(view, rail.id);
        rail.kind = view.word_or("kind", sim::RailKind::book_transfer);
        rail.at = view.at();
        for (const Node* calendar : view.items("calendars"))
            rail.calendars.push_back(b.clocks.calendar(calendar));
        rail.hours = parse_hours(view.text("hours")).value_or(sim::Session{});
        rail.latency = parse_duration(view.text("latency")).value_or(std::chrono::milliseconds{0});
        if (view.has("time_zone")) rail.zone = b.clocks.zone(view.node("time_zone"));
        rail.fee_currency = ledger::currency("CNY");
        if (const auto fee = view.money("fee")) {
            rail.fee_minor = fee->minor;
            rail.fee_currency = fee->currency;
            if (fee->minor < 0)
                b.reading.error(view.node("fee")->at, "the fee is negative", "an amount from 0 on");
        }
        if (rail.kind == sim::RailKind::cross_border) {
            for (const std::string_view key : {"calendars", "time_zone", "hours"})
                if (!view.has(key))
                    b.reading.error(view.at(), fmt::format("key '{}' is missing in this rail", key),
                                    "calendars, time_zone and hours with kind: cross_border");
            if (view.node("calendars") != nullptr && rail.calendars.empty())
                b.reading.error(view.node("calendars")->at, "the rail has no calendar",
                                "at least one, such as [CN, HK]");
        }
        b.scenario.rails.push_back(std::move(rail));
        if (b.scenario.rails.back().kind == sim::RailKind::settlement) build_system(b, view);
    }
}

}  // namespace rmbsim::adapters
