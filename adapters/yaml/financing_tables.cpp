// The format of advances on receivables and of electronic notes. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_financing.hpp"
#include "adapters/yaml/tables_of_interest.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Words = std::string_view;

constexpr std::array guarantee_fields = {
    Field{"account", id, yes, "The fund's account, in the currency of the facility's.", "FUND.cny"},
    Field{"share", decimal, yes, "Of what reserve and seller leave unpaid, 0 to 1.", "0.50"},
    Field{"cap", amount, no, "Of all that it pays here. Default none.", "500000.00"},
};
constexpr Table guarantee_table{"guarantee", "A fund that takes a share of a lender's losses.",
                                guarantee_fields};

constexpr std::array purchase_order_fields = {
    Field{"id", id, yes, "Name in this facility.", "PO-1"},
    Field{"on", date, yes, "Day from which it is lent on.", "2026-01-12"},
    Field{"amount", amount, yes, "Of the order, in the account's currency.", "100000.00"},
};
constexpr Table purchase_order_table{"purchase_order", "A purchase order that is lent on.",
                                     purchase_order_fields};

// The orders of sim::FinancingKind and finance::Recourse.
constexpr std::array<Words, 3> kind_words_of_financing = {"receivable_advance", "factoring",
                                                          "purchase_order"};
constexpr std::array<Words, 2> recourse_words = {"with", "without"};
constexpr std::array financing_fields = {
    Field{"id", id, yes, "Name in this file.", "advance-us"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"kind", word, yes,
          "receivable_advance: a loan on what platforms owe. factoring: it is assigned; without "
          "recourse it leaves the books. purchase_order: repaid out of the stores' receipts.",
          "factoring", nullptr, kind_words_of_financing},
    Field{"stores", texts, yes, "Whose sales are lent on; paid into `account`.", "[store-us]"},
    Field{"lender", id, yes, "A bank.", "factor"},
    Field{"account", id, yes, "The seller's: drawn into, repaid out of.", "HK.usd"},
    Field{"advance_rate", decimal, yes, "Of what is outstanding, above 0 and up to 1.", "0.80"},
    Field{"recourse", word, yes,
          "Whether the seller answers for its debtor. For refunds and its own account it does.",
          "with", nullptr, recourse_words},
    Field{"fee", decimal, no, "Of each advance, 0 to 1. Default 0.", "0.015"},
    Field{"rate", mapping, yes, "A year, of the day on which an advance is drawn.",
          "{index: SHIBOR, tenor: 3M, margin: 0.0400}", &rate_term_table},
    Field{"day_count", day_count, no, "ACT/360 or ACT/365F. Default ACT/360.", "ACT/360"},
    Field{"reserve", decimal, no, "Kept back of each advance, 0 to 1. Default 0.", "0.05"},
    Field{"limit", amount, no, "Of principal, in the account's currency. Default none.",
          "500000.00"},
    Field{"concentration_limit", decimal, no,
          "Share of the limit that one marketplace may take. Default 1.", "0.60"},
    Field{"waterfall", texts, no, "What a receipt pays, in order. Default as in the example.",
          "[fees, principal, interest]"},
    Field{"grace_days", whole, no,
          "Due and unpaid so long, it is a default. Without: it stays due.", "30"},
    Field{"guarantee", mapping, no, "A guarantee fund.", "{account: FUND.usd, share: 0.50}",
          &guarantee_table},
    Field{"orders", list, no, "purchase_order: what is ordered.", "", &purchase_order_table},
    Field{"document", text, no, "The agreement, named in refusals.", "\"F-2026-01\""},
};

constexpr std::array note_step_fields = {
    Field{"id", id, yes, "Name in this note.", "N-1.1"},
    Field{"on", date, yes, "The day.", "2026-02-02"},
    Field{"from", id, yes, "Account of the holder.", "T1.cny"},
    Field{"to", id, no, "Passed on: account of the next holder.", "T2.cny"},
    Field{"bank", id, no, "Or discounted: the bank.", "factor"},
    Field{"amount", amount, yes, "A part, or all that it holds.", "300000.00"},
    Field{"rate", mapping, no, "Of the discount, a year over 360 days.", "{rate: 0.0450}",
          &rate_term_table},
};
constexpr Table note_step_table{"note_step", "What a holder does with an electronic note.",
                                note_step_fields};

constexpr std::array note_fields = {
    Field{"id", id, yes, "Name in this file.", "N-1"},
    Field{"issuer", id, yes, "Account of the company that promises to pay.", "CORE.cny"},
    Field{"holder", id, yes, "Account of the first holder.", "T1.cny"},
    Field{"amount", amount, yes, "In the accounts' currency.", "1000000.00"},
    Field{"issued", date, yes, "A day of the period.", "2026-01-12"},
    Field{"due", date, yes, "Later; it is paid at the issuer's next open day.", "2026-06-30"},
    Field{"tiers_max", whole, no, "How often a part may be passed on. Default no limit.", "3"},
    Field{"days_max", whole, no, "From issue to due. Default no limit.", "180"},
    Field{"steps", list, no, "What holders do with it.", "", &note_step_table},
    Field{"document", text, no, "What the limits are taken from, named in refusals.",
          "\"E-2026-01\""},
};

}  // namespace

constinit const Table financing_table{
    "financing", "Advances on receivables and purchase orders (应收款融资、保理、订单融资).",
    financing_fields};
constinit const Table note_table{"e_note", "An electronic note on receivables (电子债权凭证).",
                                 note_fields};

}  // namespace rmbsim::adapters
