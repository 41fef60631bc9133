// Payment messages as ISO 20022 XML, valid by the schemas in scenarios/reference/iso20022.
//
// Versions    pacs.008.001.08, pacs.009.001.08, pacs.002.001.10, pacs.004.001.09, pacs.010.001.03,
//             camt.056.001.08, camt.029.001.09, pain.001.001.09, pain.002.001.10, head.001.001.02
// Invariants  the same values give the same bytes; what is written is read back equal (read_messages),
//             but for message_name, which is the version above
// Range       ids have 1 to 35 characters, codes 4 at most, at least one transaction; names and lines
//             longer than their schema's are cut, remittance goes on in a new line
// Envelope    with `head.business` the Document stands in an Envelope behind its head.001
// Empty ids   where a schema wants one: NOTPROVIDED, as ISO 20022's usage rules say
#pragma once

#include <span>
#include <string>

#include "adapters/iso20022/message.hpp"

namespace rmbsim::adapters::iso20022 {

std::string write_pacs008(const MessageHead& head, std::span<const CreditTransfer> transfers);
std::string write_pacs009(const MessageHead& head, std::span<const CreditTransfer> transfers);

// Transfers of one group_id that stand together, of one debtor and day, become one PmtInf.
std::string write_pain001(const MessageHead& head, std::span<const CreditTransfer> transfers);

// Debits of one group_id that stand together, of one creditor, become one CdtInstr.
std::string write_pacs010(const MessageHead& head, std::span<const DirectDebit> debits);

// A status without any id of a payment is the whole original message's; those come first.
std::string write_pacs002(const MessageHead& head, std::span<const PaymentStatus> statuses);
// All of one original message; grouped by original.group_id.
std::string write_pain002(const MessageHead& head, std::span<const PaymentStatus> statuses);

std::string write_pacs004(const MessageHead& head, std::span<const PaymentReturn> returns);
std::string write_camt056(const MessageHead& head, std::span<const RecallRequest> requests);
// All of one confirmation.
std::string write_camt029(const MessageHead& head, std::span<const RecallAnswer> answers);

std::string write_head001(const BusinessHeader& header);

}  // namespace rmbsim::adapters::iso20022
