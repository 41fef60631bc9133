// What comes into a facility, and what does not: receipts, refunds, the seller's payments, losses.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>

#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"
#include "sim/finance/facility.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/receivable_register.hpp"
#include "sim/finance/shortfall.hpp"
#include "sim/finance/waterfall.hpp"

namespace rmbsim::sim::finance {

using ledger::ValueDate;

namespace {

// amount × part / whole, exact before it is rounded; 0 <= part <= whole, whole > 0.
std::int64_t part_rounded_up(std::int64_t amount, std::int64_t part, std::int64_t whole) {
    return static_cast<std::int64_t>((ledger::Int128{amount} * part + whole - 1) / whole);
}

}  // namespace

std::uint32_t Facility::advance_of(const Receivable& receivable) const {
    ledger::expects(receivable.assigned && receivable.assigned->facility == number_,
                    "a receivable is assigned to this facility");
    return receivable.assigned->advance;
}

// Pays claims of an advance that are owed; the caller releases the reserve.
Claims Facility::pay(std::uint32_t index, std::int64_t minor, const Claims& claims) {
    Advance& advance = advances_[index];
    const Claims paid = distribute(minor, claims, terms_.waterfall).paid;
    advance.owed -= paid;
    owed_ -= paid;
    principal_of_debtor_[advance.debtor] -= paid.principal;
    advance.demanded_principal -= std::min(advance.demanded_principal, paid.principal);
    if (due_of(advance).total() == 0) due_.erase(index);
    if (advance.owed.total() == 0) open_.erase(index);
    return paid;
}

std::int64_t Facility::release_reserve(std::uint32_t index) {
    Advance& advance = advances_[index];
    if (advance.owed.total() != 0) return 0;
    const std::int64_t released = advance.reserve;
    advance.reserve = 0;
    totals_.reserve_held_minor -= released;
    totals_.reserve_released_minor += released;
    return released;
}

void Facility::recover(std::uint32_t index, Application& result) {
    Advance& advance = advances_[index];
    const Recovery back =
        recovered(result.recovered.remainder_minor, advance.lost_fund, advance.lost_lender);
    advance.lost_fund -= back.fund_minor;
    advance.lost_lender -= back.lender_minor;
    if (advance.lost_fund + advance.lost_lender == 0) losses_.erase(index);
    result.recovered.fund_minor += back.fund_minor;
    result.recovered.lender_minor += back.lender_minor;
    result.recovered.remainder_minor = back.remainder_minor;
    totals_.recovered.fund_minor += back.fund_minor;
    totals_.recovered.lender_minor += back.lender_minor;
}

// What is left pays what is due elsewhere, oldest first, then losses that the seller still owes.
void Facility::set_off(Application& result, ValueDate on) {
    std::int64_t& left = result.recovered.remainder_minor;
    const std::set<std::uint32_t> due = due_, losses = losses_;  // both shrink on the way
    for (const std::uint32_t index : due) {
        if (left == 0) return;
        accrue(advances_[index], on);
        const Claims paid = pay(index, left, due_of(advances_[index]));
        result.paid += paid;
        totals_.paid += paid;
        left -= paid.total();
        result.reserve_released_minor += release_reserve(index);
    }
    for (const std::uint32_t index : losses) {
        if (left == 0) return;
        recover(index, result);
    }
}

Application Facility::receive(ReceivableRegister& receivables, ReceivableId receivable,
                              std::int64_t minor, ValueDate on) {
    const std::uint32_t index = advance_of(receivables[receivable]);
    ledger::expects(minor >= 0 && minor <= receivables[receivable].outstanding(),
                    "a receipt is of what is outstanding");
    receivables.receive(receivable, minor);
    Advance& advance = advances_[index];
    Application result{.recovered = {.remainder_minor = minor}};
    if (open_.contains(index)) {
        accrue(advance, on);
        result.paid = pay(index, minor, advance.owed);
        totals_.paid += result.paid;
        result.recovered.remainder_minor -= result.paid.total();
        result.reserve_released_minor = release_reserve(index);
    } else if (advance.lost_fund + advance.lost_lender > 0) {
        recover(index, result);
    }
    if (open_.contains(index) && receivables[receivable].outstanding() == 0) make_all_due(index);
    set_off(result, on);
    return result;
}

Application Facility::seller_pays(std::int64_t minor, ValueDate on) {
    ledger::expects(minor >= 0, "a payment is not negative");
    Application result{.recovered = {.remainder_minor = minor}};
    set_off(result, on);
    return result;
}

Dilution Facility::dilute(ReceivableRegister& receivables, ReceivableId receivable,
                          std::int64_t minor, ValueDate on) {
    const std::int64_t before = receivables[receivable].outstanding();
    const std::uint32_t index = advance_of(receivables[receivable]);
    Advance& advance = advances_[index];
    Dilution result{.taken_minor = receivables.dilute(receivable, minor)};
    result.beyond_minor = minor - result.taken_minor;
    if (result.taken_minor == 0 || !open_.contains(index)) return result;
    accrue(advance, on);
    const std::int64_t free = advance.owed.principal - advance.demanded_principal;
    advance.demanded_principal += part_rounded_up(free, result.taken_minor, before);
    due_.insert(index);
    if (result.taken_minor == before) make_all_due(index);
    result.from_reserve = pay(index, advance.reserve, due_of(advance));
    const std::int64_t used = result.from_reserve.total();
    advance.reserve -= used;
    totals_.reserve_held_minor -= used;
    totals_.reserve_used_minor += used;
    result.reserve_released_minor = release_reserve(index);
    return result;
}

CloseOut Facility::close_out(ShortfallCause cause, const AbleToPay& able, ValueDate on,
                             std::optional<std::uint32_t> debtor) {
    CloseOut result;
    const bool on_seller = falls_to_seller(terms_.recourse, cause);
    AbleToPay left{.seller_minor = on_seller ? able.seller_minor : 0,
                   .fund_minor = able.fund_minor};
    if (cause == ShortfallCause::debtor_default)
        for (const std::uint32_t index : open_)
            if (!debtor || advances_[index].debtor == *debtor) make_all_due(index);
    const std::set<std::uint32_t> due = due_;  // shrinks on the way
    for (const std::uint32_t index : due) {
        Advance& advance = advances_[index];
        if (debtor && advance.debtor != *debtor) continue;
        accrue(advance, on);
        const Claims claims = due_of(advance);
        const LossSplit split = finance::borne(claims.total(),
                                               {.reserve_minor = advance.reserve,
                                                .able = left,
                                                .fund_paid_minor = totals_.borne.fund_minor},
                                               terms_.guarantee);
        Claims lost = claims;
        const Claims covered = pay(index, claims.total() - split.lender_minor, claims);
        lost -= covered;
        pay(index, lost.total(), lost);
        left.seller_minor -= split.seller_minor;
        left.fund_minor -= split.fund_minor;
        advance.reserve -= split.reserve_minor;
        advance.lost_fund += split.fund_minor;
        advance.lost_lender += split.lender_minor;
        if (on_seller && split.fund_minor + split.lender_minor > 0) losses_.insert(index);
        result.covered += covered;
        result.lost += lost;
        result.borne += split;
        totals_.borne += split;
        totals_.reserve_held_minor -= split.reserve_minor;
        totals_.reserve_used_minor += split.reserve_minor;
        result.reserve_released_minor += release_reserve(index);
    }
    return result;
}

}  // namespace rmbsim::sim::finance
