#include "ledger/journal.hpp"

#define XXH_INLINE_ALL
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <xxhash.h>

#include "ledger/contract.hpp"
#include "ledger/digest.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"

namespace rmbsim::ledger {
namespace {

constexpr std::size_t few_postings = 8;  // hashed from the stack

}  // namespace

void Chains::open_book() { heads_.push_back(Chain{.low = heads_.size(), .high = 0}); }

std::uint64_t Chains::extend_one(BookId book, const EntryRow& row,
                                 std::span<const PostingRow> postings) {
    Chain& head = heads_[book.index];
    const std::size_t size = sizeof(Chain) + sizeof(EntryRow) + postings.size_bytes();
    std::array<std::byte, sizeof(Chain) + sizeof(EntryRow) + few_postings * sizeof(PostingRow)>
        small;
    std::byte* bytes = small.data();
    if (postings.size() > few_postings) {
        bytes_.resize(size);
        bytes = bytes_.data();
    }
    std::memcpy(bytes, &head, sizeof head);
    std::memcpy(bytes + sizeof head, &row, sizeof row);
    std::memcpy(bytes + sizeof head + sizeof row, postings.data(), postings.size_bytes());
    const XXH128_hash_t hash = XXH3_128bits(bytes, size);
    head = {.low = hash.low64, .high = hash.high64};
    return head.low;
}

std::uint64_t Chains::extend(const EntryRow& row, std::span<const PostingRow> postings,
                             std::span<const BookId> book_of) {
    expects(postings.size() == book_of.size(), "every posting has its book");
    if (postings.empty()) return 0;
    const BookId first = book_of.front();
    if (std::ranges::all_of(book_of, [&](BookId b) { return b == first; }))
        return extend_one(first, row, postings);

    std::uint64_t seal = 0;
    for (std::size_t i = 0; i < postings.size(); ++i) {
        const BookId book = book_of[i];
        const auto earlier = book_of.first(i);
        if (std::ranges::find(earlier, book) != earlier.end()) continue;  // its chain has moved
        of_one_book_.clear();
        for (std::size_t j = i; j < postings.size(); ++j)
            if (book_of[j] == book) of_one_book_.push_back(postings[j]);
        seal += extend_one(book, row, of_one_book_);
    }
    return seal;
}

SealedDay DaySealer::seal(std::int32_t day, const JournalSlice& slice) {
    hasher_.add(last_.bytes);
    hasher_.add_rows(std::span<const std::int32_t>(&day, 1));
    const std::array<std::uint64_t, 3> counts{slice.entries.size(), slice.postings.size(),
                                              slice.client_ids.size()};
    hasher_.add_rows(std::span<const std::uint64_t>(counts));
    hasher_.add_rows(slice.entries).add_rows(slice.postings);
    for (const ClientIdRow& row : slice.client_ids) {
        hasher_.add_rows(std::span<const EntryId>(&row.entry, 1));
        hasher_.add(row.client_id);
    }
    last_ = hasher_.finish();
    return {.day = day,
            .entries_before = slice.first.index + static_cast<std::uint32_t>(slice.entries.size()),
            .digest = last_};
}

}  // namespace rmbsim::ledger
