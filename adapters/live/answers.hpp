// Answers of the live port as JSON: every one has "v", "command", "id", "status" and "reason".
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "adapters/live/payment_text.hpp"
#include "adapters/live/request.hpp"
#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::live::answers {

using Json = nlohmann::ordered_json;

struct PaymentAnswer {
    std::string sender{}, reference{};
    std::uint64_t number = 0;  // 0: was not admitted
    std::int64_t time_ms = 0;
    sim::SubmissionAnswer answer{};
};

bool is_id(const Json& json);                 // text of at most 128 bytes, or a whole number
std::string time_text(std::int64_t time_ms);  // "2026-01-05T01:00:00.000Z"
std::string_view name_of(sim::SubmissionAnswer::Status status);

Json start(std::string_view command, const Json& id, std::string_view status);
Reply finish(Outcome outcome, const Json& json);
Reply fault(std::string_view command, const Json& id, const InputFaults& faults);
Reply rejected(std::string_view command, const Json& id, std::string_view reason,
               std::string_view hint);
Reply submitted(const Json& id, std::span<const PaymentAnswer> payments);
Reply found(std::string_view command, const Json& id, std::span<const PaymentAnswer> payments);

}  // namespace rmbsim::adapters::live::answers
