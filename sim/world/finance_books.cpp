#include "sim/world/finance_books.hpp"

#include <cstdint>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/id.hpp"
#include "sim/finance/facility.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/finance/shortfall.hpp"
#include "sim/finance/waterfall.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

using finance::Claims;
using ledger::ChartLine;

FinanceBooks::FinanceBooks(Desk& desk, const FinancingSpec& spec, std::uint32_t index)
    : desk_(desk), spec_(spec), index_(index) {
    open_lines();
}

void FinanceBooks::open_lines() {
    const BankAccount& account = desk_.scenario.accounts[spec_.account];
    const ledger::BookId seller = desk_.books.book_of_entity(account.owner);
    const ledger::BookId lender = desk_.books.book_of_bank(spec_.lender);
    const auto line = [&](ledger::BookId book, ChartLine chart_line,
                          std::uint32_t partner = UINT32_MAX) {
        return desk_.books.line(book, chart_line, account.currency, account.market, partner);
    };
    const bool leaves_the_books = spec_.kind == FinancingKind::factoring &&
                                  spec_.terms.recourse == finance::Recourse::without;
    const ChartLine debt =
        leaves_the_books ? ChartLine::assigned_receivables : ChartLine::short_term_borrowings;
    Lines& l = lines_;
    l.debt = line(seller, debt, lender.index);
    l.owed = line(seller, ChartLine::interest_payable, lender.index);
    l.fees = line(seller, ChartLine::bank_fees);
    l.interest = line(seller, ChartLine::interest_expense);
    l.reserve = line(seller, ChartLine::financing_reserve, lender.index);
    l.loans = line(lender, ChartLine::bank_loans, seller.index);
    l.accrued = line(lender, ChartLine::interest_receivable, seller.index);
    l.fee_income = line(lender, ChartLine::bank_fee_income);
    l.interest_income = line(lender, ChartLine::bank_interest_income);
    l.deposit = line(lender, ChartLine::bank_reserve_deposits, seller.index);
    l.loss = line(lender, ChartLine::bank_credit_loss);
    l.clearing = line(lender, ChartLine::bank_clearing);
    if (spec_.guarantor == no_index) return;
    const ledger::BookId fund =
        desk_.books.book_of_entity(desk_.scenario.accounts[spec_.guarantor].owner);
    l.fund_claims = line(seller, ChartLine::guarantee_current, fund.index);
    l.guaranteed = line(fund, ChartLine::guarantee_current, seller.index);
}

// Out of an account and to the lender, or with minor < 0 the other way; what the lender books for it is
// the caller's.
void FinanceBooks::take_from(EntryLines& lines, std::uint32_t account, std::int64_t minor) const {
    const BankAccountIds& ids = desk_.books.of(account);
    lines.add(ids.own, -minor).add(ids.mirror, minor);
    if (desk_.scenario.accounts[account].bank == spec_.lender) return;
    lines.add(ids.clearing, -minor).add(lines_.clearing, minor);
}

void FinanceBooks::add_seller_debt(EntryLines& lines, const Claims& claims) const {
    lines.add(lines_.debt, claims.principal).add(lines_.owed, claims.fees + claims.interest);
}

void FinanceBooks::add_lender_claims(EntryLines& lines, const Claims& claims) const {
    lines.add(lines_.loans, -claims.principal).add(lines_.accrued, -claims.fees - claims.interest);
}

void FinanceBooks::post(Rule rule, const EntryLines& lines) {
    if (lines.lines().empty()) return;
    const auto posted = desk_.recorder.post(
        {.rule = rule, .value_date = desk_.local_date(spec_.account), .subject = index_}, lines);
    ledger::expects(posted.has_value(), "financing takes no more than is available");
}

void FinanceBooks::drawn(const finance::Drawdown& drawdown) {
    EntryLines lines;
    add_seller_debt(lines, {.principal = -drawdown.advanced_minor});
    lines.add(lines_.reserve, drawdown.reserve_minor);
    take_from(lines, spec_.account, -drawdown.to_seller());
    add_lender_claims(lines, {.principal = -drawdown.advanced_minor});
    lines.add(lines_.deposit, -drawdown.reserve_minor);
    post(Rule::finance_drawn, lines);
}

