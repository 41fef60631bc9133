#include "ledger/client_ids.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "ledger/contract.hpp"

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

ClientIds::Found ClientIds::find(const EntryDraft& draft) const {
    const XXH128_hash_t id = XXH3_128bits(draft.client_id.data(), draft.client_id.size());
    const auto at = seen_.find(id.low64);
    if (at == seen_.end()) return {};
    expects(at->second.id_high == id.high64, "no two client ids share half of their 128-bit hash");
    const XXH128_hash_t body = hash_of_body(draft);
    const bool same = at->second.body_low == body.low64 && at->second.body_high == body.high64;
    return {.kind = same ? Known::same_body : Known::other_body, .entry = at->second.entry};
}

void ClientIds::remember(const EntryDraft& draft, EntryId entry) {
    const XXH128_hash_t id = XXH3_128bits(draft.client_id.data(), draft.client_id.size());
    const XXH128_hash_t body = hash_of_body(draft);
    seen_.emplace(id.low64, Seen{.id_high = id.high64,
                                 .body_low = body.low64,
                                 .body_high = body.high64,
                                 .entry = entry});
}

}  // namespace rmbsim::ledger
