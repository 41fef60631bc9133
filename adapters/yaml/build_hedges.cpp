// Hedges and the choice of a settlement currency.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/flow_kinds.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/hedge/hedge_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using sim::HedgeDeal;
using sim::HedgeKind;
using sim::no_index;

void read_money(Building& b, const MappingView& hedges) {
    for (const MappingView& view : hedges.children("money")) {
        const auto currency = parse_currency(view.text("currency"));
        const std::uint32_t terms = b.terms.resolve(view.node("terms"), b.reading);
        if (!currency) continue;
        auto& money = b.scenario.hedges.money;
        if (std::any_of(money.begin(), money.end(),
                        [&](const auto& one) { return one.currency == currency->currency; }))
            b.reading.error(view.node("currency")->at,
                            fmt::format("money of {} is given twice", view.text("currency")),
                            "each currency once");
        money.push_back({.currency = currency->currency, .terms = terms});
    }
}

bool has_money(const Building& b, ledger::CurrencyId currency) {
    const auto& money = b.scenario.hedges.money;
    return std::any_of(money.begin(), money.end(),
                       [&](const auto& one) { return one.currency == currency; });
}

// Of one owner, in two currencies; a deal settles in the books of one bank.
bool accounts_fit(Building& b, const MappingView& view, const char* home_key,
                  const char* foreign_key, std::uint32_t home, std::uint32_t foreign) {
    if (home == no_index || foreign == no_index) return false;
    const auto& accounts = b.scenario.accounts;
    if (accounts[home].owner != accounts[foreign].owner) {
        b.reading.error(view.node(foreign_key)->at,
                        fmt::format("accounts '{}' and '{}' have different owners",
                                    accounts[home].id, accounts[foreign].id),
                        fmt::format("an account of the owner of '{}'", accounts[home].id));
        return false;
    }
    if (!b.account_currencies[home] || !b.account_currencies[foreign]) return false;
    if (accounts[home].currency == accounts[foreign].currency) {
        b.reading.error(view.node(foreign_key)->at,
                        fmt::format("`{}` and `{}` are both in {}", home_key, foreign_key,
                                    ledger::code_of(accounts[home].currency)),
                        "accounts in two currencies");
        return false;
    }
    return true;
}

// The mid rate is asked on every day of the period.
void check_priced(Building& b, const MappingView& view, std::uint32_t fx, std::uint32_t home,
                  std::uint32_t foreign) {
    if (fx == no_index) return;
    const ledger::Market market = b.scenario.fx_terms[fx].market;
    for (const std::uint32_t account : {home, foreign}) {
        const ledger::CurrencyId currency = b.scenario.accounts[account].currency;
        if (b.scenario.fx.knows(currency, market)) continue;
        b.reading.error(view.node("fx")->at,
                        fmt::format("there is no {} rate of {}", ledger::name_of(market),
                                    ledger::code_of(currency)),
                        fmt::format("{} among the columns of market.fx.{}",
                                    ledger::code_of(currency), ledger::name_of(market)));
    }
}

void check_open(Building& b, const MappingView& view, const char* key, std::uint32_t account,
                std::optional<ledger::ValueDate> day) {
    const std::uint32_t bank = account == no_index ? no_index : b.scenario.accounts[account].bank;
    if (!day || bank == no_index || b.scenario.banks[bank].calendar == no_index) return;
    const sim::Calendar& calendar = b.scenario.calendars[b.scenario.banks[bank].calendar];
    if (!calendar.covers(*day) || calendar.is_open(*day)) return;
    ledger::ValueDate next = *day;
    while (calendar.covers(next) && !calendar.is_open(next)) next += std::chrono::days{1};
    b.reading.error(
        view.node(key)->at,
        fmt::format("bank '{}' is closed on {}", b.scenario.banks[bank].id, to_text(*day)),
        "a day on which it is open", fmt::format("the next one is {}", to_text(next)));
}

