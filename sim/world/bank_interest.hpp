// One item of interest between a bank and the owner of an account, in both books.
//
// Units       > 0: the company earns it. A negative rate makes a cost of a deposit's interest and an
//             income of an overdraft's.
// Owed        not yet in the account: 1132 or 2231 here, 2231 at the bank; so is an item that a bank
//             cannot charge because the overdraft is used up
#pragma once

#include <cstdint>

#include "ledger/time.hpp"
#include "sim/rules.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

struct BankInterest {
    Rule rule{};
    std::uint32_t account = 0;  // scenario's accounts
    std::int64_t earned_minor = 0;
    ledger::ValueDate value_date{};
    std::uint32_t subject = 0;
    bool owed = false;
    bool taken_back = false;  // of what was booked before: it stays on that line
};

void book_bank_interest(Desk& desk, const BankInterest& item);

}  // namespace rmbsim::sim
