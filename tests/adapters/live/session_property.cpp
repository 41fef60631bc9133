#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "adapters/live/session.hpp"
#include "tests/adapters/live/fake_world.hpp"

namespace rmbsim::adapters::live {
namespace {

// Bytes without any rule, or a command with one of them replaced, doubled or left out.
rc::Gen<std::string> any_frame() {
    static const std::vector<std::string> commands{
        R"({"v":1,"command":"submit","id":"x","payment":{"sender":"a","reference":"r","rail":"h","payer":"A","payee":"B","currency":"CNY","amount":"1.00"}})",
        R"({"command":"advance","by_ms":5})",
        R"({"command":"range","from":1,"to":9})",
        R"({"command":"stop","keep":false})",
        R"({"command":"snapshot","id":-3})",
        R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"></Document>)",
    };
    return rc::gen::oneOf(
        rc::gen::container<std::string>(rc::gen::arbitrary<char>()),
        rc::gen::map(rc::gen::tuple(rc::gen::elementOf(commands), rc::gen::inRange(0, 400),
                                    rc::gen::arbitrary<char>(), rc::gen::inRange(0, 3)),
                     [](const std::tuple<std::string, int, char, int>& made) {
                         std::string text = std::get<0>(made);
                         const auto at = static_cast<std::size_t>(std::get<1>(made)) % text.size();
                         if (std::get<3>(made) == 0) text[at] = std::get<2>(made);
                         if (std::get<3>(made) == 1) text.insert(at, 1, text[at]);
                         if (std::get<3>(made) == 2) text.erase(at, 1);
                         return text;
                     }));
}

}  // namespace

TEST_CASE("any sequence of bytes is answered with JSON, and what is logged has acted",
          "[live][property]") {
    rc::prop("answers", [](std::vector<std::uint8_t> kinds) {
        FakeWorld world;
        Pacer pacer({.ratio = 60}, world.now, {});
        std::vector<std::uint64_t> logged;
        Session session(world, pacer, [&](std::span<const sqlite::LoggedInput> inputs) {
            for (const auto& input : inputs) logged.push_back(input.submission.number);
        });
        std::int64_t before = world.now;
        for (const std::uint8_t kind : kinds) {
            std::vector<Request> requests;
            for (int i = 0; i < 1 + kind % 3; ++i)
                requests.push_back(
                    {.kind = static_cast<Request::Kind>((kind / 3 + i) % 7), .text = *any_frame()});
            const auto replies = session.take(requests, std::chrono::seconds{kind});
            RC_ASSERT(replies.size() == requests.size());
            for (const Reply& reply : replies) {
                const auto answer = nlohmann::json::parse(reply.text, nullptr, false);
                RC_ASSERT(answer.is_object());
                RC_ASSERT(answer["status"].is_string());
                RC_ASSERT((answer["status"] == "ok") == (answer["reason"] == ""));
            }
            RC_ASSERT(world.acted == logged);
            RC_ASSERT(world.now >= before);
            before = world.now;
        }
    });
}

}  // namespace rmbsim::adapters::live
