// ISO 20022 cash management: camt.052 (report), camt.053 (statement), camt.054 (notification), versions .02 to .14.
//
// Reads       as a stream: a file of any size in the memory of one line. Wrappers (Envelope, RequestPayload …) are
//             passed over; of several transactions in a line the first one's parties are kept, of all the texts of
//             that first one
// Tolerated   what the versions moved about: Sts or Sts/Cd, Dbtr/Nm or Dbtr/Pty/Nm, BIC or BICFI; amounts with
//             more zeros than the currency has decimals
// Refused     with line and column: another namespace or version, a missing or misplaced element of what is read,
//             an amount with more decimals than its currency, a currency, day or sign that is none, what
//             adapters/xml refuses; with a schema for the namespace, whatever it refuses
// Findings    TxsSummry that does not agree with the lines; lines or balances in another currency (reconcile.hpp)
// Writes      version .001.08 (statement_file.hpp)
// Source      schemas and message definitions at iso20022.org; tests/data/iso20022
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::xml {
class Schemas;
}

namespace rmbsim::adapters::statements {

void read_camt(std::string_view bytes, const std::string& shown, StatementSink& sink,
               Diagnostics& diagnostics, xml::Schemas* schemas = nullptr);
void read_camt_file(const std::filesystem::path& path, const std::string& shown,
                    StatementSink& sink, Diagnostics& diagnostics, xml::Schemas* schemas = nullptr);

}  // namespace rmbsim::adapters::statements