void check_dates(Building& b, const MappingView& view, const HedgeDeal& deal) {
    const auto dealt = view.date("dealt_on"), value = view.date("value_on");
    if (!dealt || !value || !b.has_period()) return;
    if (*dealt < b.scenario.from || *dealt > *b.period_end)
        b.reading.error(
            view.node("dealt_on")->at, fmt::format("{} is outside the period", to_text(*dealt)),
            fmt::format("a day from {} to {}", to_text(b.scenario.from), to_text(*b.period_end)));
    if (*value <= *dealt)
        b.reading.error(
            view.node("value_on")->at,
            fmt::format("{} is not after the day of dealing, {}", to_text(*value), to_text(*dealt)),
            "a later day");
    check_open(b, view, "dealt_on", deal.home, dealt);
    check_open(b, view, "value_on", deal.home, value);
}

void read_amount(Building& b, const MappingView& view, HedgeDeal& deal) {
    const bool sells = view.has("sell"), buys = view.has("buy");
    if (sells == buys) {
        b.reading.error(
            view.at(),
            sells ? "a deal with both `sell` and `buy`" : "a deal with neither `sell` nor `buy`",
            "one of them: sell: 1000000.00 USD");
        return;
    }
    const char* key = sells ? "sell" : "buy";
    // On the later date; a swap comes back the other way.
    deal.sells_foreign = sells != (deal.kind == HedgeKind::swap);
    const auto currency =
        deal.foreign == no_index ? std::nullopt : b.account_currencies[deal.foreign];
    deal.foreign_minor = view.minor(key, currency).value_or(1);
    if (deal.foreign_minor <= 0)
        b.reading.error(view.node(key)->at, fmt::format("a deal of {}", view.text(key)),
                        "an amount above zero");
}

enum class RollTerm : std::uint8_t { overnight, week, month };

ledger::ValueDate rolled_to(RollTerm term, ledger::ValueDate from) {
    switch (term) {
        case RollTerm::overnight:
            return from + std::chrono::days{1};
        case RollTerm::week:
            return from + std::chrono::days{7};
        case RollTerm::month:
            break;
    }
    const auto next = std::chrono::year_month_day{from} + std::chrono::months{1};
    return std::chrono::local_days{next.ok() ? next
                                             : next.year() / next.month() / std::chrono::last};
}

// Each part ends on the first open day from its term on, the last one on the deal's own day.
void add_rolled(Building& b, const HedgeDeal& whole, RollTerm term) {
    if (whole.home == no_index || !b.has_period()) return;
    const std::uint32_t bank = b.scenario.accounts[whole.home].bank;
    if (bank == no_index || b.scenario.banks[bank].calendar == no_index) return;
    const sim::Calendar& calendar = b.scenario.calendars[b.scenario.banks[bank].calendar];
    ledger::ValueDate from = whole.dealt_on;
    for (int part = 1; from < whole.value_on && from <= *b.period_end; ++part) {
        ledger::ValueDate to = rolled_to(term, from);
        while (to < whole.value_on && calendar.covers(to) && !calendar.is_open(to))
            to += std::chrono::days{1};
        HedgeDeal deal = whole;
        deal.id = fmt::format("{}.{}", whole.id, part);
        deal.dealt_on = from;
        deal.value_on = from = std::min(to, whole.value_on);
        b.scenario.hedges.deals.push_back(std::move(deal));
    }
}

void check_roll(Building& b, const MappingView& view, const HedgeDeal& deal) {
    if (!view.has("roll")) return;
    if (deal.kind != HedgeKind::swap)
        b.reading.error(view.key_at("roll"), "only a swap is rolled", "kind: swap");
    if (deal.rate)
        b.reading.error(view.node("rate")->at, "a rate agreed for a swap that is rolled",
                        "no rate: each part is dealt at its day's market");
}

