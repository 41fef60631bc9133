// A command of the live port as a session reads it (session.cpp) and answers it (session_answers.cpp).
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "adapters/live/session.hpp"

namespace rmbsim::adapters::live {

inline constexpr std::array<std::string_view, 9> command_names{
    "hello", "status", "advance", "pause", "resume", "submit", "snapshot", "range", "stop"};

struct Session::Command {
    std::string name;
    nlohmann::ordered_json id;    // as the sender gave it: text or a whole number; null: none given
    nlohmann::ordered_json body;  // what belongs to the command itself
};

}  // namespace rmbsim::adapters::live
