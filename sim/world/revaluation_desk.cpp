#include "sim/world/revaluation_desk.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/id.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/hedge/conversion_spec.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;
using ledger::ValueDate;
using std::chrono::days;

RevaluationDesk::RevaluationDesk(Desk& desk) : desk_(desk) {
    const Scenario& s = desk.scenario;
    for (const RevaluationSpec& spec : s.revaluations)
        for (std::uint32_t i = 0; i < s.accounts.size(); ++i) {
            const BankAccount& account = s.accounts[i];
            if (account.owner != spec.entity || account.currency == spec.currency) continue;
            const ledger::BookId book = desk.books.book_of_entity(spec.entity);
            const auto line = [&](ChartLine chart_line) {
                return desk.books.line(book, chart_line, spec.currency, spec.market);
            };
            balances_.push_back({.spec = &spec,
                                 .account = i,
                                 .valuation = line(ChartLine::balance_valuation),
                                 .unrealised = line(ChartLine::unrealised_fx_result),
                                 .cost = {}});
        }
}

ledger::Rate RevaluationDesk::mid(const Balance& balance, ValueDate day) const {
    const auto rate = desk_.scenario.fx.mid(desk_.scenario.accounts[balance.account].currency,
                                            balance.spec->currency, balance.spec->market, day);
    ledger::expects(rate.has_value(), "the loader has checked that rates cover the period");
    return *rate;
}

void RevaluationDesk::close_day(ValueDate day) {
    const bool month_ends = std::chrono::year_month_day{day + days{1}}.day() == std::chrono::day{1};
    const bool is_due = month_ends || day == desk_.scenario.to;
    for (Balance& balance : balances_) {
        if (balance.spec->is_reversed) book(balance, -balance.booked_minor, day);
        const std::int64_t now = desk_.ledger.booked(desk_.books.of(balance.account).own);
        const ledger::CurrencyId currency = desk_.scenario.accounts[balance.account].currency;
        const ledger::Rate rate = mid(balance, day);
        balance.cost.move(ledger::to_decimal({now - balance.seen_minor, currency}), rate);
        balance.seen_minor = now;
        if (!is_due) continue;
        balance.last_minor =
            ledger::fitting(ledger::to_money(balance.cost.unrealised(rate), balance.spec->currency,
                                             ledger::Rounding::half_even),
                            "a revaluation")
                .minor;
        book(balance, balance.last_minor - balance.booked_minor, day);
    }
}

void RevaluationDesk::book(Balance& balance, std::int64_t change, ValueDate day) {
    if (change == 0) return;
    EntryLines lines;
    lines.add(balance.valuation, change).add(balance.unrealised, -change);
    const auto posted = desk_.recorder.post(
        {.rule = Rule::balance_revalued, .value_date = day, .subject = balance.account}, lines);
    ledger::expects(posted.has_value(), "a revaluation touches no floor");
    balance.booked_minor += change;
}

std::vector<Kpi> RevaluationDesk::kpis() const {
    std::vector<Kpi> kpis;
    if (balances_.empty()) return kpis;
    const Scenario& s = desk_.scenario;
    std::int64_t group = 0;
    std::map<std::uint32_t, std::int64_t> by_entity;
    for (const Balance& balance : balances_) {
        std::int64_t worth = balance.last_minor;
        if (balance.spec->currency != s.reporting_currency) {
            const auto rate =
                s.fx.mid(balance.spec->currency, s.reporting_currency, balance.spec->market, s.to);
            ledger::expects(rate.has_value(), "the loader has checked that rates cover the period");
            worth = desk_.converted(worth, balance.spec->currency, s.reporting_currency, *rate,
                                    ledger::Rounding::half_even);
        }
        group += worth;
        by_entity[balance.spec->entity] += worth;
    }
    const auto put = [&](const std::string& entity, std::int64_t minor) {
        kpis.push_back(stated("unrealised_fx", entity,
                              ledger::to_text({minor, s.reporting_currency}),
                              ledger::code_of(s.reporting_currency)));
    };
    put("group", group);
    for (const auto& [entity, minor] : by_entity) put(s.entities[entity].id, minor);
    return kpis;
}

}  // namespace rmbsim::sim
