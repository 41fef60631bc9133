#include "adapters/exports/bank_codes.hpp"

#include <array>
#include <cstdint>
#include <string_view>

#include "adapters/statements/statement.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters::exports {
namespace {

struct BankWords {
    sim::Rule rule;
    std::string_view domain, credit_family, debit_family, sub_family;
    std::string_view swift_type, bai_credit, bai_debit;
};

// clang-format off
constexpr std::array<BankWords, 34> bank_words{{
    {sim::Rule::receipt,                    "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::payment,                    "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::settled_in_rmb,             "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::paid_on_behalf,             "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::received_on_behalf,         "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::on_behalf_returned,         "PMNT", "RCDT", "ICDT", "RRTN", "NRTI", "399", "699"},
    {sim::Rule::store_payout,               "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::collection_paid_out,        "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::collection_over_limit,      "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::export_refund_paid,         "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::export_refund_recovered,    "PMNT", "RCDT", "ICDT", "OTHR", "NTRF", "195", "495"},
    {sim::Rule::concentration,              "CAMT", "ACCB", "ACCB", "SWEP", "NCMS", "275", "575"},
    {sim::Rule::funding,                    "CAMT", "ACCB", "ACCB", "TOPG", "NCMT", "275", "575"},
    {sim::Rule::sweep_returned,             "CAMT", "ACCB", "ACCB", "SWEP", "NCMS", "275", "575"},
    {sim::Rule::sweep_back_valued,          "CAMT", "ACCB", "ACCB", "SWEP", "NCMS", "275", "575"},
    {sim::Rule::payment_sent,               "PMNT", "RCCN", "ICCN", "ICCT", "NTRF", "195", "495"},
    {sim::Rule::payment_settled,            "PMNT", "RCCN", "ICCN", "ICCT", "NTRF", "195", "495"},
    {sim::Rule::netting_settlement,         "PMNT", "RCCN", "ICCN", "ICCT", "NTRF", "399", "699"},
    {sim::Rule::intercompany_interest_paid, "PMNT", "RCCN", "ICCN", "ICCT", "NINT", "399", "699"},
    {sim::Rule::notional_allocation_paid,   "PMNT", "RCCN", "ICCN", "ICCT", "NINT", "399", "699"},
    {sim::Rule::fx_conversion,              "FORX", "SPOT", "SPOT", "OTHR", "NFEX", "399", "699"},
    {sim::Rule::converted_at_place,         "FORX", "SPOT", "SPOT", "OTHR", "NFEX", "399", "699"},
    {sim::Rule::collection_dealt,           "FORX", "SPOT", "SPOT", "OTHR", "NFEX", "399", "699"},
    {sim::Rule::netting_deal,               "FORX", "SPOT", "SPOT", "OTHR", "NFEX", "399", "699"},
    {sim::Rule::hedge_settled,              "FORX", "FWRD", "FWRD", "OTHR", "NFEX", "399", "699"},
    {sim::Rule::interest_credited,          "ACMT", "MCOP", "MDOP", "INTR", "NINT", "354", "699"},
    {sim::Rule::interest_charged,           "ACMT", "MCOP", "MDOP", "INTR", "NINT", "354", "699"},
    {sim::Rule::interest_adjusted,          "ACMT", "MCOP", "MDOP", "INTR", "NINT", "354", "699"},
    {sim::Rule::payment_fee,                "ACMT", "MCOP", "MDOP", "CHRG", "NCHG", "399", "698"},
    {sim::Rule::account_fee,                "ACMT", "MCOP", "MDOP", "FEES", "NCHG", "399", "698"},
    {sim::Rule::pool_service_fee,           "ACMT", "MCOP", "MDOP", "FEES", "NCHG", "399", "698"},
    {sim::Rule::commitment_fee,             "ACMT", "MCOP", "MDOP", "FEES", "NCHG", "399", "698"},
    {sim::Rule::sweep_fee,                  "ACMT", "MCOP", "MDOP", "FEES", "NCHG", "399", "698"},
    {sim::Rule::stamp_duty,                 "ACMT", "MCOP", "MDOP", "TAXE", "NMSC", "399", "699"},
}};
// clang-format on

}  // namespace

statements::BankCode bank_code(std::string_view rule_code, std::int64_t minor) {
    statements::BankCode code;
    code.proprietary = rule_code;
    code.issuer = "RMBSIM";
    code.swift_type = "NMSC";
    for (const BankWords& row : bank_words) {
        if (sim::rule_row(row.rule).code != rule_code) continue;
        code.domain = row.domain;
        code.family = minor < 0 ? row.debit_family : row.credit_family;
        code.sub_family = row.sub_family;
        code.swift_type = row.swift_type;
        code.bai_type = minor < 0 ? row.bai_debit : row.bai_credit;
    }
    return code;
}

}  // namespace rmbsim::adapters::exports
