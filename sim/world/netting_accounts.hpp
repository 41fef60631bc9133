// Which of a company's accounts holds a currency.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

// no_index: none of them.
inline std::uint32_t account_in(const Scenario& scenario,
                                const std::vector<std::uint32_t>& accounts,
                                ledger::CurrencyId currency) {
    for (const std::uint32_t account : accounts)
        if (scenario.accounts[account].currency == currency) return account;
    return no_index;
}

// Of the account that holds the currency, else of the first.
inline ledger::Market market_in(const Scenario& scenario,
                                const std::vector<std::uint32_t>& accounts,
                                ledger::CurrencyId currency) {
    const std::uint32_t account = account_in(scenario, accounts, currency);
    return scenario.accounts[account == no_index ? accounts.front() : account].market;
}

}  // namespace rmbsim::sim
