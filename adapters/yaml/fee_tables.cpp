// The format of fee schedules. See table.hpp.
#include <array>

#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_fees.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;

constexpr std::array fee_tier_fields = {
    Field{"from", amount, yes, "Least amount that it prices; the first is 0.", "10000.00"},
    Field{"to", amount, no, "Where the next tier begins; may be left out.", "100000.00"},
    Field{"fixed", amount, no, "Whatever the amount. Default 0.", "10.00"},
    Field{"per_mille", decimal, no, "Thousandths of the whole amount. Default 0.", "0.02"},
};
constexpr Table fee_tier_table{"fee_tier", "What an amount of this size costs.", fee_tier_fields};

constexpr std::array fee_scale_fields = {
    Field{"fixed", amount, no, "Whatever the amount. Default 0.", "5.00"},
    Field{"per_mille", decimal, no, "Thousandths of the amount: 0.5 is 0.05 %. Default 0.", "0.05"},
    Field{"tiers", list, no, "Instead of those two: by size; the tier reached prices all of it.",
          "[{from: 0.00, fixed: 5.00}]", &fee_tier_table},
    Field{"min", amount, no, "No fee is less. Default 0.", "2.00"},
    Field{"max", amount, no, "No fee is more. Default none.", "200.00"},
};
constexpr Table fee_scale_table{"fee_scale", "A fee that depends on an amount.", fee_scale_fields};

constexpr std::array commitment_fields = {
    Field{"rate", decimal, yes, "A year, on what is not drawn of the overdraft.", "0.0025"},
    Field{"day_count", day_count, no, "Days of a year. Default ACT/360.", "ACT/360"},
};
constexpr Table commitment_table{"commitment_fee", "For a line held ready (承诺费).",
                                 commitment_fields};

constexpr std::array fee_schedule_fields = {
    Field{"id", id, yes, "Name in this file.", "tariff"},
    Field{"bank", id, yes, "The bank that charges.", "bank-sz"},
    Field{"currency", currency, yes, "Of the fees, and of the accounts that pay them.", "CNY"},
    Field{"accounts", texts, no, "Accounts at that bank. Default all of this currency.",
          "[SZ.ops, SZ.master]"},
    Field{"account_month", amount, no, "For each account and month (账户管理费). Default 0.",
          "50.00"},
    Field{"sweep", mapping, no,
          "For each sweep, paid by the account that sends (归集手续费). Rails charge their own.",
          "{fixed: 2.00}", &fee_scale_table},
    Field{"entrusted_loan", mapping, no,
          "Beside it, where the ends have two owners: the bank is the agent of a loan "
          "(委托贷款手续费).",
          "{per_mille: 0.05}", &fee_scale_table},
    Field{"commitment", mapping, no, "On undrawn overdrafts, a month (承诺费).", "{rate: 0.0025}",
          &commitment_table},
};

constexpr std::array service_fee_fields = {
    Field{"account", id, yes, "The account of a member that pays.", "SZ.master"},
    Field{"month", amount, yes, "A month, in its currency.", "2000.00"},
};

}  // namespace

constinit const Table fee_schedule_table{"fee_schedule", "What a bank charges beside interest.",
                                         fee_schedule_fields};
constinit const Table service_fee_table{
    "service_fee", "What the pool's bank asks for the pool (资金池服务费).", service_fee_fields};

}  // namespace rmbsim::adapters
