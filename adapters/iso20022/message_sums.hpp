// Whether a message's counts and sums are those of its transactions.
//
// Units       amounts of different currencies are added as plain numbers, as CtrlSum is defined
// Invariants  exact: no binary floating point
// Source      ISO 20022: NbOfTxs, CtrlSum, TtlIntrBkSttlmAmt of the group headers
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::iso20022 {

// "+0012.50" as XML Schema's decimal is 12.5.
std::optional<ledger::Decimal> decimal_of(std::string_view text);

struct MessageSums {
    std::uint64_t count = 0;
    ledger::Int128 sum = 0;              // of 10^-5
    bool complete = true;                // no amount was missing or wrong
    std::optional<ledger::Money> total;  // as the message says

    void add(const std::optional<ledger::Money>& amount);
    ledger::Decimal control_sum() const;

    // What does not add up; an empty text: the message does not say.
    std::vector<std::string> faults(std::string_view told_count, std::string_view told_sum) const;
    std::string total_fault() const;
};

}  // namespace rmbsim::adapters::iso20022
