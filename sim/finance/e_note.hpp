// Electronic notes on receivables 电子债权凭证: a core company's promise to pay, divided and passed on
// along the tiers of its suppliers.
//
// Units       minor units of the note's currency; tier 0 is the first holder
// Invariants  the open parts of an issue sum to its amount until it is due, whatever is divided or passed
//             on; only the holder disposes of a part; a part is paid once
// Recourse    holders of a part before the last, the latest first: who answers for it, where agreed
// Errors      refusals are values, in order of precedence; an id that was not handed out is a broken
//             contract
// Source      issue 6, point 5; limits on tiers and days are agreed or come from dated data, none is here
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim::finance {

using NoteId = ledger::Id<struct NoteTag>;

enum class NoteState : std::uint8_t { open, divided, paid, dishonoured };

struct NoteIssue {
    std::uint32_t issuer = 0, holder = 0;  // as the caller numbers parties
    ledger::Money amount{};                // > 0
    ledger::ValueDate issued{}, due{};
};

struct Note {
    NoteId root{};                      // of its issue
    std::optional<NoteId> parent = {};  // it is a part of
    std::uint32_t issuer = 0;
    std::vector<std::uint32_t> holders = {};  // the last one holds it
    ledger::Money amount{};
    ledger::ValueDate due{};
    NoteState state = NoteState::open;
    std::uint32_t holder() const { return holders.back(); }
    std::uint32_t tier() const { return static_cast<std::uint32_t>(holders.size()) - 1; }
};

struct NoteTerms {
    std::optional<std::uint32_t> tiers_max = {};  // how often a part may be passed on
    std::optional<std::uint32_t> days_max = {};   // from issue to due
};

enum class NoteRefusal : std::uint8_t {  // order is precedence
    not_open,
    not_holder,
    amount_not_positive,
    parts_do_not_sum,  // to the whole
    beyond_term,
    past_due,
    same_holder,
    beyond_tiers,
};
std::string_view name_of(NoteState state);
std::string_view name_of(NoteRefusal refusal);

class NoteBook {
  public:
    explicit NoteBook(NoteTerms terms = {}) : terms_(terms) {}

    std::expected<NoteId, NoteRefusal> issue(const NoteIssue& issue);
    // Parts in the order given; they sum to the whole.
    std::expected<std::vector<NoteId>, NoteRefusal> divide(NoteId note, std::uint32_t holder,
                                                           std::span<const std::int64_t> parts);
    // By weights, to the unit: largest remainders. At least one weight is above zero.
    std::expected<std::vector<NoteId>, NoteRefusal> divide_by(
        NoteId note, std::uint32_t holder, std::span<const ledger::Int128> weights);
    // The whole note, or a part of it: then the rest stays with the holder as a note of its own.
    std::expected<NoteId, NoteRefusal> pass_on(NoteId note, std::uint32_t from, std::uint32_t to,
                                               std::int64_t minor, ledger::ValueDate on);
    // On its due date or later: the issuer pays, or does not.
    std::expected<void, NoteRefusal> settle(NoteId note, bool paid);

    const Note& operator[](NoteId note) const;  // valid until the next note is made
    std::uint32_t size() const { return static_cast<std::uint32_t>(notes_.size()); }
    std::vector<NoteId> parts_of(NoteId root) const;  // not divided further, in order of making
    std::vector<std::uint32_t> recourse_of(NoteId note) const;

  private:
    Note& at(NoteId note);
    std::optional<NoteRefusal> refusal(NoteId note, std::uint32_t holder) const;
    NoteId part(NoteId parent, std::int64_t minor);

    NoteTerms terms_;
    std::vector<Note> notes_;
};

}  // namespace rmbsim::sim::finance
