// Modes in which goods leave the mainland (海关监管方式), rates and calendars of the export VAT refund
// (出口退税), and what follows when money or sales come late: dated data, never numbers in code.
//
// Data        scenarios/reference/trade-modes.yaml
// Lookup      by date: of the versions that have begun and not ended, the latest `from`; nullptr: none is
//             known for that date
// Units       ceilings in the money they are written in; rates as fractions
// Marks       as in sim/policy/regime.hpp: RECALLED and ASSUMPTION are shown as unconfirmed
// Source      settlement-rules §9.1 (modes), §9.2 (refund), §9.3 (refund on departure), §9.4 (tax side)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::sim {

enum class ExportGoods : std::uint8_t { parcels, bulk };
// Who collects from the buyer abroad.
enum class ExportCollector : std::uint8_t {
    exporter,  // from the buyer, or from its own company abroad
    platform,  // or a provider, which remits to the merchant
    agent,     // may collect for the merchant
};
enum class RefundFrom : std::uint8_t {
    declaration,  // exported and declared
    departure,    // 离境即退税: before the goods are sold
    zone_entry,   // entered into a bonded zone
    sale,         // declared, and sold abroad
};
enum class VatTreatment : std::uint8_t {
    refund,   // 退(免)税
    exempt,   // 免税: no output VAT, and input VAT is cost
    unknown,  // no rule was read: such goods are refused, not guessed at
};
enum class CeilingPer : std::uint8_t { parcel, declaration };

std::string_view name_of(ExportGoods goods);  // "parcels"
std::string_view name_of(ExportCollector collector);
std::string_view name_of(RefundFrom from);
std::string_view name_of(VatTreatment treatment);
std::string_view name_of(CeilingPer per);

struct ExportCeiling {
    InForce in_force;
    CeilingPer per = CeilingPer::parcel;
    ledger::Money most;  // that much still passes
    Cited cited;
};

struct ModeTreatment {  // of VAT, by whether input invoices are at hand
    InForce in_force;
    VatTreatment with_invoice = VatTreatment::unknown;
    VatTreatment without_invoice = VatTreatment::unknown;  // 无票免税
    RefundFrom refund_from = RefundFrom::declaration;
    Cited cited;
};

struct TradeMode {
    std::string id;  // "9810", the code of customs
    std::string name_en, name_zh;
    ExportGoods goods = ExportGoods::parcels;
    ExportCollector collector = ExportCollector::exporter;
    std::vector<ModeTreatment> treatments;
    std::vector<ExportCeiling> ceilings;
    Cited cited;

    const ModeTreatment* treatment_on(ledger::ValueDate date) const;
    const ExportCeiling* ceiling_on(ledger::ValueDate date) const;
};

struct RefundRate {
    InForce in_force;  // by the export date of the declaration (出口日期)
    ledger::Rate vat = 0;
    ledger::Rate refund = 0;  // 0 <= refund <= vat < 1
    Cited cited;
};

struct RefundClass {  // goods of one rate, by their HS code
    std::string id;
    std::string name_en, name_zh;
    std::vector<RefundRate> rates;

    const RefundRate* rate_on(ledger::ValueDate export_date) const;
};

struct FilingRule {  // when a month's VAT filing period 纳税申报期 ends
    InForce in_force;
    std::uint32_t last_day = 0;  // of the month; later when it falls on a day off
    std::uint32_t days_off_run =
        0;  // so many days off in a row and more: as many working days are added
    Cited cited;
};

// By when something must be done: the last day of that filing period, so many years after.
struct FilingDeadline {
    InForce in_force;  // by the date that it is counted from
    std::uint32_t month = 0;
    std::uint32_t years_after = 0;
    Cited cited;
};

struct RefundTiming {
    InForce in_force;  // by the date of filing
    std::uint32_t working_days = 0;
    Cited cited;
};

struct PreRefundRule {               // 出口预退税 and its reconciliation 核算
    InForce in_force;                // by the date of filing
    std::string mode;                // of the goods
    std::uint32_t months_after = 0;  // the window opens on the first of that month …
    std::uint32_t month = 0;         // … and ends with this filing period …
    std::uint32_t years_after = 0;   // … so many years after
    bool claim_again = false;        // what was recovered, once the goods are sold
    Cited cited;
};

struct ReceiptRule {  // 收汇: refunds rest on the money's coming in
    InForce in_force;
    std::uint32_t month = 0, years_after = 0;
    bool claim_again = false;  // what was recovered, once the money has come
    Cited cited;
};

struct DeemedIncome {  // 核定征收 of goods that are exempt without invoices
    InForce in_force;
    ledger::Rate income = 0;  // taxable income as a share of revenue 应税所得率
    ledger::Rate tax = 0;     // on that income
    Cited cited;
};

struct TradeModes {
    std::vector<TradeMode> modes;
    std::vector<RefundClass> classes;
    std::vector<FilingRule> filing;
    std::vector<FilingDeadline> claims;  // counted from the export date
    std::vector<RefundTiming> timing;
    std::vector<PreRefundRule> pre_refunds;
    std::vector<ReceiptRule> receipts;
    std::vector<DeemedIncome> deemed_income;
    std::vector<RailSource> sources;

    const TradeMode* mode(std::string_view id) const;  // nullptr: none
    const RefundClass* refund_class(std::string_view id) const;
    const FilingRule* filing_on(ledger::ValueDate date) const;
    const FilingDeadline* claim_on(ledger::ValueDate export_date) const;
    const RefundTiming* timing_on(ledger::ValueDate filed) const;
    const PreRefundRule* pre_refund_on(std::string_view mode, ledger::ValueDate filed) const;
    const ReceiptRule* receipt_on(ledger::ValueDate export_date) const;
    const DeemedIncome* deemed_income_on(ledger::ValueDate date) const;
};

// Why a mode takes goods, or does not; order is precedence.
enum class ModeRefusal : std::uint8_t {
    none,
    not_in_force,   // no treatment is known for the export date
    above_ceiling,  // one minor unit above
    no_treatment,   // nothing was read about goods with, or without, input invoices
};
std::string_view name_of(ModeRefusal refusal);

// `value` is what the ceiling counts, in the ceiling's currency where there is one.
ModeRefusal refusal_of(const TradeMode& mode, ledger::ValueDate export_date, ledger::Money value,
                       bool with_invoice);

}  // namespace rmbsim::sim
