#include "sim/settlement/maximum_set.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
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

// Floors alone decide: what an account has free is one number. 16 bytes a payment are read once, and
// once more when it is dropped; the general path below reckons classes and limits and costs ten times
// as much.
template <class Sum>
struct FloorState {  // of one account
    Sum free = 0;    // balance + credit, with the set booked
    std::uint32_t taken = 0;
    std::uint32_t waits = 0;
};

// Everything netted; empty: a sum could leave the type's range. On the way it may wrap, as it comes back.
template <class Sum>
std::vector<FloorState<Sum>> netted(const Problem& problem) {
    std::vector<FloorState<Sum>> states(problem.accounts.size());
    Int128 total = 0, most_before = 0;
    for (std::size_t i = 0; i < states.size(); ++i) {
        const Position& at = problem.accounts[i];
        // Nothing leaves a closed account: its payments are not netted to begin with.
        states[i].taken = at.open ? problem.first[i + 1] - problem.first[i] : 0;
        Int128 paid = 0;
        for (const QueuedPayment& payment :
             problem.payments.subspan(problem.first[i], states[i].taken)) {
            Sum& free = states[payment.payee].free;
            __builtin_add_overflow(free, payment.minor, &free);
            paid += payment.minor;
        }
        const Int128 before = Int128{at.balance} + at.credit;
        __builtin_add_overflow(states[i].free, before - paid, &states[i].free);
        most_before = std::max(most_before, before < 0 ? -before : before);
        total += paid;
    }
    if (total + most_before > std::numeric_limits<Sum>::max()) states.clear();
    return states;
}

// A stack that takes an account by arithmetic and not by a branch: whether a drop leaves its payee
// unable to pay is a coin's toss, and mispredicting it was a third of a drop's time.
class LastFound {
  public:
    explicit LastFound(std::size_t accounts) : waiting_(accounts + 1) {}
    bool empty() const { return size_ == 0; }
    std::uint32_t take() { return waiting_[--size_]; }
    template <class Sum>
    void push_if_deficient(std::uint32_t account, FloorState<Sum>& state) {
        const std::uint32_t joins = static_cast<std::uint32_t>(state.free < 0) &
                                    static_cast<std::uint32_t>(state.taken > 0) &
                                    (state.waits ^ 1U);
        waiting_[size_] = account;
        size_ += joins;
        state.waits |= joins;
    }

  private:
    std::vector<std::uint32_t> waiting_;
    std::size_t size_ = 0;
};

class AnyOrder {
  public:
    AnyOrder(std::size_t accounts, WorklistOrder order) : waiting_(accounts, order) {}
    bool empty() const { return waiting_.empty(); }
    std::uint32_t take() { return waiting_.take(); }
    template <class Sum>
    void push_if_deficient(std::uint32_t account, const FloorState<Sum>& state) {
        if (state.free < 0 && state.taken > 0) waiting_.push(account);
    }

  private:
    DeficientAccounts waiting_;
};

template <class Sum, class Worklist>
std::vector<std::uint32_t> left_by_floors(const Problem& problem,
                                          std::vector<FloorState<Sum>> states, Worklist worklist) {
    for (std::uint32_t i = 0; i < states.size(); ++i) worklist.push_if_deficient(i, states[i]);
    while (!worklist.empty()) {
        const std::uint32_t i = worklist.take();
        FloorState<Sum>& payer = states[i];
        payer.waits = 0;
        while (payer.free < 0 && payer.taken > 0) {
            const QueuedPayment& last = problem.payments[problem.first[i] + --payer.taken];
            // Thousands of queues are read from their ends, a few payments a visit: no prefetcher
            // of the processor sees that.
            __builtin_prefetch(&last - std::min(payer.taken, 8U));
            payer.free += last.minor;
            states[last.payee].free -= last.minor;
            worklist.push_if_deficient(last.payee, states[last.payee]);
        }
    }
    std::vector<std::uint32_t> taken(states.size());
    std::ranges::transform(states, taken.begin(), &FloorState<Sum>::taken);
    return taken;
}

template <class Sum>
std::vector<std::uint32_t> by_floors_alone(const Problem& problem,
                                           std::vector<FloorState<Sum>> states,
                                           WorklistOrder order) {
    const std::size_t accounts = states.size();
    return order == WorklistOrder::last_found
               ? left_by_floors(problem, std::move(states), LastFound(accounts))
               : left_by_floors(problem, std::move(states), AnyOrder(accounts, order));
}

std::vector<std::uint32_t> by_floors_alone(const Problem& problem, WorklistOrder order) {
    auto narrow = netted<std::int64_t>(problem);
    if (!narrow.empty()) return by_floors_alone(problem, std::move(narrow), order);
    return by_floors_alone(problem, netted<Int128>(problem), order);
}

class GeneralPath {
  public:
    GeneralPath(const Problem& problem, WorklistOrder order)
        : problem_(&problem),
          booked_(problem),
          worklist_(problem.accounts.size(), order),
          taken_(problem.accounts.size()) {}

    std::vector<std::uint32_t> find() {
        const auto accounts = static_cast<std::uint32_t>(problem_->accounts.size());
        for (std::uint32_t i = 0; i < accounts; ++i) {
            taken_[i] = problem_->first[i + 1] - problem_->first[i];
            for (std::uint32_t at = problem_->first[i]; at < problem_->first[i + 1]; ++at)
                booked_.add(i, at);
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
        return std::move(taken_);
    }

  private:
    // Dropping an account's last payment never makes the account itself worse off: classes ascend in its
    // queue, so what is held back for more urgent ones cannot grow.
    void drop_last(std::uint32_t payer) {
        const std::uint32_t index = problem_->first[payer] + --taken_[payer];
        const QueuedPayment& payment = problem_->payments[index];
        booked_.remove(payer, index);
        if (booked_.is_deficient(payment.payee)) worklist_.push(payment.payee);
        for (const std::uint32_t linked : booked_.linked_with(index))
            if (booked_.holds(linked)) cuts_.push_back(linked);
    }

    const Problem* problem_;
    BookedSet booked_;
    DeficientAccounts worklist_;
    std::vector<std::uint32_t> taken_;
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
    Prefixes found{.taken = floors_decide_alone(problem) ? by_floors_alone(problem, order)
                                                         : GeneralPath(problem, order).find()};
    found.count = std::accumulate(found.taken.begin(), found.taken.end(), std::uint64_t{0});
    return found;
}

ChosenSet set_of_prefixes(const Problem& problem, std::span<const std::uint32_t> taken) {
    ChosenSet set(std::accumulate(taken.begin(), taken.end(), std::size_t{0}));
    auto at = set.begin();
    for (std::size_t i = 0; i < taken.size(); ++i) {
        const auto end = at + taken[i];
        std::iota(at, end, problem.first[i]);
        at = end;
    }
    return set;
}

Resolution maximum_set(const Problem& problem, WorklistOrder order) {
    return {.set = set_of_prefixes(problem, maximum_prefixes(problem, order).taken),
            .maximality = Maximality::among_sequence_closed};
}

}  // namespace rmbsim::sim::settlement
