// Whether a statement's lines explain the way from its opening to its closing balance.
//
// Difference  opening + credits - debits - closing, in minor units; zero: reconciled. Without an opening or
//             a closing balance there is none, and nothing is held against the statement for that.
// Counted     booked lines in the statement's own currency; pending ones and mere information move no balance
// Balances    opening: OPBD, else PRCD; closing: CLBD, else the last ITBD of an interim report
// Errors      sums beyond int64 are a finding, and there is no difference
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::statements {

struct Tally {                                         // of lines as they pass
    std::int64_t credits_minor = 0, debits_minor = 0;  // both >= 0
    std::uint64_t credits = 0, debits = 0;
    std::uint64_t not_booked = 0;
    std::uint64_t other_currency = 0;
    bool overflowed = false;
    void add(const Statement& head, const Entry& entry);
    std::uint64_t lines() const { return credits + debits + not_booked + other_currency; }
};

struct Reconciliation {
    std::optional<Balance> opening, closing;
    Tally tally;
    std::optional<std::int64_t> difference_minor;
    std::vector<Finding> findings;  // the statement's own, and a difference that is not zero
    bool holds() const { return findings.empty(); }
};

// `statement` as a sink's end() has it; its lines have been tallied.
Reconciliation reconcile(const Statement& statement, const Tally& tally);
Reconciliation reconcile(const Statement& collected);  // with its entries

}  // namespace rmbsim::adapters::statements
