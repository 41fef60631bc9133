#include "adapters/zmq/patient_socket.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <linux/sockios.h>
#include <memory>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <tuple>
#include <vector>

#include <zmq.hpp>

namespace rmbsim::adapters {
namespace {

struct Subscription {
    std::string topic;
    int connection = -1;  // its file descriptor; -1 over inproc, where each counts as one
};

// XPUB reports a departure topic by topic and does not say whose: one with that topic is taken off.
class Subscriptions {
  public:
    void take_in(const zmq::message_t& message) {
        if (message.empty()) return;
        const char verb = *message.data<char>();
        const std::string topic = message.to_string().substr(1);
        if (verb == 1) {
            // Declared deprecated, yet the only way to tell two subscriptions of one peer from two peers.
            const int connection = zmq_msg_get(const_cast<zmq_msg_t*>(message.handle()), ZMQ_SRCFD);
            all_.push_back({topic, connection});
            if (std::ranges::find(seen_, connection) == seen_.end()) seen_.push_back(connection);
        } else if (verb == 0) {
            const auto found = std::ranges::find(all_, topic, &Subscription::topic);
            if (found != all_.end()) all_.erase(found);
        }
    }
    // Some connection has bytes on the way. Departed ones are looked at too, and have none.
    bool any_outstanding() const {
        return std::ranges::any_of(seen_, [](int connection) {
            int bytes = 0;
            return ::ioctl(connection, SIOCOUTQ, &bytes) == 0 && bytes > 0;
        });
    }
    std::size_t connections() const {
        std::vector<int> seen;
        for (const Subscription& one : all_)
            if (one.connection == -1 || std::ranges::find(seen, one.connection) == seen.end())
                seen.push_back(one.connection);
        return seen.size();
    }

  private:
    std::vector<Subscription> all_;
    std::vector<int> seen_;
};

constexpr std::chrono::milliseconds receipt_wait{5};
constexpr std::chrono::milliseconds quiet_wait{200};

int as_int(std::chrono::milliseconds time) { return static_cast<int>(time.count()); }

}  // namespace

struct PatientSocket::Wire {
    zmq::context_t context{1};
    zmq::socket_t socket{context, zmq::socket_type::xpub};
    Subscriptions subscriptions;
    std::size_t subscribers = 0;
};

PatientSocket::PatientSocket(const PatientSocketOptions& options)
    : patience_(options.patience), hurry_(options.hurry) {
    const Endpoint endpoint = parse_endpoint(options.endpoint);
    refuse_open_endpoint(endpoint, !options.curve_secret_key.empty());
    refuse_answered_path(endpoint);
    if (!options.curve_secret_key.empty() && options.curve_secret_key.size() != 40)
        throw EndpointRefused("the CURVE secret key is not 40 characters of Z85");

    wire_ = std::make_unique<Wire>();
    zmq::socket_t& socket = wire_->socket;
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::sndhwm, options.queue_batches);
    socket.set(zmq::sockopt::xpub_verboser, true);
    socket.set(zmq::sockopt::xpub_nodrop, true);
    if (endpoint.host.starts_with('[')) socket.set(zmq::sockopt::ipv6, true);
    if (options.heartbeat.count() > 0) {
        socket.set(zmq::sockopt::heartbeat_ivl, as_int(options.heartbeat));
        socket.set(zmq::sockopt::heartbeat_timeout, as_int(6 * options.heartbeat));
    }
    try {
        if (!options.curve_secret_key.empty()) {
            socket.set(zmq::sockopt::curve_server, true);
            socket.set(zmq::sockopt::curve_secretkey, options.curve_secret_key);
        }
        socket.bind(endpoint.text);
    } catch (const zmq::error_t& error) {
        throw OutletFailure(bind_complaint(endpoint, error.num()));
    }
    endpoint_ = socket.get(zmq::sockopt::last_endpoint);
}

PatientSocket::~PatientSocket() = default;

void PatientSocket::send(std::string_view topic, std::string_view payload) {
    send_frame(topic, true);
    send_frame(payload, false);
}

void PatientSocket::send_frame(std::string_view frame, bool more) {
    zmq::socket_t& socket = wire_->socket;
    const auto flags =
        zmq::send_flags::dontwait | (more ? zmq::send_flags::sndmore : zmq::send_flags::none);
    const zmq::const_buffer bytes = zmq::buffer(frame);
    if (socket.send(bytes, flags)) return;

    const auto deadline = Clock::now() + patience_;
    while (Clock::now() < deadline && !hurry_.stop_requested()) {
        listen(std::chrono::milliseconds{1});
        if (socket.send(bytes, flags)) return;
    }
    // Without NODROP, ZeroMQ sends to those with room and sets the full ones aside; from then on they
    // count as full no more, so NODROP can be restored at once.
    ++let_go_;
    socket.set(zmq::sockopt::xpub_nodrop, false);
    std::ignore = socket.send(bytes, flags);
    socket.set(zmq::sockopt::xpub_nodrop, true);
}

void PatientSocket::listen(std::chrono::milliseconds patience) {
    zmq::socket_t& socket = wire_->socket;
    if (patience.count() > 0) {
        // The socket's own descriptor, not the socket: it also wakes for a queue that has got room.
        const int wake = socket.get(zmq::sockopt::fd);
        std::array<zmq::pollitem_t, 1> items{{{nullptr, wake, ZMQ_POLLIN, 0}}};
        zmq::poll(items, patience);
    }
    zmq::message_t message;
    bool changed = false;
    while (socket.recv(message, zmq::recv_flags::dontwait)) {
        wire_->subscriptions.take_in(message);
        changed = true;
    }
    if (changed) wire_->subscribers = wire_->subscriptions.connections();
}

std::size_t PatientSocket::subscribers() const { return wire_->subscribers; }

// ZeroMQ's linger alone loses the last kilobytes to a subscriber that is behind: libzmq 4.3.4 closes
// the connection with bytes of its own buffer unsent, and a receiver that has paused reading gives
// up what the kernel still holds when the other side closes.
void PatientSocket::await_receipt(Clock::time_point deadline) {
    auto quiet_since = Clock::now();
    while (wire_->subscribers > 0 && Clock::now() < deadline) {
        listen(receipt_wait);
        const auto now = Clock::now();
        if (wire_->subscriptions.any_outstanding())
            quiet_since = now;
        else if (now - quiet_since >= quiet_wait)
            return;
    }
}

void PatientSocket::close(std::chrono::milliseconds linger) {
    if (wire_->socket.handle() == nullptr) return;
    const auto deadline = Clock::now() + linger;
    await_receipt(deadline);
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    wire_->socket.set(zmq::sockopt::linger, std::max(0, as_int(left)));
    wire_->socket.close();
    wire_->context.close();  // this is what waits
}

}  // namespace rmbsim::adapters
