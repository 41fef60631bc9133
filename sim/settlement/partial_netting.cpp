#include "sim/settlement/partial_netting.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "ledger/int128.hpp"
#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::Int128;

struct Deficit {
    Int128 minor = 0;
    std::uint32_t account = 0;
    std::size_t limit = SIZE_MAX;  // that is exceeded; SIZE_MAX: the floor
};

class Dropping {
  public:
    explicit Dropping(const Problem& problem) : problem_(&problem), set_(problem) {
        for (std::uint32_t payer = 0; payer < problem.accounts.size(); ++payer)
            for (std::uint32_t at = problem.first[payer]; at < problem.first[payer + 1]; ++at) {
                set_.add(payer, at);
                payers_.push_back(payer);
            }
    }

    ChosenSet find() {
        drop_what_closed_accounts_pay();
        while (!set_.is_feasible()) {
            if (const auto deficit = largest_deficit())
                drop(choice(*deficit, in_queue_of(*deficit)));
            else if (const auto excess = largest_above_cap())
                drop(choice(*excess, paid_to(*excess)));
        }
        put_back();
        ChosenSet chosen;
        for (std::uint32_t index = 0; index < payers_.size(); ++index)
            if (set_.holds(index)) chosen.push_back(index);
        return chosen;
    }

  private:
    void drop_what_closed_accounts_pay() {
        for (std::uint32_t index = 0; index < payers_.size(); ++index)
            if (!problem_->accounts[payers_[index]].open && set_.holds(index)) drop(index);
    }

    std::optional<Deficit> largest_deficit() const {
        Deficit largest;
        for (std::uint32_t i = 0; i < problem_->accounts.size(); ++i) {
            if (!set_.is_deficient(i)) continue;
            Deficit here{.minor = set_.shortfall(i), .account = i};
            for (std::size_t limit = set_.limits_begin(i); limit < set_.limits_end(i); ++limit)
                if (set_.excess(limit) > here.minor)
                    here = {.minor = set_.excess(limit), .account = i, .limit = limit};
            if (here.minor > largest.minor) largest = here;
        }
        if (largest.minor == 0) return std::nullopt;
        return largest;
    }

    std::optional<Deficit> largest_above_cap() const {
        Deficit largest;
        for (std::uint32_t i = 0; i < problem_->accounts.size(); ++i)
            if (set_.above_cap(i) > largest.minor)
                largest = {.minor = set_.above_cap(i), .account = i};
        if (largest.minor == 0) return std::nullopt;
        return largest;
    }

    // Those that count against what is broken.
    std::vector<std::uint32_t> in_queue_of(const Deficit& deficit) const {
        std::vector<std::uint32_t> candidates;
        for (std::uint32_t at = problem_->first[deficit.account];
             at < problem_->first[deficit.account + 1]; ++at) {
            if (!set_.holds(at)) continue;
            const bool counts = deficit.limit == SIZE_MAX ||
                                (problem_->class_of(at) >= problem_->limits_bind_from &&
                                 set_.limit_between(deficit.account,
                                                    problem_->payments[at].payee) == deficit.limit);
            if (counts) candidates.push_back(at);
        }
        return candidates;
    }

    std::vector<std::uint32_t> paid_to(const Deficit& excess) const {
        std::vector<std::uint32_t> candidates;
        for (std::uint32_t index = 0; index < payers_.size(); ++index)
            if (problem_->payments[index].payee == excess.account && set_.holds(index))
                candidates.push_back(index);
        return candidates;
    }

    std::uint32_t choice(const Deficit& deficit,
                         const std::vector<std::uint32_t>& candidates) const {
        std::optional<std::uint32_t> smallest_that_covers, largest;
        for (const std::uint32_t index : candidates) {
            const std::int64_t minor = problem_->payments[index].minor;
            if (minor >= deficit.minor &&
                (!smallest_that_covers || minor <= problem_->payments[*smallest_that_covers].minor))
                smallest_that_covers = index;
            if (!largest || minor >= problem_->payments[*largest].minor) largest = index;
        }
        return smallest_that_covers ? *smallest_that_covers : *largest;
    }

    void drop(std::uint32_t index) {
        if (set_.linked_with(index).empty()) {
            set_.remove(payers_[index], index);
            return;
        }
        for (const std::uint32_t linked : set_.linked_with(index))
            if (set_.holds(linked)) set_.remove(payers_[linked], linked);
    }

    void put_back() {
        std::vector<std::uint32_t> dropped;
        for (std::uint32_t index = 0; index < payers_.size(); ++index)
            if (!set_.holds(index)) dropped.push_back(index);
        std::ranges::stable_sort(dropped, std::ranges::greater{}, [&](std::uint32_t index) {
            return problem_->payments[index].minor;
        });
        for (bool fitted = true; fitted;) {
            fitted = false;
            for (const std::uint32_t index : dropped) {
                if (set_.holds(index)) continue;
                add(index);
                if (set_.is_feasible())
                    fitted = true;
                else
                    drop(index);
            }
            std::erase_if(dropped, [&](std::uint32_t index) { return set_.holds(index); });
        }
    }

    void add(std::uint32_t index) {
        if (set_.linked_with(index).empty()) {
            set_.add(payers_[index], index);
            return;
        }
        for (const std::uint32_t linked : set_.linked_with(index))
            set_.add(payers_[linked], linked);
    }

    const Problem* problem_;
    BookedSet set_;
    std::vector<std::uint32_t> payers_;  // a payment
};

}  // namespace

Resolution partial_netting(const Problem& problem) {
    return {.set = Dropping(problem).find(), .maximality = Maximality::not_proven};
}

}  // namespace rmbsim::sim::settlement
