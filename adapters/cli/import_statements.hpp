// Bank statements into statements.csv, entries.csv, flows.csv, reconciliation.txt and reconciliation.json.
//
// statements.csv   a row a statement: account, balances, sums, difference
// entries.csv      a row a line, of any status, in the order of the files
// flows.csv        booked lines as a scenario's `flows:` reads them (adapters/csv/flows.hpp): the account is the
//                  bank's number for it, the kind other_receipt or other_payment, the day the booking date
// Memory           a line, and a row a statement
#pragma once

#include <memory>

#include "adapters/cli/import_folder.hpp"
#include "adapters/cli/import_formats.hpp"

namespace rmbsim::adapters::cli {

std::unique_ptr<Importer> open_statements(ImportFolder& into);

}  // namespace rmbsim::adapters::cli
