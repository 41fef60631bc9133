#include "sim/settlement/best_set.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::Int128;

class Enumeration {
  public:
    explicit Enumeration(const Problem& problem) : problem_(&problem), set_(problem) {
        ledger::expects(problem.payments.size() <= best_set_most,
                        "sets are enumerated over few payments");
    }

    ChosenSet of_all() {
        order_.resize(problem_->payments.size());
        std::iota(order_.begin(), order_.end(), 0U);
        std::ranges::stable_sort(order_, std::ranges::greater{}, [&](std::uint32_t index) {
            return problem_->payments[index].minor;
        });
        Int128 total = 0;
        for (const QueuedPayment& payment : problem_->payments) total += payment.minor;
        with_and_without(0, 0, total);
        return best_;
    }

    ChosenSet of_prefixes() {
        Int128 total = 0;
        for (const QueuedPayment& payment : problem_->payments) total += payment.minor;
        shorter_and_shorter(0, 0, total);
        return best_;
    }

  private:
    // `open` is the value of the payments that are not decided yet.
    void with_and_without(std::size_t place, Int128 value, Int128 open) {
        if (value + open <= best_value_) return;
        if (place == order_.size()) {
            keep(value);
            return;
        }
        const std::uint32_t index = order_[place];
        const std::int64_t minor = problem_->payments[index].minor;
        set_.add(index);
        with_and_without(place + 1, value + minor, open - minor);
        set_.remove(index);
        with_and_without(place + 1, value, open - minor);
    }

    // Every prefix of one account's queue, the longest first, then the next account.
    void shorter_and_shorter(std::uint32_t account, Int128 value, Int128 open) {
        if (value + open <= best_value_) return;
        if (account == problem_->accounts.size()) {
            keep(value);
            return;
        }
        const std::uint32_t begin = problem_->first[account], end = problem_->first[account + 1];
        Int128 taken = 0;
        for (std::uint32_t at = begin; at < end; ++at) {
            set_.add(account, at);
            taken += problem_->payments[at].minor;
        }
        open -= taken;
        shorter_and_shorter(account + 1, value + taken, open);
        for (std::uint32_t at = end; at > begin; --at) {
            set_.remove(account, at - 1);
            taken -= problem_->payments[at - 1].minor;
            shorter_and_shorter(account + 1, value + taken, open);
        }
    }

    void keep(Int128 value) {
        if (!set_.is_feasible()) return;
        best_value_ = value;
        best_.clear();
        for (std::uint32_t index = 0; index < problem_->payments.size(); ++index)
            if (set_.holds(index)) best_.push_back(index);
    }

    const Problem* problem_;
    BookedSet set_;
    std::vector<std::uint32_t> order_;
    ChosenSet best_;
    Int128 best_value_ = 0;
};

}  // namespace

Resolution best_set(const Problem& problem) {
    return {.set = Enumeration(problem).of_all(), .maximality = Maximality::among_all_sets};
}

Resolution best_sequence_closed_set(const Problem& problem) {
    return {.set = Enumeration(problem).of_prefixes(),
            .maximality = Maximality::among_sequence_closed};
}

}  // namespace rmbsim::sim::settlement
