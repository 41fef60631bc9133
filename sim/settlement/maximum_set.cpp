#include "sim/settlement/maximum_set.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <ranges>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::Int128;

// Accounts that may be unable to pay, each at most once.
class DeficientAccounts {
  public:
    DeficientAccounts(std::size_t accounts, WorklistOrder order)
        : waits_(accounts), order_(order) {}

    bool empty() const { return next_ == waiting_.size(); }
    void push(std::uint32_t account) {
        if (waits_[account] != 0) return;
        waits_[account] = 1;
        waiting_.push_back(account);
        if (is_heap()) std::ranges::push_heap(waiting_, Later{order_});
    }
    std::uint32_t take() {
        std::uint32_t account = 0;
        if (order_ == WorklistOrder::first_found) {
            account = waiting_[next_++];
        } else {
            if (is_heap()) std::ranges::pop_heap(waiting_, Later{order_});
            account = waiting_.back();
            waiting_.pop_back();
        }
        waits_[account] = 0;
        return account;
    }

  private:
    struct Later {
        WorklistOrder order;
        bool operator()(std::uint32_t a, std::uint32_t b) const {
            return order == WorklistOrder::lowest_index ? a > b : a < b;
        }
    };
    bool is_heap() const {
        return order_ == WorklistOrder::lowest_index || order_ == WorklistOrder::highest_index;
    }

    std::vector<std::uint32_t> waiting_;
    std::size_t next_ = 0;  // of first_found
    std::vector<std::uint8_t> waits_;
    WorklistOrder order_;
};

std::vector<std::uint32_t> queue_lengths(const Problem& problem) {
    std::vector<std::uint32_t> lengths(problem.accounts.size());
    for (std::size_t i = 0; i < lengths.size(); ++i)
        lengths[i] = problem.first[i + 1] - problem.first[i];
    return lengths;
}

// Floors alone decide: what an account has free is one number. 16 bytes a payment are read once, and
// once more when it is dropped; the general path below reckons classes and limits and costs ten times
// as much.
Prefixes by_floors_alone(const Problem& problem, WorklistOrder order) {
    const std::size_t accounts = problem.accounts.size();
    Prefixes result{.taken = queue_lengths(problem)};
    std::vector<Int128> free(accounts);  // balance + credit, with the set booked
    for (std::size_t i = 0; i < accounts; ++i)
        free[i] = Int128{problem.accounts[i].balance} + problem.accounts[i].credit;
    for (std::size_t i = 0; i < accounts; ++i) {
        Int128 paid = 0;
        for (std::uint32_t index = problem.first[i]; index < problem.first[i + 1]; ++index) {
            const QueuedPayment& payment = problem.payments[index];
            paid += payment.minor;
            free[payment.payee] += payment.minor;
        }
        free[i] -= paid;
        result.value += paid;
    }
    const auto is_deficient = [&](std::uint32_t i) {
        return result.taken[i] > 0 && (free[i] < 0 || !problem.accounts[i].open);
    };
    DeficientAccounts worklist(accounts, order);
    for (std::uint32_t i = 0; i < accounts; ++i)
        if (is_deficient(i)) worklist.push(i);
    while (!worklist.empty()) {
        const std::uint32_t i = worklist.take();
        while (is_deficient(i)) {
            const QueuedPayment& last = problem.payments[problem.first[i] + --result.taken[i]];
            free[i] += last.minor;
            free[last.payee] -= last.minor;
            result.value -= last.minor;
            if (is_deficient(last.payee)) worklist.push(last.payee);
        }
    }
    return result;
}

class GeneralPath {
  public:
    GeneralPath(const Problem& problem, WorklistOrder order)
        : problem_(&problem),
          booked_(problem),
          worklist_(problem.accounts.size(), order),
          result_{.taken = queue_lengths(problem)} {}

    Prefixes find() {
        const auto accounts = static_cast<std::uint32_t>(problem_->accounts.size());
        for (std::uint32_t i = 0; i < accounts; ++i)
            for (std::uint32_t at = problem_->first[i]; at < problem_->first[i + 1]; ++at) {
                booked_.add(i, at);
                result_.value += problem_->payments[at].minor;
            }
        for (std::uint32_t i = 0; i < accounts; ++i)
            if (booked_.is_deficient(i)) worklist_.push(i);
        while (!worklist_.empty()) {
            const std::uint32_t i = worklist_.take();
            while (booked_.is_deficient(i)) {
                drop_last(i);
                while (!cuts_.empty()) {
                    const std::uint32_t index = cuts_.back();
                    cuts_.pop_back();
                    const std::uint32_t payer = payer_of(*problem_, index);
                    while (booked_.holds(index)) drop_last(payer);
                }
            }
        }
        return std::move(result_);
    }

  private:
    // Dropping an account's last payment never makes the account itself worse off: classes ascend in its
    // queue, so what is held back for more urgent ones cannot grow.
    void drop_last(std::uint32_t payer) {
        const std::uint32_t index = problem_->first[payer] + --result_.taken[payer];
        const QueuedPayment& payment = problem_->payments[index];
        booked_.remove(payer, index);
        result_.value -= payment.minor;
        if (booked_.is_deficient(payment.payee)) worklist_.push(payment.payee);
        for (const std::uint32_t linked : booked_.linked_with(index))
            if (booked_.holds(linked)) cuts_.push_back(linked);
    }

    const Problem* problem_;
    BookedSet booked_;
    DeficientAccounts worklist_;
    Prefixes result_;
    std::vector<std::uint32_t> cuts_;  // payments that must leave, with all behind them
};

bool floors_decide_alone(const Problem& problem) {
    return problem.limits.empty() && problem.groups.empty() &&
           std::ranges::all_of(problem.accounts, [](const Position& at) {
               return std::ranges::all_of(at.reserved, [](std::int64_t r) { return r == 0; });
           });
}

}  // namespace

Prefixes maximum_prefixes(const Problem& problem, WorklistOrder order) {
    ledger::expects(
        std::ranges::all_of(problem.accounts, [](const Position& at) { return at.cap == no_cap; }),
        "no account has a cap where a maximum set is asked for");
    Prefixes found = floors_decide_alone(problem) ? by_floors_alone(problem, order)
                                                  : GeneralPath(problem, order).find();
    found.count = std::accumulate(found.taken.begin(), found.taken.end(), std::uint64_t{0});
    return found;
}

ChosenSet set_of(const Problem& problem, const Prefixes& prefixes) {
    ChosenSet set(prefixes.count);
    auto at = set.begin();
    for (std::size_t i = 0; i < prefixes.taken.size(); ++i) {
        const auto end = at + prefixes.taken[i];
        std::iota(at, end, problem.first[i]);
        at = end;
    }
    return set;
}

Resolution maximum_set(const Problem& problem, WorklistOrder order) {
    return {.set = set_of(problem, maximum_prefixes(problem, order)),
            .maximality = Maximality::among_sequence_closed};
}

}  // namespace rmbsim::sim::settlement
