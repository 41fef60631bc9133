// Reckons, for each company that the scenario lists, how much related interest its tax year does not let it
// deduct, and books the income tax on it.
//
// When        at the end of each 31 December and of the run: the months and the interest up to there
// Books       Dr 6801 income tax expense, Cr 2221 taxes payable: it accrues, and is paid with the year's
//             return, which lies outside the scenario. It is booked, not only reported, so that net result,
//             comparison, audit and `explain kpi` stand on entries.
// Debt        what the company owes others in the pools' current accounts, at the month's last mid rate;
//             month-end balances are as booked then: a later back-valued flow does not reopen them
// Interest    what the company booked toward that lender in the year, accruals included
// Source      sim/tax/thin_capitalisation.hpp
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/thin_capitalisation.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {

class ThinCapitalisationDesk {
  public:
    ThinCapitalisationDesk(Desk& desk, const Sweeps& sweeps);

    void close_day(ledger::ValueDate day);  // after the day's interest is booked
    std::vector<Kpi> kpis() const;          // interest_disallowed
    const std::vector<std::string>& warnings() const { return warnings_; }

  private:
    struct Expense {
        ledger::AccountId account{};
        std::uint32_t lender = 0, valued_as = 0;  // valued_as: a bank account of that currency
        std::int64_t before_minor = 0;            // booked in earlier years
    };
    struct Debt {
        ledger::AccountId account{};
        std::uint32_t valued_as = 0;
    };
    struct Company {
        const ThinCapitalisationSpec* spec = nullptr;
        std::vector<Debt> debts;
        std::vector<Expense> expenses;
        std::vector<MonthBalances> debt, equity;  // of the year
        std::int64_t last_debt_minor = 0, last_equity_minor = 0;
        std::int64_t disallowed_minor = 0;
        ledger::AccountId tax_expense{}, taxes_payable{};
    };
    void close_month(Company& company, ledger::ValueDate day);
    void close_year(Company& company, ledger::ValueDate day);

    Desk& desk_;
    std::vector<Company> companies_;
    std::vector<std::string> warnings_;
};

}  // namespace rmbsim::sim
