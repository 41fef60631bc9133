// The format of scenarios/reference/trade-modes.yaml. See table.hpp.
#include "adapters/yaml/trade_mode_tables.hpp"

#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using ModeWords = std::string_view;

// In the order of sim::Mark.
constexpr std::array<ModeWords, 5> mode_marks = {"VERIFIED-1", "VERIFIED-2", "RECALLED", "DERIVED",
                                                 "ASSUMPTION"};
constexpr Field mode_mark{"mark",       word,    yes,       "How well it is known.",
                          "ASSUMPTION", nullptr, mode_marks};
constexpr Field mode_source{"source", id, yes, "A name under `sources`.", "rules-9.1"};
constexpr Field mode_note{"note", text, no, "What a reader should know.", ""};
constexpr Field mode_from{"from", date, yes, "First date.", "2025-01-27"};
constexpr Field mode_until{"until", date, no, "Last date; none: no end is known.", "2026-03-31"};

// In the order of the enumerators of sim/commerce/trade_mode.hpp.
constexpr std::array<ModeWords, 2> export_goods = {"parcels", "bulk"};
constexpr std::array<ModeWords, 3> collectors = {"exporter", "platform", "agent"};
constexpr std::array<ModeWords, 4> refund_starts = {"declaration", "departure", "zone_entry",
                                                    "sale"};
constexpr std::array<ModeWords, 3> vat_treatments = {"refund", "exempt", "unknown"};
constexpr std::array<ModeWords, 2> ceiling_scopes = {"parcel", "declaration"};

constexpr std::array mode_treatment_fields = {
    mode_from,
    mode_until,
    Field{"with_invoice", word, yes, "VAT on goods with input invoices.", "refund", nullptr,
          vat_treatments},
    Field{"without_invoice", word, yes, "And without; unknown: they are refused.", "unknown",
          nullptr, vat_treatments},
    Field{"refund_from", word, yes, "What the refund begins with.", "declaration", nullptr,
          refund_starts},
    mode_mark,
    mode_source,
    mode_note,
};
constexpr Table mode_treatment_table{"export treatment", "VAT on goods of the mode.",
                                     mode_treatment_fields};

constexpr std::array mode_ceiling_fields = {
    mode_from,
    mode_until,
    Field{"per", word, yes, "Of what.", "parcel", nullptr, ceiling_scopes},
    Field{"most", amount, yes, "So much still passes.", "5000.00 CNY"},
    mode_mark,
    mode_source,
    mode_note,
};
constexpr Table mode_ceiling_table{"export ceiling", "The most that passes.", mode_ceiling_fields};

constexpr std::array mode_fields = {
    Field{"id", text, yes, "The code of customs.", "\"9810\""},
    Field{"name", title, yes, "For people.", "{en: …, zh: …}"},
    Field{"goods", word, yes, "What is declared.", "parcels", nullptr, export_goods},
    Field{"collector", word, yes, "Who collects from the buyer abroad.", "platform", nullptr,
          collectors},
    Field{"treatments", list, yes, "By date.", "[]", &mode_treatment_table},
    Field{"ceilings", list, no, "By date; none: none is known.", "", &mode_ceiling_table},
    mode_mark,
    mode_source,
    mode_note,
};
constexpr Table mode_table{"trade mode", "A customs supervision code 海关监管方式.", mode_fields};

constexpr std::array refund_rate_fields = {
    mode_from,
    mode_until,
    Field{"vat", decimal, yes, "VAT on the goods at home, 0 to below 1.", "\"0.13\""},
    Field{"refund", decimal, yes, "Refunded, 0 to the VAT rate.", "\"0.09\""},
    mode_mark,
    mode_source,
    mode_note,
};
constexpr Table refund_rate_table{"refund rate", "By export date of the declaration.",
                                  refund_rate_fields};

constexpr std::array refund_class_fields = {
    Field{"id", id, yes, "Name.", "general-13"},
    Field{"name", title, yes, "For people.", "{en: …, zh: …}"},
    Field{"rates", list, yes, "By date.", "[]", &refund_rate_table},
};
constexpr Table refund_class_table{"refund class", "Goods of one refund rate.",
                                   refund_class_fields};

