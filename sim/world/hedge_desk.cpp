#include "sim/world/hedge_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/id.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/hedge/deal.hpp"
#include "sim/hedge/forward.hpp"
#include "sim/hedge/hedge_choice.hpp"
#include "sim/hedge/hedge_spec.hpp"
#include "sim/kernel/event.hpp"
#include "sim/measure/result.hpp"
#include "sim/pool/interest.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;
using ledger::Decimal;
using ledger::Rate;
using ledger::Rounding;
using ledger::ValueDate;
using std::chrono::days;

HedgeDesk::HedgeDesk(Desk& desk) : desk_(desk) {
    for (const HedgeDeal& spec : desk.scenario.hedges.deals) {
        Deal deal;
        deal.spec = &spec;
        open_lines(deal);
        const ledger::CurrencyId home = desk.scenario.accounts[spec.home].currency;
        const ledger::CurrencyId foreign = desk.scenario.accounts[spec.foreign].currency;
        if (spec.kind != HedgeKind::money_market)
            deal.at_maturity =
                exchanged({spec.foreign_minor, foreign}, home, spec.sells_foreign,
                          spec.rate ? *spec.rate : forward_price(spec, spec.dealt_on));
        deals_.push_back(deal);
    }
}

void HedgeDesk::open_lines(Deal& deal) {
    const Scenario& s = desk_.scenario;
    const HedgeDeal& spec = *deal.spec;
    const BankAccount& home = s.accounts[spec.home];
    const BankAccount& foreign = s.accounts[spec.foreign];
    const ledger::BookId company = desk_.books.book_of_entity(home.owner);
    const ledger::BookId bank = desk_.books.book_of_bank(home.bank);
    const auto line = [&](ledger::BookId book, ChartLine chart_line, const BankAccount& account) {
        return desk_.books.line(book, chart_line, account.currency, account.market);
    };
    Lines& l = deal.lines;
    l.position_foreign = line(company, ChartLine::fx_position, foreign);
    l.position_home = line(company, ChartLine::fx_position, home);
    l.bank_foreign = line(bank, ChartLine::bank_fx_position, foreign);
    l.bank_home = line(bank, ChartLine::bank_fx_position, home);
    l.bank_fx_result = line(bank, ChartLine::bank_fx_result, home);
    if (spec.kind != HedgeKind::money_market) {
        l.derivative = line(company, ChartLine::derivative, home);
        l.result = line(company, ChartLine::fair_value_result, home);
        l.bank_derivative = line(bank, ChartLine::derivative, home);
        l.bank_result = line(bank, ChartLine::fair_value_result, home);
        return;
    }
    const BankAccount& borrowed = spec.sells_foreign ? foreign : home;
    const BankAccount& deposited = spec.sells_foreign ? home : foreign;
    l.cost = line(company, ChartLine::fx_cost, home);
    l.loan = line(company, ChartLine::short_term_borrowings, borrowed);
    l.deposit = line(company, ChartLine::term_deposits, deposited);
    l.interest_income = line(company, ChartLine::interest_income, deposited);
    l.interest_expense = line(company, ChartLine::interest_expense, borrowed);
    l.receivable = line(company, ChartLine::interest_receivable, deposited);
    l.payable = line(company, ChartLine::interest_payable, borrowed);
    l.bank_loan = line(bank, ChartLine::bank_loans, borrowed);
    l.bank_deposit = line(bank, ChartLine::bank_term_deposits, deposited);
    l.bank_income = line(bank, ChartLine::bank_interest_income, borrowed);
    l.bank_expense = line(bank, ChartLine::bank_interest_expense, deposited);
    l.bank_accrued = line(bank, ChartLine::interest_payable, deposited);
    l.bank_loan_accrued = line(bank, ChartLine::interest_payable, borrowed);
}

void HedgeDesk::schedule_first() {
    for (std::uint32_t i = 0; i < deals_.size(); ++i) {
        const HedgeDeal& spec = *deals_[i].spec;
        schedule(i, spec.kind == HedgeKind::forward ? spec.value_on : spec.dealt_on);
    }
}

void HedgeDesk::schedule(std::uint32_t index, ValueDate day) {
    if (day > desk_.scenario.to) return;
    const HedgeDeal& spec = *deals_[index].spec;
    const TimeZone& zone = desk_.scenario.zones[desk_.bank_of(spec.home).zone];
    const ledger::SimTime at = zone.instant(day, desk_.scenario.hedges.at);
    desk_.queue.schedule(at.time_since_epoch().count(),
                         {.phase = Phase::liquidity, .origin = desk_.origins.hedges + index},
                         EventKind::hedge_due, index);
}

