// Netting cycles and nets: tables of the rules, and published examples.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/netting/cycle.hpp"
#include "sim/netting/net.hpp"
#include "sim/netting/netting_spec.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim::testing {
namespace {

using ledger::currency;
using ledger::Decimal;
using ledger::ValueDate;

const Calendar weekdays("CN", day(2025, 1, 1), day(2027, 12, 31), {});

std::int64_t in_minor(const Decimal& major, std::string_view code) {
    return ledger::to_money(major, currency(code), ledger::Rounding::half_even)->minor;
}

// Whole units of base, as the printed examples show them.
std::int64_t whole(const Decimal& major) {
    return *ledger::to_whole(major, ledger::Rounding::half_up);
}

std::vector<NetMember> members_of(const std::vector<std::string_view>& own) {
    std::vector<NetMember> members;
    for (const std::string_view code : own) members.push_back({currency(code), false});
    return members;
}

Decimal parity(const char* units_per_base) { return Decimal(1) / decimal(units_per_base); }

}  // namespace

TEST_CASE("a cycle's days are counted back in business days from its value date",
          "[netting][cycle]") {
    NettingCycle monthly;
    const auto found = cycles(monthly, {&weekdays}, day(2026, 5, 1), day(2026, 6, 30));
    // 25 May 2026 is a Monday and 25 June a Thursday.
    REQUIRE(found.size() == 2);
    CHECK(found[0] == CycleDays{.open = day(2026, 5, 13),
                                .input_cut_off = day(2026, 5, 15),
                                .dispute_cut_off = day(2026, 5, 18),
                                .rates = day(2026, 5, 21),
                                .value = day(2026, 5, 25),
                                .rebooking = day(2026, 5, 26)});
    CHECK(found[1].value == day(2026, 6, 25));
    CHECK(found[1].rates == day(2026, 6, 23));

    NettingCycle quarterly{.every = NettingCycle::Every::quarter, .value_day = 31};
    const auto ends = cycles(quarterly, {&weekdays}, day(2026, 1, 1), day(2026, 12, 31));
    REQUIRE(ends.size() == 4);
    CHECK(ends[1].value == day(2026, 6, 30));
    CHECK(ends[3].value == day(2026, 12, 31));
}

TEST_CASE("a value date that is no business day rolls by its convention", "[netting][cycle]") {
    struct Row {
        std::string_view name;
        RollConvention roll;
        std::uint8_t value_day;
        ValueDate value;
    };
    // 25 April 2026 is a Saturday. The month's end of May 2026, the 31st, is a Sunday.
    const auto row = GENERATE(values<Row>({
        {"following", RollConvention::following, 25, day(2026, 4, 27)},
        {"preceding", RollConvention::preceding, 25, day(2026, 4, 24)},
        {"modified following within the month", RollConvention::modified_following, 25,
         day(2026, 4, 27)},
    }));
    NettingCycle cycle{.value_day = row.value_day, .roll = row.roll};
    const auto found = cycles(cycle, {&weekdays}, day(2026, 4, 1), day(2026, 4, 30));
    CAPTURE(row.name);
    REQUIRE(found.size() == 1);
    CHECK(found[0].value == row.value);

    NettingCycle ends{.value_day = 31, .roll = RollConvention::modified_following};
    CHECK(cycles(ends, {&weekdays}, day(2026, 5, 4), day(2026, 5, 31)).at(0).value ==
          day(2026, 5, 29));
}

TEST_CASE("a holiday in one member's country moves the cycle of all", "[netting][cycle]") {
    const Calendar closed("HK", day(2025, 1, 1), day(2027, 12, 31),
                          {{ledger::day_number(day(2026, 5, 25)), false}});
    const auto found =
        cycles(NettingCycle{}, {&weekdays, &closed}, day(2026, 5, 1), day(2026, 5, 31));
    REQUIRE(found.size() == 1);
    CHECK(found[0].value == day(2026, 5, 26));
    CHECK(found[0].rates == day(2026, 5, 21));  // the 22nd is one business day before the 26th
}

