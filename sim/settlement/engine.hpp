// One payment system's accounts and queues: what settles at once, what waits, and what is let go.
//
// Units       minor units; all payments of a pair of accounts are in one currency
// Order       the caller calls in the order of settlement-algorithms §2 at one instant: parameters,
//             liquidity, arrivals, release, offset, resolve; sequence is the order of the calls
// Bookings    what settled stands in take_bookings(), in the order in which it is to be booked;
//             bookings that share a set number are one simultaneous set and one entry
// Invariants  no booked state breaks a floor, cap or limit; the sum of balances changes only by move()
// Errors      an amount <= 0, payer == payee or an unknown account is a broken contract: whoever reads
//             payments has refused those
// Source      settlement-algorithms §1 to §6
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/settlement/payment_queue.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::sim::settlement {

enum class Status : std::uint8_t { queued, settled, returned, withdrawn, rejected };
enum class Channel : std::uint8_t { entry, release, offset, resolution, net };
// Why the payment at hand does not settle alone; in order of precedence.
enum class Hold : std::uint8_t {
    none,
    payer_closed,  // outage, or its session is not open
    behind,        // another of the same payer stands ahead of it
    no_liquidity,
    bilateral_limit,
    multilateral_limit,
    payee_cap,
    link_incomplete,  // the other leg has not come, or does not pass
};
std::string_view name_of(Status status);
std::string_view name_of(Channel channel);
std::string_view name_of(Hold hold);

struct PaymentTerms {
    std::uint32_t payer = 0, payee = 0;
    std::int64_t minor = 0;  // > 0
    std::uint8_t priority_class = 0;
    bool splittable = false;
    std::uint32_t group = no_group;  // link group: all legs or none
    std::uint32_t group_size = 0;
    bool joint = false;  // the link has legs in other systems too: it goes by let_go() only
    std::int64_t time_ms = 0;
};

struct PaymentState {
    std::int64_t minor = 0;
    std::int64_t left_minor = 0;  // not yet settled
    std::int64_t submitted_ms = 0;
    std::int64_t ended_ms = -1;  // settled in full, returned, withdrawn; -1: still queued
    std::uint64_t place = 0;     // in its class queue
    std::uint32_t payer = 0, payee = 0;
    std::uint32_t group = no_group;
    std::uint16_t parts = 0;     // booked
    std::uint16_t bypassed = 0;  // how often a later one of its payer was let go before it
    std::uint8_t priority_class = 0;
    Status status = Status::queued;
    Channel channel = Channel::entry;
    bool splittable = false;
};

inline constexpr std::uint32_t no_set = UINT32_MAX;

struct Booking {
    std::uint32_t payment = 0;
    std::uint32_t set = no_set;
    std::int64_t minor = 0;
    Channel channel = Channel::entry;
};

struct Queued {  // what waits, of one payer or of all
    std::uint64_t count = 0;
    std::int64_t minor = 0;
};

struct NetCycle {
    std::size_t settled = 0;
    std::uint32_t rounds = 0;            // of unwinding
    std::vector<std::uint32_t> unwound;  // payments that the policy has thrown out, still queued
};

class Engine {
  public:
    explicit Engine(const RulePack& rules) : rules_(rules) {}

    std::uint32_t open_account(const Position& position);
    void set_credit(std::uint32_t account, std::int64_t minor);
    void set_cap(std::uint32_t account, std::int64_t minor);
    void set_open(std::uint32_t account, bool open);
    // Up to what is available now; the rest stays pending and is filled from inflows first.
    void reserve(std::uint32_t account, std::uint8_t for_class, std::int64_t minor);
    void set_limit(std::uint32_t payer, std::uint32_t payee, std::int64_t most);
    void begin_day(std::uint32_t payer);  // what was paid against its limits is counted anew
    // Liquidity in (> 0) or out (< 0); false: what is available does not reach, nothing moved.
    bool move(std::uint32_t account, std::int64_t minor);
    // Whatever is available: at a close, when all of a balance goes, or a debt is paid from outside.
    void adjust(std::uint32_t account, std::int64_t minor);

    void make_room(std::size_t payments);  // that will be entered; saves growing step by step
    // Enters a payment and tests it; what its inflow may free waits for release(), as all arrivals of
    // an instant come before.
    std::uint32_t submit(const PaymentTerms& terms);
    // Whether this system's legs of a joint link could go now; and letting them go, when those of the other
    // systems can at the same instant: all or none (PvP).
    bool may_go(std::uint32_t group) const;
    bool waits_whole(std::uint32_t group) const;  // all its legs here are queued; none has ended
    void let_go(std::uint32_t group, std::int64_t now_ms);
    // While it is queued; false: it has left the queue.
    bool withdraw(std::uint32_t payment, std::int64_t now_ms, Status as = Status::withdrawn);
    bool reprioritise(std::uint32_t payment, std::uint8_t priority_class);
    void release(std::int64_t now_ms);
    bool has_improved() const { return !worklist_.empty(); }  // release() may let something go
    void offset(std::int64_t now_ms);  // bilateral and one to many, by the rules
    // Multilateral; the number of payments that it let go.
    std::size_t resolve(std::int64_t now_ms);
    // A cycle of a deferred net system, by the pack's policy for one that cannot pay.
    NetCycle settle_net(std::int64_t now_ms);

    std::vector<Booking>& bookings() { return bookings_; }  // the caller takes and clears them
    const Position& position(std::uint32_t account) const { return positions_[account]; }
    std::int64_t available(std::uint32_t account, std::uint8_t for_class) const;
    const PaymentState& payment(std::uint32_t index) const { return payments_[index]; }
    std::uint32_t payment_count() const { return static_cast<std::uint32_t>(payments_.size()); }
    std::uint32_t account_count() const { return static_cast<std::uint32_t>(positions_.size()); }
    Queued queued(std::uint32_t account) const;
    template <class Visit>
    void for_each_queued(std::uint32_t account, Visit visit) const {  // in queue order
        for (std::uint8_t k = 0; k < class_count; ++k)
            queues_[account].of_class(k).for_each([&](const QueuedPayment& item) {
                visit(item.payment);
                return true;
            });
    }
    Queued queued() const { return queued_; }
    Hold hold_of(std::uint32_t payment) const;
    const RulePack& rules() const { return rules_; }
    std::span<const Limit> limits() const { return limits_; }

    // The queues as they stand, for resolvers and for measuring gridlock; valid until the next call.
    const Problem& problem();
    // Whether something could be let go together though nothing can alone (Bech & Soramäki).
    enum class Standstill : std::uint8_t { none, gridlock, deadlock };
    Standstill standstill();

  private:
    struct Snapshot {
        std::vector<std::uint32_t> first;
        std::vector<QueuedPayment> payments;
        std::vector<std::uint8_t> classes;
        std::vector<std::uint32_t> groups;
        Problem problem;
    };
    bool bypasses() const { return rules_.queue != QueueRule::fifo; }
    bool heads(const PaymentState& payment) const;
    Hold bar_to(const PaymentState& payment, std::int64_t minor) const;
    bool try_alone(std::uint32_t payment, Channel channel, std::int64_t now_ms);
    bool group_passes(std::uint32_t group) const;
    bool try_group(std::uint32_t group, Channel channel, std::int64_t now_ms);
    bool try_part(std::uint32_t payment, Channel channel, std::int64_t now_ms);
    bool caps_something() const;
    bool heads_with_its_link(const PaymentState& payment) const;
    void lay_out();
    bool waits_for_link(std::uint32_t payment) const;
    bool pass_together(std::span<const std::uint32_t> members) const;
    void book_together(std::span<const std::uint32_t> members, Channel channel,
                       std::int64_t now_ms);
    bool try_entry_offset(std::uint32_t payment, std::int64_t now_ms);
    void enqueue(std::uint32_t payment);
    void dequeue(PaymentState& payment);
    void book(std::uint32_t payment, std::int64_t minor, Channel channel, std::uint32_t set,
              std::int64_t now_ms);
    void move_balances(const PaymentState& payment, std::int64_t minor);
    void fill_reservations(std::uint32_t account);
    void note_improved(std::uint32_t account);
    void run_worklist(std::int64_t now_ms);
    void release_fifo(std::uint32_t account, std::int64_t now_ms);
    void release_bypassing(std::uint32_t account, std::int64_t now_ms);
    std::size_t settle_in_turn(std::span<const ChosenSet> sets, Channel channel,
                               std::int64_t now_ms);
    std::size_t settle_chosen(std::span<const std::uint32_t> chosen, Channel channel,
                              std::int64_t now_ms);
    Limit* limit_between(std::uint32_t payer, std::uint32_t payee);
    const Limit* limit_between(std::uint32_t payer, std::uint32_t payee) const;

    RulePack rules_;
    std::vector<Position> positions_;
    std::vector<Reservations> pending_reservations_;
    std::vector<PaymentQueue> queues_;
    std::vector<PaymentState> payments_;
    std::vector<Limit> limits_;  // ascending in (payer, payee)
    struct Group {
        std::vector<std::uint32_t> members;
        std::uint32_t size = 0;
        std::uint32_t queued = 0;  // of its members, now
        bool joint = false;
        bool cut_off = false;  // a member stands behind what no set can take
    };
    std::vector<Group> groups_;
    std::vector<std::uint32_t> worklist_;
    std::vector<bool> on_worklist_;
    std::vector<Booking> bookings_;
    std::uint32_t last_set_ = 0;
    Queued queued_;
    Snapshot snapshot_;
};

}  // namespace rmbsim::sim::settlement
