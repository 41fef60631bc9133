// Between banks: pacs.009, pacs.008, pacs.004 and what answers them, a message a payer, day and kind.
#pragma once

#include <span>

#include "adapters/outgoing/outgoing.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters::outgoing {

void write_bank_messages(JournalFile& journal, std::span<const sim::PaymentResult> instructions,
                         const Take& take);

}  // namespace rmbsim::adapters::outgoing
