#include "adapters/live/command_socket.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/error_code.hpp>
#include <zmq.hpp>

#include "adapters/live/inbox.hpp"
#include "adapters/live/key_file.hpp"
#include "adapters/live/request.hpp"
#include "adapters/live/session.hpp"
#include "adapters/zmq/endpoint.hpp"

namespace rmbsim::adapters::live {
namespace {

constexpr int connection_bytes_max = 16 << 20;
constexpr int connection_messages_max = 128;  // unread, of one client
constexpr int answers_max = 20'000;           // unread, of one client
constexpr int linger_ms = 1000;
constexpr int heartbeat_ms = 10'000;
constexpr int drain_most = 256;  // messages in a row before others have their turn

using Frames = std::vector<zmq::message_t>;

// All frames of one message; those beyond a few are counted and let go.
Frames receive_frames(zmq::socket_t& socket) {
    constexpr std::size_t kept_most = 8;
    Frames frames;
    while (true) {
        zmq::message_t frame;
        if (!socket.recv(frame, zmq::recv_flags::dontwait)) return frames;
        const bool more = frame.more();
        if (frames.size() < kept_most) frames.push_back(std::move(frame));
        if (!more) return frames;
    }
}

void send_frames(zmq::socket_t& socket, const std::vector<std::string>& frames) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const auto flags =
            zmq::send_flags::dontwait |
            (i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
        if (!socket.send(zmq::buffer(frames[i]), flags)) return;
    }
}

// A ZeroMQ socket wakes its descriptor once for whatever has come in, so all of it must be taken, and
// looked for again after each use of the socket.
class WatchedSocket {
  public:
    WatchedSocket(boost::asio::io_context& io, zmq::context_t& context, zmq::socket_type type)
        : socket(context, type), io_(io), wake_(io) {}
    virtual ~WatchedSocket() = default;
    WatchedSocket(const WatchedSocket&) = delete;
    WatchedSocket& operator=(const WatchedSocket&) = delete;

    void watch(const std::shared_ptr<WatchedSocket>& self) {
        if (!wake_.is_open()) wake_.assign(socket.get(zmq::sockopt::fd));
        wake_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                         [self](const boost::system::error_code& error) {
                             if (error || self->closed_) return;
                             self->drain(self);
                             self->watch(self);
                         });
    }
    void look_again(const std::shared_ptr<WatchedSocket>& self) {
        if (std::exchange(looking_, true)) return;
        boost::asio::post(io_, [self] {
            self->looking_ = false;
            if (!self->closed_) self->drain(self);
        });
    }
    void close() {
        closed_ = true;
        wake_.release();  // ZeroMQ closes it itself
        socket.close();
    }
    bool is_closed() const { return closed_; }

    zmq::socket_t socket;

  protected:
    virtual void take(const std::shared_ptr<WatchedSocket>& self, Frames frames) = 0;

  private:
    void drain(const std::shared_ptr<WatchedSocket>& self) {
        for (int i = 0; i < drain_most; ++i) {
            if ((socket.get(zmq::sockopt::events) & ZMQ_POLLIN) == 0) return;
            Frames frames = receive_frames(socket);
            if (!frames.empty()) take(self, std::move(frames));
        }
        look_again(self);
    }

    boost::asio::io_context& io_;
    boost::asio::posix::stream_descriptor wake_;
    bool closed_ = false;
    bool looking_ = false;
};

// Says who may connect (ZeroMQ's ZAP, RFC 27): clients whose public key is listed.
class Doorkeeper final : public WatchedSocket {
  public:
    Doorkeeper(boost::asio::io_context& io, zmq::context_t& context, const Keys& keys)
        : WatchedSocket(io, context, zmq::socket_type::rep) {
        for (const std::string& key : keys.clients) {
            std::string bytes(32, '\0');
            if (zmq_z85_decode(reinterpret_cast<unsigned char*>(bytes.data()), key.c_str()) !=
                nullptr)
                clients_.push_back(std::move(bytes));
        }
        socket.set(zmq::sockopt::linger, 0);
        socket.bind("inproc://zeromq.zap.01");
    }

  private:
    // version, request, domain, address, identity, mechanism, key
    void take(const std::shared_ptr<WatchedSocket>& self, Frames frames) override {
        const bool known = frames.size() == 7 && frames[5].to_string_view() == "CURVE" &&
                           std::ranges::find(clients_, frames[6].to_string()) != clients_.end();
        const std::string request = frames.size() > 1 ? frames[1].to_string() : "";
        send_frames(socket, {"1.0", request, known ? "200" : "400",
                             known ? "OK" : "this key is not listed", "", ""});
        look_again(self);
    }
    std::vector<std::string> clients_;
};