void HedgeDesk::act(std::uint32_t index) {
    Deal& deal = deals_[index];
    const HedgeDeal& spec = *deal.spec;
    if (deal.stage == Stage::dealt && spec.kind != HedgeKind::forward) {
        deal.stage = place(deal, index) ? Stage::placed : Stage::failed;
        if (deal.stage == Stage::placed) schedule(index, spec.value_on);
        return;
    }
    if (mature(deal, index)) {
        deal.stage = Stage::settled;
        return;
    }
    const ValueDate tomorrow = desk_.local_date(spec.home) + days{1};
    schedule(index,
             next_open({&desk_.scenario.calendars[desk_.bank_of(spec.home).calendar]}, tomorrow));
}

Rate HedgeDesk::mid(const HedgeDeal& spec, ValueDate day) const {
    const Scenario& s = desk_.scenario;
    const auto rate = s.fx.mid(s.accounts[spec.foreign].currency, s.accounts[spec.home].currency,
                               s.fx_terms[spec.fx].market, day);
    ledger::expects(rate.has_value(), "the loader has checked that rates cover the period");
    return *rate;
}

MoneyRates HedgeDesk::money(ledger::CurrencyId currency, ValueDate day) const {
    const Scenario& s = desk_.scenario;
    const auto found = std::ranges::find(s.hedges.money, currency, &MoneySpec::currency);
    ledger::expects(found != s.hedges.money.end(), "the loader has checked the rates of money");
    const InterestTerms& terms = s.interest_terms[found->terms];
    const auto deposit = rate_on(terms.credit, s.curves, day);
    const auto borrowing = rate_on(terms.debit, s.curves, day);
    ledger::expects(deposit && borrowing, "the loader has checked that curves cover the period");
    return {.deposit = *deposit, .borrowing = *borrowing, .day_count = terms.day_count};
}

// Of the customer, from the market: the mid forward, half the spread to the worse side.
Rate HedgeDesk::forward_price(const HedgeDeal& spec, ValueDate day) const {
    const Scenario& s = desk_.scenario;
    const Rate forward =
        forward_mid(mid(spec, day), money(s.accounts[spec.foreign].currency, day),
                    money(s.accounts[spec.home].currency, day), {.from = day, .to = spec.value_on});
    const Rate half = s.fx_terms[spec.fx].spread / Rate{2};
    return customer_side({.bid = forward * (Rate{1} - half), .ask = forward * (Rate{1} + half)},
                         spec.sells_foreign ? DealSide::sell_base : DealSide::buy_base);
}

// At the mid forward, discounted at the home deposit rate; past its date at spot.
std::int64_t HedgeDesk::fair_value(const Deal& deal, ValueDate day) const {
    const HedgeDeal& spec = *deal.spec;
    if (day >= spec.value_on) return fair_value_minor(deal.at_maturity, mid(spec, day), 1);
    const Term rest{.from = day, .to = spec.value_on};
    const MoneyRates home = money(deal.at_maturity.home.currency, day);
    const Rate forward =
        forward_mid(mid(spec, day), money(deal.at_maturity.foreign.currency, day), home, rest);
    return fair_value_minor(deal.at_maturity, forward,
                            Decimal(1) / growth(home.deposit, home.day_count, rest));
}

void HedgeDesk::close_day(ValueDate day) {
    const bool last = day == desk_.scenario.to;
    const bool month_ends = std::chrono::year_month_day{day + days{1}}.day() == std::chrono::day{1};
    if (!last && !month_ends) return;
    for (std::uint32_t i = 0; i < deals_.size(); ++i) {
        Deal& deal = deals_[i];
        const HedgeDeal& spec = *deal.spec;
        if (day < spec.dealt_on || deal.stage == Stage::settled || deal.stage == Stage::failed)
            continue;
        if (spec.kind == HedgeKind::money_market) {
            if (last && deal.stage == Stage::placed) accrue(deal, i, day);
            continue;
        }
        const std::int64_t now = fair_value(deal, day), change = now - deal.carried_minor;
        EntryLines lines;
        lines.add(deal.lines.derivative, change).add(deal.lines.result, -change);
        lines.add(deal.lines.bank_derivative, -change).add(deal.lines.bank_result, change);
        if (lines.lines().empty()) continue;
        const auto posted = desk_.recorder.post(
            {.rule = Rule::hedge_revalued, .value_date = day, .subject = i}, lines);
        ledger::expects(posted.has_value(), "a fair value touches no floor");
        deal.carried_minor = now;
        deal.result_minor += change;
    }
}

