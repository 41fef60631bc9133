#include "sim/settlement/one_to_many.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "sim/settlement/standing.hpp"

namespace rmbsim::sim::settlement {
namespace {

class Passes {
  public:
    Passes(const Problem& problem, std::uint32_t most)
        : standing_(problem), tried_(standing_.problem()), most_(most) {
        turns_.resize(problem.payments.size());
        std::iota(turns_.begin(), turns_.end(), 0U);
        std::ranges::stable_sort(turns_, {}, [&](std::uint32_t index) {
            return std::pair(problem.class_of(index), problem.payments[index].payment);
        });
    }

    std::vector<ChosenSet> run(OneToMany timing) {
        std::size_t before = SIZE_MAX;
        while (before != sets_.size()) {
            before = sets_.size();
            if (timing == OneToMany::right_after) {
                in_turn([&](std::uint32_t index) {
                    if (!try_alone(index)) try_against_many(index);
                });
            } else {
                in_turn([&](std::uint32_t index) { try_alone(index); });
                in_turn([&](std::uint32_t index) { try_against_many(index); });
            }
        }
        return std::move(sets_);
    }

  private:
    template <class Test>
    void in_turn(Test&& test) {
        for (const std::uint32_t index : turns_)
            if (!standing_.is_booked(index)) test(index);
        std::erase_if(turns_, [&](std::uint32_t index) { return standing_.is_booked(index); });
    }
    bool try_alone(std::uint32_t index) {
        tried_.add(index);
        const bool passes = tried_.is_feasible();
        tried_.remove(index);
        if (passes) book({index});
        return passes;
    }
    void try_against_many(std::uint32_t index) {
        const Problem& now = standing_.problem();
        const std::uint32_t payer = payer_of(now, index);
        const std::uint32_t payee = now.payments[index].payee;
        ChosenSet set{index};
        tried_.add(payer, index);
        for (std::uint32_t back = now.first[payee];
             back < now.first[payee + 1] && set.size() <= most_; ++back) {
            if (now.payments[back].payee != payer || standing_.is_booked(back)) continue;
            tried_.add(payee, back);
            set.push_back(back);
            if (tried_.is_feasible()) break;
        }
        const bool passes = set.size() > 1 && tried_.is_feasible();
        for (const std::uint32_t member : set) tried_.remove(member);
        if (passes) book(std::move(set));
    }
    void book(ChosenSet set) {
        std::ranges::sort(set);
        standing_.book(set);
        sets_.push_back(std::move(set));
    }

    Standing standing_;
    BookedSet tried_;
    std::uint32_t most_;
    std::vector<std::uint32_t> turns_;
    std::vector<ChosenSet> sets_;
};

}  // namespace

std::vector<ChosenSet> one_to_many(const Problem& problem, OneToMany timing, std::uint32_t most) {
    if (timing == OneToMany::none) return {};
    return Passes(problem, most).run(timing);
}

}  // namespace rmbsim::sim::settlement
