// Payments out of an ISO 20022 message: pacs.008 and pacs.009 (a bank's), pain.001 (an order to one's bank).
//
// Rail        the message's clearing system; empty when it names none
// Payer       the instructing bank, else the debtor's; by BIC, or by its number in the clearing system
// Reference   end-to-end identification; where the message says NOTPROVIDED, the instruction's, else the
//             transaction's
// Whole       a message with any mistake gives none of its payments
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "adapters/live/payment_text.hpp"
#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::live {

std::expected<std::vector<sim::Submission>, InputFaults> read_payment_message(
    std::string_view text);

}  // namespace rmbsim::adapters::live
