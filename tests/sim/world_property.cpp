// Properties 1 and 14 of pooling-practice §23: of whole small worlds, with flows, methods and limits drawn.
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/journal.hpp"
#include "ledger/time.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim::testing::worlds {
namespace {

Scenario any_world() {
    Scenario s = small_group();
    const auto amount = rc::gen::inRange<std::int64_t>(-900'000'00, 2'000'000'00);
    const auto count = *rc::gen::inRange<std::size_t>(0, 12);
    for (std::size_t i = 0; i < count; ++i) {
        const auto account = *rc::gen::element(member, master, header);
        const auto minor = *amount;
        if (minor != 0) add_flow(s, account, day(2026, 1, *rc::gen::inRange(5U, 10U)), minor);
    }
    for (LinkSpec& link : s.pools[0].links) {
        link.method = *rc::gen::element(SweepMethod::zero_balance, SweepMethod::target);
        if (link.method == SweepMethod::target)
            link.target_minor = *rc::gen::inRange(0, 500'000'00);
    }
    return s;
}

// Keeps of every entry, in the order posted, whether it balances per book and currency.
struct Balanced : Recording {
    bool always = true;
    void append(const DayRecord& record) override {
        ledger::for_each_entry(record.journal, [&](ledger::EntryId, const ledger::EntryRow&,
                                                   std::span<const ledger::PostingRow> postings) {
            std::map<std::pair<std::uint32_t, std::uint16_t>, std::int64_t> sums;
            for (const ledger::PostingRow& p : postings) {
                const ledger::AccountSpec& spec = directory.accounts[p.account.index].spec;
                sums[{spec.book.index, spec.currency.index}] += p.minor;
            }
            for (const auto& [key, sum] : sums) always = always && sum == 0;
        });
        Recording::append(record);
    }
};

}  // namespace

TEST_CASE("property 1: the journal balances per currency and per entity after every event",
          "[world][property]") {
    rc::prop("in whatever world", [] {
        const Scenario s = any_world();
        Balanced kept;
        run(s, &kept);
        RC_ASSERT(kept.always);
    });
}

TEST_CASE("property 14: the same seed gives the same output on any number of threads",
          "[world][property]") {
    rc::prop("one after the other, and four beside each other", [] {
        const Scenario s = any_world();
        const RunResult alone = run(s);
        std::array<RunResult, 4> beside;
        {
            std::vector<std::jthread> threads;
            threads.reserve(beside.size());
            for (RunResult& result : beside)
                threads.emplace_back([&s, &result] { result = run(s); });
        }
        for (const RunResult& result : beside) {
            RC_ASSERT(result.digest == alone.digest);
            RC_ASSERT(result.refusals.size() == alone.refusals.size());
        }
    });
}

}  // namespace rmbsim::sim::testing::worlds
