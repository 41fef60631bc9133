#include "sim/settlement/target2.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "ledger/int128.hpp"
#include "sim/settlement/all_or_nothing.hpp"
#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/pair_queues.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"
#include "sim/settlement/standing.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::Int128;

// The last payment of an account's queue that counts against what the account breaks.
std::uint32_t left_out_next(const Problem& problem, const BookedSet& set, std::uint32_t account) {
    std::optional<std::uint32_t> last;
    const bool floor_breaks = set.shortfall(account) > 0 || !problem.accounts[account].open;
    for (std::uint32_t at = problem.first[account + 1]; at > problem.first[account] && !last;
         --at) {
        if (!set.holds(at - 1)) continue;
        if (floor_breaks) {
            last = at - 1;
        } else if (problem.class_of(at - 1) >= problem.limits_bind_from) {
            const std::size_t limit = set.limit_between(account, problem.payments[at - 1].payee);
            if (limit != SIZE_MAX && set.excess(limit) > 0) last = at - 1;
        }
    }
    return *last;  // an account breaks only what it pays against
}

ChosenSet partial_set(const Problem& problem) {
    BookedSet set(problem);
    const auto accounts = static_cast<std::uint32_t>(problem.accounts.size());
    for (std::uint32_t i = 0; i < accounts; ++i)
        for (std::uint32_t at = problem.first[i]; at < problem.first[i + 1]; ++at) set.add(i, at);
    std::uint32_t i = 0;
    // Leaving out a payment hurts its payee: the next to look at is the first of those, or still this one.
    const auto leave_out = [&](std::uint32_t index) {
        set.remove(index);
        i = std::min(i, problem.payments[index].payee);
    };
    while (i < accounts) {
        if (!set.is_deficient(i)) {
            ++i;
            continue;
        }
        const std::uint32_t index = left_out_next(problem, set, i);
        if (set.linked_with(index).empty()) leave_out(index);
        for (const std::uint32_t linked : set.linked_with(index)) leave_out(linked);
    }
    ChosenSet chosen;
    // Caps are bounds from above, which leaving out does not mend.
    if (!set.is_feasible()) return chosen;
    for (std::uint32_t index = 0; index < problem.payments.size(); ++index)
        if (set.holds(index)) chosen.push_back(index);
    return chosen;
}

Int128 freed_by(const Problem& problem, const PairQueues& pair) {
    return std::min(value_of(problem, pair.sides[0]), value_of(problem, pair.sides[1]));
}

class Run {
  public:
    explicit Run(const Problem& problem) : standing_(problem) {}

    std::vector<Target2Step> steps() {
        std::vector<Target2Step> steps;
        Target2Procedure procedure = Target2Procedure::all_or_nothing;
        while (procedure != Target2Procedure::end && !remaining(standing_).payments.empty()) {
            Target2Step step;
            step.procedure = procedure;
            perform(step);
            for (const ChosenSet& set : step.sets) {
                step.count += set.size();
                step.value += value_of(standing_.problem(), set);
            }
            if (step.count > 0) step.outcome = Target2Outcome::booked;
            procedure = after(procedure, step.outcome);
            steps.push_back(std::move(step));
        }
        return steps;
    }

  private:
    void perform(Target2Step& step) {
        switch (step.procedure) {
            case Target2Procedure::all_or_nothing:
                return on_the_rest(step,
                                   [](const Problem& rest) { return all_or_nothing(rest).set; });
            case Target2Procedure::partial:
                return on_the_rest(step, partial_set);
            case Target2Procedure::multiple:
                offset_pairs(step);
                return on_the_rest(step, partial_set);
            case Target2Procedure::end:
                return;
        }
    }
    template <class Find>
    void on_the_rest(Target2Step& step, Find&& find) {
        const Remaining rest = remaining(standing_);
        book(step, rest.originals(find(rest.problem(standing_))));
    }
    void offset_pairs(Target2Step& step) {
        const Remaining rest = remaining(standing_);
        std::vector<PairQueues> pairs = pairs_of(rest.problem(standing_));
        for (PairQueues& pair : pairs)
            for (auto& side : pair.sides) side = rest.originals(side);
        std::ranges::stable_sort(pairs, std::ranges::greater{}, [&](const PairQueues& pair) {
            return freed_by(standing_.problem(), pair);
        });
        BookedSet empty(standing_.problem());
        for (PairQueues& pair : pairs) book(step, largest_offset(empty, std::move(pair)));
    }
    void book(Target2Step& step, ChosenSet set) {
        if (set.empty()) return;
        standing_.book(set);
        step.sets.push_back(std::move(set));
    }

    Standing standing_;
};

}  // namespace

Target2Procedure after(Target2Procedure procedure, Target2Outcome outcome) {
    if (outcome == Target2Outcome::booked) return Target2Procedure::all_or_nothing;
    switch (procedure) {
        case Target2Procedure::all_or_nothing:
            return Target2Procedure::partial;
        case Target2Procedure::partial:
            return Target2Procedure::multiple;
        case Target2Procedure::multiple:
        case Target2Procedure::end:
            return Target2Procedure::end;
    }
    return Target2Procedure::end;
}

std::vector<Target2Step> target2(const Problem& problem) { return Run(problem).steps(); }

}  // namespace rmbsim::sim::settlement
