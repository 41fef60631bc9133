// What a resolver looks at: balances, lines and queues at one instant, laid flat.
//
// Units       minor units of one currency an account; every payment is > 0
// Order       payments of account i stand at [first[i], first[i + 1]) in its queue order: class
//             ascending (0 is the most urgent), then the place inside the class
// Feasible    a set is feasible when, with all of it booked at one instant, every account that pays in
//             it stays at or above its floor (-credit, and above what it has reserved for classes more
//             urgent than those that it pays in), no outflow limit is exceeded by an account that pays
//             against it, no account that receives stands above its cap, and of every link group all
//             members or none are in the set
// Source      settlement-algorithms §1, §5.2; Bech & Soramäki, Bank of Finland DP 9/2001
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rmbsim::sim::settlement {

inline constexpr std::size_t class_count = 4;  // priority classes at most; 0 is the most urgent
inline constexpr std::uint32_t no_group = UINT32_MAX;
inline constexpr std::int64_t no_cap = INT64_MAX;

using Reservations = std::array<std::int64_t, class_count>;

struct Position {  // of one account
    std::int64_t balance = 0;
    std::int64_t credit = 0;  // >= 0: how far below zero it may pay
    std::int64_t cap =
        no_cap;               // most that it may hold: a bound from above, which breaks maximality
    Reservations reserved{};  // >= 0, a class: not for less urgent ones
    bool open = true;         // false: nothing leaves it, it may receive
    friend bool operator==(const Position&, const Position&) = default;
};

struct QueuedPayment {  // 16 bytes, four to a cache line
    std::int64_t minor = 0;
    std::uint32_t payee = 0;    // account
    std::uint32_t payment = 0;  // the engine's number
    friend bool operator==(const QueuedPayment&, const QueuedPayment&) = default;
};
static_assert(sizeof(QueuedPayment) == 16);

// An outflow limit: net of what came back, for the classes that it binds.
struct Limit {
    std::uint32_t payer = 0;
    std::uint32_t payee =
        any_payee;             // any_payee: multilateral, all payees without a limit of their own
    std::int64_t most = 0;     // >= 0
    std::int64_t net_out = 0;  // today: paid minus received
    static constexpr std::uint32_t any_payee = UINT32_MAX;
    friend bool operator==(const Limit&, const Limit&) = default;
};

struct Problem {
    std::span<const Position> accounts;
    std::span<const std::uint32_t> first;     // accounts.size() + 1
    std::span<const QueuedPayment> payments;  // first.back() of them
    std::span<const std::uint8_t> classes;    // one a payment; empty: all of class 0
    std::span<const std::uint32_t> groups;    // link group, one a payment; empty: no links
    std::span<const Limit> limits;            // ascending in (payer, payee)
    std::uint8_t limits_bind_from = 0;        // limits bind this class and less urgent ones

    std::uint8_t class_of(std::size_t index) const { return classes.empty() ? 0 : classes[index]; }
    std::uint32_t group_of(std::size_t index) const {
        return groups.empty() ? no_group : groups[index];
    }
};

// Payments by their index in Problem::payments, ascending.
using ChosenSet = std::vector<std::uint32_t>;

// Whether booking all of `chosen` at one instant breaks nothing: the definition, without tricks; what
// every resolver is tested against.
bool is_feasible(const Problem& problem, std::span<const std::uint32_t> chosen);

// Whether `chosen` holds, with every payment, all that stand ahead of it in its payer's queue.
bool is_sequence_closed(const Problem& problem, std::span<const std::uint32_t> chosen);

std::uint32_t payer_of(const Problem& problem, std::uint32_t index);  // by binary search

}  // namespace rmbsim::sim::settlement
