// What was decided about one link, and every bound that was looked at: the answer to "why not more?".
//
// Units       minor units of the child's currency (wish, bounds, amount)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rmbsim::sim {

enum class SweepOutcome : std::uint8_t {  // order is precedence; those after `moved` came later
    not_eligible,     // the regime's admission test failed, or the regime is not in force
    calendar_closed,  // stranded by calendar
    past_cut_off,
    account_blocked,
    nothing_to_move,
    direction_not_allowed,
    flow_not_allowed,  // the regime forbids this kind of flow
    blocked,           // a bound left nothing, or less than the wish and the link is not partial
    below_minimum,
    refused_by_ledger,
    moved,
    rejected_by_bank,  // the instruction came back; may be sent again
    no_balance,        // the statement is missing: nothing is swept on stale data
    converted,         // currency, at the place that was chosen
};
inline constexpr std::size_t sweep_outcome_count =
    static_cast<std::size_t>(SweepOutcome::converted) + 1;

enum class BoundKind : std::uint8_t {
    value_dated_surplus,  // a concentration takes no more than the value-dated surplus
    header_capacity,      // a funding takes no more than the header has above its floor
    limit_headroom,       // Decision::Bound::limit says which
    maximum,
    unit,
    minimum,
    sibling_share,  // what a header that cannot fund all leaves to this child
    // Renminbi all in, of a conversion: amounts compared, none caps what moves.
    onshore_price,
    offshore_price,
    offshore_not_allowed,  // what is forgone
};
inline constexpr std::size_t bound_kind_count =
    static_cast<std::size_t>(BoundKind::offshore_not_allowed) + 1;

std::string_view name_of(SweepOutcome outcome);
std::string_view name_of(BoundKind kind);

struct Decision {
    struct Bound {
        std::int64_t minor = 0;            // at most this much
        std::uint32_t limit = UINT32_MAX;  // world-wide limit index, for limit_headroom
        BoundKind kind = BoundKind::value_dated_surplus;
        friend bool operator==(const Bound&, const Bound&) = default;
    };
    static constexpr std::size_t bounds_max = 10;

    std::uint32_t id = 0;    // 1, 2, 3 …: "decision 44"
    std::uint32_t link = 0;  // world-wide link index
    std::int64_t time_ms = 0;
    std::int64_t child_minor = 0;  // balances the rule read, each in its account's currency
    std::int64_t header_minor = 0;
    std::int64_t wish_minor = 0;    // what the method asked for, >= 0
    std::int64_t amount_minor = 0;  // what moves, >= 0
    SweepOutcome outcome = SweepOutcome::nothing_to_move;
    bool upward = true;
    std::uint8_t bound_count = 0;
    std::uint8_t binding = UINT8_MAX;        // index of the bound that made amount < wish
    std::uint32_t first_entry = UINT32_MAX;  // journal entry that carried it out
    std::uint32_t parameter =
        UINT32_MAX;  // Directory::parameters: version that set the binding limit
    std::array<Bound, bounds_max> bounds{};
};

}  // namespace rmbsim::sim