constexpr std::array vat_filing_fields = {
    mode_from,
    mode_until,
    Field{"last_day", whole, yes, "Of the month, 1 to 28.", "15"},
    Field{"days_off_run", whole, yes, "Longer by runs of so many days off, 1 to 15.", "3"},
    mode_mark,
    mode_source,
    mode_note,
};
constexpr Table vat_filing_table{"filing period", "When a month's VAT filing ends 纳税申报期.",
                                 vat_filing_fields};

constexpr Field deadline_month{"month", whole, yes, "Whose filing period ends it, 1 to 12.", "4"};
constexpr Field deadline_years{"years_after", whole, yes, "In which year after, 0 to 10.", "1"};
constexpr Field claims_again{"claim_again", boolean, yes,
                             "Whether what was recovered may be claimed once the condition is met.",
                             "true"};

constexpr std::array refund_claim_fields = {
    mode_from, mode_until, deadline_month, deadline_years, mode_mark, mode_source, mode_note,
};
constexpr Table refund_claim_table{
    "refund claim", "By when a refund is filed, from the export date.", refund_claim_fields};

constexpr std::array refund_timing_fields = {
    mode_from,
    mode_until,
    Field{"working_days", whole, yes, "From filing to payment, 0 to 250.", "6"},
    mode_mark,
    mode_source,
    mode_note,
};
constexpr Table refund_timing_table{"refund timing", "When the money comes.", refund_timing_fields};

constexpr std::array pre_refund_fields = {
    mode_from,
    mode_until,
    Field{"mode", text, yes, "Of the goods.", "\"9810\""},
    Field{"months_after", whole, yes, "The window opens on the first of that month, 0 to 12.", "1"},
    deadline_month,
    deadline_years,
    claims_again,
    mode_mark,
    mode_source,
    mode_note,
};
constexpr Table pre_refund_table{"pre-refund", "Refund before the sale 预退税, and its window.",
                                 pre_refund_fields};

constexpr std::array funds_receipt_fields = {
    mode_from,    mode_until, deadline_month, deadline_years,
    claims_again, mode_mark,  mode_source,    mode_note,
};
constexpr Table funds_receipt_table{"receipt of funds", "By when the money must have come 收汇.",
                                    funds_receipt_fields};

constexpr std::array deemed_income_fields = {
    mode_from,
    mode_until,
    Field{"income", decimal, yes, "Taxable income as a share of revenue, 0 to 1.", "\"0.04\""},
    Field{"tax", decimal, yes, "Income tax on it, 0 to 1.", "\"0.25\""},
    mode_mark,
    mode_source,
    mode_note,
};
constexpr Table deemed_income_table{"deemed income", "Income tax on deemed profit 核定征收.",
                                    deemed_income_fields};

constexpr std::array mode_source_fields = {
    Field{"id", id, yes, "Its name.", "rules-9.1"},
    Field{"text", text, yes, "Title, publisher, date.", ""},
    Field{"url", text, no, "Where it was read.", ""},
};
constexpr Table mode_source_table{"source of trade modes", "A text that was read.",
                                  mode_source_fields};

constexpr std::array trade_modes_fields = {
    Field{"trade_modes", list, yes, "One a mode.", "[]", &mode_table},
    Field{"refund_classes", list, yes, "Refund rates.", "[]", &refund_class_table},
    Field{"filing_periods", list, yes, "By date.", "[]", &vat_filing_table},
    Field{"claims", list, yes, "By export date.", "[]", &refund_claim_table},
    Field{"refund_timing", list, yes, "By date of filing.", "[]", &refund_timing_table},
    Field{"pre_refunds", list, no, "By date of filing.", "", &pre_refund_table},
    Field{"receipts", list, no, "By export date; none: nothing is asked.", "",
          &funds_receipt_table},
    Field{"deemed_income", list, no, "By date.", "", &deemed_income_table},
    Field{"sources", list, yes, "What was read.", "[]", &mode_source_table},
};
constexpr Table trade_modes_root{"trade modes file", "Export modes and refunds as dated data.",
                                 trade_modes_fields};

}  // namespace

const Table& trade_modes_table() { return trade_modes_root; }

}  // namespace rmbsim::adapters