// A rate agreed the other way round (dollars for one yuan) is far from the market's.
void warn_of_inverted_rate(Building& b, const MappingView& view, const HedgeDeal& deal) {
    if (!deal.rate || *deal.rate <= ledger::Rate(0) || deal.fx == no_index) return;
    const ledger::CurrencyId foreign = b.scenario.accounts[deal.foreign].currency,
                             home = b.scenario.accounts[deal.home].currency;
    const auto mid =
        b.scenario.fx.mid(foreign, home, b.scenario.fx_terms[deal.fx].market, deal.dealt_on);
    const ledger::Rate two(2);
    if (!mid || (*deal.rate * two >= *mid && *deal.rate <= *mid * two)) return;
    b.reading.warning(view.node("rate")->at,
                      fmt::format("a rate of {} where the mid of {} is {} {} for one {}",
                                  view.text("rate"), to_text(deal.dealt_on), mid->to_text(4),
                                  ledger::code_of(home), ledger::code_of(foreign)),
                      "home currency for one foreign, between half and twice the mid",
                      "is it inverted?");
}

void read_deal(Building& b, IdIndex& ids, const MappingView& view) {
    ids.add(view.node("id"), b.reading);
    HedgeDeal deal;
    deal.id = view.text("id");
    deal.kind = view.word_or("kind", HedgeKind::forward);
    deal.home = b.accounts.resolve(view.node("home"), b.reading);
    deal.foreign = b.accounts.resolve(view.node("foreign"), b.reading);
    deal.fx = b.fx_terms.resolve(view.node("fx"), b.reading);
    deal.dealt_on = view.date("dealt_on").value_or(b.scenario.from);
    deal.value_on = view.date("value_on").value_or(deal.dealt_on);
    deal.rate = view.decimal("rate");
    if (deal.rate && *deal.rate <= ledger::Rate(0))
        b.reading.error(view.node("rate")->at, fmt::format("a rate of {}", view.text("rate")),
                        "home currency for one foreign, above zero");
    if (deal.rate && deal.kind == HedgeKind::money_market)
        b.reading.error(view.key_at("rate"), "`rate` has no use in a money-market hedge",
                        "it in a forward or a swap only",
                        "its price is the spot and the rates of money");
    check_roll(b, view, deal);
    read_amount(b, view, deal);
    check_dates(b, view, deal);
    if (accounts_fit(b, view, "home", "foreign", deal.home, deal.foreign)) {
        const auto& accounts = b.scenario.accounts;
        if (accounts[deal.home].bank != accounts[deal.foreign].bank)
            b.reading.error(view.node("foreign")->at,
                            fmt::format("accounts '{}' and '{}' are at different banks",
                                        accounts[deal.home].id, accounts[deal.foreign].id),
                            "two accounts at the bank that deals");
        check_priced(b, view, deal.fx, deal.home, deal.foreign);
        warn_of_inverted_rate(b, view, deal);
        for (const std::uint32_t account : {deal.home, deal.foreign})
            if (!has_money(b, accounts[account].currency))
                b.reading.error(view.at(),
                                fmt::format("deal '{}' needs the rates of {} money", deal.id,
                                            ledger::code_of(accounts[account].currency)),
                                fmt::format("hedges.money: [{{currency: {}, terms: …}}]",
                                            ledger::code_of(accounts[account].currency)));
    }
    if (const auto term = view.word("roll"))
        return add_rolled(b, deal, static_cast<RollTerm>(*term));
    b.scenario.hedges.deals.push_back(std::move(deal));
}

// The mid that a flow is settled at is the market's in which the company holds its renminbi.
void check_dealer(Building& b, const MappingView& view, const sim::SettlementPolicy& policy) {
    if (policy.fx == no_index) return;
    const sim::FxTerms& terms = b.scenario.fx_terms[policy.fx];
    const sim::BankAccount& renminbi = b.scenario.accounts[policy.renminbi];
    const InputPosition& at = view.node("fx")->at;
    if (terms.bank != no_index && renminbi.bank != no_index && terms.bank != renminbi.bank)
        b.reading.error(at,
                        fmt::format("FX terms '{}' are of bank '{}', and account '{}' is at '{}'",
                                    view.text("fx"), b.scenario.banks[terms.bank].id, renminbi.id,
                                    b.scenario.banks[renminbi.bank].id),
                        "FX terms of the bank of `renminbi`");
    else if (terms.market != renminbi.market)
        b.reading.error(at,
                        fmt::format("FX terms '{}' are {}, and account '{}' is {}", view.text("fx"),
                                    ledger::name_of(terms.market), renminbi.id,
                                    ledger::name_of(renminbi.market)),
                        "FX terms of the market of `renminbi`",
                        "CNY and CNH have rates of their own");
}

