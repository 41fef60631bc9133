#include "sim/world/export_books.hpp"

#include <cstdint>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/export_spec.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;
using ledger::ValueDate;

ExportBooks::ExportBooks(Desk& desk, std::uint32_t exporter)
    : desk_(&desk),
      exporter_(exporter),
      account_(desk.scenario.exports.exporters[exporter].account) {
    const BankAccount& account = desk.scenario.accounts[account_];
    const ledger::BookId seller = desk.books.book_of_entity(account.owner);
    const ledger::BookId office = desk.books.book_of_tax_office();
    const auto sellers = [&](ChartLine line) {
        return desk.books.line(seller, line, account.currency, account.market);
    };
    const auto offices = [&](ChartLine line) {
        return desk.books.line(office, line, account.currency, account.market, seller.index);
    };
    vat_ = sellers(ChartLine::value_added_tax);
    payable_ = sellers(ChartLine::accounts_payable);
    receivable_ = sellers(ChartLine::export_refund_receivable);
    pre_refund_ = sellers(ChartLine::export_pre_refund);
    cost_ = sellers(ChartLine::cost_of_sales);
    revenue_ = sellers(ChartLine::revenue);
    taxes_ = sellers(ChartLine::taxes_payable);
    income_tax_ = sellers(ChartLine::income_tax_expense);
    granted_ = offices(ChartLine::refunds_granted);
    owed_ = offices(ChartLine::refunds_owed);
    outstanding_ = offices(ChartLine::pre_refunds_outstanding);
    claims_ = offices(ChartLine::recoveries_due);
    treasury_ = desk.books.line(office, ChartLine::treasury, account.currency, account.market);
}

bool ExportBooks::book(Rule rule, ValueDate day, const EntryLines& lines) {
    if (lines.lines().empty()) return true;
    return desk_->recorder.post({.rule = rule, .value_date = day, .subject = exporter_}, lines)
        .has_value();
}

void ExportBooks::invoiced(ValueDate day, std::int64_t vat) {
    ledger::expects(
        book(Rule::export_invoiced, day, EntryLines().add(vat_, vat).add(payable_, -vat)),
        "VAT on invoices touches no floor");
}

void ExportBooks::output_vat(ValueDate day, std::int64_t vat) {
    ledger::expects(book(Rule::output_vat, day, EntryLines().add(revenue_, vat).add(vat_, -vat)),
                    "output VAT touches no floor");
}

void ExportBooks::filed(ValueDate day, RefundState state, std::int64_t refund,
                        std::int64_t to_cost) {
    const bool is_final = state == RefundState::final;
    EntryLines lines;
    lines.add(receivable_, refund).add(cost_, to_cost);
    if (is_final)
        lines.add(vat_, -refund - to_cost).add(granted_, refund);
    else
        lines.add(vat_, -to_cost).add(pre_refund_, -refund).add(outstanding_, refund);
    lines.add(owed_, -refund);
    ledger::expects(
        book(is_final ? Rule::export_refund_filed : Rule::export_pre_refund_filed, day, lines),
        "a refund that is filed touches no floor");
}

void ExportBooks::not_refunded(ValueDate day, std::int64_t to_cost) {
    ledger::expects(
        book(Rule::export_vat_to_cost, day, EntryLines().add(cost_, to_cost).add(vat_, -to_cost)),
        "VAT that is not refunded touches no floor");
}

void ExportBooks::tax_due(ValueDate day, std::int64_t vat) {
    ledger::expects(book(Rule::output_vat, day, EntryLines().add(vat_, vat).add(taxes_, -vat)),
                    "VAT that is due touches no floor");
}

void ExportBooks::paid(ValueDate day, std::int64_t refund) {
    const BankAccountIds& ids = desk_->books.of(account_);
    ledger::expects(book(Rule::export_refund_paid, day,
                         EntryLines()
                             .add(ids.own, refund)
                             .add(receivable_, -refund)
                             .add(ids.clearing, refund)
                             .add(ids.mirror, -refund)
                             .add(owed_, refund)
                             .add(treasury_, -refund)),
                    "a receipt touches no floor");
}

void ExportBooks::confirmed(ValueDate day, std::int64_t refund) {
    ledger::expects(book(Rule::export_refund_confirmed, day,
                         EntryLines()
                             .add(pre_refund_, refund)
                             .add(vat_, -refund)
                             .add(granted_, refund)
                             .add(outstanding_, -refund)),
                    "a reconciliation touches no floor");
}

bool ExportBooks::recovered(ValueDate day, RefundState state, std::int64_t refund) {
    const bool is_final = state == RefundState::final;
    const BankAccountIds& ids = desk_->books.of(account_);
    const ledger::AccountId sellers = is_final ? vat_ : pre_refund_;
    const ledger::AccountId offices = is_final ? granted_ : outstanding_;
    const bool done = book(Rule::export_refund_recovered, day,
                           EntryLines()
                               .add(sellers, refund)
                               .add(ids.own, -refund)
                               .add(ids.mirror, refund)
                               .add(ids.clearing, -refund)
                               .add(treasury_, refund)
                               .add(offices, -refund));
    if (done) return true;
    ledger::expects(book(Rule::export_refund_recovered, day,
                         EntryLines()
                             .add(sellers, refund)
                             .add(taxes_, -refund)
                             .add(claims_, refund)
                             .add(offices, -refund)),
                    "a tax that is owed touches no floor");
    return false;
}

void ExportBooks::deemed_taxed(ValueDate day, std::int64_t tax) {
    ledger::expects(
        book(Rule::deemed_income_tax, day, EntryLines().add(income_tax_, tax).add(taxes_, -tax)),
        "a tax that is owed touches no floor");
}

}  // namespace rmbsim::sim
