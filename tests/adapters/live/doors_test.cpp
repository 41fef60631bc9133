#include <filesystem>
#include <fstream>
#include <string>
#include <variant>

#include <catch2/catch.hpp>

#include "adapters/live/http_routes.hpp"
#include "adapters/live/key_file.hpp"
#include "adapters/live/request.hpp"
#include "adapters/text/diagnostic.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"

namespace rmbsim::adapters::live {
namespace {

const std::string key_a(40, 'a'), key_b(40, 'b');

std::filesystem::path key_file(const TemporaryFolder& folder, const std::string& text) {
    std::ofstream(folder / "keys") << text;
    std::filesystem::permissions(
        folder / "keys", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return folder / "keys";
}

}  // namespace

TEST_CASE("an HTTP request is routed by method, path and media type", "[live][http]") {
    struct Row {
        const char *method, *target, *type;
        unsigned status;  // 0: it goes on
        Request::Kind kind;
        const char* text;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"GET",    "/status",             "",                                0,   Request::Kind::status,  ""},
        {"GET",    "/status?x=1",         "",                                0,   Request::Kind::status,  ""},
        {"POST",   "/payments",           "application/json",                0,   Request::Kind::payment, "body"},
        {"POST",   "/payments",           "application/json; charset=utf-8", 0,   Request::Kind::payment, "body"},
        {"POST",   "/payments",           "application/xml",                 0,   Request::Kind::payment, "body"},
        {"GET",    "/payments/R-1",       "",                                0,   Request::Kind::find,    "R-1"},
        {"GET",    "/payments/R%2f1",     "",                                0,   Request::Kind::find,    "R/1"},
        {"POST",   "/clock/pause",        "",                                0,   Request::Kind::pause,   "body"},
        {"POST",   "/clock/resume",       "",                                0,   Request::Kind::resume,  "body"},
        {"POST",   "/clock/advance",      "",                                0,   Request::Kind::advance, "body"},
        {"POST",   "/payments",           "text/plain",                      415, {}, ""},
        {"POST",   "/payments",           "application/jsonp",               415, {}, ""},
        {"DELETE", "/payments",           "application/json",                405, {}, ""},
        {"POST",   "/status",             "",                                405, {}, ""},
        {"GET",    "/clock/pause",        "",                                405, {}, ""},
        {"GET",    "/payments/",          "",                                400, {}, ""},
        {"GET",    "/payments/%zz",       "",                                400, {}, ""},
        {"GET",    "/payments/%2",        "",                                400, {}, ""},
        {"GET",    "/",                   "",                                404, {}, ""},
        {"GET",    "/clock/rewind",       "",                                404, {}, ""},
    }));
    // clang-format on
    CAPTURE(row.method, row.target, row.type);
    const auto routed = route({.method = row.method,
                               .target = row.target,
                               .content_type = row.type,
                               .authorization = "",
                               .body = "body"},
                              "");
    if (const auto* refusal = std::get_if<HttpRefusal>(&routed)) {
        CHECK(refusal->status == row.status);
    } else {
        CHECK(row.status == 0);
        CHECK(std::get<Request>(routed).kind == row.kind);
        CHECK(std::get<Request>(routed).text == row.text);
    }
}

TEST_CASE("with a token only who knows it is let in, without one no web page is", "[live][http]") {
    const auto status_with = [](const char* authorization, bool has_origin, const char* token) {
        const auto routed = route({.method = "GET",
                                   .target = "/status",
                                   .content_type = "",
                                   .authorization = authorization,
                                   .has_origin = has_origin},
                                  token);
        const auto* refusal = std::get_if<HttpRefusal>(&routed);
        return refusal != nullptr ? refusal->status : 200;
    };
    CHECK(status_with("Bearer 0123456789abcdef", false, "0123456789abcdef") == 200);
    CHECK(status_with("Bearer 0123456789abcdeX", false, "0123456789abcdef") == 401);
    CHECK(status_with("Bearer 0123456789abcdef0123456789abcdef", false, "0123456789abcdef") == 401);
    CHECK(status_with("Bearer ", false, "0123456789abcdef") == 401);
    CHECK(status_with("", false, "0123456789abcdef") == 401);
    CHECK(status_with("", true, "") == 403);
    CHECK(status_with("", false, "") == 200);
}

TEST_CASE("a key file names a secret, who may connect, and a token", "[live]") {
    const TemporaryFolder folder;
    const auto keys =
        read_key_file(key_file(folder, "# of the desk\nsecret " + key_a + "\nclient " + key_b +
                                           "\nclient " + key_a + "\n\ntoken 0123456789abcdef\n"));
    REQUIRE(keys);
    CHECK(keys->secret == key_a);
    CHECK(keys->clients.size() == 2);
    CHECK(keys->token == "0123456789abcdef");
}

TEST_CASE("a key file that is wrong is told at its line", "[live]") {
    struct Row {
        std::string name, text, message;
    };
    const auto row = GENERATE(values<Row>({
        {"short key", "secret abc\n", ":1:1: error: this is no secret"},
        {"no such sign", "# x\nclient " + std::string(39, 'a') + "\"\n",
         ":2:1: error: this is no client"},
        {"short token", "token abc\n", ":1:1: error: this is no token"},
        {"unknown word", "password x\n", "'password' is not known here"},
        {"too many words", "token 0123456789abcdef x\n", "more than a name and a value"},
        {"nobody may connect", "secret " + std::string(40, 'a') + "\n", "nobody who may connect"},
    }));
    CAPTURE(row.name);
    const TemporaryFolder folder;
    const auto keys = read_key_file(key_file(folder, row.text));
    REQUIRE_FALSE(keys);
    CHECK_THAT(to_text(keys.error()), Catch::Contains(row.message));
}

TEST_CASE("keys that others on the machine may read are refused", "[live]") {
    const TemporaryFolder folder;
    const auto path = key_file(folder, "token 0123456789abcdef\n");
    std::filesystem::permissions(path, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    const auto keys = read_key_file(path);
    REQUIRE_FALSE(keys);
    CHECK_THAT(to_text(keys.error()), Catch::Contains("chmod 600"));
    CHECK_FALSE(read_key_file(folder / "missing"));
}

}  // namespace rmbsim::adapters::live