std::uint32_t read_kinds(Building& b, const MappingView& view) {
    std::uint32_t flow_bits = 0;
    if (const Node* list = view.node("flows"); list != nullptr && view.items("flows").empty())
        b.reading.error(list->at, "`flows` is empty: the policy chooses for nothing",
                        "at least one kind of flow, such as [sales]");
    for (const Node* node : view.items("flows")) {
        const auto found = std::find(flow_kind_words.begin(), flow_kind_words.end(), node->text);
        if (found == flow_kind_words.end()) {
            const std::vector<std::string_view> names(flow_kind_words.begin(),
                                                      flow_kind_words.end());
            b.reading.error(node->at, fmt::format("'{}' is no kind of flow", node->text),
                            fmt::format("one of {}", joined(names)),
                            did_you_mean(node->text, names));
            continue;
        }
        flow_bits |= 1U << static_cast<std::uint32_t>(found - flow_kind_words.begin());
    }
    return flow_bits;
}

// "0.6" is 6000 ten-thousandths.
std::uint32_t read_acceptance(Building& b, const MappingView& view) {
    const auto share = view.share("counterparty_accepts_rmb");
    if (!share) return 0;
    const auto split = share->split_at(4);
    if (split && split->remainder.is_zero()) return static_cast<std::uint32_t>(split->whole);
    b.reading.error(view.node("counterparty_accepts_rmb")->at,
                    fmt::format("a share of {}", view.text("counterparty_accepts_rmb")),
                    "at most four decimals");
    return 0;
}

void read_settlement(Building& b, IdIndex& ids, const MappingView& view) {
    ids.add(view.node("id"), b.reading);
    sim::SettlementPolicy policy;
    policy.id = view.text("id");
    policy.rule = view.word_or("rule", sim::SettlementRule::as_invoiced);
    policy.account = b.accounts.resolve(view.node("account"), b.reading);
    policy.renminbi = b.accounts.resolve(view.node("renminbi"), b.reading);
    policy.fx = b.fx_terms.resolve(view.node("fx"), b.reading);
    policy.tenor = view.word_or("tenor", sim::LoanTenor::short_term);
    policy.concession = view.share("concession").value_or(ledger::Rate(0));
    policy.accepts = read_acceptance(b, view);
    policy.kinds = read_kinds(b, view);
    if (accounts_fit(b, view, "renminbi", "account", policy.renminbi, policy.account)) {
        if (b.scenario.accounts[policy.renminbi].currency != ledger::currency("CNY"))
            b.reading.error(view.node("renminbi")->at,
                            fmt::format("account '{}' is not in renminbi", view.text("renminbi")),
                            "an account in CNY");
        check_priced(b, view, policy.fx, policy.renminbi, policy.account);
        check_dealer(b, view, policy);
    }
    for (const sim::SettlementPolicy& other : b.scenario.settlement)
        if (other.account == policy.account && (other.kinds & policy.kinds) != 0)
            b.reading.error(view.at(),
                            fmt::format("'{}' and '{}' both choose for the same flows of '{}'",
                                        other.id, policy.id, view.text("account")),
                            "each kind of flow of an account once");
    b.scenario.settlement.push_back(std::move(policy));
}

}  // namespace

void build_hedges(Building& b) {
    if (const auto hedges = b.root.child("hedges")) {
        if (hedges->has("at"))
            b.scenario.hedges.at =
                parse_time_of_day(hedges->text("at")).value_or(b.scenario.hedges.at);
        read_money(b, *hedges);
        IdIndex deals{"deal"};
        for (const MappingView& view : hedges->children("deals")) read_deal(b, deals, view);
    }
    IdIndex policies{"settlement currency"};
    for (const MappingView& view : b.root.children("settlement_currency"))
        read_settlement(b, policies, view);
}

}  // namespace rmbsim::adapters