TEST_CASE("an item enters a cycle by who drives it, its dates and its dispute",
          "[netting][cycle]") {
    // Input cut-off 15 May, dispute cut-off 18 May, value 25 May.
    const CycleDays days =
        cycles(NettingCycle{}, {&weekdays}, day(2026, 5, 1), day(2026, 5, 31)).at(0);
    struct Row {
        std::string_view name;
        ValueDate on, due;
        std::optional<ValueDate> disputed_until, accepted;
        std::uint16_t due_within;
        ItemStanding payable, receivable;
    };
    using enum ItemStanding;
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                            invoiced         due             dispute ends       accepted by payer  lead  payable   receivable
        {"in time",                        day(2026,5,15), day(2026,5,25), std::nullopt,      std::nullopt,       0,    enters,   enters},
        {"a day after the cut-off",        day(2026,5,16), day(2026,5,25), std::nullopt,      std::nullopt,       0,    late,     late},
        {"the payer enters it late",       day(2026,5,4),  day(2026,5,25), std::nullopt,      day(2026,5,18),     0,    late,     enters},
        {"dispute over at its cut-off",    day(2026,5,4),  day(2026,5,25), day(2026,5,18),    std::nullopt,       0,    disputed, enters},
        {"dispute not over",               day(2026,5,4),  day(2026,5,25), day(2026,5,19),    std::nullopt,       0,    disputed, disputed},
        {"due after the value date",       day(2026,5,4),  day(2026,5,26), std::nullopt,      std::nullopt,       0,    not_due,  not_due},
        {"led: due within the days given", day(2026,5,4),  day(2026,6,24), std::nullopt,      std::nullopt,       30,   enters,   enters},
        {"lagged: due before",             day(2026,5,4),  day(2026,5,6),  std::nullopt,      std::nullopt,       0,    enters,   enters},
    }));
    // clang-format on
    CAPTURE(row.name);
    NettingItem item;
    item.on = row.on;
    item.due = row.due;
    item.disputed_until = row.disputed_until;
    item.accepted = row.accepted;
    CHECK(standing_of(item, days, NettingDrive::payable, row.due_within) == row.payable);
    CHECK(standing_of(item, days, NettingDrive::receivable, row.due_within) == row.receivable);
}

