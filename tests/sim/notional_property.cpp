// Property 6 of the catalogue of pooling-practice §23, with whole worlds.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/decimal.hpp"
#include "sim/measure/measure.hpp"
#include "sim/pool/allocation.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/hong_kong_group.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

Scenario any_two_weeks() {
    Scenario s = hong_kong_group();
    s.interest_terms[0].credit.fixed =
        ledger::Decimal::from_minor(*rc::gen::inRange<std::int64_t>(0, 300), 4);
    s.interest_terms[0].debit.fixed =
        ledger::Decimal::from_minor(*rc::gen::inRange<std::int64_t>(300, 900), 4);
    const std::int64_t flows = *rc::gen::inRange<std::int64_t>(0, 20);
    std::vector<int> offsets;
    for (std::int64_t i = 0; i < flows; ++i)
        offsets.push_back(*rc::gen::element(0, 1, 2, 3, 4, 7, 8, 9, 10, 11));
    std::ranges::sort(offsets);
    for (const int offset : offsets)
        add_flow(s, *rc::gen::element<std::uint32_t>(su_hk, sz_hk, hk_hk),
                 s.from + std::chrono::days{offset},
                 *rc::gen::inRange<std::int64_t>(-500'000'00, 500'000'00));
    return s;
}

}  // namespace

TEST_CASE(
    "property 6: physical zero balancing and full-offset notional pooling earn the group the same "
    "interest",
    "[world][notional][property]") {
    rc::prop("to the cent, for the same rates, flows and same-day value", [] {
        const Scenario apart = any_two_weeks();
        Scenario physical = apart, notional = apart;
        sweep_to_header(physical);
        offset_together(notional,
                        *rc::gen::element(NotionalStyle::interest, NotionalStyle::advantage));
        const auto earned = [](const Scenario& s) {
            return find_kpi(run(s), "interest_external", "group")->value;
        };
        RC_ASSERT(earned(physical) == earned(notional));
    });
}
