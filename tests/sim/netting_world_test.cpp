// Netting and payments on behalf in a world of three companies: what is booked, and what is refused.
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "sim/in_house/on_behalf_spec.hpp"
#include "sim/measure/netting_result.hpp"
#include "sim/measure/result.hpp"
#include "sim/netting/netting_spec.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim::testing::netting_world {
namespace {

using ledger::ChartLine;

enum Company : std::uint32_t { su, sz, hk };

NettingItem item(const char* id, std::uint32_t debtor, std::uint32_t creditor, std::int64_t minor) {
    NettingItem made;
    made.id = id;
    made.on = day(2026, 1, 6);
    made.due = day(2026, 1, 13);
    made.debtor = debtor;
    made.creditor = creditor;
    made.minor = minor;
    made.currency = ledger::currency("CNY");
    return made;
}

// Hong Kong nets for the group in renminbi: rates and items on Wednesday the 14th, settlement on
// Thursday the 15th, a second try on Friday the 16th. All three trade.
Scenario netting_group() {
    Scenario s = small_group();
    s.pools.clear();
    NettingSpec spec;
    spec.id = "treasury";
    spec.centre = {header};
    spec.cycle.value_day = 15;
    spec.cycle.open = 4;
    spec.cycle.input_cut_off = 3;
    spec.cycle.dispute_cut_off = 2;
    spec.cycle.rates = 1;
    spec.calendars = {0, 1};
    for (const auto& [entity, account] :
         {std::pair<std::uint32_t, std::uint32_t>{su, member}, {sz, master}, {hk, header}}) {
        NettingMember one;
        one.entity = entity;
        one.accounts = {account};
        spec.members.push_back(one);
    }
    s.netting.push_back(spec);
    return s;
}

std::int64_t sum_of(const Recording& store, ChartLine line) {
    std::int64_t sum = 0;
    for (const auto& [account, minor] : store.balances)
        if (store.directory.accounts[account].line == line) sum += minor;
    return sum;
}

std::int64_t open_amount(const Recording& store, ChartLine line) {
    std::int64_t sum = 0;
    for (const auto& [account, minor] : store.balances)
        if (store.directory.accounts[account].line == line) sum += minor < 0 ? -minor : minor;
    return sum;
}

}  // namespace

