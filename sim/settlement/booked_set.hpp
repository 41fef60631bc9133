// Where all accounts would stand with a set of queued payments booked at one instant, kept up to date
// while payments join and leave the set: what the resolvers ask instead of reckoning anew.
//
// Units       minor units of each account; sums in 128 bits, so that no queue overflows them
// Invariants  is_feasible() says of its payments what is_feasible(problem, set) of problem.hpp says;
//             a payment that joins and leaves again leaves no trace
// Cost        a payment: constant, but for a binary search among the payer's and the payee's limits
// Errors      a payment that joins twice or leaves without having joined breaks a contract
// Life        reads the problem's spans while it lives; positions may change while the set is empty
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ledger/int128.hpp"
#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

class BookedSet {
  public:
    explicit BookedSet(const Problem& problem);

    void add(std::uint32_t payer, std::uint32_t index);
    void remove(std::uint32_t payer, std::uint32_t index);
    void add(std::uint32_t index) { add(payer_of(*problem_, index), index); }
    void remove(std::uint32_t index) { remove(payer_of(*problem_, index), index); }
    bool holds(std::uint32_t index) const { return held_[index] != 0; }

    // The account pays in this set and may not, by its floor, by an outflow limit or as it is closed.
    bool is_deficient(std::uint32_t account) const {
        const Movement& moved = movements_[account];
        return moved.pays > 0 && (moved.limits_exceeded > 0 || shortfall(account) > 0 ||
                                  !problem_->accounts[account].open);
    }
    // What is missing to its floor; <= 0: nothing, or it does not pay.
    ledger::Int128 shortfall(std::uint32_t account) const;
    // What it holds above its cap; <= 0: nothing, or it does not receive.
    ledger::Int128 above_cap(std::uint32_t account) const;

    bool is_feasible() const { return breaches_ == 0 && split_groups_ == 0; }
    bool has_split_group() const { return split_groups_ > 0; }
    bool splits_group_of(std::uint32_t index) const;
    // All payments linked with this one, itself included, ascending; empty: it has no links.
    std::span<const std::uint32_t> linked_with(std::uint32_t index) const;

    // The limit that a payment from one to the other counts against; SIZE_MAX: none.
    std::size_t limit_between(std::uint32_t payer, std::uint32_t payee) const;
    // How far a limit is exceeded; <= 0: not, or nothing is paid against it.
    ledger::Int128 excess(std::size_t limit) const;
    // [begin, end) of the limits that bind an account as payer.
    std::uint32_t limits_begin(std::uint32_t account) const { return first_limit_[account]; }
    std::uint32_t limits_end(std::uint32_t account) const { return first_limit_[account + 1]; }

  private:
    struct Movement {
        ledger::Int128 in = 0;
        ledger::Int128 paid = 0;
        std::array<ledger::Int128, class_count> out{};
        std::uint32_t pays = 0;      // payments
        std::uint32_t receives = 0;  // payments
        std::uint32_t limits_exceeded = 0;
    };
    struct Use {  // of a limit
        ledger::Int128 net = 0;
        std::uint32_t pays = 0;  // payments
    };

    void move(std::uint32_t payer, std::uint32_t index, bool joins);
    void use_limit(std::size_t limit, std::int64_t change, std::int32_t payments);
    bool breaks(std::uint32_t account) const {
        return is_deficient(account) || above_cap(account) > 0;
    }
    void list_groups();

    const Problem* problem_;
    std::vector<Movement> movements_;
    std::vector<Use> used_;
    std::vector<std::uint32_t> first_limit_;
    std::vector<std::uint8_t> held_;
    std::vector<std::uint32_t> group_at_;      // a payment: its group's place, no_group without
    std::vector<std::uint32_t> members_;       // payments with a group, by group
    std::vector<std::uint32_t> first_member_;  // a group
    std::vector<std::uint32_t> members_held_;  // a group
    std::uint32_t breaches_ = 0;               // accounts
    std::uint32_t split_groups_ = 0;
};

}  // namespace rmbsim::sim::settlement
