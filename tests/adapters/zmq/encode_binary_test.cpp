#include "adapters/zmq/encode_binary.hpp"

#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "sim/kernel/outlet.hpp"
#include "tests/adapters/zmq/stream_fixture.hpp"

using namespace rmbsim;

TEST_CASE("a binary record has the bytes of the page, little-endian", "[zmq][binary]") {
    sim::Record record{.seq = 0x0102030405060708,
                       .time_ms = 1,
                       .amount_minor = -2,
                       .other_minor = 3,
                       .book = 4,
                       .subject = 5,
                       .rule = 6,
                       .link = UINT32_MAX,
                       .value_day = -1,
                       .code = 0x0708,
                       .kind = sim::RecordKind::payment,
                       .posting_count = 1,
                       .more = true};
    record.postings[0] = {.minor = 256, .account = 9};
    const std::string z7(7, '\0'), z3(3, '\0'), f4(4, '\xff'), f7(7, '\xff');
    std::string batch;
    adapters::begin_binary(batch);
    adapters::append_binary(batch, record);
    adapters::count_binary(batch, 1);
    const std::string expected = "RMB1\x01" + z3 +                   // head, one record
                                 "\x08\x07\x06\x05\x04\x03\x02\x01"  // seq
                                 "\x01" +
                                 z7 + "\xfe" + f7 + "\x03" + z7 +  // time, amount, other
                                 "\x04" + z3 + "\x05" + z3 + "\x06" + z3 + f4 +  // book … link
                                 f4 + "\x08\x07\x01\x81" +  // value date, code, kind, postings
                                 std::string(1, '\0') + "\x01" + std::string(6, '\0') + "\x09" +
                                 z3 + std::string(4, '\0');
    CHECK(batch == expected);
    CHECK(batch.size() ==
          adapters::binary_head + adapters::binary_record + adapters::binary_posting);
}

TEST_CASE("the names of a binary stream are those that its numbers point at", "[zmq][binary]") {
    const std::string names = adapters::names_text(tests::stream_directory());
    for (const char* part :
         {R"({"books":["sz","hk"],)",
          R"("accounts":[{"id":"1002.SZ.master","currency":"CNY","decimals":2},)",
          R"({"id":"1002.HK.\"yen\"\n","currency":"JPY","decimals":0}],)",
          R"("rules":["concentration"],)",
          R"("limits":[{"id":"od-quota","currency":"CNY","decimals":2}],)", R"("flows":["F-9"],)",
          R"("kinds":["entry","payment","sweep","limit","refusal","notice","clock","end"],)",
          R"("payment_status":["accepted","queued","settled","refused","returned","withdrawn"])"}) {
        CAPTURE(part, names);
        CHECK(names.find(part) != std::string::npos);
    }
}
