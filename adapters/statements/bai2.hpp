// BAI2 cash management balance reporting (ANSI X9 TR), read and written.
//
// Records     01 file, 02 group (a bank and a day), 03 account, 16 line, 88 continuation, 49/98/99 totals; a
//             record ends with "/" or with its line; a text (the last field of 16) goes on in its 88 records,
//             which are lines of it after reading
// Units       whole minor units of the account's currency (of 03, else of 02, else USD). An amount of 16 has no
//             sign: 100-399 and 920-959 are credits, 400-699 and 960-999 debits, others move no balance
// Funds types Z, 0, 1, 2 and none have no parts, S has three amounts, V a day and a time, D pairs of days and
//             amounts. V gives the value date
// Labels      "EREF: …" in a text, as banks write them: EREF, REMI, CRNM/DBNM, CACT/DACT, CBIC/DBIC; ours are TRCD
//             (a rule of ours) and RVSL
// Findings    control totals and counts of 49, 98, 99 that do not agree: listed, the lines are kept
// Tolerated   blanks behind "/", "88:" for "88,", "/" inside a text
// Refused     with line and column: a record out of order, an unknown record, an amount or a day that is none, an
//             account or group that is never closed, a file without 99 (cut off)
// Writes      a group for each day and bank in turn; physical lines of any length
// Errors      of writing: what the format cannot carry is told, nothing is written for that statement
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {

void read_bai2(std::string_view bytes, const std::string& shown, StatementSink& sink,
               Diagnostics& diagnostics);

// A file piece by piece, so that what is written need not be held.
class Bai2Writer {
  public:
    Bai2Writer(std::string sender, std::string receiver, ledger::ValueDate made_on);
    void begin(std::string& out);
    std::expected<void, std::string> write(const Statement& statement, std::string& out);
    void finish(std::string& out);  // closes group and file

  private:
    void record(std::string& out, const std::string& fields);
    void begin_group(ledger::ValueDate day, const std::string& bank, std::string& out);
    void end_group(std::string& out);

    std::string sender_, receiver_;
    ledger::ValueDate made_on_;
    std::optional<ledger::ValueDate> day_;  // of the open group
    std::string bank_;
    std::int64_t group_total_ = 0, file_total_ = 0;
    std::size_t group_accounts_ = 0, groups_ = 0;
    std::size_t account_records_ = 0, group_records_ = 0, file_records_ = 0;
};

}  // namespace rmbsim::adapters::statements
