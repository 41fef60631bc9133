#include "adapters/live/session.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/live/recent_records.hpp"
#include "tests/adapters/live/fake_world.hpp"

namespace rmbsim::adapters::live {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

// A session at a pace of 60 over a fake world, with its log.
struct LiveDay {
    explicit LiveDay(Pace pace = {.ratio = 60}) : pacer(pace, world.now, 0s) {}

    std::vector<json> take(const std::vector<Request>& requests, WallTime now = 0s) {
        std::vector<json> answers;
        replies = session.take(requests, now);
        for (const Reply& reply : replies) answers.push_back(json::parse(reply.text));
        return answers;
    }
    json ask(const std::string& text, WallTime now = 0s) { return take({{.text = text}}, now)[0]; }

    FakeWorld world;
    Pacer pacer;
    std::vector<sqlite::LoggedInput> log;
    bool is_log_broken = false;
    RecentRecords records{nullptr, 4};
    Session session{world,
                    pacer,
                    [this](std::span<const sqlite::LoggedInput> inputs) {
                        if (is_log_broken) throw std::runtime_error("no space left");
                        CHECK(world.admitted.size() == log.size());  // logged before it acts
                        log.insert(log.end(), inputs.begin(), inputs.end());
                    },
                    {},
                    &records};
    std::vector<Reply> replies;
};

std::string payment_text(const std::string& reference, const std::string& payer = "A") {
    return R"({"sender":"bank-a","reference":")" + reference + R"(","rail":"hvps","payer":")" +
           payer + R"(","payee":"B","currency":"CNY","amount":"1.00"})";
}
std::string submit_text(const std::string& reference, const std::string& payer = "A") {
    return R"({"v":1,"command":"submit","id":"i-)" + reference + R"(","payment":)" +
           payment_text(reference, payer) + "}";
}

}  // namespace

TEST_CASE("a payment is stamped after all that has happened, logged, and answered", "[live]") {
    LiveDay day;
    const json answer = day.ask(submit_text("R-1"));
    CHECK(answer["v"] == 1);
    CHECK(answer["id"] == "i-R-1");
    CHECK(answer["status"] == "ok");
    REQUIRE(answer["payments"].size() == 1);
    const json& payment = answer["payments"][0];
    CHECK(payment["status"] == "settled");
    CHECK(payment["payment"] == "P-1");
    CHECK(payment["time"] == "1970-01-01T00:16:40.001Z");  // 1,000,001 ms
    REQUIRE(day.log.size() == 1);
    CHECK(day.log[0].submission.number == 1);
    CHECK(day.log[0].submission.time_ms == 1'000'001);
    CHECK(day.log[0].text_sha256.starts_with("sha256:"));
}

