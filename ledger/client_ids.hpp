// Idempotency by client id: the same id with the same body names the same entry, for ever.
//
// Body        value date, rule, postings and the reservation settled; not booking time and cause,
//             which differ when a message is sent again
// Cost        one look at a slot of 8 bytes for an id that is new; about 56 bytes an id
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ledger/entry.hpp"

namespace rmbsim::ledger {

class ClientIds {
  public:
    enum class Known : std::uint8_t { no, same_body, other_body };
    struct Found {
        Known kind = Known::no;
        EntryId entry{};
    };
    Found find(const EntryDraft& draft) const;
    void remember(const EntryDraft& draft, EntryId entry);  // of an id that find() does not know

  private:
    struct Seen {
        std::uint64_t id_low, id_high, body_low, body_high;  // XXH3-128
        EntryId entry;
    };
    struct Slot {
        std::uint32_t tag = 0;      // high bits of id_low, which the slot's place does not tell
        std::uint32_t ordinal = 0;  // position in seen_ plus one; zero: nothing
    };
    std::size_t slot_of(std::uint64_t id_low) const;  // where it is, or where it would go
    void grow();

    std::vector<Seen> seen_;
    std::vector<Slot> slots_;  // a power of two, at most half full; probed one after the other
};

}  // namespace rmbsim::ledger
