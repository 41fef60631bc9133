// Deferred net settlement: at a cut-off, all accepted payments of the cycle become one net position an
// account, and all settle at that instant or by policy.
//
// Fund test   an account that owes (net < 0) has it: -net <= balance + credit, and is open. Reservations,
//             outflow limits and caps are not asked: they bind when payments are accepted
// Policies    defer         the cycle waits as it is
//             unwind        payments from and to those that fail are deleted, with what is linked to them;
//                           positions are reckoned anew, round by round, until all pass
//             loss_sharing  those that fail pay what they have; the rest is shared among the others by a
//                           stated key (parts by largest remainder), nobody giving more than it has left:
//                           what that leaves over is shared again among those that have; if nobody has,
//                           the cycle is deferred
//             collateral    each makes good what it lacks from collateral that it has pledged; if one
//                           cannot, the cycle is deferred
// Units       minor units; net > 0 is received, < 0 paid
// Invariants  the nets sum to zero before and after each policy; nothing settles, or the fund test passes
//             with shares and collateral counted; at least one account fails in each round of unwinding
// Booking     `net` is what accounts move by; of loss sharing it has the shares in it, of collateral not:
//             what is drawn is to be paid in first. Payments booked gross leave those that fail below
//             their floor until shares or collateral have been moved to them
// Errors      a key or collateral that does not name every account once, or is negative, breaks the
//             contract; AmountOverflow where a position does not fit 64 bits
// Source      settlement-algorithms §5.6
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/int128.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::sim::settlement {

struct NetFailing {  // an account that did not pass the fund test
    std::uint32_t account = 0;
    std::int64_t lacks = 0;  // > 0
    friend bool operator==(const NetFailing&, const NetFailing&) = default;
};

struct NetRound {  // of unwinding; the first has the first failures, the others those knocked on
    std::vector<NetFailing> failing;
    ChosenSet deleted;
    friend bool operator==(const NetRound&, const NetRound&) = default;
};

struct NetShare {  // loss sharing: what an account gives; collateral: what it draws
    std::uint32_t account = 0;
    std::int64_t minor = 0;
    friend bool operator==(const NetShare&, const NetShare&) = default;
};

struct NetSettlement {
    bool settles = false;
    std::vector<std::int64_t>
        net;            // an account: what is booked; all payments' where nothing settles
    ChosenSet settled;  // payments that settle at this instant
    std::vector<NetFailing> failing;  // of all payments, before any policy
    std::vector<NetRound> rounds;     // unwind
    std::vector<NetShare> shares;     // loss sharing, collateral; by account
};

struct NetPolicy {
    NetFailure on_failure = NetFailure::defer;
    std::span<const std::int64_t> loss_key = {};  // an account, >= 0; empty: what it receives, net
    std::span<const std::int64_t> collateral =
        {};  // an account, >= 0; empty: nobody has pledged any
};

// What each account receives (> 0) or pays (< 0) for these payments.
std::vector<ledger::Int128> net_positions(const Problem& problem,
                                          std::span<const std::uint32_t> payments);

NetSettlement settle_net(const Problem& problem, const NetPolicy& policy);

}  // namespace rmbsim::sim::settlement
