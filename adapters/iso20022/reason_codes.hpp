// Reason codes of statuses, returns, recalls and their answers, with their meaning in two languages.
//
// Range       those that this project uses; a message may carry others of ISO 20022's external lists
// Source      scenarios/reference/reason_codes.csv
#pragma once

#include <span>
#include <string_view>

namespace rmbsim::adapters::iso20022 {

struct ReasonCode {
    std::string_view code;     // "AC04"
    std::string_view used_in;  // words: status, return, cancellation, cancellation-answer
    std::string_view name;     // "ClosedAccountNumber"
    std::string_view meaning_en, meaning_zh;
};

std::span<const ReasonCode> reason_codes();  // sorted by code
const ReasonCode* find_reason_code(std::string_view code);

}  // namespace rmbsim::adapters::iso20022
