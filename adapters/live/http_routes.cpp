#include "adapters/live/http_routes.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "adapters/live/key_file.hpp"
#include "adapters/live/request.hpp"

namespace rmbsim::adapters::live {
namespace {

// "a%2Fb" is "a/b"; nullopt for what is no escape.
std::optional<std::string> unescape(std::string_view text) {
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = digit(text[i + 1]), low = digit(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        plain += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return plain;
}

bool is_media(std::string_view type, std::string_view wanted) {
    return type.starts_with(wanted) && (type.size() == wanted.size() ||
                                        type[wanted.size()] == ';' || type[wanted.size()] == ' ');
}

bool is_authorized(std::string_view header, const std::string& token) {
    constexpr std::string_view scheme = "Bearer ";
    return token.empty() || (header.starts_with(scheme) &&
                             is_same_token(std::string(header.substr(scheme.size())), token));
}

}  // namespace

std::variant<Request, HttpRefusal> route(HttpAsked asked, const std::string& token) {
    if (!is_authorized(asked.authorization, token))
        return HttpRefusal{401, "unauthorized", "Authorization: Bearer TOKEN"};
    if (token.empty() && asked.has_origin)
        return HttpRefusal{403, "cross_origin", "a program of this machine, not a web page"};
    const std::string_view path = asked.target.substr(0, asked.target.find('?'));
    const bool is_get = asked.method == "GET", is_post = asked.method == "POST";
    constexpr HttpRefusal wrong_method{405, "wrong_method", "GET to look, POST to act"};

    if (path == "/status") {
        if (!is_get) return wrong_method;
        return Request{.kind = Request::Kind::status};
    }
    if (path == "/payments") {
        if (!is_post) return wrong_method;
        const bool is_json = is_media(asked.content_type, "application/json");
        if (!is_json && !is_media(asked.content_type, "application/xml") &&
            !is_media(asked.content_type, "text/xml"))
            return HttpRefusal{415, "unknown_media_type", "application/json or application/xml"};
        return Request{.kind = Request::Kind::payment, .text = std::move(asked.body)};
    }
    constexpr std::string_view payment = "/payments/";
    if (path.starts_with(payment)) {
        if (!is_get) return wrong_method;
        auto reference = unescape(path.substr(payment.size()));
        if (!reference || reference->empty())
            return HttpRefusal{400, "bad_reference", "/payments/REFERENCE"};
        return Request{.kind = Request::Kind::find, .text = std::move(*reference)};
    }
    for (const auto& [name, kind] :
         {std::pair<std::string_view, Request::Kind>{"/clock/pause", Request::Kind::pause},
          {"/clock/resume", Request::Kind::resume},
          {"/clock/advance", Request::Kind::advance}}) {
        if (path != name) continue;
        if (!is_post) return wrong_method;
        return Request{.kind = kind, .text = std::move(asked.body)};
    }
    return HttpRefusal{404, "unknown_path", "/payments, /payments/REFERENCE, /status or /clock/…"};
}

unsigned http_status_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::done:
            return 200;
        case Outcome::rejected:
            return 422;
        case Outcome::malformed:
            return 400;
        case Outcome::not_found:
            return 404;
        case Outcome::busy:
            return 503;
    }
    return 500;
}

}  // namespace rmbsim::adapters::live
