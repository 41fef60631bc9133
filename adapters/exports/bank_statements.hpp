// A run's bank accounts as their bank tells them: a statement for each business day on which an account moved.
//
// Accounts    the company's 1002 of each bank account of the directory, in the directory's order. The bank's mirror
//             2011 names the bank, and must say the same
// Signs       a debit of 1002 is money received: a credit in the statement
// Opening     entries of the rule "opening" are no lines: they are what the first statement opens with
// Ids         made of day, account and entry: the same run gives the same file; no clock, no chance
// Lines       one a posting; an interim report (camt.052, MT942) is of the whole day, a notification (camt.054)
//             has no balances
// Errors      ExportFailure where the two books disagree at a day's end, or a format cannot carry an amount
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "adapters/exports/export.hpp"
#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::exports {

using TakeStatement = std::function<void(std::uint32_t account, const statements::Statement&)>;
// Day by day, within a day in the directory's order.
void for_each_bank_statement(const ExportSource& source, statements::Format format,
                             const TakeStatement& take);

// The account's own name: "SZ.master" of 1002.SZ.master.
std::string bank_account_id(const ExportSource& source, std::uint32_t account);

// All accounts into one file.
void write_bank_statements(const ExportSource& source, statements::Format format,
                           std::ostream& out);
// A file an account: `open` gives the stream for an account when it first moves.
void write_bank_statements(const ExportSource& source, statements::Format format,
                           const std::function<std::ostream&(std::uint32_t account)>& open);

}  // namespace rmbsim::adapters::exports
