// A file of statements in one of the formats, written piece by piece.
//
// Order       begin, write for each statement, finish; what is written stands at the end of `out`, which the
//             caller may empty in between
// Cuts        names and texts that are longer than their element or field are cut at a whole character;
//             amounts, days, accounts and identifications never are: write() says in one sentence what cannot be
//             carried, and nothing was written for that statement
// Versions    camt.052/053/054.001.08
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "adapters/statements/statement.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {

struct FileFacts {
    std::string message_id;        // of the whole file, at most 35 characters
    std::string sender, receiver;  // BAI2
    ledger::ValueDate made_on{};
};

class StatementFile {
  public:
    virtual ~StatementFile() = default;
    virtual void begin() = 0;
    virtual std::expected<void, std::string> write(const Statement& statement) = 0;
    virtual void finish() = 0;
};

std::unique_ptr<StatementFile> statement_file(Format format, const FileFacts& facts,
                                              std::string& out);

// All at once.
std::expected<std::string, std::string> write_statements(Format format, const FileFacts& facts,
                                                         const std::vector<Statement>& statements);

}  // namespace rmbsim::adapters::statements
