#include "adapters/zmq/endpoint.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace rmbsim::adapters {
namespace {

constexpr std::string_view expected_form =
    "expected tcp://127.0.0.1:PORT, tcp://127.0.0.1:* or ipc://PATH";

[[noreturn]] void refuse(std::string_view text, std::string_view why) {
    throw EndpointRefused("'" + std::string(text) + "' " + std::string(why) + ": " +
                          std::string(expected_form));
}

bool is_port(std::string_view text) {
    if (text == "*") return true;
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
    return error == std::errc{} && end == text.end() && number >= 1 && number <= 65535;
}

bool is_loopback(std::string_view host) {
    if (host == "[::1]" || host == "lo") return true;
    return host.starts_with("127.") &&
           host.find_first_not_of("0123456789.") == std::string_view::npos;
}

Endpoint parse_tcp(std::string_view text, std::string_view address) {
    const std::size_t colon = address.rfind(':');
    if (colon == std::string_view::npos || colon == 0) refuse(text, "names no port");
    Endpoint result;
    result.host = address.substr(0, colon);
    result.port = address.substr(colon + 1);
    if (!is_port(result.port)) refuse(text, "has no port from 1 to 65535");
    if (result.host == "localhost") result.host = "127.0.0.1";
    result.loopback = is_loopback(result.host);
    result.text = "tcp://" + result.host + ":" + result.port;
    return result;
}

}  // namespace

Endpoint parse_endpoint(std::string_view text) {
    const std::size_t separator = text.find("://");
    if (separator == std::string_view::npos) refuse(text, "is no endpoint");
    const std::string_view transport = text.substr(0, separator);
    const std::string_view address = text.substr(separator + 3);
    if (address.empty()) refuse(text, "has no address");
    if (transport == "tcp") return parse_tcp(text, address);
    if (transport == "ipc") return {.text = std::string(text), .transport = Transport::ipc};
    if (transport == "inproc") return {.text = std::string(text), .transport = Transport::inproc};
    refuse(text, "has an unknown transport");
}

void refuse_open_endpoint(const Endpoint& endpoint, bool has_curve_keys, std::string_view option) {
    if (endpoint.loopback || has_curve_keys) return;
    throw EndpointRefused(endpoint.text +
                          " can be reached from other machines, which needs CURVE keys: " +
                          std::string(option == "--publish" ? "publish" : "listen") +
                          " on tcp://127.0.0.1:" + endpoint.port + " instead");
}

void refuse_answered_path(const Endpoint& endpoint, std::string_view option) {
    if (endpoint.transport != Transport::ipc) return;
    const std::string path = endpoint.text.substr(std::strlen("ipc://"));
    sockaddr_un address{};
    if (path.front() == '@' || path.front() == '*' || path.size() >= sizeof address.sun_path)
        return;  // bind says itself what is wrong with these
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, path.size());
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return;
    const int answered = ::connect(probe, reinterpret_cast<const sockaddr*>(&address),
                                   static_cast<socklen_t>(sizeof address));
    ::close(probe);
    if (answered == 0)
        throw OutletFailure("the path " + path + " is taken (" + endpoint.text +
                            "): choose another with " + std::string(option) +
                            ", or see who holds it: ss -lxp");
}

std::string bind_complaint(const Endpoint& endpoint, int error, std::string_view option) {
    const std::string with = " with " + std::string(option);
    const std::string where = "(" + endpoint.text + ")";
    if (endpoint.transport == Transport::tcp) {
        if (error == EADDRINUSE)
            return "port " + endpoint.port + " is taken " + where + ": choose another" + with +
                   ", or see who holds it: ss -ltnp";
        if (error == EACCES)
            return "port " + endpoint.port + " is kept for the system " + where +
                   ": choose one above 1023" + with;
        if (error == EADDRNOTAVAIL || error == ENODEV || error == EINVAL)
            return "no interface of this machine has the address " + endpoint.host + " " + where +
                   ": choose another" + with +
                   ", such as tcp://127.0.0.1:" + (endpoint.port == "*" ? "5556" : endpoint.port);
    }
    return "cannot listen at " + endpoint.text + ": " + std::generic_category().message(error) +
           "; choose another" + with;
}

}  // namespace rmbsim::adapters
