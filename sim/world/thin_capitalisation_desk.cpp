#include "sim/world/thin_capitalisation_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/time.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/equity.hpp"
#include "sim/policy/regime.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/tax_spec.hpp"
#include "sim/tax/thin_capitalisation.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::ValueDate;

bool ends_month(ValueDate day) {
    const std::chrono::year_month_day next{day + std::chrono::days{1}};
    return next.day() == std::chrono::day{1};
}
bool ends_year(ValueDate day) {
    const std::chrono::year_month_day next{day + std::chrono::days{1}};
    return next.day() == std::chrono::day{1} && next.month() == std::chrono::January;
}

std::string leverage_text(ledger::Int128 debt, ledger::Int128 equity) {
    if (equity <= 0) return "without equity";
    const ledger::Decimal ratio =
        ledger::Decimal::from_int128(debt) / ledger::Decimal::from_int128(equity);
    return ratio.to_text(2) + " times equity";
}

}  // namespace

ThinCapitalisationDesk::ThinCapitalisationDesk(Desk& desk, const Sweeps& sweeps) : desk_(desk) {
    const Scenario& s = desk.scenario;
    for (const ThinCapitalisationSpec& spec : s.tax.thin_capitalisation) {
        Company company;
        company.spec = &spec;
        const ledger::BookId book = desk.books.book_of_entity(spec.entity);
        for (const Sweeps::PairUse& pair : sweeps.pairs()) {
            const bool is_near = pair.near_entity == spec.entity;
            if (!is_near && pair.far_entity != spec.entity) continue;
            const std::uint32_t lender = is_near ? pair.far_entity : pair.near_entity;
            company.debts.push_back(
                {.account = is_near ? pair.ids.near : pair.ids.far, .valued_as = pair.far_account});
            const ledger::AccountId expense =
                desk.books.line(book, ChartLine::interest_expense, pair.currency,
                                s.accounts[is_near ? pair.near_account : pair.far_account].market,
                                desk.books.book_of_entity(lender).index);
            const bool known = std::ranges::find(company.expenses, expense, &Expense::account) !=
                               company.expenses.end();
            if (!known)
                company.expenses.push_back(
                    {.account = expense, .lender = lender, .valued_as = pair.far_account});
        }
        company.tax_expense = desk.books.line(book, ChartLine::income_tax_expense,
                                              s.reporting_currency, s.reporting_market);
        company.taxes_payable = desk.books.line(book, ChartLine::taxes_payable,
                                                s.reporting_currency, s.reporting_market);
        company.last_equity_minor = equity_on(s.entities[spec.entity], s.from).minor;
        companies_.push_back(std::move(company));
    }
}

void ThinCapitalisationDesk::close_day(ValueDate day) {
    const bool last = day == desk_.scenario.to;
    if (!last && !ends_month(day)) return;
    for (Company& company : companies_) {
        close_month(company, day);
        if (last || ends_year(day)) close_year(company, day);
    }
}

void ThinCapitalisationDesk::close_month(Company& company, ValueDate day) {
    std::int64_t owed = 0;
    for (const Debt& debt : company.debts) {
        const std::int64_t booked = desk_.ledger.booked(debt.account);
        if (booked < 0) owed += desk_.reporting_minor(-booked, debt.valued_as, day);
    }
    const std::int64_t equity = equity_on(desk_.scenario.entities[company.spec->entity], day).minor;
    company.debt.push_back({company.last_debt_minor, owed});
    company.equity.push_back({company.last_equity_minor, equity});
    company.last_debt_minor = owed;
    company.last_equity_minor = equity;
}

void ThinCapitalisationDesk::close_year(Company& company, ValueDate day) {
    const Scenario& s = desk_.scenario;
    const std::uint32_t entity = company.spec->entity;
    std::vector<RelatedInterest> interest;
    bool abroad = false;
    for (Expense& expense : company.expenses) {
        const std::int64_t booked = desk_.ledger.booked(expense.account);
        const std::int64_t of_year = booked - std::exchange(expense.before_minor, booked);
        const bool exempt = is_exempt(s, *company.spec, expense.lender);
        interest.push_back({desk_.reporting_minor(of_year, expense.valued_as, day), exempt});
        abroad = abroad || (!exempt && of_year > 0 && !desk_.is_domestic(expense.lender));
    }
    const DatedValue* ratio = standard_ratio(s, entity, day);
    const std::vector<MonthBalances> debt = std::exchange(company.debt, {});
    const std::vector<MonthBalances> equity = std::exchange(company.equity, {});
    if (ratio == nullptr) return;
    const ThinCapitalisation found =
        thin_capitalisation(debt, equity, interest, ratio->value, company.spec->income_tax_rate);
    if (found.disallowed_minor == 0) return;
    company.disallowed_minor += found.disallowed_minor;
    EntryLines lines;
    lines.add(company.tax_expense, found.tax_minor).add(company.taxes_payable, -found.tax_minor);
    if (!lines.lines().empty()) {
        const auto booked = desk_.recorder.post(
            {.rule = Rule::thin_capitalisation, .value_date = day, .subject = entity}, lines);
        ledger::expects(booked.has_value(), "a tax that is owed touches no floor");
    }
    const std::string& id = s.entities[entity].id;
    const int decimals = ledger::decimals_of(s.reporting_currency);
    warnings_.push_back("thin capitalisation: related debt of " + id + " is " +
                        leverage_text(found.debt_minor, found.equity_minor) + " against " +
                        ratio->value.to_text() + " (" + ratio->version() + ", " +
                        std::string(name_of(ratio->citation.mark)) +
                        "): " + ledger::to_text(found.disallowed_minor, decimals) +
                        " of interest is not deductible, " +
                        ledger::to_text(found.tax_minor, decimals) + " more income tax");
    if (abroad)
        warnings_.push_back("thin capitalisation: what " + id +
                            " pays abroad above the ratio counts as dividend; the dividend's "
                            "withholding rate is not in the data, so nothing more is withheld");
}

std::vector<Kpi> ThinCapitalisationDesk::kpis() const {
    std::vector<Kpi> result;
    const Scenario& s = desk_.scenario;
    std::int64_t all = 0;
    const auto put = [&](const std::string& entity, std::int64_t minor) {
        result.push_back(stated("interest_disallowed", entity,
                                ledger::to_text({minor, s.reporting_currency}),
                                ledger::code_of(s.reporting_currency)));
    };
    for (const Company& company : companies_) {
        put(s.entities[company.spec->entity].id, company.disallowed_minor);
        all = ledger::fitting(ledger::checked_add(all, company.disallowed_minor),
                              "interest that is not deductible");
    }
    if (!companies_.empty()) put("group", all);
    return result;
}

}  // namespace rmbsim::sim
