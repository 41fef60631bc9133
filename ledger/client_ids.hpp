// Idempotency by client id: the same id with the same body names the same entry, for ever.
//
// Body        value date, rule, postings and the reservation settled; not booking time and cause,
//             which differ when a message is sent again
#pragma once

#include <cstdint>
#include <unordered_map>

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
    void remember(const EntryDraft& draft, EntryId entry);

  private:
    struct Seen {
        std::uint64_t id_high, body_low, body_high;
        EntryId entry;
    };
    std::unordered_map<std::uint64_t, Seen> seen_;  // keyed by the low half of XXH3-128 of the id
};

}  // namespace rmbsim::ledger
