// Sellers' reports (marketplace settlements, providers' payouts, order exports) into tables.
//
// lines.csv            an amount a row, with its class
// orders.csv           an order a row, by id, whose sale stands in the files: id, store, at and price first, as a scenario
//                      reads them; earlier_orders.csv: the same of orders sold before
// flows.csv            what reaches the bank, as a scenario's `flows:` reads it (adapters/csv/flows.hpp): the account is
//                      <provider>-<currency>, the day the UTC date
// reconciliation.csv   a row a report, class and code, and the sums; reconciliation.txt: the same for people
// differences.csv      what does not add up
// Memory               constant: a tally a code and report, and what is sorted on disk (adapters/seller_reports)
// Mismatch             refuse: a difference is an error; list: it is listed, and the exit code is 1
#pragma once

#include <memory>
#include <string_view>

#include "adapters/cli/import_folder.hpp"
#include "adapters/cli/import_formats.hpp"

namespace rmbsim::adapters::cli {

bool is_seller_report(std::string_view first);
std::unique_ptr<Importer> open_sellers(ImportFolder& into);

}  // namespace rmbsim::adapters::cli
