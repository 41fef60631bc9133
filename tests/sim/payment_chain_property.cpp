// Payments over several rails and deals over several systems, in random worlds: a chain of legs is whole or
// comes back, a deal settles at one instant or not at all.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/system_spec.hpp"
#include "sim/world/world.hpp"
#include "tests/sim/any_queues.hpp"
#include "tests/sim/many_cases.hpp"

namespace rmbsim::sim {
namespace payment_chains {

using any_queues::drawn;
using std::chrono::hours;
using Named = std::map<std::string, NamedPayment>;

constexpr int chain_cases = 3'000;
constexpr std::uint32_t rails = 3, banks = 4;
const ledger::ValueDate monday = std::chrono::local_days{std::chrono::year{2026} / 11 / 23};

settlement::SystemSpec any_system(const Scenario& s, std::uint32_t rail) {
    settlement::SystemSpec system;
    system.rail = rail;
    system.operator_id = "op-" + std::to_string(rail);
    system.currency = ledger::currency(rail == 1 ? "USD" : "CNY");
    const auto opens = hours{drawn(8, 11)}, closes = hours{drawn(14, 18)};
    for (ledger::ValueDate day = s.from; day <= s.to; day += std::chrono::days{1})
        system.sessions.push_back({day, ms_of(s.zones[0].instant(day, opens)),
                                   ms_of(s.zones[0].instant(day, closes)),
                                   ms_of(s.zones[0].instant(day, closes))});
    for (std::uint32_t b = 0; b < banks; ++b) {
        settlement::Participant participant;
        participant.bank = b;
        participant.balance_minor = drawn(0, 60);
        system.participants.push_back(participant);
    }
    if (drawn(0, 3) == 0) system.processing_ms = drawn(1, 5) * 3'600'000;
    system.rules.queue = static_cast<settlement::QueueRule>(drawn(0, 4));
    system.rules.multilateral = static_cast<settlement::Multilateral>(drawn(0, 6));
    system.rules.resolve.after_queueing = drawn(0, 2) == 0;
    system.rules.at_close =
        drawn(0, 3) == 0 ? settlement::AtClose::kept : settlement::AtClose::returned;
    system.rules.classes = static_cast<std::uint8_t>(drawn(1, 3));
    return system;
}

// Three systems of four banks over two days, in two currencies and with hours of their own.
Scenario any_world() {
    Scenario s;
    s.id = "any";
    s.from = monday;
    s.to = monday + std::chrono::days{1};
    s.seed = static_cast<std::uint64_t>(drawn(1, 1'000'000));
    s.reporting_currency = ledger::currency("CNY");
    s.calendars.emplace_back("CN", monday - std::chrono::days{60}, monday + std::chrono::days{90},
                             std::vector<Calendar::ExceptionalDay>{});
    s.zones.emplace_back("Asia/Shanghai", std::vector<TimeZone::Offset>{{INT64_MIN / 2, 480}});
    for (std::uint32_t b = 0; b < banks; ++b) {
        Bank bank;
        bank.id = "b" + std::to_string(b);
        bank.jurisdiction = "CN";
        s.banks.push_back(bank);
    }
    for (std::uint32_t r = 0; r < rails; ++r) {
        RailSpec rail;
        rail.id = "r" + std::to_string(r);
        rail.kind = RailKind::settlement;
        rail.fee_currency = ledger::currency("CNY");
        rail.latency = std::chrono::milliseconds{drawn(0, 3) * 5'000};
        s.rails.push_back(rail);
        s.systems.push_back(any_system(s, r));
    }
    return s;
}

settlement::Order any_order(const Scenario& s, std::uint32_t payer, std::uint32_t payee) {
    settlement::Order order;
    order.at = ms_of(s.zones[0].instant(monday, hours{7})) + drawn(0, 40) * 1'800'000;
    order.payer = payer;
    order.payee = payee;
    order.minor = drawn(1, 50);
    return order;
}

void add_order(settlement::SystemSpec& system, settlement::Order order, const std::string& name) {
    order.name = static_cast<std::uint32_t>(system.names.size());
    order.priority_class = static_cast<std::uint8_t>(system.rules.classes - 1);
    system.names.push_back(name);
    system.orders.push_back(order);
}

std::uint32_t any_bank_but(std::uint32_t other) {
    const auto bank = static_cast<std::uint32_t>(drawn(0, banks - 1));
    return bank >= other ? bank + 1 : bank;
}

void add_noise(Scenario& s) {
    const auto count = drawn(0, 10);
    for (std::int64_t i = 0; i < count; ++i) {
        settlement::SystemSpec& system = s.systems[static_cast<std::size_t>(drawn(0, rails))];
        const auto payer = static_cast<std::uint32_t>(drawn(0, banks));
        add_order(system, any_order(s, payer, any_bank_but(payer)), "n" + std::to_string(i));
    }
}

void sort_orders(Scenario& s) {
    for (settlement::SystemSpec& system : s.systems)
        std::ranges::stable_sort(system.orders, {}, &settlement::Order::at);
}

Named named_of(const RunResult& result) {
    Named named;
    for (const SettlementResult& system : result.settlement)
        for (const NamedPayment& payment : system.named) named[payment.name] = payment;
    return named;
}

void add_routes(Scenario& s) {
    const auto count = drawn(1, 6);
    for (std::int64_t i = 0; i < count; ++i) {
        PaymentRoute route;
        auto at = static_cast<std::uint32_t>(drawn(0, banks));
        const auto legs = drawn(1, 4);
        for (std::int64_t k = 0; k < legs; ++k) {
            const std::uint32_t to = any_bank_but(at);
            // Never over one rail twice: a leg is found by its name in its system.
            const auto rail = static_cast<std::uint32_t>((i + k) % rails);
            route.push_back({.rail = rail, .payer_bank = at, .payee_bank = to});
            at = to;
        }
        settlement::Order order = any_order(s, route.front().payer_bank, route.front().payee_bank);
        order.route = static_cast<std::uint32_t>(s.payment_routes.size());
        add_order(s.systems[route.front().rail], order, "p" + std::to_string(i));
        if (drawn(0, 4) == 0) {
            settlement::Fault fault;
            fault.kind =
                drawn(0, 2) == 0 ? settlement::FaultKind::recall : settlement::FaultKind::returned;
            fault.from = order.at + drawn(0, 20) * 1'800'000;
            fault.reference = "p" + std::to_string(i);
            s.systems[route.front().rail].faults.push_back(fault);
        }
        s.payment_routes.push_back(route);
    }
}

std::string leg_name(std::size_t payment, std::size_t leg) {
    const std::string name = "p" + std::to_string(payment);
    return leg == 1 ? name : name + ".leg" + std::to_string(leg);
}

bool is_over(const NamedPayment& payment) {
    return payment.status == "returned" || payment.status == "rejected" ||
           payment.status == "withdrawn";
}

void assert_chain(const Named& named, std::size_t payment, std::size_t legs) {
    for (std::size_t leg = 1; leg <= legs; ++leg) {
        const auto at = named.find(leg_name(payment, leg));
        if (at == named.end()) break;
        const NamedPayment& here = at->second;
        if (leg > 1) {
            const NamedPayment& before = named.at(leg_name(payment, leg - 1));
            RC_ASSERT(before.status == "settled");
            RC_ASSERT(here.submitted_ms >= before.ended_ms);
            if (here.status == "settled") RC_ASSERT(here.value_day >= before.value_day);
            // What ended unsettled sends the one before it back.
            if (is_over(here)) RC_ASSERT(named.contains(leg_name(payment, leg - 1) + ".return"));
        }
        // What has come back has set off the return of the one before.
        const auto back = named.find(leg_name(payment, leg) + ".return");
        if (back == named.end()) continue;
        RC_ASSERT(here.status == "settled");
        const bool on_its_way = back->second.status != "settled";
        if (leg > 1 && !on_its_way) {
            const auto before = named.find(leg_name(payment, leg - 1) + ".return");
            if (before != named.end())
                RC_ASSERT(before->second.submitted_ms >= back->second.ended_ms);
        }
    }
}

TEST_CASE("a payment over several rails goes leg by leg, and what cannot go on comes back",
          "[settlement][world][route][property]") {
    many_cases::check("random routes, recalls and returns", chain_cases, [] {
        Scenario s = any_world();
        for (settlement::SystemSpec& system : s.systems) system.currency = ledger::currency("CNY");
        add_routes(s);
        add_noise(s);
        sort_orders(s);
        const RunResult result = World(s).run(nullptr, nullptr, {});
        const Named named = named_of(result);
        for (std::size_t i = 0; i < s.payment_routes.size(); ++i)
            assert_chain(named, i, s.payment_routes[i].size());
        for (const SettlementResult& system : result.settlement)
            RC_ASSERT(system.value_time_by_payments == system.value_time_by_queue);
        RC_ASSERT(World(s).run(nullptr, nullptr, {}).digest == result.digest);
    });
}

TEST_CASE("a deal whose legs cancel in every system settles, and books nothing",
          "[settlement][world][pvp][property]") {
    many_cases::check("two systems by any rules", 100, [] {
        Scenario s = any_world();
        for (settlement::SystemSpec& system : s.systems) system.processing_ms = 0;
        JointLink link;
        for (const std::uint32_t system : {0U, 1U}) {
            link.parts.push_back({.system = system, .group = 0, .legs = 2});
            for (const std::uint32_t payer : {0U, 1U}) {
                settlement::Order order;
                order.at = ms_of(s.zones[0].instant(monday, hours{12}));
                order.payer = payer;
                order.payee = 1 - payer;
                order.minor = 10;
                order.group = 0;
                order.group_size = 2;
                order.joint = 0;
                add_order(s.systems[system], order,
                          "leg" + std::to_string(system) + std::to_string(payer));
            }
        }
        s.joint_links.push_back(link);
        const Named named = named_of(World(s).run(nullptr, nullptr, {}));
        for (const auto& [name, leg] : named) RC_ASSERT(leg.status == "settled");
    });
}

TEST_CASE("the legs of a deal in several systems settle at one instant, or none of them does",
          "[settlement][world][pvp][property]") {
    many_cases::check("random deals over two or three systems", chain_cases, [] {
        Scenario s = any_world();
        const auto deals = drawn(1, 5);
        for (std::int64_t d = 0; d < deals; ++d) {
            JointLink link;
            const auto systems = static_cast<std::uint32_t>(drawn(2, 4));
            for (std::uint32_t k = 0; k < systems; ++k) {
                link.parts.push_back({.system = k, .group = static_cast<std::uint32_t>(d)});
                link.parts.back().legs = static_cast<std::uint32_t>(drawn(1, 3));
                for (std::uint32_t leg = 0; leg < link.parts.back().legs; ++leg) {
                    const auto payer = static_cast<std::uint32_t>(drawn(0, banks));
                    settlement::Order order = any_order(s, payer, any_bank_but(payer));
                    order.group = static_cast<std::uint32_t>(d);
                    order.group_size = static_cast<std::uint8_t>(link.parts.back().legs);
                    order.joint = static_cast<std::uint32_t>(d);
                    add_order(s.systems[k], order,
                              "d" + std::to_string(d) + "." + std::to_string(k) + "." +
                                  std::to_string(leg));
                }
            }
            s.joint_links.push_back(link);
        }
        add_noise(s);
        sort_orders(s);
        const RunResult result = World(s).run(nullptr, nullptr, {});
        const Named named = named_of(result);
        for (std::size_t d = 0; d < s.joint_links.size(); ++d) {
            std::vector<NamedPayment> legs;
            for (const JointLink::Part& part : s.joint_links[d].parts)
                for (std::uint32_t leg = 0; leg < part.legs; ++leg) {
                    const auto at =
                        named.find("d" + std::to_string(d) + "." + std::to_string(part.system) +
                                   "." + std::to_string(leg));
                    if (at != named.end()) legs.push_back(at->second);
                }
            const auto settled = std::ranges::count(legs, "settled", &NamedPayment::status);
            RC_ASSERT(settled == 0 || settled == static_cast<std::ptrdiff_t>(legs.size()));
            for (const NamedPayment& leg : legs)
                if (settled > 0) RC_ASSERT(leg.ended_ms == legs.front().ended_ms);
        }
        for (const SettlementResult& system : result.settlement)
            RC_ASSERT(system.value_time_by_payments == system.value_time_by_queue);
    });
}

}  // namespace payment_chains
}  // namespace rmbsim::sim
