#include "ledger/reservations.hpp"

#include <cstdint>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {

ReservationId Reservations::make(AccountId account, std::int64_t minor, SimTime expires) {
    const ReservationId id{static_cast<std::uint32_t>(all_.size())};
    all_.push_back({.account = account, .minor = minor, .expires = expires});
    pending_.push_back(id);
    return id;
}

void Reservations::end(ReservationId reservation, ReservationState how) {
    expects(is_pending(reservation), "a reservation ends once");
    all_[reservation.index].state = how;
    ++ended_in_pending_;
    if (ended_in_pending_ * 2 <= pending_.size()) return;
    // Swept when half of them have ended, so that ending one costs no search.
    std::erase_if(pending_, [this](ReservationId id) { return !is_pending(id); });
    ended_in_pending_ = 0;
}

const Reservation& Reservations::operator[](ReservationId reservation) const {
    expects(is_known(reservation), "reservation is of this ledger");
    return all_[reservation.index];
}

std::vector<ReservationId> Reservations::due(SimTime now) const {
    std::vector<ReservationId> found;
    for (const ReservationId id : pending_)
        if (is_pending(id) && all_[id.index].expires <= now) found.push_back(id);
    return found;
}

}  // namespace rmbsim::ledger
