// camt.052, camt.053 and camt.054 in version .001.08, valid against their schemas (tests prove it by libxml2).
//
// Carried     what Statement and Entry have, but SWIFT's and BAI's codes; a notification (054) has no balances
// Days        no time of day: CreDtTm is midnight of the statement's day
#pragma once

#include <expected>
#include <string>

#include "adapters/statements/statement.hpp"
#include "adapters/statements/statement_file.hpp"
#include "adapters/xml/xml_writer.hpp"

namespace rmbsim::adapters::statements {

class CamtFile : public StatementFile {
  public:
    CamtFile(Format format, const FileFacts& facts, std::string& out);
    void begin() override;
    std::expected<void, std::string> write(const Statement& statement) override;
    void finish() override;

  private:
    void write_account(const Account& account, const std::string& currency);
    void write_balance(const Balance& balance);
    void write_entry(const Entry& entry);
    void write_details(const Entry& entry);
    Format format_;
    FileFacts facts_;
    xml::Writer xml_;
};

}  // namespace rmbsim::adapters::statements
