// What became of one payment, in 24 bytes, from its steps in their order.
//
// Status      what ended it unsettled; else settled when its parts are its amount, queued when it was ever
//             queued or settled in part, waiting when it was never let in
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/kernel/payment_log.hpp"

namespace rmbsim::adapters::sqlite {

struct PaymentOutcome {
    static constexpr std::uint8_t no_channel = UINT8_MAX;

    std::int64_t settled_minor = 0;
    std::int64_t ended_ms = -1;        // -1: it waits still
    std::uint32_t entry = UINT32_MAX;  // of its last part
    sim::PaymentStepKind status = sim::PaymentStepKind::waiting;
    sim::PaymentReason reason = sim::PaymentReason::none;  // why it waits or ended unsettled
    std::uint8_t channel = no_channel;                     // of its last part

    bool has_ended() const { return ended_ms >= 0; }
    void take(const sim::PaymentStep& step, std::int64_t minor);
    std::string_view reason_name() const;   // empty where there is none
    std::string_view channel_name() const;  // likewise
    friend bool operator==(const PaymentOutcome&, const PaymentOutcome&) = default;
};
static_assert(sizeof(PaymentOutcome) == 24);  // five million payments are held at once

}  // namespace rmbsim::adapters::sqlite
