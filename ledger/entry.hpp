// An entry: postings over one or several books that stand or fall together.
//
// Units       postings in minor units of their account's currency; debit > 0, credit < 0
// Invariants  per book and currency the postings of an entry sum to zero
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ledger/id.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {

struct Posting {
    AccountId account{};
    std::int64_t minor = 0;
};

// Why an entry exists, in numbers the ledger keeps and never reads: the kernel's event (origin, nth),
// its kind, and what it was about (a flow, a decision, an instruction).
struct EventRef {
    std::uint32_t origin = 0;
    std::uint32_t nth = 0;
    std::uint32_t subject = 0;
    std::uint16_t kind = 0;
    friend bool operator==(EventRef, EventRef) = default;
};

inline constexpr std::uint32_t none = UINT32_MAX;  // "no entry", "no reservation"

struct EntryDraft {
    SimTime time{};
    ValueDate value_date{};  // may lie before the booking date: a back-valued entry
    RuleId rule{};
    EventRef cause{};
    std::span<const Posting> postings;
    std::string_view client_id{};  // same id, same body: same entry; other body: refusal
    ReservationId settles{none};   // a reservation that this entry uses up
};

// Why an entry was refused. Order is precedence; tests walk it in this order.
enum class PostError : std::uint8_t {
    unknown_entry,  // reverse(): no such entry in the open journal
    already_reversed,
    no_postings,  // none, or more than 65,535
    unknown_account,
    conflicting_client_id,  // the id was used for another body
    value_date_closed,      // older than the days still open to back-valuation
    account_closed,
    account_frozen,
    unbalanced,
    overflow,  // of a balance now or on a value date, or a posting that has no opposite
    reservation_not_pending,
    below_floor,
};

std::string_view name_of(PostError error);

// One row of the journal's entry column: 40 bytes, no padding, hashed as it lies (little-endian).
struct EntryRow {
    std::int64_t time_ms = 0;
    std::int32_t value_day = 0;
    std::uint32_t rule = 0;
    std::uint32_t origin = 0;
    std::uint32_t nth = 0;
    std::uint32_t subject = 0;
    std::uint16_t kind = 0;
    std::uint16_t posting_count = 0;
    std::uint32_t reverses = none;
    std::uint32_t settles = none;
    friend bool operator==(const EntryRow&, const EntryRow&) = default;
};
static_assert(sizeof(EntryRow) == 40);

struct PostingRow {
    AccountId account{};
    EntryId entry{};
    std::int64_t minor = 0;
    friend bool operator==(const PostingRow&, const PostingRow&) = default;
};
static_assert(sizeof(PostingRow) == 16);

}  // namespace rmbsim::ledger
