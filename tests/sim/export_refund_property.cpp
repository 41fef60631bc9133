// What is always true of export refunds: nothing is lost, nothing is refunded twice.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/export_refund.hpp"
#include "sim/commerce/provisional_refund.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

constexpr std::int64_t most_minor = 1'000'000'000'000;

std::int64_t any_minor() { return *rc::gen::inRange<std::int64_t>(0, most_minor); }
Decimal any_rate(int most_percent) {
    return Decimal(*rc::gen::inRange(0, most_percent + 1)) / Decimal(100);
}

TEST_CASE("refunds lose nothing", "[export][refund][property]") {
    rc::prop("a trader's refund and its cost are the VAT on the invoice", [] {
        const std::int64_t net = any_minor();
        const Decimal vat = any_rate(17), refund_rate = any_rate(17);
        const std::int64_t paid = vat_on(net, vat);
        const TraderRefund refund = trader_refund(net, paid, refund_rate);
        RC_ASSERT(refund.refund_minor + refund.to_cost_minor == paid);
        RC_ASSERT(refund.refund_minor >= 0);
        RC_ASSERT(refund.to_cost_minor >= 0);
    });
    rc::prop("a producer's refund and offset are its quota, its VAT goes where it came from", [] {
        std::vector<ProducerExports> exports;
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
            const Decimal vat = any_rate(17);
            exports.push_back({.fob_minor = any_minor(),
                               .duty_free_material_minor = any_minor(),
                               .vat = vat,
                               .refund = std::min(vat, any_rate(17))});
        }
        const ProducerMonth month{.exports = exports,
                                  .output_vat_minor = any_minor(),
                                  .input_vat_minor = any_minor(),
                                  .brought_forward_minor = any_minor()};
        const ProducerRefund r = producer_refund(month);
        RC_ASSERT(r.refund_minor >= 0);
        RC_ASSERT(r.offset_minor >= 0);
        RC_ASSERT(r.carried_forward_minor >= 0);
        RC_ASSERT(r.refund_minor + r.offset_minor == r.quota_minor);
        // P = output + N - input - brought forward, and a credit is refunded or carried forward
        RC_ASSERT(r.payable_minor == month.output_vat_minor + r.non_creditable_minor -
                                         month.input_vat_minor - month.brought_forward_minor);
        RC_ASSERT(r.refund_minor + r.carried_forward_minor ==
                  std::max(std::int64_t{0}, -r.payable_minor));
    });
}

struct Sums {
    std::vector<std::int64_t> confirmed, recovered, again;
    explicit Sums(std::size_t lots) : confirmed(lots), recovered(lots), again(lots) {}
};

void add(std::vector<std::int64_t>& sums, const std::vector<LotChange>& changes) {
    for (const LotChange& change : changes) {
        RC_ASSERT(change.minor > 0);
        sums[change.lot] += change.minor;
    }
}

TEST_CASE("provisional refunds", "[export][reconciliation][property]") {
    rc::prop("no goods are refunded twice, and no sequence of days loses a refund", [] {
        ProvisionalRefunds refunds;
        const auto start = ledger::date_of(20'000);
        for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
            const auto from = start + std::chrono::days{*rc::gen::inRange(0, 40)};
            refunds.add({.quantity = *rc::gen::inRange<std::int64_t>(1, 1000),
                         .refund_minor = *rc::gen::inRange<std::int64_t>(0, 100'000),
                         .from = from,
                         .until = from + std::chrono::days{*rc::gen::inRange(0, 60)}});
        }
        Sums sums(refunds.size());
        for (int day = 0; day < 120; ++day) {
            const auto date = start + std::chrono::days{day};
            refunds.meet(*rc::gen::inRange<std::int64_t>(0, 40));
            if (*rc::gen::inRange(0, 5) == 0) add(sums.confirmed, refunds.confirm(date));
            add(sums.recovered, refunds.recover(date));
            add(sums.again, refunds.claim_again());
        }
        for (std::size_t i = 0; i < refunds.size(); ++i) {
            const std::int64_t refund = refunds.lot(i).refund_minor;
            // every window has ended: what was paid was confirmed or recovered
            RC_ASSERT(sums.confirmed[i] + sums.recovered[i] == refund);
            // what the exporter keeps in the end is at most the refund
            RC_ASSERT(sums.again[i] <= sums.recovered[i]);
            // all goods sold in the end: all of it is kept
            if (refunds.state(i).met == refunds.lot(i).quantity)
                RC_ASSERT(sums.confirmed[i] + sums.again[i] == refund);
        }
        RC_ASSERT(refunds.unconfirmed_minor() == 0);
    });
}

}  // namespace
}  // namespace rmbsim::sim
