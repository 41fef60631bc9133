#include "sim/settlement/cycles.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/standing.hpp"

namespace rmbsim::sim::settlement {
namespace {

struct PaymentsTo {
    std::uint32_t payee = 0;
    std::vector<std::uint32_t> payments;  // in queue order
    std::size_t next = 0;                 // the first that is not booked
};

class CycleSearch {
  public:
    explicit CycleSearch(const Problem& problem)
        : standing_(problem),
          tried_(standing_.problem()),
          steps_(problem.accounts.size()),
          on_path_(problem.accounts.size()) {
        for (std::uint32_t payer = 0; payer < steps_.size(); ++payer) {
            for (std::uint32_t at = problem.first[payer]; at < problem.first[payer + 1]; ++at)
                step_to(payer, problem.payments[at].payee).payments.push_back(at);
            std::ranges::sort(steps_[payer], {}, &PaymentsTo::payee);
        }
    }

    std::vector<ChosenSet> run(std::uint32_t length_most) {
        std::size_t before = SIZE_MAX;
        while (before != sets_.size()) {
            before = sets_.size();
            for (std::uint32_t length = 2; length <= length_most; ++length)
                for (std::uint32_t start = 0; start < steps_.size(); ++start)
                    while (book_one(start, start, length)) {
                    }
        }
        return std::move(sets_);
    }

  private:
    PaymentsTo& step_to(std::uint32_t payer, std::uint32_t payee) {
        const auto at = std::ranges::find(steps_[payer], payee, &PaymentsTo::payee);
        return at != steps_[payer].end()
                   ? *at
                   : steps_[payer].emplace_back(PaymentsTo{.payee = payee, .payments = {}});
    }

    // Goes on from `at`, with `left` steps to take, the last of them back to `start`.
    bool book_one(std::uint32_t start, std::uint32_t at, std::uint32_t left) {
        for (PaymentsTo& step : steps_[at]) {
            if (step.next == step.payments.size()) continue;
            const bool closes = step.payee == start;
            if (closes != (left == 1) || step.payee < start || on_path_[step.payee] != 0) continue;
            path_.push_back(step.payments[step.next]);
            on_path_[step.payee] = 1;
            const bool booked = closes ? book_path() : book_one(start, step.payee, left - 1);
            on_path_[step.payee] = 0;
            path_.pop_back();
            if (booked) {
                ++step.next;
                return true;
            }
        }
        return false;
    }

    bool book_path() {
        for (const std::uint32_t index : path_) tried_.add(index);
        const bool feasible = tried_.is_feasible();
        for (const std::uint32_t index : path_) tried_.remove(index);
        if (!feasible) return false;
        ChosenSet set = path_;
        std::ranges::sort(set);
        standing_.book(set);
        sets_.push_back(std::move(set));
        return true;
    }

    Standing standing_;
    BookedSet tried_;
    std::vector<std::vector<PaymentsTo>> steps_;  // an account: whom it pays, by index
    std::vector<std::uint8_t> on_path_;           // an account
    ChosenSet path_;
    std::vector<ChosenSet> sets_;
};

}  // namespace

std::vector<ChosenSet> cycles(const Problem& problem, std::uint32_t length_most) {
    return CycleSearch(problem).run(length_most);
}

}  // namespace rmbsim::sim::settlement
