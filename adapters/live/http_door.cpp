#include "adapters/live/http_door.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "adapters/live/http_routes.hpp"
#include "adapters/live/inbox.hpp"
#include "adapters/live/key_file.hpp"
#include "adapters/live/request.hpp"
#include "adapters/live/session.hpp"
#include "adapters/zmq/endpoint.hpp"

namespace rmbsim::adapters::live {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::seconds silence_max{30}, discard_max{5};
constexpr std::size_t connections_most = 2000;
constexpr std::size_t header_bytes_max = 8192;
constexpr std::size_t discard_bytes_max = std::size_t{32} << 20;
constexpr std::chrono::milliseconds accept_pause{50};

struct Shared {  // of all connections
    Inbox& inbox;
    std::string token;
    std::size_t connections = 0;
};

class Connection final : public Respondent, public std::enable_shared_from_this<Connection> {
  public:
    Connection(tcp::socket socket, std::shared_ptr<Shared> shared)
        : stream_(std::move(socket)), shared_(std::move(shared)) {
        ++shared_->connections;
    }
    ~Connection() override { --shared_->connections; }

    void read_head() {
        parser_.emplace();
        parser_->header_limit(header_bytes_max);
        parser_->body_limit(message_bytes_max);
        stream_.expires_after(silence_max);
        http::async_read_header(
            stream_, buffer_, *parser_,
            [self = shared_from_this()](error_code error, std::size_t) { self->on_head(error); });
    }

    void answer(const Reply& reply) override {
        write(http_status_of(reply.outcome), reply.text, keep_alive_);
    }

  private:
    void on_head(error_code error) {
        if (error) return refuse_read(error);
        keep_alive_ = parser_->keep_alive();
        if (const auto length = parser_->content_length(); length && *length > message_bytes_max)
            return write(413, refusal_answer("message_too_large", "at most 1 MiB"), false);
        if (beast::iequals(parser_->get()[http::field::expect], "100-continue"))
            return write_continue();
        read_body();
    }
    void write_continue() {
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(stream_, asio::buffer(go_on),
                          [self = shared_from_this()](error_code error, std::size_t) {
                              if (!error) self->read_body();
                          });
    }
    void read_body() {
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](error_code error, std::size_t) {
                             if (error) return self->refuse_read(error);
                             self->ask();
                         });
    }
    void refuse_read(error_code error) {
        if (error == http::error::body_limit)
            return write(413, refusal_answer("message_too_large", "at most 1 MiB"), false);
        if (error == http::error::end_of_stream || error == http::error::partial_message ||
            error.category() != error_code(http::error::bad_version).category())
            return;  // gone, or silent: nobody to tell
        write(400, refusal_answer("malformed_http", "HTTP/1.1"), false);
    }
    void ask() {
        auto message = parser_->release();
        const auto field = [&](http::field name) {
            const auto value = message[name];
            return std::string_view(value.data(), value.size());
        };
        const auto method = message.method_string(), target = message.target();
        auto routed = route({.method = {method.data(), method.size()},
                             .target = {target.data(), target.size()},
                             .content_type = field(http::field::content_type),
                             .authorization = field(http::field::authorization),
                             .has_origin = message.find(http::field::origin) != message.end(),
                             .body = std::move(message.body())},
                            shared_->token);
        if (const auto* refusal = std::get_if<HttpRefusal>(&routed))
            return write(refusal->status, refusal_answer(refusal->reason, refusal->expected),
                         keep_alive_);
        auto& request = std::get<Request>(routed);
        if (shared_->inbox.is_full()) return write(503, busy_answer(request), keep_alive_);
        stream_.expires_never();  // the simulation takes what time it needs
        std::ignore =
            shared_->inbox.offer({.request = std::move(request), .by = shared_from_this()});
    }
    void write(unsigned status, std::string text, bool keep_alive) {
        auto response = std::make_shared<http::response<http::string_body>>();
        response->version(11);
        response->result(status);
        response->set(http::field::content_type, "application/json");
        if (status == 503) response->set(http::field::retry_after, "1");
        if (status == 401) response->set(http::field::www_authenticate, "Bearer");
        response->keep_alive(keep_alive);
        response->body() = std::move(text);
        response->body() += '\n';
        response->prepare_payload();
        stream_.expires_after(silence_max);
        http::async_write(
            stream_, *response,
            [self = shared_from_this(), response, keep_alive](error_code error, std::size_t) {
                if (error) return;
                if (keep_alive) return self->read_head();
                self->discard_rest();
            });
    }
    // A connection that closes with bytes unread takes its last answer back: they are read and let go.
    void discard_rest() {
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(discard_max);
        discard_more();
    }
    void discard_more() {
        if (discarded_ > discard_bytes_max) return;
        stream_.async_read_some(asio::buffer(scrap_),
                                [self = shared_from_this()](error_code error, std::size_t count) {
                                    self->discarded_ += count;
                                    if (!error) self->discard_more();
                                });
    }

    beast::tcp_stream stream_;
    std::shared_ptr<Shared> shared_;
    beast::flat_buffer buffer_{header_bytes_max + message_bytes_max};
    std::optional<http::request_parser<http::string_body>> parser_;
    bool keep_alive_ = false;
    std::size_t discarded_ = 0;
    std::array<char, 4096> scrap_{};
};

