// One fee of a bank for an account, in both books.
//
// Books       company Dr 6603.03, Cr 1002; bank Dr 2011, Cr 6021
#pragma once

#include <cstdint>

#include "ledger/time.hpp"
#include "sim/rules.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

struct BankFee {
    Rule rule{};
    std::uint32_t account = 0;  // scenario's accounts
    std::int64_t minor = 0;
    ledger::ValueDate value_date{};
    std::uint32_t subject = 0;
};

// False where the account's floor does not let it go; nothing is booked then. No fee is no entry.
bool book_bank_fee(Desk& desk, const BankFee& fee);

}  // namespace rmbsim::sim
