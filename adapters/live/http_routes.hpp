// What an HTTP request asks of the live port; pure, so that its table can be tested.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "adapters/live/request.hpp"

namespace rmbsim::adapters::live {

struct HttpAsked {
    std::string_view method, target, content_type, authorization;
    bool has_origin = false;
    std::string body{};
};

struct HttpRefusal {
    unsigned status = 400;
    std::string_view reason, expected;
};

// `token` empty: none is asked for.
std::variant<Request, HttpRefusal> route(HttpAsked asked, const std::string& token);

unsigned http_status_of(Outcome outcome);

}  // namespace rmbsim::adapters::live
