// What became of payments in payment systems, as rows for stores and exports: facts once, steps as they
// happen.
//
// Trace       a step that booked names its journal entry; the sum of a set's payments is that entry's
//             net lines, which an audit makes again
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace rmbsim::sim {

enum class PaymentStepKind : std::uint8_t {
    waiting,  // handed in while no session takes payments
    queued,
    settled,    // in whole or in part
    returned,   // to the payer's bank, never settled
    withdrawn,  // recalled while it was queued
    rejected,
};

// Why, in the words of the ISO 20022 external code lists where they have one.
enum class PaymentReason : std::uint8_t {
    none,
    no_session,  // outside hours: waits for the next opening
    behind,      // earlier payments of the payer wait
    no_liquidity,
    bilateral_limit,
    multilateral_limit,
    payee_cap,
    link_incomplete,
    payer_closed,       // outage of the payer
    session_end,        // NO_LIQUIDITY_SESSION_END
    duplicate,          // DUPL
    recalled,           // CUST
    wrong_account,      // AC01
    returned_by_payee,  // FOCR: following a recall; MS03 otherwise
    unwound,            // its payer or payee failed in a net settlement
    above_item_limit,   // 单笔上限
    processing,         // taken by the bank that keeps the accounts, and not yet booked
};
// What stands behind the name of a payment in the name of the one that brings it back.
inline constexpr std::string_view return_suffix = ".return";
// What stands behind the name of a payment over several rails for its second leg, third …: ".leg2".
inline constexpr std::string_view leg_infix = ".leg";
inline constexpr std::uint8_t payment_reason_count =
    static_cast<std::uint8_t>(PaymentReason::processing) + 1;
std::string_view name_of(PaymentStepKind kind);
std::string_view name_of(PaymentReason reason);
std::string_view iso_code_of(PaymentReason reason);  // "AM04"; empty where the list has none

struct PaymentFact {
    std::uint32_t id = 0;    // "payment P-17"
    std::uint32_t rail = 0;  // Scenario::rails
    std::uint32_t payer_book = 0, payee_book = 0;
    std::int64_t minor = 0;
    std::int64_t submitted_ms = 0;
    std::uint32_t name = UINT32_MAX;             // Directory::payment_names, or
    std::uint32_t source = UINT32_MAX, nth = 0;  // … Directory::payment_sources and its n-th
    std::uint32_t return_of = 0;                 // the payment that it brings back
    std::uint32_t leg_of = 0;  // first leg of the payment over several rails; 0: it is no later leg
    std::uint8_t leg = 0;      // 1, 2 … of such a payment; 0: of none
    std::uint8_t priority_class = 0;
    PaymentReason return_reason = PaymentReason::none;  // why it brings that back
};

struct PaymentStep {
    std::uint32_t payment = 0;  // PaymentFact::id
    std::uint32_t entry = UINT32_MAX;
    std::int64_t time_ms = 0;
    std::int64_t minor = 0;
    PaymentStepKind kind = PaymentStepKind::queued;
    PaymentReason reason = PaymentReason::none;
    std::uint8_t channel = 0;  // settlement::Channel
};

struct PaymentLogDay {
    std::span<const PaymentFact> facts;
    std::span<const PaymentStep> steps;
};

}  // namespace rmbsim::sim
