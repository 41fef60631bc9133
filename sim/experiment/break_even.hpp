// Break-even: where a gain, as a function of one number of the scenario, changes its sign.
//
// Method      on a grid of the decimals in which the ends are written: the secant's point and the
//             middle take turns, so that a gain with steps (whole units, limits) costs no more than
//             twice the halvings; ends when the bracket is one step of the grid or the gain is zero
// Tolerance   one step of the grid: write the ends with more decimals for a finer answer
// Honesty     without a change of sign between the ends nothing is searched and that is said; the gain
//             may still be zero somewhere between. After runs_max the bracket is what is known
// Source      pooling-practice §20 Break-even (root-find)
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"

namespace rmbsim::sim {

enum class BreakEvenOutcome : std::uint8_t { found, not_narrowed, no_sign_change };
std::string_view name_of(BreakEvenOutcome outcome);

struct BreakEven {
    BreakEvenOutcome outcome = BreakEvenOutcome::no_sign_change;
    ledger::Decimal low, high;        // the last bracket
    ledger::Decimal at_low, at_high;  // the gain there
    ledger::Decimal at;               // the end with the smaller gain: the break-even when found
    std::size_t runs = 0;             // how often the gain was asked
    int places = 0;                   // decimals of the grid
};

// low < high, both on the grid of 10^-places.
BreakEven break_even(const ledger::Decimal& low, const ledger::Decimal& high, int places,
                     const std::function<ledger::Decimal(const ledger::Decimal&)>& gain,
                     std::size_t runs_max = 40);

// What is told of it, as text: the same from a run and from its file.
struct BreakEvenFinding {
    std::string path, kpi, variant, unit;  // "pools.group.…", "net_benefit", "pool", "CNY"
    std::string outcome;                   // name_of
    std::string at, low, high, gain_at_low, gain_at_high, tolerance;
    std::size_t runs = 0;
};

}  // namespace rmbsim::sim
