// The entries of export refunds, in the exporter's book and, mirrored, in the tax office's.
//
// Invoiced    exporter Dr 2221.01 VAT, Cr 2202: the VAT on suppliers' invoices
// Filed       exporter Dr 1221.40 refund receivable, Dr 6401 what is not refunded, Cr 2221.01;
//             office Dr 4401 refunds granted, Cr 2206 refunds owed
// Pre-refund  the same against 2241.30 pre-refund and 1231 pre-refunds outstanding: the VAT stays the
//             exporter's claim until the goods are sold
// Paid        exporter Dr 1002, Cr 1221.40; its bank Dr 3001, Cr 2011; office Dr 2206, Cr 1004 treasury
// Confirmed   exporter Dr 2241.30, Cr 2221.01; office Dr 4401, Cr 1231
// Recovered   exporter Dr 2241.30 (2221.01 where it was final), Cr 1002; office Dr 1004, Cr 1231 (4401); an
//             account that cannot pay goes on owing it: Cr 2221, office Dr 1221.41
// Units       fen, > 0 unless said otherwise; nothing is booked for 0
#pragma once

#include <cstdint>

#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/rules.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

enum class RefundState : std::uint8_t { provisional, final };

class ExportBooks {
  public:
    // `exporter` is the entries' subject; opens its accounts, so before the run starts.
    ExportBooks(Desk& desk, std::uint32_t exporter);

    void invoiced(ledger::ValueDate day, std::int64_t vat);
    void output_vat(ledger::ValueDate day, std::int64_t vat);  // within sales at home
    void filed(ledger::ValueDate day, RefundState state, std::int64_t refund, std::int64_t to_cost);
    void not_refunded(ledger::ValueDate day, std::int64_t to_cost);
    void tax_due(ledger::ValueDate day, std::int64_t vat);  // of a month without a credit
    void paid(ledger::ValueDate day, std::int64_t refund);
    void confirmed(ledger::ValueDate day, std::int64_t refund);
    // False: the account could not pay it; it is owed.
    bool recovered(ledger::ValueDate day, RefundState state, std::int64_t refund);
    void deemed_taxed(ledger::ValueDate day, std::int64_t tax);

  private:
    bool book(Rule rule, ledger::ValueDate day, const EntryLines& lines);

    Desk* desk_;
    std::uint32_t exporter_, account_;
    // the exporter's
    ledger::AccountId vat_, payable_, receivable_, pre_refund_, cost_, revenue_, taxes_,
        income_tax_;
    // the tax office's
    ledger::AccountId granted_, owed_, outstanding_, treasury_, claims_;
};

}  // namespace rmbsim::sim
