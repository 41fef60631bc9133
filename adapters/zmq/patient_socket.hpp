// An XPUB socket that loses nothing to subscribers that keep up, and waits for no one for ever.
//
// Rule        a batch goes to every subscriber of its topic. Where one's queue (`queue_batches`) is
//             full, sending waits, up to `patience`; then the batch goes to those with room, and the
//             one without is let go: it misses what follows until half its queue is free again, while
//             nobody waits for it. It sees the loss as a gap in `seq`. `let_go` counts these times.
//             ZeroMQ tells of room only when half a queue is free, so keeping up means to take that
//             much within the patience. With no patience nobody is ever waited for.
// Gone        a killed subscriber leaves with its connection; one that hangs without closing it (a
//             cable, SIGSTOP) is dropped by the heartbeat, at six intervals without an answer
// Threads     bind in one thread, then use from one other (hand it over as a thread starts)
// Errors      bind: EndpointRefused, OutletFailure (endpoint.hpp); later calls: zmq::error_t
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "adapters/zmq/endpoint.hpp"

namespace rmbsim::adapters {

struct PatientSocketOptions {
    std::string endpoint{};
    std::string curve_secret_key{};  // Z85, 40 characters; empty: no encryption
    int queue_batches = 1000;        // per subscriber; 0: without a bound
    std::chrono::milliseconds patience{};
    std::chrono::milliseconds heartbeat{};
    std::stop_token hurry{};  // once stopped, there is no patience left
};

class PatientSocket {
  public:
    explicit PatientSocket(const PatientSocketOptions& options);
    ~PatientSocket();  // at once: what still lies in queues is lost
    PatientSocket(const PatientSocket&) = delete;
    PatientSocket& operator=(const PatientSocket&) = delete;

    const std::string& endpoint() const { return endpoint_; }  // with the port that was found for *
    void send(std::string_view topic, std::string_view payload);
    // Takes in subscriptions and departures, after waiting up to `patience` for one.
    void listen(std::chrono::milliseconds patience);
    // Connections that subscribe to something now.
    std::size_t subscribers() const;
    std::uint64_t let_go() const { return let_go_; }
    // Waits up to `linger`, until every subscriber has left or its connection has nothing on the way
    // any more. Nothing is sent afterwards.
    void close(std::chrono::milliseconds linger);

  private:
    using Clock = std::chrono::steady_clock;
    struct Wire;
    void send_frame(std::string_view frame, bool more);
    void await_receipt(Clock::time_point deadline);
    std::unique_ptr<Wire> wire_;
    std::string endpoint_;
    std::chrono::milliseconds patience_;
    std::stop_token hurry_;
    std::uint64_t let_go_ = 0;
};

}  // namespace rmbsim::adapters