tcp::endpoint parse_http_address(const std::string& text, bool has_token) {
    constexpr const char* form = ": expected 127.0.0.1:PORT or [::1]:PORT";
    const std::size_t colon = text.rfind(':');
    std::string host = text.substr(0, colon == std::string::npos ? 0 : colon);
    if (host == "localhost") host = "127.0.0.1";
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    unsigned port = 0;
    const char* begin = text.data() + (colon == std::string::npos ? text.size() : colon + 1);
    const auto [end, wrong] = std::from_chars(begin, text.data() + text.size(), port);
    error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (colon == std::string::npos || error || wrong != std::errc{} ||
        end != text.data() + text.size() || port > 65535)
        throw EndpointRefused("'" + text + "' is no address" + form);
    if (!address.is_loopback() && !has_token)
        throw EndpointRefused("'" + text +
                              "' can be reached from other machines, which needs a token in "
                              "--keys" +
                              form);
    return {address, static_cast<std::uint16_t>(port)};
}

}  // namespace

struct HttpDoor::State {
    State(asio::io_context& io, Inbox& inbox, const Keys& keys)
        : acceptor(io), pause(io), shared(std::make_shared<Shared>(inbox, keys.token)) {}

    void accept(const std::shared_ptr<State>& self) {
        acceptor.async_accept([self](error_code error, tcp::socket socket) {
            if (!self->acceptor.is_open()) return;
            if (error) return self->accept_later(self);
            if (self->shared->connections < connections_most)
                std::make_shared<Connection>(std::move(socket), self->shared)->read_head();
            self->accept(self);
        });
    }
    // No descriptors left, above all: trying again at once would only burn the processor.
    void accept_later(const std::shared_ptr<State>& self) {
        pause.expires_after(accept_pause);
        pause.async_wait([self](error_code error) {
            if (!error) self->accept(self);
        });
    }

    tcp::acceptor acceptor;
    asio::steady_timer pause;
    std::shared_ptr<Shared> shared;
    std::string address;
};

HttpDoor::HttpDoor(asio::io_context& io, const std::string& address, const Keys& keys,
                   Inbox& inbox) {
    const tcp::endpoint endpoint = parse_http_address(address, !keys.token.empty());
    state_ = std::make_shared<State>(io, inbox, keys);
    error_code error;
    state_->acceptor.open(endpoint.protocol(), error);
    if (!error) state_->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) state_->acceptor.bind(endpoint, error);
    if (!error) state_->acceptor.listen(4096, error);
    if (error)
        throw OutletFailure("cannot listen at " + address + ": " + error.message() +
                            "; choose another with --http");
    const auto found = state_->acceptor.local_endpoint(error);
    const std::string host = found.address().to_string();
    state_->address =
        (found.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(found.port());
    state_->accept(state_);
}

HttpDoor::~HttpDoor() {
    error_code ignored;
    state_->acceptor.close(ignored);
    state_->pause.cancel();
}

const std::string& HttpDoor::address() const { return state_->address; }

}  // namespace rmbsim::adapters::live
