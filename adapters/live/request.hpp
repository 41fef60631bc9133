// What comes in through a door of the live port, and what goes back through it.
#pragma once

#include <cstdint>
#include <string>

namespace rmbsim::adapters::live {

struct Request {
    enum class Kind : std::uint8_t {
        frame,    // a command as JSON, or a payment message, as the command socket takes them
        payment,  // a payment's text
        status,
        find,  // text: a sender's reference
        pause,
        resume,
        advance,  // text: JSON with "to" or "by_ms"
    };
    Kind kind = Kind::frame;
    std::string text{};
};

enum class Outcome : std::uint8_t {
    done,
    rejected,   // understood, and the answer is no
    malformed,  // not understood
    not_found,
    busy,  // not looked at: try again
};

struct Reply {
    Outcome outcome = Outcome::done;
    std::string text{};  // one JSON object
};

}  // namespace rmbsim::adapters::live
