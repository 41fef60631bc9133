// A conditional payment 智能合约: money that leaves its source now and reaches a payee when a predicate holds.
//
// Kinds       escrow 担保: on proof of delivery; subsidy 定向补贴: spent by its beneficiary with merchants that
//             are named; red packet 红包: taken by whom it is for. One machine: only the terms differ
// Steps       deposit, deliver (proof for so much), release, refund, expire
// Predicates  in this order: not expired, payee named, purpose, proof, money
// Expiry      at that instant it is over: all that is held goes back to its source, proof or not (assumed)
// Units       minor units of CNY
// Invariants  0 <= released <= proven <= deposited where proof is asked;
//             deposited = held + released + refunded, always
// Errors      refusals are results; a step of nothing or less is a broken contract; AmountOverflow when
//             what is deposited outgrows 64 bits
// Source      settlement rules §6.3
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "sim/calendar/calendar.hpp"

namespace rmbsim::sim {

struct ContractTerms {
    std::vector<std::uint32_t> payees;  // wallets 收款白名单; not empty
    std::string purpose;                // code of what it may be released for; empty: anything
    SimTimeMs expires_at = 0;
    bool needs_proof = true;
};

struct ContractMoney {
    std::int64_t deposited_minor = 0, proven_minor = 0, released_minor = 0, refunded_minor = 0;

    std::int64_t held_minor() const { return deposited_minor - released_minor - refunded_minor; }
    friend bool operator==(const ContractMoney&, const ContractMoney&) = default;
};

enum class ContractRefusal : std::uint8_t {  // order is precedence
    contract_expired,
    payee_not_listed,
    other_purpose,
    not_delivered,    // more than is proven is to be released
    delivered,        // what is proven to be delivered is to be refunded
    more_than_held,   // or proven, than was deposited
    nothing_expired,  // before its time
};
std::string_view name_of(ContractRefusal refusal);  // "payee_not_listed"

struct ContractStep {
    enum class Kind : std::uint8_t { deposit, deliver, release, refund, expire };
    Kind kind = Kind::deposit;
    SimTimeMs at = 0;
    std::int64_t minor = 0;         // > 0; expire: 0
    std::uint32_t payee = 0;        // release
    std::string_view purpose = {};  // release
};

// The money after a step, or why it may not be taken.
std::expected<ContractMoney, ContractRefusal> after(const ContractTerms& terms,
                                                    const ContractMoney& money,
                                                    const ContractStep& step);

// The largest amount of a step that its money and proof let pass, whoever is paid: from 0 on. A deposit
// has no such bound: INT64_MAX.
std::int64_t headroom(const ContractTerms& terms, const ContractMoney& money,
                      ContractStep::Kind kind);

enum class ContractState : std::uint8_t { empty, funded, delivered, released, refunded };
std::string_view name_of(ContractState state);
// Of its money alone: funded and nothing proven, proven in part or whole, or nothing held any more.
ContractState state_of(const ContractMoney& money);

}  // namespace rmbsim::sim