void FinanceBooks::charged(const Claims& claims) {
    EntryLines lines;
    lines.add(lines_.fees, claims.fees).add(lines_.interest, claims.interest);
    lines.add(lines_.owed, -claims.fees - claims.interest);
    lines.add(lines_.accrued, claims.fees + claims.interest);
    lines.add(lines_.fee_income, -claims.fees).add(lines_.interest_income, -claims.interest);
    post(Rule::finance_charged, lines);
}

void FinanceBooks::repaid(const Claims& claims) {
    EntryLines lines;
    add_seller_debt(lines, claims);
    take_from(lines, spec_.account, claims.total());
    add_lender_claims(lines, claims);
    post(Rule::finance_repaid, lines);
}

void FinanceBooks::reserve_pays(const Claims& claims) {
    EntryLines lines;
    add_seller_debt(lines, claims);
    lines.add(lines_.reserve, -claims.total()).add(lines_.deposit, claims.total());
    add_lender_claims(lines, claims);
    post(Rule::finance_reserve_used, lines);
}

void FinanceBooks::reserve_released(std::int64_t minor) {
    EntryLines lines;
    lines.add(lines_.reserve, -minor).add(lines_.deposit, minor);
    take_from(lines, spec_.account, -minor);
    post(Rule::finance_reserve_released, lines);
}

void FinanceBooks::closed(const Claims& claims, const finance::LossSplit& borne, bool seller_owes) {
    Claims rest = claims;
    const auto next = [&](std::int64_t minor) {
        const Claims paid = finance::distribute(minor, rest, spec_.terms.waterfall).paid;
        rest -= paid;
        return paid;
    };
    reserve_pays(next(borne.reserve_minor));
    repaid(next(borne.seller_minor));
    if (borne.fund_minor > 0) {
        const Claims paid = next(borne.fund_minor);
        EntryLines lines;
        take_from(lines, spec_.guarantor, borne.fund_minor);
        lines.add(lines_.guaranteed, borne.fund_minor);
        add_lender_claims(lines, paid);
        if (seller_owes) {
            add_seller_debt(lines, paid);
            lines.add(lines_.fund_claims, -borne.fund_minor);
        }
        post(Rule::finance_guaranteed, lines);
    }
    EntryLines lines;
    lines.add(lines_.loss, rest.total());
    add_lender_claims(lines, rest);
    post(Rule::finance_written_off, lines);
    lost_ += rest;
}

void FinanceBooks::recovered(const finance::Recovery& recovery) {
    EntryLines lines;
    const Claims paid =
        finance::distribute(recovery.lender_minor, lost_, spec_.terms.waterfall).paid;
    lost_ -= paid;
    add_seller_debt(lines, paid);
    take_from(lines, spec_.account, recovery.lender_minor);
    lines.add(lines_.loss, -recovery.lender_minor);
    post(Rule::finance_recovered, lines);
    if (recovery.fund_minor == 0) return;
    const BankAccountIds& fund = desk_.books.of(spec_.guarantor);
    const BankAccountIds& seller = desk_.books.of(spec_.account);
    EntryLines back;
    back.add(lines_.fund_claims, recovery.fund_minor).add(seller.own, -recovery.fund_minor);
    back.add(fund.own, recovery.fund_minor).add(lines_.guaranteed, -recovery.fund_minor);
    back.add(seller.mirror, recovery.fund_minor).add(fund.mirror, -recovery.fund_minor);
    if (desk_.scenario.accounts[spec_.account].bank !=
        desk_.scenario.accounts[spec_.guarantor].bank)
        back.add(seller.clearing, -recovery.fund_minor).add(fund.clearing, recovery.fund_minor);
    post(Rule::finance_recovered, back);
}

std::int64_t FinanceBooks::seller_has() const {
    return desk_.ledger.available(desk_.books.of(spec_.account).own);
}

std::int64_t FinanceBooks::fund_has() const {
    return spec_.guarantor == no_index
               ? 0
               : desk_.ledger.available(desk_.books.of(spec_.guarantor).own);
}

}  // namespace rmbsim::sim
