#include "sim/ecny/conditional_payment.hpp"

#include <algorithm>
#include <cstdint>
#include <expected>
#include <source_location>
#include <string_view>

#include "ledger/contract.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"

namespace rmbsim::sim {
namespace {

using Outcome = std::expected<ContractMoney, ContractRefusal>;
using enum ContractRefusal;

Outcome deposited(ContractMoney money, std::int64_t minor) {
    money.deposited_minor = ledger::fitting(ledger::checked_add(money.deposited_minor, minor),
                                            "what is deposited into a contract");
    return money;
}

std::int64_t unproven(const ContractMoney& money) {
    return money.deposited_minor - money.refunded_minor - money.proven_minor;
}

// Proven and not yet paid: the payee's until expiry.
std::int64_t owed(const ContractTerms& terms, const ContractMoney& money) {
    return terms.needs_proof ? money.proven_minor - money.released_minor : 0;
}

Outcome delivered_part(ContractMoney money, std::int64_t minor) {
    if (minor > unproven(money)) return std::unexpected(more_than_held);
    money.proven_minor += minor;
    return money;
}

Outcome released_part(const ContractTerms& terms, ContractMoney money, const ContractStep& step) {
    if (std::ranges::find(terms.payees, step.payee) == terms.payees.end())
        return std::unexpected(payee_not_listed);
    if (!terms.purpose.empty() && step.purpose != terms.purpose)
        return std::unexpected(other_purpose);
    if (terms.needs_proof && step.minor > owed(terms, money)) return std::unexpected(not_delivered);
    if (step.minor > money.held_minor()) return std::unexpected(more_than_held);
    money.released_minor += step.minor;
    return money;
}

Outcome refunded_part(const ContractTerms& terms, ContractMoney money, std::int64_t minor) {
    const std::int64_t held = money.held_minor();
    if (minor > held) return std::unexpected(more_than_held);
    if (minor > held - owed(terms, money)) return std::unexpected(delivered);
    money.refunded_minor += minor;
    return money;
}

}  // namespace

std::string_view name_of(ContractRefusal refusal) {
    switch (refusal) {
        case contract_expired:
            return "contract_expired";
        case payee_not_listed:
            return "payee_not_listed";
        case other_purpose:
            return "other_purpose";
        case not_delivered:
            return "not_delivered";
        case delivered:
            return "delivered";
        case more_than_held:
            return "more_than_held";
        case nothing_expired:
            return "nothing_expired";
    }
    ledger::break_contract("a contract's refusal is one of its enumerators",
                           std::source_location::current());
}

std::string_view name_of(ContractState state) {
    switch (state) {
        case ContractState::empty:
            return "empty";
        case ContractState::funded:
            return "funded";
        case ContractState::delivered:
            return "delivered";
        case ContractState::released:
            return "released";
        case ContractState::refunded:
            return "refunded";
    }
    ledger::break_contract("a contract's state is one of its enumerators",
                           std::source_location::current());
}

std::expected<ContractMoney, ContractRefusal> after(const ContractTerms& terms,
                                                    const ContractMoney& money,
                                                    const ContractStep& step) {
    using enum ContractStep::Kind;
    const bool is_over = step.at >= terms.expires_at;
    if (step.kind == expire) {
        if (!is_over) return std::unexpected(nothing_expired);
        ContractMoney back = money;
        back.refunded_minor += money.held_minor();
        return back;
    }
    ledger::expects(step.minor > 0, "a step of a contract moves an amount above zero");
    if (is_over) return std::unexpected(contract_expired);
    if (step.kind == deposit) return deposited(money, step.minor);
    if (step.kind == deliver) return delivered_part(money, step.minor);
    if (step.kind == release) return released_part(terms, money, step);
    return refunded_part(terms, money, step.minor);
}

std::int64_t headroom(const ContractTerms& terms, const ContractMoney& money,
                      ContractStep::Kind kind) {
    switch (kind) {
        case ContractStep::Kind::deposit:
            return INT64_MAX;
        case ContractStep::Kind::deliver:
            return unproven(money);
        case ContractStep::Kind::release:
            return terms.needs_proof ? owed(terms, money) : money.held_minor();
        case ContractStep::Kind::refund:
            return money.held_minor() - owed(terms, money);
        case ContractStep::Kind::expire:
            return money.held_minor();
    }
    ledger::break_contract("a contract's step is one of its enumerators",
                           std::source_location::current());
}

ContractState state_of(const ContractMoney& money) {
    if (money.deposited_minor == 0) return ContractState::empty;
    if (money.held_minor() == 0)
        return money.released_minor > 0 ? ContractState::released : ContractState::refunded;
    return money.proven_minor > 0 ? ContractState::delivered : ContractState::funded;
}

}  // namespace rmbsim::sim