TEST_CASE("payments of one batch share an instant and keep their order", "[live]") {
    LiveDay day;
    day.take({{.text = submit_text("R-1")},
              {.kind = Request::Kind::payment, .text = payment_text("R-2")},
              {.text = submit_text("R-3")}},
             1s);
    day.take({{.text = submit_text("R-4")}}, 1s);
    REQUIRE(day.log.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(day.log[i].submission.number == i + 1);
    CHECK(day.log[0].submission.time_ms == 1'060'000);  // a second at 60
    CHECK(day.log[2].submission.time_ms == 1'060'000);
    CHECK(day.log[3].submission.time_ms == 1'060'001);
    CHECK(day.world.acted == std::vector<std::uint64_t>{1, 2, 3, 4});
}

TEST_CASE("a command between two payments finds the first one done", "[live]") {
    LiveDay day;
    const auto answers = day.take({{.text = submit_text("R-1")},
                                   {.text = R"({"command":"status","id":7})"},
                                   {.text = submit_text("R-2")}});
    CHECK(answers[1]["inputs"] == 1);
    CHECK(answers[1]["id"] == 7);
    CHECK(day.log[1].submission.time_ms == day.log[0].submission.time_ms + 1);
}

TEST_CASE("what the world refuses is answered and not logged", "[live]") {
    LiveDay day;
    const auto answers =
        day.take({{.text = submit_text("R-1", "nobody")}, {.text = submit_text("R-2")}});
    CHECK(answers[0]["status"] == "rejected");
    CHECK(answers[0]["reason"] == "unknown_participant");
    CHECK(answers[0]["payments"][0]["number"].is_null());
    CHECK(day.replies[0].outcome == Outcome::rejected);
    CHECK(answers[1]["payments"][0]["number"] == 1);
    CHECK(day.log.size() == 1);
}

TEST_CASE("a second submission of a payment has the first one's answer", "[live]") {
    LiveDay day;
    day.ask(submit_text("R-1"));
    const json again = day.ask(submit_text("R-1"));
    CHECK(again["payments"][0]["duplicate_of"] == 1);
    CHECK(again["payments"][0]["payment"] == "P-1");
}

TEST_CASE("when the log cannot be written nothing acts", "[live]") {
    LiveDay day;
    day.is_log_broken = true;
    CHECK_THROWS(day.ask(submit_text("R-1")));
    CHECK(day.world.admitted.empty());
    CHECK(day.session.admitted() == 0);
}

TEST_CASE("after the period's end payments are refused", "[live]") {
    LiveDay day;
    day.world.now = day.world.end - 1;
    const json answer = day.ask(submit_text("R-1"));
    CHECK(answer["reason"] == "period_over");
    CHECK(day.log.empty());
}

TEST_CASE("the clock is paused, resumed and moved on by command", "[live]") {
    LiveDay day;
    CHECK(day.ask(R"({"command":"pause"})", 1s)["paused"] == true);
    day.session.move_on(9s);
    CHECK(day.world.now == 1'000'000);
    CHECK(day.ask(R"({"command":"resume"})", 10s)["paused"] == false);
    day.session.move_on(11s);
    CHECK(day.world.now == 1'060'000);
    CHECK(day.ask(R"({"command":"advance","by_ms":40000})", 11s)["status"] == "ok");
    CHECK(day.world.now == 1'100'000);
    CHECK(day.ask(R"({"command":"advance","to":"1970-01-01T00:20:00Z"})", 11s)["status"] == "ok");
    CHECK(day.world.now == 1'200'000);
    CHECK(day.ask(R"({"command":"advance","to":"1970-01-01T00:19:00Z"})")["reason"] ==
          "time_has_passed");
    CHECK(day.ask(R"({"command":"advance","to":"1970-01-01T09:00:00Z"})")["status"] == "ok");
    CHECK(day.session.is_over());
}

TEST_CASE("a stepped clock moves for commands and inputs only", "[live]") {
    LiveDay day({.kind = Pace::Kind::stepped});
    day.session.move_on(60s);
    CHECK(day.world.now == 1'000'000);
    day.ask(submit_text("R-1"), 60s);
    CHECK(day.world.now == 1'000'001);
}

TEST_CASE("a payment is found again by its sender's reference", "[live]") {
    LiveDay day;
    day.ask(submit_text("R/1"));
    const auto answers = day.take({{.kind = Request::Kind::find, .text = "R/1"},
                                   {.kind = Request::Kind::find, .text = "R-2"}});
    CHECK(answers[0]["payments"][0]["number"] == 1);
    CHECK(answers[1]["reason"] == "unknown_reference");
    CHECK(day.replies[1].outcome == Outcome::not_found);
    const json asked = day.ask(R"({"command":"status","reference":"R/1"})");
    CHECK(asked["payments"][0]["status"] == "settled");
    CHECK(day.ask(R"({"command":"status","reference":"R-2"})")["reason"] == "unknown_reference");
}

TEST_CASE("missed records of the stream are handed out while they are kept", "[live]") {
    LiveDay day;
    sim::Directory directory;
    day.records.open(directory);
    CHECK(day.ask(R"({"command":"range","from":1,"to":2})")["reason"] == "no_longer_kept");
    for (std::uint64_t seq = 1; seq <= 6; ++seq) day.records.publish({.seq = seq});
    const json answer = day.ask(R"({"command":"range","from":4,"to":99})");
    REQUIRE(answer["records"].size() == 3);
    CHECK(answer["records"][0]["seq"] == 4);
    CHECK(answer["records"][2]["seq"] == 6);
    CHECK(answer["first_kept"] == 3);
    CHECK(day.ask(R"({"command":"range","from":2,"to":3})")["reason"] == "no_longer_kept");
    CHECK(day.ask(R"({"command":"range","from":0,"to":3})")["reason"] == "wrong_type");
}

TEST_CASE("stop ends the inputs, and may keep the run for another day", "[live]") {
    LiveDay day;
    const auto answers =
        day.take({{.text = R"({"command":"stop","keep":true})"}, {.text = submit_text("R-1")}});
    CHECK(answers[0]["status"] == "ok");
    CHECK(answers[1]["reason"] == "period_over");
    CHECK(day.session.is_stopping());
    CHECK(day.session.is_kept());
}

TEST_CASE("a session greets with its version, its commands and its limits", "[live]") {
    LiveDay day;
    const json hello = day.ask(R"({"v":1,"command":"hello"})");
    CHECK(hello["v"] == 1);
    CHECK(hello["scenario"] == "fake");
    CHECK(hello["commands"].size() == 9);
    CHECK(hello["message_bytes_max"] == 1048576);
    const json snapshot = day.ask(R"({"command":"snapshot"})");
    CHECK(snapshot["digest"] == "sha256:00");
    CHECK(snapshot["accounts"][0]["balance"] == "1.00");
}

TEST_CASE("what is no command is answered with a reason", "[live]") {
    struct Row {
        const char *name, *text, *reason;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"no JSON",               "hello",                                    "malformed_json"},
        {"no object",             "17",                                       "wrong_type"},
        {"no command",            "{}",                                       "missing_field"},
        {"an unknown command",    R"({"command":"format"})",                  "unknown_command"},
        {"a command as number",   R"({"command":5})",                         "unknown_command"},
        {"a later version",       R"({"v":2,"command":"hello"})",             "unknown_version"},
        {"an id that is a tree",  R"({"id":{},"command":"hello"})",           "wrong_type"},
        {"submit of nothing",     R"({"command":"submit"})",                  "missing_field"},
        {"submit of two",         R"({"command":"submit","payment":{},"text":"x"})", "missing_field"},
        {"text that is none",     R"({"command":"submit","text":5})",         "wrong_type"},
        {"advance by nothing",    R"({"command":"advance"})",                 "bad_time"},
        {"advance backwards",     R"({"command":"advance","by_ms":-1})",      "bad_time"},
        {"advance for ever",      R"({"command":"advance","by_ms":18446744073709551615})", "bad_time"},
        {"advance to both",       R"({"command":"advance","by_ms":1,"to":"1970-01-01T00:20:00Z"})", "bad_time"},
        {"range without end",     R"({"command":"range","from":1})",          "wrong_type"},
        {"status of a number",    R"({"command":"status","reference":7})",    "wrong_type"},
        {"a field too many",      R"({"command":"pause","for":"lunch"})",     "unknown_field"},
        {"stop perhaps",          R"({"command":"stop","keep":"maybe"})",     "wrong_type"},
    }));
    // clang-format on
    CAPTURE(row.name);
    LiveDay day;
    const json answer = day.ask(row.text);
    CHECK(answer["reason"] == row.reason);
    CHECK(answer["status"] != "ok");
    CHECK(day.log.empty());
    CHECK_FALSE(day.session.is_stopping());
    CHECK(day.world.now == 1'000'000);
}

TEST_CASE("an input log acts again batch by batch, as far as it is asked for", "[live]") {
    FakeWorld world;
    std::vector<sqlite::LoggedInput> inputs(3);
    for (std::size_t i = 0; i < 3; ++i) inputs[i].submission.number = i + 1;
    inputs[0].submission.time_ms = inputs[1].submission.time_ms = 2'000'000;
    inputs[2].submission.time_ms = 3'000'000;
    act_again(world, inputs, 2'500'000);
    CHECK(world.acted == std::vector<std::uint64_t>{1, 2});
    CHECK(world.now == 2'000'000);
}

TEST_CASE("a busy answer carries the id of what it did not look at", "[live]") {
    const json busy = json::parse(busy_answer({.text = submit_text("R-1")}));
    CHECK(busy["status"] == "busy");
    CHECK(busy["reason"] == "queue_full");
    CHECK(busy["id"] == "i-R-1");
    CHECK(json::parse(busy_answer({.text = "\xff"}))["id"].is_null());
}

}  // namespace rmbsim::adapters::live
