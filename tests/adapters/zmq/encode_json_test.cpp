#include "adapters/zmq/encode_json.hpp"

#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/zmq/topics.hpp"
#include "ledger/entry.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/outlet.hpp"
#include "tests/adapters/zmq/stream_fixture.hpp"

using namespace rmbsim;

namespace {

std::string encoded(const sim::Record& record) {
    std::string out;
    adapters::JsonEncoder(tests::stream_directory()).append(out, record);
    return out;
}

constexpr std::int64_t monday_0830 = 1'767'601'800'123;  // 2026-01-05T08:30:00.123Z

}  // namespace

TEST_CASE("each kind of record has its line of JSON", "[zmq][json]") {
    SECTION("an entry names accounts, currencies, rule and value date") {
        sim::Record record{.seq = 7,
                           .time_ms = monday_0830,
                           .book = 1,
                           .subject = 812,
                           .rule = 0,
                           .value_day = 20'458,
                           .kind = sim::RecordKind::entry,
                           .posting_count = 2,
                           .more = true};
        record.postings[0] = {.minor = -200'000'005, .account = 1};
        record.postings[1] = {.minor = 31, .account = 2};
        CHECK(encoded(record) ==
              R"({"seq":7,"kind":"entry","time":"2026-01-05T08:30:00.123Z","book":"hk",)"
              R"("entry":812,"rule":"concentration","value_date":"2026-01-05","more":true,)"
              R"("postings":[{"account":"1002.HK.header","amount":"-2000000.05","currency":"CNY"},)"
              R"({"account":"1002.HK.\"yen\"\n","amount":"31","currency":"JPY"}]})"
              "\n");
    }
    SECTION("a payment has its number as explain takes it") {
        CHECK(
            encoded({.seq = 8,
                     .time_ms = monday_0830,
                     .amount_minor = 1250,
                     .book = 0,
                     .subject = 17,
                     .link = 0,
                     .code = static_cast<std::uint16_t>(sim::PaymentStatus::settled),
                     .kind = sim::RecordKind::payment}) ==
            R"({"seq":8,"kind":"payment","time":"2026-01-05T08:30:00.123Z","book":"sz",)"
            R"("payment":"P-17","status":"settled","link":"sz-up","amount":"12.50","currency":"CNY"})"
            "\n");
    }
    SECTION("a sweep and a refusal say wish and amount") {
        sim::Record record{.seq = 9,
                           .time_ms = monday_0830,
                           .amount_minor = 200,
                           .other_minor = 275,
                           .subject = 44,
                           .link = 0,
                           .code = static_cast<std::uint16_t>(sim::SweepOutcome::moved),
                           .kind = sim::RecordKind::sweep};
        const std::string rest =
            R"(,"time":"2026-01-05T08:30:00.123Z","book":null,"link":"sz-up","decision":44,)"
            R"("outcome":"moved","amount":"2.00","wish":"2.75","currency":"CNY"})"
            "\n";
        CHECK(encoded(record) == R"({"seq":9,"kind":"sweep")" + rest);
        record.kind = sim::RecordKind::refusal;
        CHECK(encoded(record) == R"({"seq":9,"kind":"refusal")" + rest);
    }
    SECTION("a refused flow is named, with the ledger's reason and its account's currency") {
        sim::Record record{.seq = 9,
                           .time_ms = monday_0830,
                           .other_minor = 500,
                           .book = 0,
                           .subject = 0,
                           .code = static_cast<std::uint16_t>(ledger::PostError::below_floor),
                           .kind = sim::RecordKind::refusal,
                           .posting_count = 1};
        CHECK(
            encoded(record) ==
            R"({"seq":9,"kind":"refusal","time":"2026-01-05T08:30:00.123Z","book":"sz",)"
            R"("flow":"F-9","outcome":"below_floor","amount":"0.00","wish":"5.00","currency":"CNY"})"
            "\n");
    }
    SECTION("a limit says what is used of what cap") {
        CHECK(encoded({.seq = 10,
                       .time_ms = monday_0830,
                       .amount_minor = 5,
                       .other_minor = 8'000'000'000,
                       .subject = 0,
                       .kind = sim::RecordKind::limit}) ==
              R"({"seq":10,"kind":"limit","time":"2026-01-05T08:30:00.123Z","book":null,)"
              R"("limit":"od-quota","used":"0.05","cap":"80000000.00","currency":"CNY"})"
              "\n");
    }
    SECTION("a closed day and the end") {
        CHECK(encoded({.seq = 11,
                       .time_ms = monday_0830,
                       .subject = 20'458,
                       .kind = sim::RecordKind::clock}) ==
              R"({"seq":11,"kind":"clock","time":"2026-01-05T08:30:00.123Z","book":null,)"
              R"("date":"2026-01-05"})"
              "\n");
        CHECK(encoded({.seq = 12, .time_ms = monday_0830, .kind = sim::RecordKind::end}) ==
              R"({"seq":12,"kind":"end","time":"2026-01-05T08:30:00.123Z","book":null})"
              "\n");
    }
}

TEST_CASE("an amount without a known currency is null, not a bare integer", "[zmq][json]") {
    const std::string line =
        encoded({.seq = 1, .amount_minor = 1250, .subject = 3, .kind = sim::RecordKind::notice});
    CHECK_THAT(line, Catch::Contains(R"("amount":null,"currency":null)"));
}

TEST_CASE("a JSON string escapes what would end it or break the line", "[zmq][json]") {
    std::string out;
    adapters::append_json_string(out, "a\"b\\c\nd\te\x1f 资金池");
    CHECK(out == R"("a\"b\\c\nd\u0009e\u001f 资金池")");
}

TEST_CASE("a topic names kind and book, and a record without a book has none", "[zmq]") {
    const adapters::Topics topics(tests::stream_directory());
    CHECK(topics.of({.book = 1, .kind = sim::RecordKind::entry}) == "rmbsim.entry.hk");
    CHECK(topics.of({.book = 0, .kind = sim::RecordKind::payment}) == "rmbsim.payment.sz");
    CHECK(topics.of({.kind = sim::RecordKind::clock}) == "rmbsim.clock.-");
    CHECK(topics.of({.kind = sim::RecordKind::end}) == "rmbsim.end.-");
}
