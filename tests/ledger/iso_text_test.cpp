#include "ledger/iso_text.hpp"

#include <chrono>

#include <catch2/catch.hpp>

#include "ledger/time.hpp"

namespace rmbsim::ledger {

// ISO 8601; days by the Unix count: 20458 is 2026-01-05, and a day before 1970 counts below zero.
TEST_CASE("days and instants are written as ISO 8601 says", "[ledger][time]") {
    CHECK(iso_date(date_of(20'458)) == "2026-01-05");
    CHECK(iso_date(date_of(-1)) == "1969-12-31");
    CHECK(iso_date(date_of(11'016)) == "2000-02-29");
    const SimTime monday{std::chrono::days{20'458}};
    CHECK(iso_instant(monday + std::chrono::hours{8} + std::chrono::minutes{5}) ==
          "2026-01-05T08:05:00Z");
    CHECK(iso_instant(monday - std::chrono::milliseconds{1}) == "2026-01-04T23:59:59Z");
}

}  // namespace rmbsim::ledger
