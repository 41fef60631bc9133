// settlement-algorithms §8, for payment systems in a whole world.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/system_spec.hpp"
#include "sim/world/world.hpp"
#include "tests/sim/any_queues.hpp"
#include "tests/sim/many_cases.hpp"

namespace rmbsim::sim {
namespace bank_worlds {

using any_queues::drawn;

constexpr int world_cases = 3'000;
const ledger::ValueDate monday = std::chrono::local_days{std::chrono::year{2026} / 11 / 23};

// Two to five banks in one system over two days, with what can be drawn of its rules.
Scenario any_bank_world() {
    using std::chrono::hours;
    Scenario s;
    s.id = "any";
    s.from = monday;
    s.to = monday + std::chrono::days{1};
    s.seed = static_cast<std::uint64_t>(drawn(1, 1'000'000));
    s.reporting_currency = ledger::currency("CNY");
    s.calendars.emplace_back("CN", monday - std::chrono::days{60}, monday + std::chrono::days{90},
                             std::vector<Calendar::ExceptionalDay>{});
    s.zones.emplace_back("Asia/Shanghai", std::vector<TimeZone::Offset>{{INT64_MIN / 2, 480}});
    const auto banks = static_cast<std::uint32_t>(drawn(2, 6));
    for (std::uint32_t b = 0; b < banks; ++b) {
        Bank bank;
        bank.id = "b" + std::to_string(b);
        bank.jurisdiction = "CN";
        s.banks.push_back(bank);
    }
    RailSpec rail;
    rail.id = "rtgs";
    rail.kind = RailKind::settlement;
    rail.fee_currency = ledger::currency("CNY");
    s.rails.push_back(rail);

    settlement::SystemSpec system;
    system.operator_id = "op";
    system.currency = ledger::currency("CNY");
    system.clearing.per_session = drawn(0, 2) == 0;
    for (ledger::ValueDate day = s.from; day <= s.to; day += std::chrono::days{1}) {
        const std::int64_t opens = ms_of(s.zones[0].instant(day, hours{9}));
        const std::int64_t closes = ms_of(s.zones[0].instant(day, hours{17}));
        system.sessions.push_back({day, opens, closes, closes});
    }
    for (std::uint32_t b = 0; b < banks; ++b) {
        settlement::Participant participant;
        participant.bank = b;
        participant.balance_minor = drawn(0, 60);
        participant.credit_minor = drawn(0, 2) * drawn(0, 30);
        system.participants.push_back(participant);
    }
    system.rules.queue = static_cast<settlement::QueueRule>(drawn(0, 4));
    system.rules.bilateral = static_cast<settlement::Bilateral>(drawn(0, 3));
    system.rules.multilateral = static_cast<settlement::Multilateral>(drawn(0, 6));
    system.rules.resolve.after_queueing = drawn(0, 2) == 0;
    system.rules.resolve.at_ms = {hours{12} / std::chrono::milliseconds{1}};
    system.rules.at_close = static_cast<settlement::AtClose>(drawn(0, 2));
    system.rules.classes = 2;
    settlement::OrderSource source;
    source.id = "day";
    source.per_day = static_cast<std::uint32_t>(drawn(0, 25));
    source.amounts = {{0, 1}, {10'000, 60}};
    source.first = hours{8};
    source.last = hours{18};
    source.urgent_in_10000 = 2'000;
    system.sources.push_back(source);
    s.systems.push_back(std::move(system));
    return s;
}

struct Listener : Outlet {
    std::uint64_t records = 0;
    void open(const Directory&) override {}
    void publish(const Record&) override { ++records; }
    void close() override {}
};

struct Keeper : Store {
    std::size_t facts = 0, steps = 0;
    ledger::Digest root{};
    void begin(const RunFacts&, const Directory&) override {}
    void append(const DayRecord& day) override {
        facts += day.payments.facts.size();
        steps += day.payments.steps.size();
    }
    void finish(const ledger::Digest& digest, std::span<const ledger::Chain>) override {
        root = digest;
    }
};

TEST_CASE("property 8: the same payments give the same journal, whoever listens or keeps it",
          "[settlement][world][property]") {
    many_cases::check("random banks, rules and payments over two days", world_cases, [] {
        const Scenario scenario = any_bank_world();
        const RunResult alone = World(scenario).run(nullptr, nullptr, {});
        Listener listener;
        Keeper keeper;
        const RunResult told = World(scenario).run(&listener, &keeper, {});
        RC_ASSERT(alone.digest == told.digest);
        RC_ASSERT(keeper.root == alone.digest);
        RC_ASSERT(keeper.facts == 2 * std::size_t{scenario.systems[0].sources[0].per_day});
    });
}

TEST_CASE(
    "property 9: over a whole run, with sessions and closes, value-time is the same both ways",
    "[settlement][world][property]") {
    many_cases::check("random banks, rules and payments over two days", world_cases, [] {
        const RunResult result = World(any_bank_world()).run(nullptr, nullptr, {});
        const SettlementResult& system = result.settlement.at(0);
        RC_ASSERT(system.value_time_by_payments == system.value_time_by_queue);
        RC_ASSERT(system.submitted ==
                  system.settled + system.returned + system.withdrawn + system.queued);
    });
}

}  // namespace bank_worlds
}  // namespace rmbsim::sim
