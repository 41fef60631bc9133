// pooling-practice §23, property 10.
#include <algorithm>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/netting/net.hpp"
#include "sim/netting/netting_spec.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;

namespace {

std::int64_t some_of(std::int64_t low, std::int64_t high) {
    return *rc::gen::inRange<std::int64_t>(low, high);
}

struct AnyCycle {
    std::vector<NetMember> members;
    std::vector<NetItem> items;
    RateSheet rates{ledger::currency("USD")};
};

ledger::CurrencyId any_currency() {
    return ledger::currency(*rc::gen::element("USD", "CNY", "JPY", "KWD"));
}

NetItem any_item(std::uint32_t members) {
    const auto debtor = static_cast<std::uint32_t>(some_of(0, members));
    const auto step = static_cast<std::uint32_t>(some_of(1, members));
    return {debtor, (debtor + step) % members, some_of(1, 4'000'000'000'000), any_currency()};
}

AnyCycle any_cycle() {
    AnyCycle any;
    const auto members = static_cast<std::uint32_t>(some_of(2, 7));
    for (std::uint32_t m = 0; m < members; ++m)
        any.members.push_back({any_currency(), some_of(0, 5) == 0});
    const std::int64_t items = some_of(0, 40);
    for (std::int64_t i = 0; i < items; ++i) any.items.push_back(any_item(members));
    for (const char* code : {"CNY", "JPY", "KWD"})
        // Crosses up to 100: forty of the largest items still fit 64 bits in fils of a yen.
        any.rates.set(ledger::currency(code), ledger::Decimal(some_of(100'000, 1'000'000)) /
                                                  ledger::Decimal(some_of(100'000, 1'000'000)));
    return any;
}

NettingOption any_option() {
    return *rc::gen::element(NettingOption::net_in_own_currency, NettingOption::net_per_currency,
                             NettingOption::gross_per_currency,
                             NettingOption::gross_in_own_currency);
}

}  // namespace

TEST_CASE("property 10: the nets of a cycle sum to zero", "[netting][property]") {
    rc::prop("in base before rounding, and per currency with the centre's deals", [] {
        const AnyCycle any = any_cycle();
        const NetOutcome outcome = net(any.members, any.items, any.rates, any_option());
        ledger::Decimal sum = 0;
        for (const MemberNet& member : outcome.members) sum = sum + member.net_base();
        RC_ASSERT(sum.is_zero());
        for (const char* code : {"CNY", "JPY", "KWD"}) {
            const auto currency = ledger::currency(code);
            std::int64_t cash = 0;
            for (const NetLeg& leg : outcome.legs)
                if (leg.currency == currency) cash -= leg.minor;
            for (const Deal& deal : outcome.deals)
                if (deal.currency == currency) cash -= deal.minor;
            RC_ASSERT(cash == 0);
        }
    });
}

TEST_CASE("property 10: the residual is less than a rounding of each position",
          "[netting][property]") {
    rc::prop("within half a unit a member, currency and side, and half a unit a deal", [] {
        const AnyCycle any = any_cycle();
        const NetOutcome outcome = net(any.members, any.items, any.rates, any_option());
        ledger::Decimal most = 0;  // in base
        const auto half_a_unit = [&](ledger::CurrencyId currency) {
            return any.rates.in_base(1, currency) / ledger::Decimal(2);
        };
        for (std::size_t m = 0; m < any.members.size(); ++m)
            for (const CurrencyPosition& position : outcome.members[m].positions)
                if (position.converted)
                    most = most + ledger::Decimal(2) * half_a_unit(any.members[m].own);
        for (std::size_t i = 0; i < outcome.deals.size(); ++i)
            most = most + half_a_unit(any.rates.base());
        // A decimal that is no exact cross of two rates may add one unit in the last place.
        const auto residual = ledger::Decimal::from_minor(std::abs(outcome.residual_minor), 2);
        RC_ASSERT(residual <= most + ledger::Decimal::from_minor(1, 20));
    });
}

TEST_CASE("property 10: the order of items changes nothing", "[netting][property]") {
    rc::prop("legs, deals and residual", [] {
        AnyCycle any = any_cycle();
        const NettingOption option = any_option();
        const NetOutcome before = net(any.members, any.items, any.rates, option);
        for (std::size_t i = any.items.size(); i > 1; --i)
            std::swap(
                any.items[i - 1],
                any.items[static_cast<std::size_t>(some_of(0, static_cast<std::int64_t>(i)))]);
        const NetOutcome after = net(any.members, any.items, any.rates, option);
        RC_ASSERT(before.legs == after.legs);
        RC_ASSERT(before.residual_minor == after.residual_minor);
        RC_ASSERT(before.gross_base == after.gross_base);
    });
}

TEST_CASE("property 10: an equal opposite pair of items changes no net", "[netting][property]") {
    rc::prop("in base, and to the unit in members' currencies", [] {
        AnyCycle any = any_cycle();
        const auto option =
            *rc::gen::element(NettingOption::net_in_own_currency, NettingOption::net_per_currency);
        const NetOutcome before = net(any.members, any.items, any.rates, option);
        const NetItem one = any_item(static_cast<std::uint32_t>(any.members.size()));
        any.items.push_back(one);
        any.items.push_back({one.creditor, one.debtor, one.minor, one.currency});
        const NetOutcome after = net(any.members, any.items, any.rates, option);
        for (std::size_t m = 0; m < any.members.size(); ++m)
            RC_ASSERT(before.members[m].net_base() == after.members[m].net_base());
        const bool gross = any.members[one.debtor].gross || any.members[one.creditor].gross;
        if (!gross) RC_ASSERT(before.legs == after.legs);
    });
}

TEST_CASE("property 10: netting never moves more than the gross amount", "[netting][property]") {
    rc::prop("the sum of the nets is at most the sum of the items", [] {
        const AnyCycle any = any_cycle();
        const NetOutcome outcome =
            net(any.members, any.items, any.rates, NettingOption::net_in_own_currency);
        RC_ASSERT(outcome.net_base() <= outcome.gross_base);
    });
}
