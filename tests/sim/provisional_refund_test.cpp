// Pre-refunds of goods abroad and refunds whose money has not come: confirmed, recovered, claimed again.
#include "sim/commerce/provisional_refund.hpp"

#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using published::date;
using Changes = std::vector<LotChange>;

// 600 pieces refunded with 6,000.00 in September, 400 with 4,000.00 in December: 10.00 a piece.
ProvisionalRefunds two_departures() {
    ProvisionalRefunds refunds;
    refunds.add({600, 6'000'00, date("2025-10-01"), date("2026-04-20")});
    refunds.add({400, 4'000'00, date("2026-01-01"), date("2026-04-20")});
    return refunds;
}

TEST_CASE("goods sold fill the oldest departure, and are confirmed within its window",
          "[export][reconciliation]") {
    ProvisionalRefunds refunds = two_departures();
    CHECK(refunds.meet(700) == 0);
    CHECK(refunds.confirm(date("2025-09-30")).empty());
    CHECK(refunds.confirm(date("2025-10-01")) == Changes{{0, 6'000'00}});
    CHECK(refunds.confirm(date("2025-12-31")).empty());
    CHECK(refunds.confirm(date("2026-01-01")) == Changes{{1, 1'000'00}});
    CHECK(refunds.confirm(date("2026-01-01")).empty());
    CHECK(refunds.unconfirmed_minor() == 3'000'00);
}

TEST_CASE("what is not sold when the window ends is recovered on the next day, and once",
          "[export][reconciliation]") {
    ProvisionalRefunds refunds = two_departures();
    refunds.meet(700);
    refunds.confirm(date("2026-04-20"));
    CHECK(refunds.recover(date("2026-04-20")).empty());
    CHECK(refunds.recover(date("2026-04-21")) == Changes{{1, 3'000'00}});
    CHECK(refunds.recover(date("2026-04-22")).empty());
    CHECK(refunds.unconfirmed_minor() == 0);
}

TEST_CASE("a reconciliation that is missed loses the sold goods too", "[export][reconciliation]") {
    ProvisionalRefunds refunds = two_departures();
    refunds.meet(1'000);
    CHECK(refunds.recover(date("2026-04-21")) == Changes{{0, 6'000'00}, {1, 4'000'00}});
    CHECK(refunds.confirm(date("2026-04-21")).empty());
    CHECK(refunds.claim_again() == Changes{{0, 6'000'00}, {1, 4'000'00}});
    CHECK(refunds.claim_again().empty());
}

TEST_CASE("what was recovered is claimed again as far as it is sold later, and no further",
          "[export][reconciliation]") {
    ProvisionalRefunds refunds = two_departures();
    refunds.meet(700);
    refunds.confirm(date("2026-04-20"));
    CHECK(refunds.claim_again().empty());
    refunds.recover(date("2026-04-21"));
    CHECK(refunds.claim_again().empty());
    CHECK(refunds.meet(150) == 0);
    CHECK(refunds.claim_again() == Changes{{1, 1'500'00}});
    CHECK(refunds.meet(500) == 350);  // 150 pieces were left
    CHECK(refunds.claim_again() == Changes{{1, 1'500'00}});
}

TEST_CASE("the parts of a refund that does not divide add up to it", "[export][reconciliation]") {
    // 0.10 over three pieces: 3.33, 6.67 and 10 fen in all
    ProvisionalRefunds refunds;
    refunds.add({3, 10, date("2025-10-01"), date("2026-04-20")});
    const auto on = date("2025-11-03");
    refunds.meet(1);
    CHECK(refunds.confirm(on) == Changes{{0, 3}});
    refunds.meet(1);
    CHECK(refunds.confirm(on) == Changes{{0, 4}});
    refunds.meet(1);
    CHECK(refunds.confirm(on) == Changes{{0, 3}});
}

}  // namespace
}  // namespace rmbsim::sim
