// Ids are indices into flat arrays: comparable, hashable by index, never added to.
#pragma once

#include <compare>
#include <cstdint>

namespace rmbsim::ledger {

template <class Tag>
struct Id {
    std::uint32_t index = 0;
    friend constexpr auto operator<=>(Id, Id) = default;
};

using AccountId = Id<struct AccountTag>;
using BookId = Id<struct BookTag>;
using EntryId = Id<struct EntryTag>;
using RuleId = Id<struct RuleTag>;  // opaque here: the simulator's table names it
using ReservationId = Id<struct ReservationTag>;

}  // namespace rmbsim::ledger
