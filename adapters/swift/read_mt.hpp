// MT103, MT202 (and its COV) and MT101 as the same plain values that ISO 20022 messages give.
//
// Mapping     :20: instruction (of MT101: message and group) · :21: end-to-end id (MT202, MT101) · "/ROC/" in
//             :70: end-to-end id (MT103) · :32A: :32B: amount and day · :50a: debtor · :52a: its bank ·
//             :56a: intermediary · :57a: creditor's bank · :58a: :59a: creditor · :71A: OUR DEBT, SHA
//             SHAR, BEN CRED · block 3 121 UETR · block 2 priority U HIGH. Without :52a: and :57a: the
//             banks are sender and receiver, which stand in `instructing` and `instructed`
// Errors      a Diagnostic at the field's line; a payment with one is not handed out
// Source      SWIFT User Handbook, Category 1 and 2 message reference guides
#pragma once

#include <string>
#include <string_view>

#include "adapters/iso20022/read_messages.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::swift {

iso20022::ReadResult read_mt_payments(std::string_view text, const std::string& shown,
                                      iso20022::Sink& sink, const iso20022::ReadOptions& options,
                                      Diagnostics& diagnostics);

}  // namespace rmbsim::adapters::swift
