// A payment as an outside system writes it, read into what the simulator takes.
//
// Forms       one JSON object, or an ISO 20022 message (pacs.008, pain.001), told apart by their first sign
// Read        number, instant and duplicate are not the sender's to say: they stay unset
// Amounts     decimal text with at most the currency's decimals, above zero: a JSON number is refused, for
//             it would have passed through binary floating point somewhere
// Errors      every fault of the text, with the field it is in; nothing is thrown, whatever the bytes
#pragma once

#include <expected>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::live {

struct InputFault {
    std::string reason;         // a code: "missing_field"
    std::string field = {};     // "amount"; empty: the text as a whole
    std::string expected = {};  // "decimal text such as \"1250.00\""
    friend bool operator==(const InputFault&, const InputFault&) = default;
};
using InputFaults = std::vector<InputFault>;

// Whether it is to be read as a message (it begins as XML does) rather than as JSON.
bool is_message(std::string_view text);

// A message may hold several payments; each has its own answer.
std::expected<std::vector<sim::Submission>, InputFaults> read_submission(std::string_view text);

// The same from JSON that is parsed already.
std::expected<sim::Submission, InputFaults> read_payment(const nlohmann::ordered_json& json);

// JSON of any bytes: nullopt with the fault when it is none, or names one key twice.
std::expected<nlohmann::ordered_json, InputFault> parse_json(std::string_view text);

}  // namespace rmbsim::adapters::live
