#include "sim/rail/rail_row.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {
namespace {

// Of the versions that hold, the latest to have begun; of two that began together, the later row.
template <class Version>
const Version* version_on(const std::vector<Version>& versions, ledger::ValueDate date) {
    const Version* found = nullptr;
    for (const Version& version : versions)
        if (version.in_force.holds(date) &&
            (found == nullptr || found->in_force.from <= version.in_force.from))
            found = &version;
    return found;
}

}  // namespace

bool RailRow::carries(ledger::CurrencyId currency) const {
    return std::ranges::find(currencies, currency) != currencies.end();
}

const HoursVersion* RailRow::hours_on(ledger::ValueDate date) const {
    return version_on(hours, date);
}

const RailFee* RailRow::fee_on(ledger::ValueDate date) const { return version_on(fees, date); }

const NetSettlement* RailRow::net_on(ledger::ValueDate date) const { return version_on(net, date); }

std::string_view name_of(RailModel model) {
    switch (model) {
        case RailModel::rtgs:
            return "rtgs";
        case RailModel::deferred_net:
            return "deferred_net";
        case RailModel::hybrid:
            return "hybrid";
        case RailModel::instant:
            return "instant";
        case RailModel::correspondent:
            return "correspondent";
        case RailModel::atomic_pvp:
            return "atomic_pvp";
    }
    return {};
}

std::string_view name_of(SessionKind kind) {
    switch (kind) {
        case SessionKind::day:
            return "day";
        case SessionKind::night:
            return "night";
        case SessionKind::special:
            return "special";
    }
    return {};
}

std::string_view name_of(Accepts accepts) { return accepts == Accepts::all ? "all" : "funding"; }

std::string_view name_of(DayKind kind) {
    switch (kind) {
        case DayKind::ordinary:
            return "ordinary";
        case DayKind::first_after_break:
            return "first_after_break";
        case DayKind::break_first_day:
            return "break_first_day";
        case DayKind::makeup_weekend:
            return "makeup_weekend";
        case DayKind::every_day:
            return "every_day";
    }
    return {};
}

std::string_view name_of(Finality finality) {
    switch (finality) {
        case Finality::on_posting:
            return "on_posting";
        case Finality::on_net_posting:
            return "on_net_posting";
        case Finality::on_admission:
            return "on_admission";
        case Finality::per_hop:
            return "per_hop";
        case Finality::on_commit:
            return "on_commit";
    }
    return {};
}

std::string_view name_of(QueueRule rule) {
    switch (rule) {
        case QueueRule::none:
            return "none";
        case QueueRule::fifo:
            return "fifo";
        case QueueRule::urgent_then_fifo:
            return "urgent_then_fifo";
    }
    return {};
}

std::string_view name_of(AtClose rule) {
    switch (rule) {
        case AtClose::returned:
            return "returned";
        case AtClose::carried_over:
            return "carried_over";
        case AtClose::not_queued:
            return "not_queued";
    }
    return {};
}

std::string_view name_of(RecallRule rule) {
    switch (rule) {
        case RecallRule::dequeue:
            return "dequeue";
        case RecallRule::request_with_consent:
            return "request_with_consent";
        case RecallRule::not_possible:
            return "not_possible";
    }
    return {};
}

std::string_view name_of(ReturnRule rule) {
    switch (rule) {
        case ReturnRule::new_payment:
            return "new_payment";
        case ReturnRule::reverse_chain:
            return "reverse_chain";
        case ReturnRule::release:
            return "release";
    }
    return {};
}

std::string_view name_of(CustomerScope scope) {
    switch (scope) {
        case CustomerScope::all:
            return "all";
        case CustomerScope::persons:
            return "persons";
        case CustomerScope::banks:
            return "banks";
    }
    return {};
}

std::string_view name_of(LimitPer per) {
    switch (per) {
        case LimitPer::item:
            return "item";
        case LimitPer::person_day:
            return "person_day";
        case LimitPer::person_year:
            return "person_year";
    }
    return {};
}

}  // namespace rmbsim::sim