// ACCA P4 Advanced Financial Management, June 2013, Kenduri Co: four companies, spot mid rates of
// US$1.5950, CAD1.5700 and ¥132.75 to the pound. The amounts owed are the question's; the pounds are
// worked out from them: 4.5m/1.595 = 2,821,317, 1.1m/1.57 = 700,637, 3.2m/1.57 = 2,038,217,
// 1.4m/1.595 = 877,743, 1.5m/1.595 = 940,439, 3.4m/1.57 = 2,165,605, 320m/132.75 = 2,410,546,
// 2.1m/1.595 = 1,316,614.
TEST_CASE("multilateral netting of Kenduri Co as in ACCA P4 of June 2013", "[netting][oracle]") {
    enum : std::uint32_t { kenduri, lakama, jaia, gochiso };
    const auto members = members_of({"GBP", "USD", "CAD", "JPY"});
    const auto usd = currency("USD"), cad = currency("CAD"), jpy = currency("JPY");
    const std::vector<NetItem> items{
        {kenduri, lakama, 4'500'000'00, usd}, {kenduri, jaia, 1'100'000'00, cad},
        {gochiso, jaia, 3'200'000'00, cad},   {gochiso, lakama, 1'400'000'00, usd},
        {jaia, lakama, 1'500'000'00, usd},    {jaia, kenduri, 3'400'000'00, cad},
        {lakama, gochiso, 320'000'000, jpy},  {lakama, kenduri, 2'100'000'00, usd}};
    RateSheet rates(currency("GBP"));
    rates.set(usd, parity("1.5950"));
    rates.set(cad, parity("1.5700"));
    rates.set(jpy, parity("132.75"));
    const NetOutcome outcome = net(members, items, rates, NettingOption::net_in_own_currency);
    CHECK(whole(outcome.members[kenduri].payable_base) == 3'521'954);
    CHECK(whole(outcome.members[kenduri].net_base()) == -39'734);
    CHECK(whole(outcome.members[lakama].net_base()) == 912'338);
    CHECK(whole(outcome.members[jaia].net_base()) == -367'190);
    CHECK(whole(outcome.members[gochiso].net_base()) == -505'413);
    CHECK(outcome.legs.size() == 4);
    CHECK(whole(outcome.net_base()) == 912'338);
}

// "Example 2 - Multilateral Netting", tuition notes CN-7 (scribd.com/document/495700079): three
// companies in dollars, with its figures to the dollar: payments 741,341 130,591 534,960, nets
// -632,517 841,000 -208,483. Rates a dollar: ZAR 6.126, EUR 0.880, GBP 0.680.
TEST_CASE("multilateral netting of three companies as in tuition example CN-7",
          "[netting][oracle]") {
    enum : std::uint32_t { uk, fr, sa };
    const auto members = members_of({"GBP", "EUR", "ZAR"});
    const auto zar = currency("ZAR"), eur = currency("EUR"), gbp = currency("GBP");
    const std::vector<NetItem> items{{uk, sa, 1'200'000'00, zar},
                                     {uk, fr, 480'000'00, eur},
                                     {fr, sa, 800'000'00, zar},
                                     {sa, uk, 74'000'00, gbp},
                                     {sa, fr, 375'000'00, eur}};
    RateSheet rates(currency("USD"));
    rates.set(zar, parity("6.126"));
    rates.set(eur, parity("0.880"));
    rates.set(gbp, parity("0.680"));
    const NetOutcome outcome = net(members, items, rates, NettingOption::net_in_own_currency);
    CHECK(whole(outcome.members[uk].payable_base) == 741'341);
    CHECK(whole(outcome.members[fr].payable_base) == 130'591);
    CHECK(whole(outcome.members[sa].payable_base) == 534'960);
    CHECK(whole(outcome.members[uk].net_base()) == -632'517);
    CHECK(whole(outcome.members[fr].net_base()) == 841'000);
    CHECK(whole(outcome.members[sa].net_base()) == -208'483);
    // The UK pays France and South Africa pays France: three transfers with a centre, two without.
    CHECK(outcome.legs.size() == 3);
}

// "Max Int. Co.", four subsidiaries with payables both ways in millions of dollars (askfilo.com,
// question 3431363438313430). A owes B 250, C 50, D 250 and so on: before netting 3,600 in twelve
// payments; A receives 1,170 and pays 550, B 980 and 750, C 500 and 900, D 950 and 1,400.
TEST_CASE("multilateral and bilateral netting of four subsidiaries as in the Max Int. Co. example",
          "[netting][oracle]") {
    enum : std::uint32_t { a, b, c, d };
    const auto usd = currency("USD");
    const auto members = members_of({"USD", "USD", "USD", "USD"});
    std::vector<NetItem> items;
    for (const auto& [debtor, creditor, million] :
         std::vector<std::tuple<std::uint32_t, std::uint32_t, std::int64_t>>{{a, b, 250},
                                                                             {a, c, 50},
                                                                             {a, d, 250},
                                                                             {b, a, 300},
                                                                             {b, c, 150},
                                                                             {b, d, 300},
                                                                             {c, a, 270},
                                                                             {c, b, 230},
                                                                             {c, d, 400},
                                                                             {d, a, 600},
                                                                             {d, b, 500},
                                                                             {d, c, 300}})
        items.push_back({debtor, creditor, million * 100'000'000, usd});
    const RateSheet rates(usd);
    const NetOutcome outcome = net(members, items, rates, NettingOption::net_in_own_currency);
    CHECK(outcome.gross_base == Decimal(3'600'000'000));
    CHECK(outcome.net_base() == Decimal(850'000'000));
    CHECK(outcome.legs == std::vector<NetLeg>{{a, usd, 62'000'000'000},
                                              {b, usd, 23'000'000'000},
                                              {c, usd, -40'000'000'000},
                                              {d, usd, -45'000'000'000}});
    CHECK(outcome.deals.empty());
    CHECK(outcome.residual_minor == 0);
    // A owes B 250 and is owed 300: +50; A and C: 270 - 50; A and D: 600 - 250; B and C: 230 - 150;
    // B and D: 500 - 300; C and D: 300 - 400.
    const auto pairs = bilateral(items, rates);
    REQUIRE(pairs.size() == 6);
    const std::vector<std::int64_t> expected{50, 220, 350, 80, 200, -100};
    for (std::size_t i = 0; i < pairs.size(); ++i)
        CHECK(pairs[i].net_base == Decimal(expected[i] * 1'000'000));
}

TEST_CASE("each settlement option makes its own transfers from the same items", "[netting]") {
    // Base USD, 7 CNY a dollar. The mainland company owes 100.00 USD and is owed 350.00 CNY (50.00
    // USD) by the dollar company, so it pays 50.00 USD or 350.00 CNY net.
    enum : std::uint32_t { sz, us };
    const auto cny = currency("CNY"), usd = currency("USD");
    const auto members = members_of({"CNY", "USD"});
    const std::vector<NetItem> items{{sz, us, 100'00, usd}, {us, sz, 350'00, cny}};
    RateSheet rates(usd);
    rates.set(cny, parity("7"));
    using Legs = std::vector<NetLeg>;
    const auto legs = [&](NettingOption option) { return net(members, items, rates, option).legs; };
    CHECK(legs(NettingOption::net_in_own_currency) == Legs{{sz, cny, -350'00}, {us, usd, 50'00}});
    CHECK(legs(NettingOption::net_per_currency) ==
          Legs{{sz, cny, 350'00}, {sz, usd, -100'00}, {us, cny, -350'00}, {us, usd, 100'00}});
    CHECK(legs(NettingOption::gross_per_currency) ==
          Legs{{sz, cny, 350'00}, {sz, usd, -100'00}, {us, cny, -350'00}, {us, usd, 100'00}});
    CHECK(legs(NettingOption::gross_in_own_currency) ==
          Legs{{sz, cny, -700'00}, {sz, cny, 350'00}, {us, usd, -50'00}, {us, usd, 100'00}});
    // The centre gets 350.00 CNY and pays 50.00 USD: it sells the renminbi.
    const NetOutcome own = net(members, items, rates, NettingOption::net_in_own_currency);
    REQUIRE(own.deals.size() == 1);
    CHECK(own.deals[0].currency == cny);
    CHECK(own.deals[0].minor == 350'00);
    CHECK(net(members, items, rates, NettingOption::net_per_currency).deals.empty());
    // Alone, sz exchanges for 100.00 USD and us for 350.00 CNY; netted, the centre for 350.00 CNY.
    REQUIRE(own.fx.size() == 2);
    CHECK(own.fx[0].avoided_minor() == 0);  // CNY, by code
    CHECK(own.fx[1].avoided_minor() == 100'00);
}

TEST_CASE("a member whose country forbids netting settles gross through the centre", "[netting]") {
    enum : std::uint32_t { in, sg };
    const auto usd = currency("USD");
    std::vector<NetMember> members = members_of({"USD", "USD"});
    members[in].gross = true;
    const std::vector<NetItem> items{{in, sg, 100'00, usd}, {sg, in, 70'00, usd}};
    const NetOutcome outcome =
        net(members, items, RateSheet(usd), NettingOption::net_in_own_currency);
    CHECK(outcome.legs ==
          std::vector<NetLeg>{{in, usd, -100'00}, {in, usd, 70'00}, {sg, usd, 30'00}});
    CHECK(outcome.residual_minor == 0);
}

TEST_CASE("what rounding in members' currencies leaves over is the centre's", "[netting]") {
    // Base USD at 3 JPY a dollar: 100.00 USD owed to a yen company is 300 yen; 0.01 USD is 0.03 yen
    // and rounds to nothing, and the cent stays with the centre.
    const auto usd = currency("USD"), jpy = currency("JPY");
    const auto members = members_of({"USD", "JPY"});
    RateSheet rates(usd);
    rates.set(jpy, parity("3"));
    const std::vector<NetItem> items{{0, 1, 1, usd}};
    const NetOutcome outcome = net(members, items, rates, NettingOption::net_in_own_currency);
    CHECK(outcome.legs == std::vector<NetLeg>{{0, usd, -1}});
    CHECK(outcome.residual_minor == 1);
    CHECK(outcome.deals.empty());
}

TEST_CASE("a cycle in which every net is zero settles nothing", "[netting]") {
    const auto usd = currency("USD");
    const auto members = members_of({"USD", "USD", "USD"});
    const std::vector<NetItem> ring{{0, 1, 500, usd}, {1, 2, 500, usd}, {2, 0, 500, usd}};
    const NetOutcome outcome =
        net(members, ring, RateSheet(usd), NettingOption::net_in_own_currency);
    CHECK(outcome.legs.empty());
    CHECK(outcome.gross_base == Decimal(15));
    CHECK(outcome.net_base().is_zero());
}

TEST_CASE("settling later gains the payer amount by rate by days over D", "[netting]") {
    // 1,000,000.00 at 3.6 % for 10 days of 360: 1,000.00; a lead of 20 days costs 2,000.00.
    const auto usd = currency("USD");
    const auto gain = [&](ValueDate settled) {
        return in_minor(payer_gain(100'000'000, usd, decimal("0.036"), day(2026, 5, 15), settled,
                                   ledger::DayCount::act_360),
                        "USD");
    };
    CHECK(gain(day(2026, 5, 25)) == 1'000'00);
    CHECK(gain(day(2026, 5, 15)) == 0);
    CHECK(gain(day(2026, 4, 25)) == -2'000'00);
}

}  // namespace rmbsim::sim::testing
