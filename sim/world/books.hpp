// The books of a world: one a company, one a bank, and the accounts that a scenario needs in them.
//
// Mirror      a company's bank account is two ledger accounts that always cancel: 1002 in the company's
//             book, 2011 in the bank's branch book
// Lines       other accounts are opened by chart line, currency, market and partner; asked for again,
//             they are found again
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/ledger.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct BankAccountIds {              // everything that entries about one bank account may touch
    ledger::AccountId own{};         // 1002 in the company's book
    ledger::AccountId mirror{};      // 2011 in the bank's book
    ledger::AccountId clearing{};    // bank: 3001
    ledger::AccountId remittance{};  // bank: 3002.01
    ledger::AccountId transit{};     // company: 1012
    ledger::AccountId opening{};     // company: 4104
    ledger::AccountId interest_income{}, interest_expense{};
    ledger::AccountId interest_receivable{}, interest_payable{};
    ledger::AccountId fees{};
    ledger::AccountId bank_interest_expense{}, bank_interest_income{}, bank_fee_income{};
    ledger::AccountId bank_interest_payable{};  // accrued toward customers, either sign
};

// The two sides of an intercompany current account: each is +debit in its own book.
struct PairIds {
    ledger::AccountId near{}, far{};
};

class Books {
  public:
    Books(const Scenario& scenario, ledger::Ledger& ledger, Directory& directory);

    const BankAccountIds& of(std::uint32_t bank_account) const { return ids_[bank_account]; }
    ledger::BookId book_of_entity(std::uint32_t entity) const { return {entity}; }
    ledger::BookId book_of_bank(std::uint32_t bank) const;
    ledger::BookId book_of_operator(std::uint32_t system) const;  // Scenario::systems
    ledger::BookId book_of_marketplace(std::uint32_t marketplace) const;
    ledger::BookId book_of_provider(std::uint32_t provider) const;
    ledger::BookId book_of_tax_office() const { return tax_office_; }

    // Finds or opens; only before the run starts, so that the directory is complete by then.
    ledger::AccountId line(ledger::BookId book, ledger::ChartLine line, ledger::CurrencyId currency,
                           ledger::Market market, std::uint32_t partner_book = UINT32_MAX,
                           bool cross_border = false, std::uint32_t agreement = 1);
    // Two companies may lend to each other under several agreements (another pool, another direction),
    // each with accounts and interest of its own; `agreement` counts them from 1.
    PairIds pair(std::uint32_t entity, std::uint32_t partner, ledger::CurrencyId currency,
                 ledger::Market near_market, ledger::Market far_market, bool cross_border,
                 std::uint32_t agreement);

  private:
    void open_bank_account(std::uint32_t index);
    void open_tax_office();

    const Scenario& scenario_;
    ledger::Ledger& ledger_;
    Directory& directory_;
    std::vector<BankAccountIds> ids_;
    ledger::BookId tax_office_{UINT32_MAX};  // opened only where there are exports
    std::map<std::tuple<std::uint32_t, ledger::ChartLine, std::uint32_t, ledger::Market,
                        std::uint32_t, std::uint32_t>,
             ledger::AccountId>
        lines_;
};

}  // namespace rmbsim::sim
