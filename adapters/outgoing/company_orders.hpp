// From companies to their banks: pain.001 with its pain.002, or MT101; a message a company, bank and day.
#pragma once

#include <span>

#include "adapters/outgoing/outgoing.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters::outgoing {

void write_company_orders(JournalFile& journal, std::span<const sim::PaymentResult> instructions,
                          Format format, const Take& take);

}  // namespace rmbsim::adapters::outgoing
