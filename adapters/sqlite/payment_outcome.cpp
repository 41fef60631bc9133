#include "adapters/sqlite/payment_outcome.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "sim/kernel/payment_log.hpp"
#include "sim/settlement/engine.hpp"

namespace rmbsim::adapters::sqlite {

void PaymentOutcome::take(const sim::PaymentStep& step, std::int64_t minor) {
    switch (step.kind) {
        case sim::PaymentStepKind::waiting:
        case sim::PaymentStepKind::queued:
            status = step.kind;
            reason = step.reason;
            return;
        case sim::PaymentStepKind::settled:
            settled_minor += std::min(step.minor, minor - settled_minor);
            channel = step.channel;
            entry = step.entry;
            status = settled_minor == minor ? sim::PaymentStepKind::settled
                                            : sim::PaymentStepKind::queued;
            if (settled_minor != minor) return;
            ended_ms = step.time_ms;
            reason = sim::PaymentReason::none;
            return;
        case sim::PaymentStepKind::returned:
        case sim::PaymentStepKind::withdrawn:
        case sim::PaymentStepKind::rejected:
            status = step.kind;
            reason = step.reason;
            ended_ms = step.time_ms;
            return;
    }
}

std::string_view PaymentOutcome::reason_name() const {
    return reason == sim::PaymentReason::none ? std::string_view() : sim::name_of(reason);
}

std::string_view PaymentOutcome::channel_name() const {
    return channel == no_channel ? std::string_view()
                                 : name_of(static_cast<sim::settlement::Channel>(channel));
}

}  // namespace rmbsim::adapters::sqlite
