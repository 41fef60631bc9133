// What is always true of advances, losses and notes, whatever happens in whatever order.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"
#include "sim/finance/e_note.hpp"
#include "sim/finance/facility.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/receivable_register.hpp"
#include "sim/finance/shortfall.hpp"
#include "sim/finance/waterfall.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::finance;
using rmbsim::sim::testing::day;

namespace {

std::int64_t any_amount(std::int64_t low, std::int64_t high) {
    return *rc::gen::inRange<std::int64_t>(low, high);
}

ledger::Rate per_mille(std::int64_t low, std::int64_t high) {
    return ledger::Decimal::from_minor(any_amount(low, high + 1), 3);
}

WaterfallOrder any_order() {
    WaterfallOrder order = fees_principal_interest;
    for (std::int64_t n = any_amount(0, 6); n > 0; --n) std::ranges::next_permutation(order);
    return order;
}

FacilityTerms any_terms() {
    FacilityTerms terms{.currency = ledger::currency("USD"),
                        .advance_rate = per_mille(1, 1'000),
                        .recourse = *rc::gen::element(Recourse::with, Recourse::without),
                        .fee = per_mille(0, 50),
                        .reserve = per_mille(0, 300),
                        .waterfall = any_order()};
    if (any_amount(0, 2) == 0) {
        terms.limit_minor = any_amount(1, 5'000'000);
        terms.concentration = per_mille(1, 1'000);
    }
    terms.guarantee.share = per_mille(0, 1'000);
    if (any_amount(0, 2) == 0) terms.guarantee.cap_minor = any_amount(0, 500'000);
    return terms;
}

// One lender, one seller, three debtors; sums of what every call has answered.
struct AnyHistory {
    FacilityTerms terms = any_terms();
    Facility facility{0, terms};
    ReceivableRegister receivables;
    ledger::ValueDate on = day(2026, 1, 1);
    std::int64_t seller_cash = 0, lender_cash = 0, fund_cash = 0;  // of this facility
    std::int64_t receipts = 0, refunds = 0, reserves = 0, released = 0;
    std::map<std::uint32_t, int> times_drawn;

    ReceivableId any_receivable() {
        if (receivables.size() == 0 || any_amount(0, 3) == 0)
            return receivables
                .add({.key = {.debtor = static_cast<std::uint32_t>(any_amount(0, 3)),
                              .creditor = 9,
                              .document = receivables.size()},
                      .face = {any_amount(1, 1'000'000), terms.currency},
                      .created = on,
                      .due = on + std::chrono::days{30}})
                .value();
        return {static_cast<std::uint32_t>(any_amount(0, receivables.size()))};
    }
    void release(std::int64_t minor) {
        seller_cash += minor;
        lender_cash -= minor;
        released += minor;
    }
    void apply(const Application& application) {
        lender_cash += application.paid.total() + application.recovered.lender_minor;
        fund_cash += application.recovered.fund_minor;
        seller_cash += application.to_seller();
        release(application.reserve_released_minor);
    }
    void draw() {
        const ReceivableId receivable = any_receivable();
        const auto drawn = facility.draw(receivables, receivable, per_mille(0, 300), on);
        if (!drawn) return;
        ++times_drawn[receivable.index];
        RC_ASSERT(drawn->advanced_minor > 0);
        RC_ASSERT(drawn->advanced_minor <= receivables[receivable].outstanding());
        seller_cash += drawn->to_seller();
        lender_cash -= drawn->to_seller();
        reserves += drawn->reserve_minor;
    }
    std::optional<ReceivableId> any_assigned() {
        if (receivables.size() == 0) return std::nullopt;
        const ReceivableId one{static_cast<std::uint32_t>(any_amount(0, receivables.size()))};
        const auto& assigned = receivables[one].assigned;
        return assigned && assigned->facility == 0 ? std::optional(one) : std::nullopt;
    }
    void receive(ReceivableId one, std::int64_t minor) {
        receipts += minor;
        const Application application = facility.receive(receivables, one, minor, on);
        RC_ASSERT(application.paid.total() + application.recovered.fund_minor +
                      application.recovered.lender_minor + application.to_seller() ==
                  minor);
        apply(application);
    }
    void refund(ReceivableId one) {
        const std::int64_t minor = any_amount(0, 400'000);
        const Dilution diluted = facility.dilute(receivables, one, minor, on);
        RC_ASSERT(diluted.taken_minor + diluted.beyond_minor == minor);
        refunds += diluted.taken_minor;
        release(diluted.reserve_released_minor);
    }
    void seller_pays(std::int64_t minor) {
        const std::int64_t due = facility.due(on).total();
        const Application application = facility.seller_pays(minor, on);
        RC_ASSERT(application.paid.total() <= due);
        seller_cash -= minor;
        apply(application);
    }
    void close_out() {
        const auto cause =
            *rc::gen::element(ShortfallCause::account_frozen, ShortfallCause::debtor_default);
        const CloseOut end =
            facility.close_out(cause, {any_amount(0, 300'000), any_amount(0, 300'000)}, on);
        RC_ASSERT(end.covered.total() + end.lost.total() == end.borne.total());
        RC_ASSERT(end.lost.total() == end.borne.lender_minor);
        seller_cash -= end.borne.seller_minor;
        lender_cash += end.borne.seller_minor + end.borne.fund_minor;
        fund_cash -= end.borne.fund_minor;
        release(end.reserve_released_minor);
    }
    void step(bool with_losses) {
        on += std::chrono::days{any_amount(0, 20)};
        switch (any_amount(0, with_losses ? 7 : 4)) {
            case 0:
                return draw();
            case 1:
                if (const auto one = any_assigned())
                    receive(*one, any_amount(0, receivables[*one].outstanding() + 1));
                return;
            case 2:
                if (const auto one = any_assigned()) refund(*one);
                return;
            case 3:
                return seller_pays(any_amount(0, 200'000));
            case 4:
                return facility.accelerate(on);
            case 5:
                return facility.lift();
            default:
                return close_out();
        }
    }
    void live(bool with_losses) {
        for (std::int64_t n = any_amount(1, 60); n > 0; --n) step(with_losses);
    }
};

}  // namespace

TEST_CASE("a receipt is paid out to the unit, and no tranche before the one ahead of it",
          "[finance][property]") {
    rc::prop("distribute", [] {
        const Claims owed{any_amount(0, 10'000), any_amount(0, 10'000), any_amount(0, 10'000)};
        const std::int64_t receipt = any_amount(0, 40'000);
        const WaterfallOrder order = any_order();
        const Distribution result = distribute(receipt, owed, order);
        RC_ASSERT(result.paid.total() + result.remainder_minor == receipt);
        bool ahead_is_paid = true;
        for (const Tranche tranche : order) {
            RC_ASSERT(result.paid.of(tranche) <= owed.of(tranche));
            RC_ASSERT(ahead_is_paid || result.paid.of(tranche) == 0);
            ahead_is_paid = ahead_is_paid && result.paid.of(tranche) == owed.of(tranche);
        }
        RC_ASSERT(ahead_is_paid || result.remainder_minor == 0);
    });
}

TEST_CASE("a loss is borne to the unit, and recoveries never exceed it", "[finance][property]") {
    rc::prop("borne, then recovered", [] {
        const std::int64_t shortfall = any_amount(0, 1'000'000);
        const LossSplit split =
            borne(shortfall,
                  {any_amount(0, 500'000), {any_amount(0, 500'000), any_amount(0, 500'000)}, 0},
                  {.share = per_mille(0, 1'000), .cap_minor = any_amount(0, 500'000)});
        RC_ASSERT(split.total() == shortfall);
        const std::int64_t receipt = any_amount(0, 1'500'000);
        const Recovery back = recovered(receipt, split.fund_minor, split.lender_minor);
        RC_ASSERT(back.fund_minor + back.lender_minor + back.remainder_minor == receipt);
        RC_ASSERT(back.fund_minor <= split.fund_minor);
        RC_ASSERT(back.lender_minor <= split.lender_minor);
    });
}

TEST_CASE("a receivable is never financed twice", "[finance][property]") {
    rc::prop("by two lenders, in any order", [] {
        AnyHistory first;
        Facility second(1, first.terms);
        std::map<std::uint32_t, int> drawn_there;
        for (std::int64_t n = any_amount(1, 60); n > 0; --n) {
            if (any_amount(0, 2) == 0) {
                first.step(true);
                continue;
            }
            const ReceivableId one = first.any_receivable();
            if (second.draw(first.receivables, one, per_mille(0, 300), first.on))
                ++drawn_there[one.index];
        }
        for (std::uint32_t i = 0; i < first.receivables.size(); ++i)
            RC_ASSERT(first.times_drawn[i] + drawn_there[i] <= 1);
    });
}

TEST_CASE("claims, reserves and cash are conserved through receipts, refunds and losses",
          "[finance][property]") {
    rc::prop("after any history", [] {
        AnyHistory history;
        history.live(true);
        const FacilityTotals& totals = history.facility.totals();
        const LossSplit& borne = totals.borne;
        RC_ASSERT(totals.charged.total() ==
                  totals.paid.total() + totals.reserve_used_minor + borne.seller_minor +
                      borne.fund_minor + borne.lender_minor + history.facility.owed().total());
        // Reserve released = held - chargebacks and losses paid out of it.
        RC_ASSERT(history.released == totals.reserve_released_minor);
        RC_ASSERT(history.reserves == totals.reserve_held_minor + totals.reserve_used_minor +
                                          totals.reserve_released_minor);
        // Nothing but the debtors' payments comes in from outside.
        RC_ASSERT(history.seller_cash + history.lender_cash + history.fund_cash ==
                  history.receipts);
        if (history.facility.owed().total() == 0) RC_ASSERT(totals.reserve_held_minor == 0);
    });
}

TEST_CASE("refunds never make money: repaid in full, the seller has what came in less the cost",
          "[finance][property]") {
    rc::prop("and at most the sales less the refunds", [] {
        AnyHistory history;
        history.live(false);
        history.facility.accelerate(history.on);
        history.seller_pays(history.facility.due(history.on).total());
        RC_ASSERT(history.facility.owed() == Claims{});
        const Claims& charged = history.facility.totals().charged;
        RC_ASSERT(history.seller_cash == history.receipts - charged.fees - charged.interest);
        std::int64_t sales = 0;
        for (std::uint32_t i = 0; i < history.receivables.size(); ++i)
            if (history.receivables[{i}].assigned)
                sales += history.receivables[{i}].spec.face.minor;
        RC_ASSERT(history.seller_cash <= sales - history.refunds);
    });
}

TEST_CASE("the parts of a note sum to the whole, divided and passed on at will",
          "[finance][note][property]") {
    rc::prop("along any tiers", [] {
        NoteBook notes;
        const NoteId root =
            notes
                .issue({.issuer = 0,
                        .holder = 1,
                        .amount = {any_amount(1, 1'000'000), ledger::currency("CNY")},
                        .issued = day(2026, 1, 1),
                        .due = day(2026, 6, 30)})
                .value();
        for (std::int64_t n = any_amount(0, 40); n > 0; --n) {
            const NoteId any{static_cast<std::uint32_t>(any_amount(0, notes.size()))};
            const std::uint32_t holder = notes[any].holder();
            if (any_amount(0, 2) == 0) {
                const std::array<ledger::Int128, 3> weights{any_amount(0, 9), any_amount(1, 9),
                                                            any_amount(0, 9)};
                (void)notes.divide_by(any, holder, weights);
            } else {
                (void)notes.pass_on(any, holder, static_cast<std::uint32_t>(any_amount(1, 6)),
                                    any_amount(0, 1'000'000), day(2026, 2, 1));
            }
        }
        std::int64_t sum = 0;
        for (const NoteId part : notes.parts_of(root)) sum += notes[part].amount.minor;
        RC_ASSERT(sum == notes[root].amount.minor);
    });
}