std::int64_t HedgeDesk::add_exchange(EntryLines& lines, const Deal& deal, const Exchange& exchange,
                                     ledger::AccountId result, ledger::AccountId bank_result,
                                     std::int64_t cleared) const {
    const HedgeDeal& spec = *deal.spec;
    const std::int64_t sign = exchange.sells_foreign ? 1 : -1;
    const std::int64_t foreign = sign * exchange.foreign.minor, home = sign * exchange.home.minor;
    const std::int64_t at_mid =
        sign * desk_.converted(exchange.foreign.minor, exchange.foreign.currency,
                               exchange.home.currency, mid(spec, desk_.local_date(spec.home)),
                               Rounding::half_even);
    const BankAccountIds& f = desk_.books.of(spec.foreign);
    const BankAccountIds& h = desk_.books.of(spec.home);
    lines.add(f.own, -foreign).add(deal.lines.position_foreign, foreign);
    lines.add(h.own, home).add(deal.lines.position_home, -at_mid);
    lines.add(result, at_mid - home + cleared).add(deal.lines.derivative, -cleared);
    lines.add(f.mirror, foreign).add(deal.lines.bank_foreign, -foreign);
    lines.add(deal.lines.bank_home, at_mid).add(h.mirror, -home);
    lines.add(bank_result, home - at_mid - cleared).add(deal.lines.bank_derivative, cleared);
    return at_mid - home + cleared;
}

bool HedgeDesk::place(Deal& deal, std::uint32_t index) {
    if (deal.spec->kind == HedgeKind::money_market) return place_money_market(deal, index);
    const ledger::Money foreign = deal.at_maturity.foreign;
    const Exchange near =
        exchanged(foreign, deal.at_maturity.home.currency, !deal.spec->sells_foreign,
                  mid(*deal.spec, deal.spec->dealt_on));
    EntryLines lines;
    const std::int64_t charged =
        add_exchange(lines, deal, near, deal.lines.result, deal.lines.bank_result, 0);
    if (!post(Rule::hedge_placed, index, lines)) return false;
    deal.result_minor -= charged;
    return true;
}

bool HedgeDesk::mature(Deal& deal, std::uint32_t index) {
    if (deal.spec->kind == HedgeKind::money_market) return mature_money_market(deal, index);
    EntryLines lines;
    const std::int64_t charged = add_exchange(lines, deal, deal.at_maturity, deal.lines.result,
                                              deal.lines.bank_result, deal.carried_minor);
    if (!post(Rule::hedge_settled, index, lines)) return false;
    deal.carried_minor = 0;
    deal.settled_on = desk_.local_date(deal.spec->home);
    deal.result_minor -= charged;
    return true;
}

bool HedgeDesk::place_money_market(Deal& deal, std::uint32_t index) {
    const HedgeDeal& spec = *deal.spec;
    const Scenario& s = desk_.scenario;
    const ledger::CurrencyId home = s.accounts[spec.home].currency;
    const ledger::CurrencyId foreign = s.accounts[spec.foreign].currency;
    const Term term{.from = spec.dealt_on, .to = spec.value_on};
    const Rate spot = mid(spec, spec.dealt_on), half = s.fx_terms[spec.fx].spread / Rate{2};
    deal.money_market = dealt_money_market(
        {spec.foreign_minor, foreign}, home, spec.sells_foreign,
        {.bid = spot * (Rate{1} - half), .ask = spot * (Rate{1} + half)},
        growths(money(foreign, spec.dealt_on), term), growths(money(home, spec.dealt_on), term));
    const Exchange& exchange = deal.money_market.spot;
    const BankAccountIds& f = desk_.books.of(spec.foreign);
    const BankAccountIds& h = desk_.books.of(spec.home);
    const BankAccountIds& borrows = spec.sells_foreign ? f : h;
    const BankAccountIds& deposits = spec.sells_foreign ? h : f;
    const std::int64_t loan = (spec.sells_foreign ? exchange.foreign : exchange.home).minor;
    const std::int64_t deposit = (spec.sells_foreign ? exchange.home : exchange.foreign).minor;
    EntryLines drawn, exchanged_now, placed;
    drawn.add(borrows.own, loan).add(deal.lines.loan, -loan);
    drawn.add(deal.lines.bank_loan, loan).add(borrows.mirror, -loan);
    add_exchange(exchanged_now, deal, exchange, deal.lines.cost, deal.lines.bank_fx_result, 0);
    placed.add(deal.lines.deposit, deposit).add(deposits.own, -deposit);
    placed.add(deposits.mirror, deposit).add(deal.lines.bank_deposit, -deposit);
    // What is borrowed is exchanged and put away at once: an account in overdraft may not bear the
    // three steps, and then the hedge stops where it stands, with the loan in the account.
    if (!post(Rule::hedge_placed, index, drawn)) return false;
    return post(Rule::hedge_placed, index, exchanged_now) &&
           post(Rule::hedge_placed, index, placed);
}

