// The format of notional pools. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_interest.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Words = std::string_view;

constexpr std::array margin_fields = {
    Field{"credit", decimal, no, "e1: earned more on the matched part of a credit balance.",
          "0.0010"},
    Field{"debit", decimal, no, "e2: paid less on the matched part of a debit balance.", "0.0020"},
    Field{"swap_points", named_texts, no,
          "Currency: its yearly cost of being covered through another, off both margins.",
          "{USD: 0.0005}"},
};
constexpr Table notional_margins{"notional_margins", "What the matched part is better off by.",
                                 margin_fields};

constexpr std::array agreement_fields = {
    Field{"cross_guarantee", boolean, no, "Every participant guarantees the others' overdrafts.",
          "true"},
    Field{"right_of_set_off", boolean, no, "The bank may set off balances of different owners.",
          "true"},
    Field{"non_resident_participation", boolean, no,
          "Companies from outside the bank's country may take part.", "true"},
};
constexpr Table notional_agreements{
    "notional_agreements", "What is signed and allowed: a bank offsets on no other footing.",
    agreement_fields};

constexpr std::array<Words, 8> notional_rules = {
    "central",           "even",           "fixed",           "credit_contribution",
    "absolute_pro_rata", "matched_offset", "current_account", "no_worse_off"};
constexpr std::array<Words, 6> benefit_rules = {
    "central", "even", "fixed", "credit_contribution", "absolute_pro_rata", "matched_offset"};
constexpr std::array allocation_fields = {
    Field{"rule", word, yes, "How the pool's interest is shared among its companies.",
          "no_worse_off", nullptr, notional_rules},
    Field{"by", word, no, "no_worse_off: how the benefit is shared. Default even.",
          "credit_contribution", nullptr, benefit_rules},
    Field{"keys", named_texts, no, "fixed: a company's share; together 1.", "{hk: 0.6, sg: 0.4}"},
    Field{"creditors_part", decimal, no,
          "matched_offset: part that goes to those in credit, 0 to 1. Default 0.5.", "0.5"},
    Field{"interest", id, no, "current_account: the internal rates.", "ic-overseas"},
};
constexpr Table notional_allocation{"notional_allocation", "Who gets the pool's interest.",
                                    allocation_fields};

constexpr std::array<Words, 3> notional_styles = {"interest", "advantage", "enhancement"};
constexpr std::array notional_fields = {
    Field{"id", id, yes, "Name in this file.", "hk-notional"},
    Field{"header", id, yes, "Account to which the bank posts; its owner leads the pool.",
          "HK.header"},
    Field{"accounts", texts, yes, "Its accounts, the header among them; all at one bank.",
          "[HK.header, SG.cnh]"},
    Field{"style", word, yes,
          "interest: the header alone bears interest, on the net; advantage: it gets what the pool "
          "adds; enhancement: matched parts get margins.",
          "interest", nullptr, notional_styles},
    Field{"interest", id, no, "Interest terms of the net balance. Default those of the header.",
          "cnh-current"},
    Field{"margins", mapping, no, "For style: enhancement.", "{credit: 0.0010, debit: 0.0020}",
          &notional_margins},
    Field{"base_currency", currency, no,
          "In which cover and caps are reckoned. Default the header's.", "CNH"},
    Field{"gross_overdraft_cap", amount, no,
          "A day with more overdrawn in all is not offset; in the base currency.", "50000000.00"},
    Field{"net_cap", amount, no,
          "A day on which the net is overdrawn by more is not offset; often 0.", "0.00"},
    Field{"agreements", mapping, yes, "What is signed and allowed.",
          "{cross_guarantee: true, right_of_set_off: true}", &notional_agreements},
    Field{"allocation", mapping, no, "Who gets the result. Default {rule: no_worse_off, by: even}.",
          "{rule: even}", &notional_allocation},
};

}  // namespace

constinit const Table notional_pool_table{
    "notional_pool",
    "A notional pool: nothing moves, interest is reckoned on the balances together.",
    notional_fields};

}  // namespace rmbsim::adapters
