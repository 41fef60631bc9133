// Payment messages as plain values: what ISO 20022 and SWIFT MT messages say, in this project's words.
//
// Texts       as in the message, UTF-8; empty: the message does not say. Dates "2026-01-05", instants
//             ISO 8601 with whatever zone the sender wrote
// Amounts     minor units of an ISO 4217 currency; renminbi is CNY wherever it lies
// Lines       `remittance`, `information` and `address` hold one line a '\n'
// Source      ISO 20022 message definitions (scenarios/reference/iso20022)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/money.hpp"

namespace rmbsim::adapters::iso20022 {

struct Party {
    std::string name = {};
    std::string bic = {};  // of an organisation, or of the bank that is itself the party
    std::string lei = {};
    std::string town = {}, country = {};  // country: two letters
    std::string address = {};             // further lines
    friend bool operator==(const Party&, const Party&) = default;
};

struct Agent {  // a bank on the way
    std::string bic = {};
    std::string member = {};  // its number in a clearing system, where it has no BIC
    std::string lei = {};
    std::string name = {};
    friend bool operator==(const Agent&, const Agent&) = default;
};

struct Account {  // an IBAN or another number, never both
    std::string iban = {};
    std::string other = {};
    friend bool operator==(const Account&, const Account&) = default;
};

// The envelope's header, head.001: business application header 业务报文头.
struct BusinessHeader {
    std::string from_bic = {}, to_bic = {};
    std::string from_member = {}, to_member = {};  // in a clearing system, of a bank without BIC
    std::string message_id = {};
    std::string message_name = {};  // "pacs.008.001.08"
    std::string service = {};
    std::string created = {};
    friend bool operator==(const BusinessHeader&, const BusinessHeader&) = default;
};

struct MessageHead {
    std::string message_name = {};  // "pacs.008.001.08", "MT103"
    std::string message_id = {};
    std::string created = {};
    std::string initiator = {};          // pain.001: who sends the order
    std::string settlement_method = {};  // CLRG through a clearing system, INDA, INGA, COVE
    std::string clearing_system = {};    // CIP, HKL … (clearing_systems.csv), or its own name
    Agent instructing = {},
          instructed = {};  // of camt.056 and camt.029: who assigns the case, and to whom
    std::optional<BusinessHeader> business = {};
    friend bool operator==(const MessageHead&, const MessageHead&) = default;
};

// The customer's payment that a bank's payment covers (pacs.009 COV, MT202 COV).
struct Underlying {
    Party debtor = {}, creditor = {};
    Account debtor_account = {}, creditor_account = {};
    Agent debtor_agent = {}, creditor_agent = {};
    std::string remittance = {};
    friend bool operator==(const Underlying&, const Underlying&) = default;
};

// pacs.008 (customers), pacs.009 (banks), pain.001 (an order to one's bank), MT103, MT202, MT101.
struct CreditTransfer {
    std::string group_id = {};  // pain.001: PmtInfId; transfers of one group stand together
    std::string instruction_id = {};
    std::string end_to_end_id = {};
    std::string transaction_id = {};
    std::string uetr = {};  // UUID of version 4, lower case
    std::string clearing_reference = {};
    ledger::Money amount = {};
    std::optional<ledger::Money> instructed_amount = {};
    std::string settlement_date = {};  // pain.001: the day on which it shall be executed
    std::string priority = {};         // HIGH or NORM: urgent 加急, ordinary 普通
    std::string service_level = {};
    std::string business_type =
        {};  // proprietary local instrument: 业务种类 where a system has one
    std::string category_purpose = {};  // ISO external codes of at most four letters, such as TREA
    std::string purpose = {};
    std::string charge_bearer = {};  // DEBT, CRED, SHAR, SLEV
    Party debtor = {}, creditor = {};
    Account debtor_account = {}, creditor_account = {};
    Agent debtor_agent = {}, creditor_agent = {}, instructing = {}, instructed = {},
          intermediary = {};
    std::string remittance = {};
    std::optional<Underlying> underlying = {};
    friend bool operator==(const CreditTransfer&, const CreditTransfer&) = default;
};

// pacs.010, and pacs.003 and pain.008 read: the creditor's bank collects from the debtor's.
struct DirectDebit {
    CreditTransfer payment = {};  // from debtor to creditor, as if the debtor had ordered it
    std::string mandate_id = {};
    friend bool operator==(const DirectDebit&, const DirectDebit&) = default;
};

// Which payment a status, a return or a recall is about. Message-wide where only the first three stand.
struct Original {
    std::string message_id = {};
    std::string message_name = {};
    std::string created = {};
    std::string group_id = {};
    std::string instruction_id = {}, end_to_end_id = {}, transaction_id = {}, uetr = {};
    friend bool operator==(const Original&, const Original&) = default;
};

struct Reason {
    std::string code = {};         // of the ISO external code list (reason_codes.hpp)
    std::string proprietary = {};  // one's own word instead
    std::string information = {};
    friend bool operator==(const Reason&, const Reason&) = default;
};

// pacs.002 and pain.002.
struct PaymentStatus {
    std::string status_id = {};
    Original original = {};
    std::string status = {};  // ACSC settled, ACSP in process, PDNG pending, RJCT rejected, …
    Reason reason = {};
    Agent instructing = {}, instructed = {};
    friend bool operator==(const PaymentStatus&, const PaymentStatus&) = default;
};

// pacs.004: settled money sent back 退回.
struct PaymentReturn {
    std::string return_id = {};
    Original original = {};
    std::optional<ledger::Money> original_amount = {};
    std::string original_date = {};
    ledger::Money returned = {};
    std::string settlement_date = {};
    std::string charge_bearer = {};
    Reason reason = {};
    Agent instructing = {}, instructed = {};
    friend bool operator==(const PaymentReturn&, const PaymentReturn&) = default;
};

// camt.056: please give it back 撤销申请.
struct RecallRequest {
    std::string cancellation_id = {};
    std::string case_id = {};
    Agent case_creator = {};
    Original original = {};
    std::optional<ledger::Money> original_amount = {};
    std::string original_date = {};
    Reason reason = {};
    friend bool operator==(const RecallRequest&, const RecallRequest&) = default;
};

// camt.029: the answer 撤销应答.
struct RecallAnswer {
    std::string confirmation = {};  // of the whole: CNCL cancelled, RJCR rejected, PDCR pending
    std::string cancellation_id = {};
    std::string case_id = {};
    Agent case_creator = {};
    Original original = {};
    std::string status = {};  // of this payment: ACCR, RJCR, PDCR
    Reason reason = {};
    std::optional<ledger::Money> original_amount = {};
    std::string original_date = {};
    friend bool operator==(const RecallAnswer&, const RecallAnswer&) = default;
};

// camt.057: money that is said to come.
struct ExpectedReceipt {
    std::string notice_id = {}, item_id = {}, end_to_end_id = {}, uetr = {};
    ledger::Money amount = {};
    std::string value_date = {};
    Account account = {};
    friend bool operator==(const ExpectedReceipt&, const ExpectedReceipt&) = default;
};

}  // namespace rmbsim::adapters::iso20022