bool HedgeDesk::mature_money_market(const Deal& deal, std::uint32_t index) {
    const HedgeDeal& spec = *deal.spec;
    const MoneyMarketDeal& dealt = deal.money_market;
    const BankAccountIds& f = desk_.books.of(spec.foreign);
    const BankAccountIds& h = desk_.books.of(spec.home);
    const BankAccountIds& borrows = spec.sells_foreign ? f : h;
    const BankAccountIds& deposits = spec.sells_foreign ? h : f;
    const std::int64_t loan = (spec.sells_foreign ? dealt.spot.foreign : dealt.spot.home).minor;
    const std::int64_t deposit = (spec.sells_foreign ? dealt.spot.home : dealt.spot.foreign).minor;
    const std::int64_t cost = spec.sells_foreign ? dealt.foreign_interest : dealt.home_interest;
    const std::int64_t earned = spec.sells_foreign ? dealt.home_interest : dealt.foreign_interest;
    EntryLines lines;
    lines.add(deposits.own, deposit + earned).add(deal.lines.deposit, -deposit);
    lines.add(deal.lines.interest_income, -earned);
    lines.add(deal.lines.bank_deposit, deposit).add(deal.lines.bank_expense, earned);
    lines.add(deposits.mirror, -deposit - earned);
    lines.add(deal.lines.loan, loan).add(deal.lines.interest_expense, cost);
    lines.add(borrows.own, -loan - cost).add(borrows.mirror, loan + cost);
    lines.add(deal.lines.bank_loan, -loan).add(deal.lines.bank_income, -cost);
    return post(Rule::hedge_settled, index, lines);
}

// The part of the interest that belongs to the days up to the run's end, that day included.
void HedgeDesk::accrue(const Deal& deal, std::uint32_t index, ValueDate day) {
    const HedgeDeal& spec = *deal.spec;
    const Exchange& spot = deal.money_market.spot;
    const Term so_far{.from = spec.dealt_on, .to = std::min(day + days{1}, spec.value_on)};
    const auto part = [&](ledger::Money principal, bool borrowed) {
        const Growths grown = growths(money(principal.currency, spec.dealt_on), so_far);
        return desk_.converted(principal.minor, principal.currency, principal.currency,
                               (borrowed ? grown.borrowing : grown.deposit) - Decimal(1),
                               Rounding::half_up);
    };
    const std::int64_t cost = part(spec.sells_foreign ? spot.foreign : spot.home, true);
    const std::int64_t earned = part(spec.sells_foreign ? spot.home : spot.foreign, false);
    EntryLines lines;
    lines.add(deal.lines.receivable, earned).add(deal.lines.interest_income, -earned);
    lines.add(deal.lines.bank_expense, earned).add(deal.lines.bank_accrued, -earned);
    lines.add(deal.lines.interest_expense, cost).add(deal.lines.payable, -cost);
    lines.add(deal.lines.bank_loan_accrued, cost).add(deal.lines.bank_income, -cost);
    if (lines.lines().empty()) return;
    const auto posted = desk_.recorder.post(
        {.rule = Rule::hedge_accrued, .value_date = day, .subject = index}, lines);
    ledger::expects(posted.has_value(), "accrued interest touches no floor");
}

bool HedgeDesk::post(Rule rule, std::uint32_t index, const EntryLines& lines) {
    const HedgeDeal& spec = *deals_[index].spec;
    const auto posted = desk_.recorder.post(
        {.rule = rule, .value_date = desk_.local_date(spec.home), .subject = index}, lines);
    if (posted) return true;
    note_refusal(spec);
    return false;
}

void HedgeDesk::note_refusal(const HedgeDeal& spec) {
    const ledger::CurrencyId foreign = desk_.scenario.accounts[spec.foreign].currency;
    const std::uint32_t short_of_money = spec.sells_foreign ? spec.foreign : spec.home;
    desk_.refusals.push_back({.what = "hedge " + spec.id,
                              .subject = desk_.scenario.accounts[short_of_money].id,
                              .on = desk_.local_date(spec.home),
                              .wish_minor = spec.foreign_minor,
                              .currency = std::string(ledger::code_of(foreign)),
                              .decimals = ledger::info(foreign).decimals,
                              .reason = "below_floor",
                              .limit = {},
                              .regime = {},
                              .parameter = {},
                              .document = {}});
}

}  // namespace rmbsim::sim
