#include "sim/policy/limit.hpp"

#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/policy/admission.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;

namespace {

Quota quota(bool inward, std::int64_t cap, const ledger::Decimal& weight = 1) {
    Quota q;
    q.inward = inward;
    q.cap_minor = cap;
    q.weight = weight;
    return q;
}

}  // namespace

TEST_CASE("headroom of the lending quota is what is left, plus debt that is repaid first",
          "[policy][quota]") {
    struct Row {
        const char* name;
        PairPosition position;
        std::int64_t headroom;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                             settled  out  in   headroom of a cap of 1000
        {"nothing lent yet",                {     0,    0,   0},  1000},
        {"partly lent",                     {   600,    0,   0},   400},
        {"in flight counts as lent",        {   600,  300,   0},   100},
        {"exhausted",                       {  1000,    0,   0},     0},
        {"above a cap that fell",           {  1200,    0,   0},     0},
        {"what comes back frees nothing yet", { 600,    0, 200},   400},
        {"debt is repaid first",            {  -250,    0,   0},  1250},
        {"debt already being repaid",       {  -250,  250,   0},  1000},
        {"debt repaid and lending begun",   {  -250,  400,   0},   850},
    }));
    // clang-format on
    CAPTURE(row.name);
    const std::vector<PairPosition> pairs{row.position};
    CHECK(headroom(quota(false, 1000), pairs, 0) == row.headroom);
}

TEST_CASE("pool foreign debt is risk-weighted: short tenor counts half as much again",
          "[policy][quota]") {
    const Quota debt = quota(true, 1000, *ledger::Decimal::parse("1.5"));
    const std::vector<PairPosition> none{{}}, some{{.settled = -301}};
    CHECK(headroom(debt, none, 0) == 666);     // 1000 / 1.5, down
    CHECK(use_of(debt, some).settled == 452);  // 301 × 1.5 = 451.5, up
    CHECK(headroom(debt, some, 0) == 365);     // (1000 - 452) / 1.5, down
    const std::vector<PairPosition> lent{{.settled = 200}};
    CHECK(headroom(debt, lent, 0) == 866);  // lending is called back first
}

TEST_CASE("several pairs share one quota", "[policy][quota]") {
    const std::vector<PairPosition> pairs{
        {.settled = 300}, {.settled = 200, .going_out = 100}, {.settled = -50}};
    CHECK(use_of(quota(false, 1000), pairs).settled == 500);
    CHECK(use_of(quota(false, 1000), pairs).committed == 600);
    CHECK(headroom(quota(false, 1000), pairs, 0) == 400);
    CHECK(headroom(quota(false, 1000), pairs, 2) == 450);
}

TEST_CASE("an unknown limit is unlimited, never zero", "[policy][unknown]") {
    Quota unknown = quota(false, 0);
    unknown.exists = false;
    const std::vector<PairPosition> pairs{{.settled = 900}};
    CHECK(headroom(unknown, pairs, 0) == INT64_MAX);
}

TEST_CASE("a quota is equity times ratio times multiple over domestic members, rounded down",
          "[policy][quota]") {
    const auto cny = ledger::currency("CNY");
    std::vector<Entity> entities(3);
    entities[0].jurisdiction = entities[1].jurisdiction = "CN";
    entities[2].jurisdiction = "HK";
    entities[0].equity = {100'000'003, cny};  // 1,000,000.03
    entities[1].equity = {-5'000'000, cny};   // negative equity counts as zero
    entities[2].equity = {900'000'000, cny};  // abroad: does not count
    PoolSpec pool;
    for (std::uint32_t i = 0; i < 3; ++i)
        pool.members.push_back({.entity = i,
                                .foreign_debt_ratio = *ledger::Decimal::parse("0.2"),
                                .overseas_lending_ratio = *ledger::Decimal::parse("0.1")});
    QuotaRule lending;
    lending.concentration = Concentration::ol;
    QuotaRule debt;
    debt.concentration = Concentration::fd;
    const EquityQuestion of{.pool = &pool, .entities = &entities, .domestic_jurisdiction = "CN"};
    ledger::Decimal multiple = *ledger::Decimal::parse("0.8");
    CHECK(quota_cap(lending, multiple, of) == 8'000'000);  // 80,000.0024
    multiple = *ledger::Decimal::parse("3.5");
    CHECK(quota_cap(debt, multiple, of) == 70'000'002);  // 700,000.021
}

TEST_CASE("a group that fails a check of the admission test is told which",
          "[policy][eligibility]") {
    Regime regime;
    regime.eligibility.resize(3);
    regime.eligibility[0].fact = "members_count";
    regime.eligibility[0].value = 3;
    regime.eligibility[1].fact = "domestic_revenue_prior_year";
    regime.eligibility[1].value = 10'000'000'000;
    regime.eligibility[2].fact = "trade_members_class_a";
    regime.eligibility[2].comparison = Comparison::equal;
    regime.eligibility[2].value = 1;
    PoolSpec pool;
    pool.members.resize(3);
    pool.facts.push_back({.name = "domestic_revenue_prior_year", .value = 9'999'999'999, .at = {}});
    const auto failed = failed_checks(regime, pool);
    REQUIRE(failed.size() == 2);
    CHECK(failed[0].check->fact == "domestic_revenue_prior_year");
    CHECK(failed[0].fact_given);
    CHECK(failed[1].check->fact == "trade_members_class_a");
    CHECK_FALSE(failed[1].fact_given);  // a fact that is not given fails its check
    pool.facts[0].value = 10'000'000'000;
    pool.facts.push_back({.name = "trade_members_class_a", .value = 1, .at = {}});
    CHECK(failed_checks(regime, pool).empty());
}
