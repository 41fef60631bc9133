#include "sim/finance/facility.hpp"

#include <algorithm>
#include <cstdint>
#include <expected>
#include <source_location>
#include <string_view>

#include "ledger/contract.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/receivable_register.hpp"
#include "sim/finance/share.hpp"
#include "sim/finance/waterfall.hpp"

namespace rmbsim::sim::finance {

using ledger::Rounding;
using ledger::ValueDate;

std::string_view name_of(DrawBound bound) {
    switch (bound) {
        case DrawBound::advance_rate:
            return "advance_rate";
        case DrawBound::concentration_limit:
            return "concentration_limit";
        case DrawBound::facility_limit:
            return "facility_limit";
    }
    ledger::break_contract("bound is one of its enumerators", std::source_location::current());
}

std::string_view name_of(DrawRefusal refusal) {
    switch (refusal) {
        case DrawRefusal::accelerated:
            return "accelerated";
        case DrawRefusal::already_assigned:
            return "already_assigned";
        case DrawRefusal::nothing_outstanding:
            return "nothing_outstanding";
        case DrawRefusal::concentration_limit:
            return "concentration_limit";
        case DrawRefusal::facility_limit:
            return "facility_limit";
        case DrawRefusal::below_one_unit:
            return "below_one_unit";
    }
    ledger::break_contract("refusal is one of its enumerators", std::source_location::current());
}

namespace {

// Why nothing may be drawn, by the bound that leaves nothing.
DrawRefusal refusal_of(DrawBound bound) {
    switch (bound) {
        case DrawBound::advance_rate:
            return DrawRefusal::below_one_unit;
        case DrawBound::concentration_limit:
            return DrawRefusal::concentration_limit;
        case DrawBound::facility_limit:
            return DrawRefusal::facility_limit;
    }
    ledger::break_contract("bound is one of its enumerators", std::source_location::current());
}

}  // namespace

Facility::Facility(std::uint32_t number, const FacilityTerms& terms)
    : number_(number), terms_(terms) {
    ledger::expects(terms.day_count == ledger::DayCount::act_360 ||
                        terms.day_count == ledger::DayCount::act_365_fixed,
                    "every day of an advance weighs the same");
    ledger::expects(terms.limit_minor || terms.concentration == ledger::Rate{1},
                    "a debtor's share is a share of a limit");
}

// What may be drawn, and what bounds it; of equal bounds the first.
Facility::Room Facility::room(const Receivable& receivable) const {
    Room room{.minor = share_of(terms_.advance_rate, receivable.outstanding(), Rounding::floor)};
    if (!terms_.limit_minor) return room;
    const auto tighten = [&](std::int64_t left, DrawBound bound) {
        if (left < room.minor) room = {std::max<std::int64_t>(left, 0), bound};
    };
    const auto drawn = principal_of_debtor_.find(receivable.spec.key.debtor);
    tighten(share_of(terms_.concentration, *terms_.limit_minor, Rounding::floor) -
                (drawn == principal_of_debtor_.end() ? 0 : drawn->second),
            DrawBound::concentration_limit);
    tighten(*terms_.limit_minor - owed_.principal, DrawBound::facility_limit);
    return room;
}

std::expected<Drawdown, DrawRefusal> Facility::draw(ReceivableRegister& receivables,
                                                    ReceivableId receivable,
                                                    const ledger::Rate& annual, ValueDate on) {
    const Receivable& against = receivables[receivable];
    ledger::expects(against.spec.face.currency == terms_.currency,
                    "a facility advances in the receivable's currency");
    if (accelerated_) return std::unexpected(DrawRefusal::accelerated);
    if (against.assigned) return std::unexpected(DrawRefusal::already_assigned);
    if (against.outstanding() <= 0) return std::unexpected(DrawRefusal::nothing_outstanding);
    const Room most = room(against);
    if (most.minor <= 0) return std::unexpected(refusal_of(most.bound));
    const auto index = static_cast<std::uint32_t>(advances_.size());
    const auto assigned = receivables.assign(receivable, {.facility = number_, .advance = index});
    ledger::expects(assigned.has_value(), "what is not assigned and outstanding can be assigned");

    const Drawdown drawn{.advance = index,
                         .advanced_minor = most.minor,
                         .fee_minor = share_of(terms_.fee, most.minor, Rounding::half_up),
                         .reserve_minor = share_of(terms_.reserve, most.minor, Rounding::half_up),
                         .bound = most.bound};
    const Claims claims{.fees = drawn.fee_minor, .principal = drawn.advanced_minor};
    advances_.push_back({.debtor = against.spec.key.debtor,
                         .annual = annual,
                         .accrued_to = on,
                         .owed = claims,
                         .reserve = drawn.reserve_minor});
    open_.insert(index);
    principal_of_debtor_[against.spec.key.debtor] += drawn.advanced_minor;
    owed_ += claims;
    totals_.charged += claims;
    totals_.reserve_held_minor += drawn.reserve_minor;
    ++totals_.advances;
    return drawn;
}

void Facility::accrue(Advance& advance, ValueDate on) {
    ledger::expects(on >= advance.accrued_to, "time runs forward");
    if (on == advance.accrued_to || advance.owed.principal == 0) {
        advance.accrued_to = on;
        return;
    }
    advance.principal_days +=
        ledger::Int128{advance.owed.principal} * (on - advance.accrued_to).count();
    advance.accrued_to = on;
    const std::int64_t charged = ledger::fitting(
        ledger::to_whole(
            ledger::interest_minor(advance.principal_days, advance.annual, terms_.day_count, on),
            Rounding::half_up),
        "interest on an advance");
    const std::int64_t more = charged - advance.interest_charged;
    advance.interest_charged = charged;
    advance.owed.interest += more;
    owed_.interest += more;
    totals_.charged.interest += more;
}

void Facility::charge_interest(ValueDate on) {
    for (const std::uint32_t index : open_) accrue(advances_[index], on);
}

Claims Facility::due_of(const Advance& advance) {
    if (advance.all_due) return advance.owed;
    return {.principal = advance.demanded_principal};
}

Claims Facility::due(ValueDate on) {
    Claims sum;
    for (const std::uint32_t index : due_) {
        accrue(advances_[index], on);
        sum += due_of(advances_[index]);
    }
    return sum;
}

void Facility::make_all_due(std::uint32_t index) {
    advances_[index].all_due = true;
    due_.insert(index);
}

void Facility::accelerate(ValueDate on) {
    charge_interest(on);
    accelerated_ = true;
    for (const std::uint32_t index : open_) make_all_due(index);
}

}  // namespace rmbsim::sim::finance