TEST_CASE("a settled cycle clears its invoices and leaves no claim on the centre",
          "[netting][world]") {
    // su owes sz 900, sz owes hk 500, hk owes su 300: su -600, sz +400, hk +200 in yuan.
    Scenario s = netting_group();
    s.netting[0].items = {item("I-1", su, sz, 900'00), item("I-2", sz, hk, 500'00),
                          item("I-3", hk, su, 300'00)};
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SU.ops", day(2026, 1, 15)) == -600'00);
    CHECK(closing(result, "SZ.master", day(2026, 1, 15)) == 400'00);
    CHECK(closing(result, "HK.header", day(2026, 1, 15)) == 200'00);
    CHECK(open_amount(store, ChartLine::netting_current) == 0);
    CHECK(open_amount(store, ChartLine::accounts_payable) == 0);
    CHECK(open_amount(store, ChartLine::accounts_receivable) == 0);
    CHECK(sum_of(store, ChartLine::cost_of_sales) == 1700'00);
    CHECK(sum_of(store, ChartLine::revenue) == -1700'00);
    REQUIRE(result.netting.size() == 1);
    CHECK(result.netting[0].gross_minor == 1700'00);
    CHECK(result.netting[0].net_minor == 600'00);
    CHECK(result.refusals.empty());
}

TEST_CASE("edge 14: a netted payment keeps the gross legs for balance-of-payments reporting",
          "[netting][world]") {
    // pool-rules §11.14. su and hk owe each other the same: nothing is paid, both legs are reported.
    Scenario s = netting_group();
    s.netting[0].items = {item("I-1", su, hk, 250'00), item("I-2", hk, su, 250'00),
                          item("I-3", su, sz, 80'00)};
    const RunResult result = run(s);
    REQUIRE(result.netting.size() == 1);
    const NettingCycleResult& cycle = result.netting[0];
    CHECK(cycle.net_minor == 80'00);
    REQUIRE(cycle.gross_legs.size() == 3);
    const auto leg = [&](std::size_t i) {
        const NettingGrossLeg& of = cycle.gross_legs[i];
        return std::tuple(of.item, of.debtor, of.creditor, of.minor, of.crosses_border);
    };
    CHECK(leg(0) == std::tuple("I-1", "su", "hk", 250'00, true));
    CHECK(leg(1) == std::tuple("I-2", "hk", "su", 250'00, true));
    CHECK(leg(2) == std::tuple("I-3", "su", "sz", 80'00, false));  // within the mainland
    CHECK(cycle.gross_legs[0].settled == day(2026, 1, 15));
}

TEST_CASE("a member that cannot pay is asked again on the next business day and then carried",
          "[netting][world]") {
    Scenario s = netting_group();
    s.accounts[header].opening_minor = 2'000'000'00;
    s.netting[0].items = {item("I-1", su, sz, 1'500'000'00)};  // beyond su's overdraft
    SECTION("money that comes before the second try pays it") {
        add_flow(s, member, day(2026, 1, 16), 600'000'00, std::chrono::hours{9});
        Recording store;
        const RunResult result = run(s, &store);
        CHECK(closing(result, "SU.ops", day(2026, 1, 16)) == -900'000'00);
        CHECK(open_amount(store, ChartLine::netting_current) == 0);
        CHECK(result.refusals.size() == 1);
        CHECK(result.netting.at(0).members.at(su).transfers.at(0).status == "settled");
    }
    SECTION("without it the claim stays between the member and the centre") {
        Recording store;
        const RunResult result = run(s, &store);
        CHECK(closing(result, "SU.ops", day(2026, 1, 16)) == 0);
        CHECK(closing(result, "SZ.master", day(2026, 1, 16)) == 1'500'000'00);
        CHECK(open_amount(store, ChartLine::netting_current) == 2 * 1'500'000'00);
        CHECK(sum_of(store, ChartLine::netting_current) == 0);
        CHECK(open_amount(store, ChartLine::accounts_payable) == 0);
        REQUIRE(result.refusals.size() == 2);
        CHECK(result.refusals[1].reason == "below_floor");
        CHECK(result.netting.at(0).members.at(su).transfers.at(0).status == "carried");
    }
}

TEST_CASE("what is carried is settled with the next cycle", "[netting][world]") {
    Scenario s = netting_group();
    s.to = day(2026, 2, 20);
    s.accounts[header].opening_minor = 2'000'000'00;
    s.netting[0].items = {item("I-1", su, sz, 1'500'000'00)};
    add_flow(s, member, day(2026, 2, 2), 600'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    // 15 February 2026 is a Sunday: the second cycle settles on Monday the 16th.
    CHECK(closing(result, "SU.ops", day(2026, 2, 13)) == 600'000'00);
    CHECK(closing(result, "SU.ops", day(2026, 2, 16)) == -900'000'00);
    CHECK(open_amount(store, ChartLine::netting_current) == 0);
}

TEST_CASE("a late or disputed item rolls into the next cycle", "[netting][world]") {
    Scenario s = netting_group();
    s.to = day(2026, 2, 20);
    s.netting[0].items = {item("I-1", su, sz, 100'00), item("I-2", su, sz, 10'00)};
    s.netting[0].items[0].on = day(2026, 1, 13);  // the input cut-off was the 12th
    s.netting[0].items[1].disputed_until = day(2026, 1, 20);
    const RunResult result = run(s);
    REQUIRE(result.netting.size() == 2);
    CHECK(result.netting[0].items == 0);
    REQUIRE(result.netting[0].rolled.size() == 2);
    CHECK(result.netting[0].rolled[0].reason == "late");
    CHECK(result.netting[0].rolled[1].reason == "disputed");
    CHECK(result.netting[1].items == 2);
    CHECK(closing(result, "SU.ops", day(2026, 2, 16)) == -110'00);
}

TEST_CASE("without netting every item is paid on its due date by itself", "[netting][world]") {
    Scenario s = netting_group();
    s.netting[0].option = NettingOption::pairwise;
    s.netting[0].items = {item("I-1", su, sz, 900'00), item("I-2", sz, hk, 500'00),
                          item("I-3", hk, su, 300'00)};
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SU.ops", day(2026, 1, 12)) == 0);
    CHECK(closing(result, "SU.ops", day(2026, 1, 13)) == -600'00);
    CHECK(closing(result, "HK.header", day(2026, 1, 13)) == 200'00);
    CHECK(open_amount(store, ChartLine::accounts_payable) == 0);
    REQUIRE(result.netting.size() == 1);
    CHECK(result.netting[0].transfers == 3);
    CHECK(find_kpi(result, "netting_payment_reduction", "group")->value == "0.0000");
}

TEST_CASE("settling on the value date instead of the due date moves interest between members",
          "[netting][world]") {
    // 3,600,000.00 at 3 %, two days late of 360: 600.00 for the payer, against the receiver.
    Scenario s = netting_group();
    s.netting[0].members[su].rate = s.netting[0].members[sz].rate = decimal("0.03");
    s.accounts[member].opening_minor = 4'000'000'00;
    s.netting[0].items = {item("I-1", su, sz, 3'600'000'00)};
    const RunResult result = run(s);
    CHECK(result.netting.at(0).members.at(su).delay_minor == 600'00);
    CHECK(result.netting.at(0).members.at(sz).delay_minor == -600'00);
}

namespace {

// Shenzhen pays for Suzhou, in renminbi, up to 1,000.00.
Scenario on_behalf_group() {
    Scenario s = small_group();
    s.pools.clear();
    FlowRule rule;
    rule.flow = "collections_on_behalf_of_members";
    rule.allowed = true;
    rule.citation.instrument = "测试〔2026〕2号";
    s.regime->flows.push_back(rule);
    OnBehalfSpec spec;
    spec.id = "payments";
    spec.centre = master;
    OnBehalfMember one;
    one.entity = su;
    one.account = member;
    one.virtual_account = "880001";
    one.limit_minor = 1'000'00;
    spec.members.push_back(one);
    s.on_behalf.push_back(spec);
    add_flow(s, member, day(2026, 1, 6), -800'00);
    return s;
}

}  // namespace

TEST_CASE("a payment on behalf leaves the centre's account and debits the in-house account",
          "[in_house][world]") {
    Recording store;
    const RunResult result = run(on_behalf_group(), &store);
    CHECK(closing(result, "SU.ops", day(2026, 1, 6)) == 0);
    CHECK(closing(result, "SZ.master", day(2026, 1, 6)) == -800'00);
    CHECK(sum_of(store, ChartLine::in_house_current) == 0);  // each side mirrors the other
    REQUIRE(result.in_house.size() == 1);
    CHECK(result.in_house[0].balance_minor == -800'00);
    CHECK(result.in_house[0].lowest_minor == -800'00);
}

TEST_CASE("the checks of a payment on behalf come in their order", "[in_house][world]") {
    struct Row {
        std::string_view name;
        bool authorised, eligible, allowed, within_limit;
        std::string reason, document;
    };
    const auto row = GENERATE(values<Row>({
        {"nobody has signed", false, false, false, false, "not_authorised", ""},
        {"a bar stands against it", true, false, false, false, "not_eligible", ""},
        {"the regime forbids it", true, true, false, false, "flow_not_allowed", "测试〔2026〕2号"},
        {"beyond its in-house limit", true, true, true, false, "in_house_limit", ""},
        {"nothing stands against it", true, true, true, true, "", ""},
    }));
    Scenario s = on_behalf_group();
    OnBehalfMember& one = s.on_behalf[0].members[0];
    one.is_authorised = row.authorised;
    one.is_eligible = row.eligible;
    s.regime->flows.back().allowed = row.allowed;
    if (!row.within_limit) one.limit_minor = 799'99;
    const RunResult result = run(s);
    CAPTURE(row.name);
    CHECK(result.refusals.size() == (row.reason.empty() ? 0 : 1));
    if (row.reason.empty()) return;
    CHECK(result.refusals.at(0).reason == row.reason);
    CHECK(result.refusals.at(0).document == row.document);
    CHECK(closing(result, "SZ.master", day(2026, 1, 6)) == 0);
    CHECK(result.counts.flows_refused == 1);
}

TEST_CASE("collecting for an overseas member needs a flow of its own in the regime",
          "[in_house][world]") {
    Scenario s = on_behalf_group();
    OnBehalfMember& one = s.on_behalf[0].members[0];
    one.entity = hk;
    one.account = header;
    s.flows[0].account = header;
    const RunResult refused = run(s);
    REQUIRE(refused.refusals.size() == 1);
    CHECK(refused.refusals[0].reason == "flow_not_allowed");
    CHECK(refused.refusals[0].document == "测试〔2026〕1号");  // the regime that does not know it

    FlowRule rule;
    rule.flow = "collections_on_behalf_of_overseas_members";
    rule.allowed = true;
    s.regime->flows.push_back(rule);
    CHECK(run(s).refusals.empty());
}

TEST_CASE("a returned payment is reversed with its own value date", "[in_house][world]") {
    Scenario s = on_behalf_group();
    s.on_behalf[0].returned.push_back({.flow = "F-1", .on = day(2026, 1, 8)});
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", day(2026, 1, 6)) == 0);
    CHECK(closing(result, "SZ.master", day(2026, 1, 8)) == 0);
    CHECK(result.in_house.at(0).balance_minor == 0);
    CHECK(result.in_house.at(0).lowest_minor == -800'00);
}

TEST_CASE("a member whose country forbids on-behalf flows pays from its own account",
          "[in_house][world]") {
    Scenario s = on_behalf_group();
    s.on_behalf[0].members[0].in_name_of = true;
    s.on_behalf[0].members[0].limit_minor = 0;
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 1, 6)) == -800'00);
    CHECK(closing(result, "SZ.master", day(2026, 1, 6)) == 0);
    CHECK(result.in_house.at(0).in_own_name == 1);
    CHECK(result.refusals.empty());
}

TEST_CASE("a payment between members moves in-house accounts only", "[in_house][world]") {
    Scenario s = on_behalf_group();
    s.flows.clear();
    OnBehalfMember other;
    other.entity = hk;
    other.account = header;
    other.virtual_account = "880002";
    s.on_behalf[0].members.push_back(other);
    s.on_behalf[0].internal.push_back(
        {.id = "T-1", .on = day(2026, 1, 7), .from = 0, .to = 1, .minor = 300'00});
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(result.in_house.at(0).balance_minor == -300'00);
    CHECK(result.in_house.at(1).balance_minor == 300'00);
    CHECK(store.entries == 1);
    CHECK(sum_of(store, ChartLine::accounts_payable) == 300'00);
    CHECK(sum_of(store, ChartLine::accounts_receivable) == -300'00);
}

}  // namespace rmbsim::sim::testing::netting_world
