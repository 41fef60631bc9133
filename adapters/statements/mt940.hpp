// SWIFT MT940 (customer statement) and MT942 (interim transaction report), read and written.
//
// Reads       with or without SWIFT's blocks, several statements in a text (mt_fields.hpp); which of the two a
//             message is, its header says, else its balances (940) or its floor limit (942)
// Tolerated   as banks send it: fields longer than the standard allows, several :86: in a row, a type code that
//             begins with another letter than S, N or F, "," with fewer decimals than the currency has
// Refused     with line and column: a missing :20:, :25:, :28C:, :60:, :62: (940) or :34F: (942), a line that
//             is no :61:, a balance in another currency, an amount with more decimals than the currency.
//             What could be read is handed out all the same, and whoever keeps it looks for errors first
// Findings    :90D:/:90C: that do not agree with the lines
// Writes      one message a statement, as files between a bank and a company have it (FIN's limit of 2,000
//             characters a message is for the network); lines end in CR LF, in SWIFT's x set. MT942 carries
//             no balances. A text that is longer than its field is cut
// Errors      of writing: an amount, day, status or missing balance that the format cannot carry is told, and
//             nothing is written for that statement
// Source      SWIFT User Handbook, category 9 (field formats as the samples show them)
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::statements {

void read_mt940(std::string_view bytes, const std::string& shown, StatementSink& sink,
                Diagnostics& diagnostics);

// Appended to `out`; the error says what cannot be carried, in one sentence.
std::expected<void, std::string> write_mt940(const Statement& statement, std::string& out);
std::expected<void, std::string> write_mt942(const Statement& statement, std::string& out);

}  // namespace rmbsim::adapters::statements
