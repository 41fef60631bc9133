// Mid rates into the reporting currency by account and day slot: what every indicator is stated at.
//
// Slots       0 before the period, 1 … days of it, days + 1 after it; the outer ones take the nearest
//             day's rate; par where the directory lists none
// Units       units of the reporting currency for one unit of the account's
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

class MidRates {
  public:
    MidRates(const Directory& directory, ledger::ValueDate from, std::size_t day_count);
    std::size_t days() const { return days_; }
    std::size_t slot_of(std::int32_t value_day) const;
    const ledger::Decimal& at(std::uint32_t account, std::size_t slot) const;
    // In minor units of the reporting currency, half_even.
    std::int64_t reporting_minor(std::int64_t minor, std::uint32_t account, std::size_t slot) const;

  private:
    const Directory& directory_;
    std::int32_t from_ = 0;
    std::size_t days_ = 0;
    ledger::CurrencyId reporting_{};
    ledger::Decimal par_{1};
    std::map<std::string, std::vector<ledger::Decimal>> by_money_;
    std::vector<const std::vector<ledger::Decimal>*> of_account_;  // nullptr: par
};

// In whole minor units of the currency, half_even.
std::int64_t rounded_indicator(const ledger::Decimal& major, ledger::CurrencyId currency);

// Mid rates of every day of a scenario into its reporting currency, ten decimals.
std::vector<RateRow> reporting_rates(const Scenario& scenario);

}  // namespace rmbsim::sim
