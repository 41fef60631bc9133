// Payment messages into payments.csv: a row a credit transfer, with the line where it stands.
//
// Read        pacs.008, pacs.009, pain.001, MT101, MT103, MT202, MT205 (adapters/payments)
// Scenario    with a rail, import_scenario.hpp
// Memory      a transfer, a sum a currency, and what a scenario keeps
#pragma once

#include <memory>
#include <string_view>

#include "adapters/cli/import_folder.hpp"
#include "adapters/cli/import_formats.hpp"

namespace rmbsim::adapters::cli {

bool is_payment_file(std::string_view first);
std::unique_ptr<Importer> open_payments(ImportFolder& into);

}  // namespace rmbsim::adapters::cli
