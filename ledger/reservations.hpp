// Reservations: money held back until an entry settles it, it is released, or it expires.
//
// Units       minor units of the account's currency, above zero
// Invariants  a reservation ends once; what has ended is remembered, as refusals and reports ask
// Cost        making and ending take constant time on average, expiry one look at what is pending;
//             32 bytes for every reservation ever made
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {

enum class ReservationState : std::uint8_t { pending, settled, released, expired };

struct Reservation {
    AccountId account{};
    std::int64_t minor = 0;  // > 0: held back from what may leave the account
    SimTime expires{};
    ReservationState state = ReservationState::pending;
};

class Reservations {
  public:
    ReservationId make(AccountId account, std::int64_t minor, SimTime expires);
    void end(ReservationId reservation,
             ReservationState how);  // it was pending, or a broken contract

    bool is_known(ReservationId reservation) const { return reservation.index < all_.size(); }
    bool is_pending(ReservationId reservation) const {
        return is_known(reservation) && all_[reservation.index].state == ReservationState::pending;
    }
    const Reservation& operator[](ReservationId reservation) const;  // valid until the next make()
    std::vector<ReservationId> due(
        SimTime now) const;  // pending and expiring by `now`, oldest first

  private:
    std::vector<Reservation> all_;
    std::vector<ReservationId> pending_;  // oldest first; holds some that have ended, too
    std::size_t ended_in_pending_ = 0;
};

}  // namespace rmbsim::ledger
