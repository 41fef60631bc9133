// Where the event stream listens: which endpoints are taken, and what is said when one is not.
//
// Forms       tcp://HOST:PORT (PORT 1-65535, or * for any free one), ipc://PATH, inproc://NAME
// Loopback    127.0.0.0/8, localhost, [::1], the interface lo, ipc and inproc; everything else, *
//             and 0.0.0.0 among it, can be reached from other machines and needs CURVE keys
// Errors      EndpointRefused: the text is wrong or not allowed, the user can mend it (exit code 2);
//             OutletFailure: the surroundings say no, port taken above all (exit code 3).
//             Both carry one sentence for people.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rmbsim::adapters {

class EndpointRefused : public std::invalid_argument {
  public:
    using std::invalid_argument::invalid_argument;
};

class OutletFailure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

enum class Transport : std::uint8_t { tcp, ipc, inproc };

struct Endpoint {
    std::string text;  // as ZeroMQ takes it
    Transport transport = Transport::tcp;
    std::string host{}, port{};  // tcp only
    bool loopback = true;
};

// Throws EndpointRefused. `localhost` becomes 127.0.0.1: ZeroMQ does not resolve names to listen on.
Endpoint parse_endpoint(std::string_view text);

// Throws EndpointRefused when the endpoint leaves this machine and there are no keys.
// `option` is what the user would change.
void refuse_open_endpoint(const Endpoint& endpoint, bool has_curve_keys,
                          std::string_view option = "--publish");

// Throws OutletFailure when another process answers at this ipc path. ZeroMQ would take the path
// away from it without a word; a file left behind by a dead process answers nobody and is reused.
void refuse_answered_path(const Endpoint& endpoint, std::string_view option = "--publish");

// One sentence for a bind that failed with this errno.
std::string bind_complaint(const Endpoint& endpoint, int error,
                           std::string_view option = "--publish");

}  // namespace rmbsim::adapters
