#include "sim/settlement/head_offset.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::sim::settlement {
namespace {

// What two payments need of a problem: two accounts, two payments, the limits between them. A set of a
// large queue costs as much as its queue to set up, and this is asked for every payment that enters.
class TwoPayments {
  public:
    TwoPayments(const Problem& problem, std::uint32_t payer, std::uint32_t payee)
        : problem_(&problem), accounts_{problem.accounts[payer], problem.accounts[payee]} {
        add_limit(payer, payee, 0);
        add_limit(payee, payer, 1);
    }

    bool are_feasible(std::uint32_t one, std::uint32_t other) const {
        const std::array payments{
            QueuedPayment{.minor = problem_->payments[one].minor, .payee = 1},
            QueuedPayment{.minor = problem_->payments[other].minor, .payee = 0}};
        const std::array classes{problem_->class_of(one), problem_->class_of(other)};
        const std::array first{0U, 1U, 2U};
        const std::array chosen{0U, 1U};
        return has_no_other_links(one, other) &&
               is_feasible({.accounts = accounts_,
                            .first = first,
                            .payments = payments,
                            .classes = classes,
                            .groups = {},
                            .limits = limits_,
                            .limits_bind_from = problem_->limits_bind_from},
                           chosen);
    }

  private:
    void add_limit(std::uint32_t payer, std::uint32_t payee, std::uint32_t place) {
        const auto key = [](const Limit& of) { return std::pair(of.payer, of.payee); };
        for (const std::uint32_t towards : {payee, Limit::any_payee}) {
            const auto at =
                std::ranges::lower_bound(problem_->limits, std::pair(payer, towards), {}, key);
            if (at == problem_->limits.end() || key(*at) != std::pair(payer, towards)) continue;
            limits_.push_back(*at);
            limits_.back().payer = place;
            limits_.back().payee = 1 - place;
            return;
        }
    }
    bool has_no_other_links(std::uint32_t one, std::uint32_t other) const {
        return std::ranges::all_of(std::array{one, other}, [&](std::uint32_t index) {
            const std::uint32_t group = problem_->group_of(index);
            const auto inside = std::int64_t{group == problem_->group_of(one)} +
                                std::int64_t{group == problem_->group_of(other)};
            return group == no_group || std::ranges::count(problem_->groups, group) == inside;
        });
    }

    const Problem* problem_;
    std::array<Position, 2> accounts_;
    std::vector<Limit> limits_;
};

}  // namespace

std::optional<std::uint32_t> head_offset(const Problem& problem, std::uint32_t entering,
                                         EntryOffset rule) {
    const std::uint32_t payer = payer_of(problem, entering);
    if (rule == EntryOffset::none || entering != problem.first[payer]) return std::nullopt;
    const std::uint32_t payee = problem.payments[entering].payee;
    const TwoPayments two(problem, payer, payee);
    const std::uint32_t begin = problem.first[payee];
    const std::uint32_t end = rule == EntryOffset::head
                                  ? std::min(begin + 1, problem.first[payee + 1])
                                  : problem.first[payee + 1];
    for (std::uint32_t partner = begin; partner < end; ++partner)
        if (problem.payments[partner].payee == payer && two.are_feasible(entering, partner))
            return partner;
    return std::nullopt;
}

}  // namespace rmbsim::sim::settlement
