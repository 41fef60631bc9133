#include <string_view>

#include "ledger/contract.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::sim {

std::string_view name_of(SweepOutcome outcome) {
    switch (outcome) {
        case SweepOutcome::not_eligible:
            return "not_eligible";
        case SweepOutcome::calendar_closed:
            return "calendar_closed";
        case SweepOutcome::past_cut_off:
            return "past_cut_off";
        case SweepOutcome::account_blocked:
            return "account_blocked";
        case SweepOutcome::nothing_to_move:
            return "nothing_to_move";
        case SweepOutcome::direction_not_allowed:
            return "direction_not_allowed";
        case SweepOutcome::flow_not_allowed:
            return "flow_not_allowed";
        case SweepOutcome::blocked:
            return "blocked";
        case SweepOutcome::below_minimum:
            return "below_minimum";
        case SweepOutcome::refused_by_ledger:
            return "refused_by_ledger";
        case SweepOutcome::moved:
            return "moved";
        case SweepOutcome::rejected_by_bank:
            return "rejected_by_bank";
        case SweepOutcome::no_balance:
            return "no_balance";
        case SweepOutcome::converted:
            return "converted";
    }
    ledger::break_contract("outcome is one of its enumerators", std::source_location::current());
}

std::string_view name_of(BoundKind kind) {
    switch (kind) {
        case BoundKind::value_dated_surplus:
            return "value_dated_surplus";
        case BoundKind::header_capacity:
            return "header_capacity";
        case BoundKind::limit_headroom:
            return "limit_headroom";
        case BoundKind::maximum:
            return "maximum";
        case BoundKind::unit:
            return "unit";
        case BoundKind::minimum:
            return "minimum";
        case BoundKind::sibling_share:
            return "sibling_share";
        case BoundKind::onshore_price:
            return "onshore_price";
        case BoundKind::offshore_price:
            return "offshore_price";
        case BoundKind::offshore_not_allowed:
            return "offshore_not_allowed";
    }
    ledger::break_contract("bound is one of its enumerators", std::source_location::current());
}

std::string_view name_of(RecordKind kind) {
    switch (kind) {
        case RecordKind::entry:
            return "entry";
        case RecordKind::payment:
            return "payment";
        case RecordKind::sweep:
            return "sweep";
        case RecordKind::limit:
            return "limit";
        case RecordKind::refusal:
            return "refusal";
        case RecordKind::notice:
            return "notice";
        case RecordKind::clock:
            return "clock";
        case RecordKind::end:
            return "end";
    }
    ledger::break_contract("record kind is one of its enumerators",
                           std::source_location::current());
}

std::string_view name_of(PaymentStatus status) {
    switch (status) {
        case PaymentStatus::accepted:
            return "accepted";
        case PaymentStatus::queued:
            return "queued";
        case PaymentStatus::settled:
            return "settled";
        case PaymentStatus::refused:
            return "refused";
        case PaymentStatus::returned:
            return "returned";
        case PaymentStatus::withdrawn:
            return "withdrawn";
    }
    ledger::break_contract("status is one of its enumerators", std::source_location::current());
}

}  // namespace rmbsim::sim
