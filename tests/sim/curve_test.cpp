// Proves sim/market/curve.hpp: the last fixing on or before a date, against the published files.
#include "sim/market/curve.hpp"

#include <optional>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ContractViolation;
using published::curve;
using published::date;
using published::decimal;

TEST_CASE("a rate is the last fixing on or before the date", "[curve]") {
    struct Row {
        const char *name, *file, *tenor, *day, *expected;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                                                 tenor     date          rate
        {"on the day of the fixing",        "lpr.csv",    "LPR_1Y", "2026-01-20", "0.0300"},
        {"until the next one",              "lpr.csv",    "LPR_1Y", "2026-02-01", "0.0300"},
        {"the day before a cut",            "lpr.csv",    "LPR_1Y", "2019-09-19", "0.0425"},
        {"on the day of a cut",             "lpr.csv",    "LPR_1Y", "2019-09-20", "0.0420"},
        {"five years",                      "lpr.csv",    "LPR_5Y", "2026-02-01", "0.0350"},
        {"overnight",                       "shibor.csv", "ON",     "2026-03-31", "0.01277"},
        {"a Sunday has Friday's",           "shibor.csv", "ON",     "2026-03-29", "0.01317"},
        {"after the last one it holds",     "shibor.csv", "1Y",     "2026-12-31", "0.01538"},
    }));
    // clang-format on
    CAPTURE(row.name);
    CHECK(curve("x", row.file).fixing(row.tenor, date(row.day)) == decimal(row.expected));
}

TEST_CASE("before the first fixing there is no rate", "[curve]") {
    const Curve lpr = curve("LPR", "lpr.csv");
    CHECK_FALSE(lpr.fixing("LPR_1Y", date("2019-08-19")).has_value());
    CHECK(lpr.fixing("LPR_1Y", date("2019-08-20")) == decimal("0.0425"));
}

TEST_CASE("the next change is the next fixing, though the rate may stay", "[curve]") {
    const Curve lpr = curve("LPR", "lpr.csv");
    CHECK(lpr.next_change("LPR_1Y", date("2026-02-01")) == date("2026-02-24"));
    CHECK(lpr.next_change("LPR_1Y", date("2026-02-23")) == date("2026-02-24"));
    CHECK(lpr.next_change("LPR_1Y", date("2026-02-24")) == date("2026-03-20"));
    CHECK(lpr.next_change("LPR_1Y", date("2000-01-01")) == date("2019-08-20"));
    CHECK_FALSE(lpr.next_change("LPR_1Y", lpr.last_date("LPR_1Y")).has_value());
}

TEST_CASE("a curve knows its tenors and the days of its fixings", "[curve]") {
    const Curve shibor = curve("SHIBOR", "shibor.csv");
    CHECK(shibor.id() == "SHIBOR");
    CHECK(shibor.tenors() ==
          std::vector<std::string_view>{"ON", "1W", "2W", "1M", "3M", "6M", "9M", "1Y"});
    CHECK(shibor.has_tenor("3M"));
    CHECK_FALSE(shibor.has_tenor("5Y"));
    CHECK(shibor.first_date("ON") == date("2018-01-02"));
    CHECK(shibor.last_date("ON") == date("2026-03-31"));
}

TEST_CASE("a tenor that the curve has not, or fixings out of order, break a contract", "[curve]") {
    const Curve lpr = curve("LPR", "lpr.csv");
    CHECK_THROWS_AS(lpr.fixing("ON", date("2026-02-01")), ContractViolation);
    CHECK_THROWS_AS(Curve("empty", {{"ON", {}}}), ContractViolation);
    CHECK_THROWS_AS(Curve("twice", {{"ON", {{1, 0}, {1, 0}}}}), ContractViolation);
    CHECK_THROWS_AS(Curve("backward", {{"ON", {{2, 0}, {1, 0}}}}), ContractViolation);
}

}  // namespace
}  // namespace rmbsim::sim
