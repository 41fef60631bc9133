// The journal: append-only columns of entries and postings, chained per book, sealed per day.
//
// Memory      columns of the open day; a closed day is handed out as a JournalSlice and its pages
//             are reused, unless history is kept (tests, small runs)
// Invariants  entries are numbered 0, 1, 2 … without a gap; what was appended is never changed
// Seals       chain(book) = XXH3-128(chain(book) ‖ entry row ‖ the entry's postings in that book);
//             an entry's seal = sum of the low halves of the chains it moved, so the first entry whose
//             recomputed seal differs is the one that was altered;
//             day digest = SHA-256(previous day digest ‖ day ‖ number of entries, postings, client
//             ids ‖ entry rows ‖ posting rows ‖ client ids)
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/digest.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"

namespace rmbsim::ledger {

struct ClientIdRow {
    EntryId entry{};
    std::string client_id;
};

// A run of whole entries, as columns. Postings of entry i follow those of entry i-1.
struct JournalSlice {
    EntryId first{};
    std::span<const EntryRow> entries;
    std::span<const PostingRow> postings;
    std::span<const std::uint64_t> seals;     // one an entry
    std::span<const ClientIdRow> client_ids;  // only of entries that have one, ascending
};

// Walks a slice: fn(EntryId, const EntryRow&, std::span<const PostingRow>). A row that counts more
// postings than there are, as only a damaged journal's can, is given those that there are.
template <class Fn>
void for_each_entry(const JournalSlice& slice, Fn&& fn) {
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < slice.entries.size(); ++i) {
        const EntryRow& row = slice.entries[i];
        const auto count = std::min<std::size_t>(row.posting_count, slice.postings.size() - at);
        fn(EntryId{slice.first.index + i}, row, slice.postings.subspan(at, count));
        at += count;
    }
}

struct SealedDay {
    std::int32_t day = 0;
    std::uint32_t entries_before = 0;  // number of entries up to the end of this day
    Digest digest;
    friend bool operator==(const SealedDay&, const SealedDay&) = default;
};

// Extends the chains of the books that an entry touches; returns the entry's seal. Shared by the
// ledger, which makes seals, and by audits, which make them again.
class Chains {
  public:
    void open_book();
    // `book_of` gives the book of each posting, in the same order. No postings move no chain.
    std::uint64_t extend(const EntryRow& row, std::span<const PostingRow> postings,
                         std::span<const BookId> book_of);
    std::span<const Chain> heads() const { return heads_; }

  private:
    std::uint64_t extend_one(BookId book, const EntryRow& row,
                             std::span<const PostingRow> postings);
    std::vector<Chain> heads_;
    std::vector<PostingRow> of_one_book_;  // scratch for entries over several books
    std::vector<std::byte> bytes_;         // scratch for long entries
};

class DaySealer {
  public:
    SealedDay seal(std::int32_t day, const JournalSlice& slice);
    const Digest& last() const { return last_; }

  private:
    Digest last_{};
    Sha256Hasher hasher_;
};

}  // namespace rmbsim::ledger
