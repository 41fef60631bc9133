// Where each message keeps what we read: tables from element paths to fields, one a message.
//
// Versions    ISO 20022 keeps element names between versions, so one table reads a range of them;
//             names that did change (BIC, BICFI) stand in the table side by side
// Scopes      a field read inside a transaction holds for it; inside its group (PmtInf, CdtInstr …) for
//             the group's transactions; else for the message
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmbsim::adapters::iso20022 {

// Agents are four fields in a row (bic, member, lei, name), parties six (name, bic, lei, town, country,
// address), accounts two (iban, other); an amount is followed by its currency.
enum class Field : std::uint8_t {
    // clang-format off
    message_id, created, count, control_sum, total, total_currency, settlement_method, clearing_system,
    initiator, confirmation,
    business_from, business_to, business_from_member, business_to_member, business_id, business_message, business_service, business_created,
    group_id, group_count, group_sum, group_status, group_reason, group_reason_proprietary, group_information,
    instruction_id, end_to_end_id, transaction_id, uetr, clearing_reference,
    amount, amount_currency, instructed_amount, instructed_currency,
    settlement_date, priority, service_level, business_type, category_purpose, purpose, charge_bearer,
    remittance, mandate_id,
    debtor_name, debtor_bic, debtor_lei, debtor_town, debtor_country, debtor_address,
    creditor_name, creditor_bic, creditor_lei, creditor_town, creditor_country, creditor_address,
    debtor_iban, debtor_other, creditor_iban, creditor_other,
    debtor_agent, debtor_agent_member, debtor_agent_lei, debtor_agent_name,
    creditor_agent, creditor_agent_member, creditor_agent_lei, creditor_agent_name,
    instructing, instructing_member, instructing_lei, instructing_name,
    instructed, instructed_member, instructed_lei, instructed_name,
    intermediary, intermediary_member, intermediary_lei, intermediary_name,
    under_debtor_name, under_debtor_bic, under_debtor_lei, under_debtor_town, under_debtor_country,
    under_debtor_address,
    under_creditor_name, under_creditor_bic, under_creditor_lei, under_creditor_town,
    under_creditor_country, under_creditor_address,
    under_debtor_iban, under_debtor_other, under_creditor_iban, under_creditor_other,
    under_debtor_agent, under_debtor_agent_member, under_debtor_agent_lei, under_debtor_agent_name,
    under_creditor_agent, under_creditor_agent_member, under_creditor_agent_lei, under_creditor_agent_name,
    under_remittance,
    own_id, case_id, case_creator, case_creator_member, case_creator_lei, case_creator_name,
    original_message, original_name, original_created, original_group, original_instruction,
    original_end_to_end, original_transaction, original_uetr,
    original_amount, original_currency, original_date,
    status, reason, reason_proprietary, information,
    end_,
    // clang-format on
};
inline constexpr std::size_t field_count = static_cast<std::size_t>(Field::end_);
inline Field after(Field field, int steps) {
    return static_cast<Field>(static_cast<int>(field) + steps);
}

// How a value is checked where it stands. `lines`: what comes again is joined by a newline.
enum class Form : std::uint8_t {
    text,
    lines,
    count,
    decimal,
    amount,
    date,
    instant,
    bic,
    iban,
    lei,
    uetr
};

enum class Kind : std::uint8_t {
    transfer,
    direct_debit,
    status,
    payment_return,
    recall,
    recall_answer,
    expected_receipt,
    business_header,
};

struct Rule {
    std::string path;  // below the message's element: "CdtTrfTxInf/PmtId/UETR"
    Field field{};
    Form form = Form::text;
    std::size_t longest = 0;  // characters; 0: as long as it likes
};

struct Required {
    std::string path;  // what is missing, for people
    std::vector<Field> any_of;
};

struct Layout {
    std::string_view message = {};  // "pacs.008"
    std::string_view title = {};    // "customer credit transfer"
    int from = 0, to = 0;           // versions: pacs.008.001.02 to .13
    std::string_view root = {};     // "FIToFICstmrCdtTrf"
    Kind kind = Kind::transfer;
    std::string_view transaction = {};  // "CdtTrfTxInf"
    std::string_view group = {};        // "PmtInf"; empty: none
    std::string_view wide = {};         // whose end tells a status of all of it; empty: none
    std::vector<Rule> rules = {};
    std::vector<Required> head_required = {}, transaction_required = {};
};

struct MessageName {           // "pacs.008.001.08"
    std::string_view message;  // "pacs.008"
    int version = 0;
};
std::optional<MessageName> parse_message_name(std::string_view name);

const std::vector<Layout>& layouts();
const Layout* find_layout(std::string_view message);  // "pacs.008"
const Layout& business_header_layout();               // AppHdr; `root` is AppHdr itself

}  // namespace rmbsim::adapters::iso20022