class Router final : public WatchedSocket {
  public:
    Router(boost::asio::io_context& io, zmq::context_t& context, Inbox& inbox)
        : WatchedSocket(io, context, zmq::socket_type::router), inbox_(inbox) {}

    void answer(const std::shared_ptr<WatchedSocket>& self, std::vector<std::string> envelope,
                std::string text) {
        if (is_closed()) return;
        envelope.push_back(std::move(text));
        send_frames(socket, envelope);
        look_again(self);
    }

  private:
    struct Client final : Respondent {
        Client(std::shared_ptr<WatchedSocket> at, std::vector<std::string> way)
            : router(std::move(at)), envelope(std::move(way)) {}
        void answer(const Reply& reply) override {
            static_cast<Router&>(*router).answer(router, std::move(envelope), reply.text);
        }
        std::shared_ptr<WatchedSocket> router;
        std::vector<std::string> envelope;
    };

    void take(const std::shared_ptr<WatchedSocket>& self, Frames frames) override {
        std::vector<std::string> envelope{frames.front().to_string()};
        if (frames.size() > 2 && frames[1].size() == 0) envelope.emplace_back();
        const std::size_t place = envelope.size();
        if (frames.size() != place + 1 || frames[place].size() == 0)
            return answer(self, std::move(envelope),
                          refusal_answer("malformed_frame", "one frame with a command"));
        if (frames[place].size() > message_bytes_max)
            return answer(self, std::move(envelope),
                          refusal_answer("message_too_large", "at most 1 MiB"));
        Asked asked{.request = {.text = frames[place].to_string()},
                    .by = std::make_shared<Client>(self, envelope)};
        const Request& request = asked.request;
        if (inbox_.is_full()) return answer(self, std::move(envelope), busy_answer(request));
        std::ignore = inbox_.offer(std::move(asked));
    }
    Inbox& inbox_;
};

}  // namespace

struct CommandSocket::State {
    State(boost::asio::io_context& io, const Keys& keys, Inbox& inbox) {
        if (!keys.secret.empty()) keeper = std::make_shared<Doorkeeper>(io, context, keys);
        router = std::make_shared<Router>(io, context, inbox);
    }
    zmq::context_t context{1};
    std::shared_ptr<Doorkeeper> keeper;
    std::shared_ptr<Router> router;
    std::string endpoint;
};

CommandSocket::CommandSocket(boost::asio::io_context& io, const std::string& text, const Keys& keys,
                             Inbox& inbox) {
    const Endpoint endpoint = parse_endpoint(text);
    refuse_open_endpoint(endpoint, !keys.secret.empty(), "--command");
    refuse_answered_path(endpoint, "--command");
    state_ = std::make_shared<State>(io, keys, inbox);
    zmq::socket_t& socket = state_->router->socket;
    socket.set(zmq::sockopt::linger, linger_ms);
    socket.set(zmq::sockopt::maxmsgsize, std::int64_t{connection_bytes_max});
    socket.set(zmq::sockopt::rcvhwm, connection_messages_max);
    socket.set(zmq::sockopt::sndhwm, answers_max);
    socket.set(zmq::sockopt::backlog, 4096);
    socket.set(zmq::sockopt::heartbeat_ivl, heartbeat_ms);
    socket.set(zmq::sockopt::heartbeat_timeout, 6 * heartbeat_ms);
    if (endpoint.host.starts_with('[')) socket.set(zmq::sockopt::ipv6, true);
    try {
        if (!keys.secret.empty()) {
            socket.set(zmq::sockopt::zap_domain, "rmbsim");
            socket.set(zmq::sockopt::curve_server, true);
            socket.set(zmq::sockopt::curve_secretkey, keys.secret);
        }
        socket.bind(endpoint.text);
    } catch (const zmq::error_t& error) {
        throw OutletFailure(bind_complaint(endpoint, error.num(), "--command"));
    }
    state_->endpoint = socket.get(zmq::sockopt::last_endpoint);
    state_->router->watch(state_->router);
    if (state_->keeper) state_->keeper->watch(state_->keeper);
}

CommandSocket::~CommandSocket() {
    state_->router->close();
    if (state_->keeper) state_->keeper->close();
}

const std::string& CommandSocket::endpoint() const { return state_->endpoint; }

}  // namespace rmbsim::adapters::live
