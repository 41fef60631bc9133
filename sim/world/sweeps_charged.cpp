// What sweeps cost at the bank that sends them and at the tax office: asked before one moves, booked after.
#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/rounding.hpp"
#include "sim/pool/plan.hpp"
#include "sim/rail/rail.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/sweep_charges.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {

// A plan's amount is in the child's currency; where a conversion lies between, at mid.
std::int64_t Sweeps::header_minor(const Link& link, const SweepPlan& plan) const {
    if (!link.conversion) return plan.amount_minor;
    const Scenario& s = desk_.scenario;
    const BankAccount& child = s.accounts[link.spec->child];
    const BankAccount& header = s.accounts[link.spec->header];
    const auto mid = s.fx.mid(child.currency, header.currency, s.fx_terms[link.spec->fx].market,
                              desk_.local_date(link.spec->child));
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return desk_.converted(plan.amount_minor, child.currency, header.currency, *mid,
                           ledger::Rounding::half_even);
}

std::int64_t Sweeps::sent_minor(const Link& link, const SweepPlan& plan) const {
    return plan.upward ? plan.amount_minor : header_minor(link, plan);
}

bool Sweeps::bears_charges(const Link& link, const SweepPlan& plan) const {
    const std::uint32_t sender = plan.upward ? link.spec->child : link.spec->header;
    const std::int64_t sent = sent_minor(link, plan);
    const std::int64_t fees = charges_.fees_of(sender, link.pair != UINT32_MAX, sent);
    if (fees == 0) return true;
    const std::int64_t by_rail =
        link.spec->rail == no_index ? 0 : payments_.fee_in(link.spec->rail, sender);
    return desk_.ledger.available(desk_.books.of(sender).own) - sent - by_rail >= fees;
}

void Sweeps::charge(const Link& link, const SweepPlan& plan, std::uint32_t decision) {
    const std::uint32_t sender = plan.upward ? link.spec->child : link.spec->header;
    const bool to_another = link.pair != UINT32_MAX;
    charges_.charge(sender, to_another, sent_minor(link, plan), decision);
    if (!to_another) return;
    const PairUse& pair = pairs_[link.pair];
    const bool at_once = link.spec->rail == no_index ||
                         desk_.scenario.rails[link.spec->rail].kind == RailKind::book_transfer;
    charges_.stamp({.pool = link.pool,
                    .lender = plan.upward ? pair.near_entity : pair.far_entity,
                    .borrower = plan.upward ? pair.far_entity : pair.near_entity,
                    .lenders_claim = plan.upward ? pair.ids.near : pair.ids.far,
                    .pair = link.pair,
                    .booked = at_once},
                   header_minor(link, plan), decision);
}

}  // namespace rmbsim::sim
