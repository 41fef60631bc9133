#include "sim/pool/allocation.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <source_location>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/allocation.hpp"
#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Int128;

constexpr int key_decimals = 18;  // a key of 18 decimals is a weight below 2^63

std::int64_t sum(std::int64_t a, std::int64_t b) {
    return ledger::fitting(ledger::checked_add(a, b), "an allocation");
}

Int128 weight_of(const Decimal& key) {
    const auto split = key.split_at(key_decimals);
    ledger::expects(split.has_value() && split->remainder.is_zero(),
                    "a key has at most 18 decimals");
    return split->whole;
}

// What is left goes to the leader when nobody has a weight.
std::vector<std::int64_t> by_weight(std::int64_t minor, const std::vector<Int128>& weights,
                                    std::size_t leader) {
    if (std::ranges::any_of(weights, [](Int128 w) { return w > 0; }))
        return ledger::allocate(minor, weights);
    std::vector<std::int64_t> parts(weights.size());
    parts[leader] = minor;
    return parts;
}

template <class Weight>
std::vector<Int128> weights(const std::vector<Contribution>& participants, Weight of) {
    std::vector<Int128> all;
    for (const Contribution& participant : participants) all.push_back(of(participant));
    return all;
}

std::vector<std::int64_t> matched(std::int64_t minor, const AllocationTerms& terms,
                                  const std::vector<Contribution>& participants) {
    const std::int64_t creditors = ledger::fitting(
        ledger::to_whole(Decimal(minor) * terms.creditors_part, ledger::Rounding::floor),
        "an allocation");
    std::vector<std::int64_t> parts = by_weight(
        creditors,
        weights(participants, [](const Contribution& c) { return c.matched_credit_days; }),
        terms.leader);
    const std::vector<std::int64_t> of_debtors =
        by_weight(minor - creditors,
                  weights(participants, [](const Contribution& c) { return c.matched_debit_days; }),
                  terms.leader);
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i] += of_debtors[i];
    return parts;
}

std::vector<std::int64_t> shares(std::int64_t minor, AllocationRule rule,
                                 const AllocationTerms& terms,
                                 const std::vector<Contribution>& participants) {
    const std::vector<Int128> nobody(participants.size());
    switch (rule) {
        case AllocationRule::central:
            return by_weight(minor, nobody, terms.leader);
        case AllocationRule::even:
            return by_weight(minor,
                             weights(participants, [](const Contribution&) { return Int128{1}; }),
                             terms.leader);
        case AllocationRule::fixed: {
            std::vector<Int128> keys;
            for (const Decimal& key : terms.keys) keys.push_back(weight_of(key));
            ledger::expects(keys.size() == participants.size(), "each participant has its key");
            return by_weight(minor, keys, terms.leader);
        }
        case AllocationRule::credit_contribution:
            if (minor < 0) return by_weight(minor, nobody, terms.leader);
            return by_weight(
                minor, weights(participants, [](const Contribution& c) { return c.credit_days; }),
                terms.leader);
        case AllocationRule::absolute_pro_rata:
            return by_weight(
                minor,
                weights(participants,
                        [](const Contribution& c) { return c.credit_days + c.debit_days; }),
                terms.leader);
        case AllocationRule::matched_offset:
            if (minor < 0) return by_weight(minor, nobody, terms.leader);
            return matched(minor, terms, participants);
        case AllocationRule::current_account:
        case AllocationRule::no_worse_off:
            break;
    }
    ledger::break_contract("a rule that distributes something", std::source_location::current());
}

std::vector<std::int64_t> at_internal_rates(std::int64_t pool_minor, std::size_t leader,
                                            const std::vector<Contribution>& participants) {
    std::vector<std::int64_t> results;
    std::int64_t others = 0;
    for (std::size_t i = 0; i < participants.size(); ++i) {
        results.push_back(participants[i].internal_minor);
        if (i != leader) others = sum(others, participants[i].internal_minor);
    }
    results[leader] = sum(pool_minor, -others);
    return results;
}

}  // namespace

std::string_view name_of(AllocationRule rule) {
    switch (rule) {
        case AllocationRule::central:
            return "central";
        case AllocationRule::even:
            return "even";
        case AllocationRule::fixed:
            return "fixed";
        case AllocationRule::credit_contribution:
            return "credit_contribution";
        case AllocationRule::absolute_pro_rata:
            return "absolute_pro_rata";
        case AllocationRule::matched_offset:
            return "matched_offset";
        case AllocationRule::current_account:
            return "current_account";
        case AllocationRule::no_worse_off:
            return "no_worse_off";
    }
    ledger::break_contract("rule is one of its enumerators", std::source_location::current());
}

Allocation allocate_pool(std::int64_t pool_minor, const AllocationTerms& terms,
                         const std::vector<Contribution>& participants, bool pays_stand_alone) {
    ledger::expects(terms.leader < participants.size(), "the leader is a participant");
    std::int64_t stand_alone = 0;
    for (const Contribution& participant : participants)
        stand_alone = sum(stand_alone, participant.stand_alone_minor);
    Allocation allocation;
    allocation.benefit_minor = sum(pool_minor, -stand_alone);
    if (terms.rule == AllocationRule::current_account) {
        allocation.result_minor = at_internal_rates(pool_minor, terms.leader, participants);
        return allocation;
    }
    const bool protects = terms.rule == AllocationRule::no_worse_off;
    const AllocationRule rule = protects ? terms.by : terms.rule;
    if (!protects && !pays_stand_alone) {
        allocation.result_minor = shares(pool_minor, rule, terms, participants);
        return allocation;
    }
    // A loss is not distributed among those who were promised their stand-alone interest.
    const AllocationRule of_benefit = allocation.benefit_minor < 0 ? AllocationRule::central : rule;
    allocation.result_minor = shares(allocation.benefit_minor, of_benefit, terms, participants);
    for (std::size_t i = 0; i < participants.size(); ++i)
        allocation.result_minor[i] =
            sum(allocation.result_minor[i], participants[i].stand_alone_minor);
    return allocation;
}

std::vector<Loser> losers(const Allocation& allocation,
                          const std::vector<Contribution>& participants) {
    std::vector<Loser> all;
    for (std::size_t i = 0; i < participants.size(); ++i)
        if (allocation.result_minor[i] < participants[i].stand_alone_minor)
            all.push_back({.participant = i,
                           .shortfall_minor =
                               participants[i].stand_alone_minor - allocation.result_minor[i]});
    return all;
}

bool are_keys(const std::vector<Decimal>& keys) {
    Decimal total = 0;
    for (const Decimal& key : keys) {
        const auto split = key.split_at(key_decimals);
        if (key.is_negative() || key > Decimal(1) || !split || !split->remainder.is_zero())
            return false;
        total = total + key;
    }
    return total == Decimal(1);
}

}  // namespace rmbsim::sim
