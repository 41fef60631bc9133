#include "sim/experiment/break_even.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

std::int64_t on_grid(const Decimal& value, int places) {
    const auto split = value.split_at(places);
    ledger::expects(split && split->remainder.is_zero(), "an end of the bracket lies on the grid");
    return split->whole;
}

Decimal gain_size(const Decimal& value) { return value.is_negative() ? -value : value; }

struct End {
    std::int64_t step = 0;
    Decimal gain;
};

// Where the straight line between the ends is zero, as a step strictly between them.
std::int64_t secant(const End& low, const End& high) {
    const Decimal share = gain_size(low.gain) / (gain_size(low.gain) + gain_size(high.gain));
    const auto split = (share * Decimal(high.step - low.step)).split_at(0);
    return std::clamp(low.step + (split ? split->whole : 0), low.step + 1, high.step - 1);
}

}  // namespace

std::string_view name_of(BreakEvenOutcome outcome) {
    switch (outcome) {
        case BreakEvenOutcome::found:
            return "found";
        case BreakEvenOutcome::not_narrowed:
            return "not_narrowed";
        case BreakEvenOutcome::no_sign_change:
            return "no_sign_change";
    }
    return "";
}

BreakEven break_even(const Decimal& low, const Decimal& high, int places,
                     const std::function<Decimal(const Decimal&)>& gain, std::size_t runs_max) {
    BreakEven found;
    found.places = places;
    const auto ask = [&](std::int64_t step) {
        ++found.runs;
        return End{step, gain(Decimal::from_minor(step, places))};
    };
    End left = ask(on_grid(low, places)), right = ask(on_grid(high, places));
    ledger::expects(left.step < right.step, "a bracket has a width");
    const auto settled = [&] { return left.gain.is_zero() || right.gain.is_zero(); };
    const bool changes = settled() || left.gain.is_negative() != right.gain.is_negative();
    while (changes && !settled() && right.step - left.step > 1 && found.runs < runs_max) {
        const bool halve = found.runs % 2 != 0;
        const End middle =
            ask(halve ? left.step + (right.step - left.step) / 2 : secant(left, right));
        (middle.gain.is_negative() == left.gain.is_negative() && !middle.gain.is_zero() ? left
                                                                                        : right) =
            middle;
    }
    found.low = Decimal::from_minor(left.step, places);
    found.high = Decimal::from_minor(right.step, places);
    found.at_low = left.gain;
    found.at_high = right.gain;
    found.at = gain_size(left.gain) < gain_size(right.gain) ? found.low : found.high;
    if (changes)
        found.outcome = settled() || right.step - left.step <= 1 ? BreakEvenOutcome::found
                                                                 : BreakEvenOutcome::not_narrowed;
    return found;
}

}  // namespace rmbsim::sim
