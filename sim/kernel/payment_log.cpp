#include "sim/kernel/payment_log.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace rmbsim::sim {
namespace {

struct ReasonRow {
    std::string_view name, iso_code;
};

// Codes of the ISO 20022 external status and return reason lists; none where no code says it.
constexpr std::array<ReasonRow, 17> reasons{{
    {"none", ""},
    {"no_session", "CUTA"},
    {"behind", ""},
    {"no_liquidity", "AM04"},
    {"bilateral_limit", "AM14"},
    {"multilateral_limit", "AM14"},
    {"payee_cap", ""},
    {"link_incomplete", ""},
    {"payer_closed", ""},
    {"no_liquidity_session_end", "AM04"},
    {"duplicate", "DUPL"},
    {"recalled", "CUST"},
    {"wrong_account", "AC01"},
    {"returned_by_payee", "MS03"},
    {"unwound", "AM04"},
    {"above_item_limit", "AM14"},
    {"processing", ""},
}};

constexpr std::array<std::string_view, 6> steps{"waiting",  "queued",    "settled",
                                                "returned", "withdrawn", "rejected"};

}  // namespace

std::string_view name_of(PaymentStepKind kind) { return steps[static_cast<std::size_t>(kind)]; }
std::string_view name_of(PaymentReason reason) {
    return reasons[static_cast<std::size_t>(reason)].name;
}
std::string_view iso_code_of(PaymentReason reason) {
    return reasons[static_cast<std::size_t>(reason)].iso_code;
}

}  // namespace rmbsim::sim
