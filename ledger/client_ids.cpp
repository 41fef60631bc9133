#include "ledger/client_ids.hpp"

#define XXH_INLINE_ALL
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <xxhash.h>

#include "ledger/contract.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {
namespace {

XXH128_hash_t hash_of_body(const EntryDraft& draft) {
    const std::int64_t head[3] = {day_number(draft.value_date), draft.rule.index,
                                  draft.settles.index};
    XXH128_hash_t hash = XXH3_128bits(head, sizeof head);
    for (const Posting& p : draft.postings) {
        const std::uint64_t words[4] = {hash.low64, hash.high64, p.account.index,
                                        static_cast<std::uint64_t>(p.minor)};
        hash = XXH3_128bits(words, sizeof words);
    }
    return hash;
}

}  // namespace

std::size_t ClientIds::slot_of(std::uint64_t id_low) const {
    const std::size_t mask = slots_.size() - 1;
    const auto tag = static_cast<std::uint32_t>(id_low >> 32);
    std::size_t at = id_low & mask;
    while (slots_[at].ordinal != 0 &&
           (slots_[at].tag != tag || seen_[slots_[at].ordinal - 1].id_low != id_low))
        at = (at + 1) & mask;
    return at;
}

void ClientIds::grow() {
    slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), Slot{});
    for (std::uint32_t i = 0; i < seen_.size(); ++i)
        slots_[slot_of(seen_[i].id_low)] = {
            .tag = static_cast<std::uint32_t>(seen_[i].id_low >> 32), .ordinal = i + 1};
}

ClientIds::Found ClientIds::find(const EntryDraft& draft) const {
    if (seen_.empty()) return {};
    const XXH128_hash_t id = XXH3_128bits(draft.client_id.data(), draft.client_id.size());
    const Slot& slot = slots_[slot_of(id.low64)];
    if (slot.ordinal == 0) return {};
    const Seen& seen = seen_[slot.ordinal - 1];
    expects(seen.id_high == id.high64, "no two client ids share half of their 128-bit hash");
    const XXH128_hash_t body = hash_of_body(draft);
    const bool same = seen.body_low == body.low64 && seen.body_high == body.high64;
    return {.kind = same ? Known::same_body : Known::other_body, .entry = seen.entry};
}

void ClientIds::remember(const EntryDraft& draft, EntryId entry) {
    if (2 * (seen_.size() + 1) > slots_.size()) grow();
    const XXH128_hash_t id = XXH3_128bits(draft.client_id.data(), draft.client_id.size());
    const XXH128_hash_t body = hash_of_body(draft);
    seen_.push_back({.id_low = id.low64,
                     .id_high = id.high64,
                     .body_low = body.low64,
                     .body_high = body.high64,
                     .entry = entry});
    slots_[slot_of(id.low64)] = {.tag = static_cast<std::uint32_t>(id.low64 >> 32),
                                 .ordinal = static_cast<std::uint32_t>(seen_.size())};
}

}  // namespace rmbsim::ledger
