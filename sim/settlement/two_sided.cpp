#include "sim/settlement/two_sided.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "ledger/int128.hpp"
#include "sim/settlement/best_set.hpp"
#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/maximum_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::Int128;

class Trimming {
  public:
    Trimming(const Problem& problem, std::vector<std::uint32_t> most)
        : problem_(&problem), set_(problem), most_(std::move(most)), taken_(most_) {
        for (std::uint32_t i = 0; i < taken_.size(); ++i)
            for (std::uint32_t k = 0; k < taken_[i]; ++k) set_.add(i, problem.first[i] + k);
    }

    std::vector<std::uint32_t> find() {
        while (!set_.is_feasible())
            if (!drop_of_one_that_cannot_pay() && !drop_of_one_above_its_cap()) break;
        take_up_again();
        return std::move(taken_);
    }

  private:
    void drop_last(std::uint32_t payer) {
        const std::uint32_t index = problem_->first[payer] + --taken_[payer];
        set_.remove(payer, index);
        for (const std::uint32_t linked : set_.linked_with(index)) {
            const std::uint32_t other = payer_of(*problem_, linked);
            while (set_.holds(linked)) drop_last(other);
        }
    }

    bool drop_of_one_that_cannot_pay() {
        for (std::uint32_t i = 0; i < taken_.size(); ++i)
            if (set_.is_deficient(i)) {
                drop_last(i);
                return true;
            }
        return false;
    }

    bool drop_of_one_above_its_cap() {
        for (std::uint32_t i = 0; i < taken_.size(); ++i) {
            if (set_.above_cap(i) <= 0) continue;
            std::optional<std::uint32_t> payer, place;
            Int128 least = 0;
            for (std::uint32_t other = 0; other < taken_.size(); ++other) {
                Int128 lost = 0;
                for (std::uint32_t k = taken_[other]; k > 0; --k) {
                    const QueuedPayment& payment =
                        problem_->payments[problem_->first[other] + k - 1];
                    lost += payment.minor;
                    if (payment.payee != i) continue;
                    if (!payer || lost < least) {
                        payer = other;
                        place = k - 1;
                        least = lost;
                    }
                    break;
                }
            }
            while (taken_[*payer] > *place) drop_last(*payer);
            return true;
        }
        return false;
    }

    // A payment with links would need all of its group next in their queues: it stays out.
    void take_up_again() {
        for (bool took = true; took;) {
            took = false;
            for (std::uint32_t i = 0; i < taken_.size(); ++i)
                while (taken_[i] < most_[i]) {
                    const std::uint32_t index = problem_->first[i] + taken_[i];
                    set_.add(i, index);
                    if (!set_.is_feasible()) {
                        set_.remove(i, index);
                        break;
                    }
                    ++taken_[i];
                    took = true;
                }
        }
    }

    const Problem* problem_;
    BookedSet set_;
    std::vector<std::uint32_t> most_;   // an account: payments of the maximum set without caps
    std::vector<std::uint32_t> taken_;  // an account: payments of the set
};

}  // namespace

TwoSided two_sided(const Problem& problem, std::size_t exact_most) {
    if (std::ranges::all_of(problem.accounts,
                            [](const Position& at) { return at.cap == no_cap; })) {
        TwoSided found{.resolution = maximum_set(problem)};
        found.value = found.bound = value_of(problem, found.resolution.set);
        return found;
    }
    std::vector<Position> uncapped(problem.accounts.begin(), problem.accounts.end());
    for (Position& at : uncapped) at.cap = no_cap;
    Problem relaxed = problem;
    relaxed.accounts = uncapped;
    std::vector<std::uint32_t> most = maximum_prefixes(relaxed).taken;
    TwoSided found;
    found.bound = value_of(problem, set_of_prefixes(problem, most));
    if (problem.payments.size() <= std::min(exact_most, best_set_most))
        found.resolution = best_sequence_closed_set(problem);
    else
        found.resolution.set = set_of_prefixes(problem, Trimming(problem, std::move(most)).find());
    found.value = value_of(problem, found.resolution.set);
    if (found.value == found.bound) found.resolution.maximality = Maximality::among_sequence_closed;
    return found;
}

}  // namespace rmbsim::sim::settlement
