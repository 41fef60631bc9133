#include "adapters/iso20022/fields.hpp"

#include <string>
#include <string_view>

namespace rmbsim::adapters::iso20022 {
namespace {

// A draft, or the three of them through which a field is looked up.
template <class From>
void fill_agent(Agent& agent, const From& from, Field first) {
    agent.bic = from.get(first);
    agent.member = from.get(after(first, 1));
    agent.lei = from.get(after(first, 2));
    agent.name = from.get(after(first, 3));
}

void fill_party(Party& party, const Drafts& from, Field first) {
    party.name = from.get(first);
    party.bic = from.get(after(first, 1));
    party.lei = from.get(after(first, 2));
    party.town = from.get(after(first, 3));
    party.country = from.get(after(first, 4));
    party.address = from.get(after(first, 5));
}

void fill_account(Account& account, const Drafts& from, Field first) {
    account.iban = from.get(first);
    account.other = from.get(after(first, 1));
}

void fill_reason(Reason& reason, const Draft& from, Field first) {
    reason.code = from.get(first);
    reason.proprietary = from.get(after(first, 1));
    reason.information = from.get(after(first, 2));
}

// The original message is one thing: its date is not taken from another one's.
void fill_original_message(Original& original, const Drafts& from) {
    const Draft& holder = from.holder(Field::original_message);
    original.message_id = holder.get(Field::original_message);
    original.message_name = holder.get(Field::original_name);
    original.created = holder.get(Field::original_created);
}

void fill_original(Original& original, const Drafts& from) {
    fill_original_message(original, from);
    original.group_id = from.get(Field::original_group);
    original.instruction_id = from.own(Field::original_instruction);
    original.end_to_end_id = from.own(Field::original_end_to_end);
    original.transaction_id = from.own(Field::original_transaction);
    original.uetr = from.own(Field::original_uetr);
}

bool any_of(const Drafts& from, Field first, Field last) {
    for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i)
        if (from.transaction.has(static_cast<Field>(i))) return true;
    return false;
}

void fill_underlying(Underlying& under, const Drafts& from) {
    fill_party(under.debtor, from, Field::under_debtor_name);
    fill_party(under.creditor, from, Field::under_creditor_name);
    fill_account(under.debtor_account, from, Field::under_debtor_iban);
    fill_account(under.creditor_account, from, Field::under_creditor_iban);
    fill_agent(under.debtor_agent, from, Field::under_debtor_agent);
    fill_agent(under.creditor_agent, from, Field::under_creditor_agent);
    under.remittance = from.get(Field::under_remittance);
}

// An agent of the transaction itself, or of its group (pacs.010 names them there); the message's own
// stand in its head.
void fill_transaction_agent(Agent& agent, const Drafts& from, Field first) {
    const bool own = any_of(from, first, after(first, 3));
    fill_agent(agent, own ? from.transaction : from.group, first);
}

}  // namespace

void fill(MessageHead& head, const Drafts& from) {
    const Draft& header = from.header;
    head.message_id = header.get(Field::message_id);
    head.created = header.get(Field::created);
    head.initiator = header.get(Field::initiator);
    head.settlement_method = header.get(Field::settlement_method);
    head.clearing_system = header.get(Field::clearing_system);
    fill_agent(head.instructing, header, Field::instructing);
    fill_agent(head.instructed, header, Field::instructed);
    const Draft& business = from.business;
    head.business.reset();
    if (!business.has(Field::business_id)) return;
    head.business =
        BusinessHeader{.from_bic = std::string(business.get(Field::business_from)),
                       .to_bic = std::string(business.get(Field::business_to)),
                       .from_member = std::string(business.get(Field::business_from_member)),
                       .to_member = std::string(business.get(Field::business_to_member)),
                       .message_id = std::string(business.get(Field::business_id)),
                       .message_name = std::string(business.get(Field::business_message)),
                       .service = std::string(business.get(Field::business_service)),
                       .created = std::string(business.get(Field::business_created))};
}

void fill(CreditTransfer& transfer, const Drafts& from, const Amounts& amounts) {
    transfer.group_id = from.get(Field::group_id);
    transfer.instruction_id = from.get(Field::instruction_id);
    transfer.end_to_end_id = from.get(Field::end_to_end_id);
    transfer.transaction_id = from.get(Field::transaction_id);
    transfer.uetr = from.get(Field::uetr);
    transfer.clearing_reference = from.get(Field::clearing_reference);
    transfer.amount = amounts.amount;
    transfer.instructed_amount = amounts.instructed;
    transfer.settlement_date = from.get(Field::settlement_date);
    transfer.priority = from.get(Field::priority);
    transfer.service_level = from.get(Field::service_level);
    transfer.business_type = from.get(Field::business_type);
    transfer.category_purpose = from.get(Field::category_purpose);
    transfer.purpose = from.get(Field::purpose);
    transfer.charge_bearer = from.get(Field::charge_bearer);
    fill_party(transfer.debtor, from, Field::debtor_name);
    fill_party(transfer.creditor, from, Field::creditor_name);
    fill_account(transfer.debtor_account, from, Field::debtor_iban);
    fill_account(transfer.creditor_account, from, Field::creditor_iban);
    fill_agent(transfer.debtor_agent, from, Field::debtor_agent);
    fill_agent(transfer.creditor_agent, from, Field::creditor_agent);
    fill_transaction_agent(transfer.instructing, from, Field::instructing);
    fill_transaction_agent(transfer.instructed, from, Field::instructed);
    fill_agent(transfer.intermediary, from, Field::intermediary);
    transfer.remittance = from.get(Field::remittance);
    transfer.underlying.reset();
    if (any_of(from, Field::under_debtor_name, Field::under_remittance))
        fill_underlying(transfer.underlying.emplace(), from);
}

void fill(DirectDebit& debit, const Drafts& from, const Amounts& amounts) {
    fill(debit.payment, from, amounts);
    debit.mandate_id = from.get(Field::mandate_id);
}

void fill(PaymentStatus& status, const Drafts& from) {
    status.status_id = from.own(Field::own_id);
    fill_original(status.original, from);
    status.status = from.own(Field::status);
    fill_reason(status.reason, from.transaction, Field::reason);
    fill_agent(status.instructing, from.transaction, Field::instructing);
    fill_agent(status.instructed, from.transaction, Field::instructed);
}

void fill(PaymentReturn& payment_return, const Drafts& from, const Amounts& amounts) {
    payment_return.return_id = from.own(Field::own_id);
    fill_original(payment_return.original, from);
    payment_return.original_amount = amounts.original;
    payment_return.original_date = from.own(Field::original_date);
    payment_return.returned = amounts.amount;
    payment_return.settlement_date = from.get(Field::settlement_date);
    payment_return.charge_bearer = from.own(Field::charge_bearer);
    fill_reason(payment_return.reason, from.transaction, Field::reason);
    fill_agent(payment_return.instructing, from.transaction, Field::instructing);
    fill_agent(payment_return.instructed, from.transaction, Field::instructed);
}

void fill(RecallRequest& request, const Drafts& from, const Amounts& amounts) {
    request.cancellation_id = from.own(Field::own_id);
    request.case_id = from.get(Field::case_id);
    fill_agent(request.case_creator, from, Field::case_creator);
    fill_original(request.original, from);
    request.original_amount = amounts.original;
    request.original_date = from.own(Field::original_date);
    fill_reason(request.reason, from.transaction, Field::reason);
}

void fill(RecallAnswer& answer, const Drafts& from, const Amounts& amounts) {
    answer.confirmation = from.header.get(Field::confirmation);
    answer.cancellation_id = from.own(Field::own_id);
    answer.case_id = from.get(Field::case_id);
    fill_agent(answer.case_creator, from, Field::case_creator);
    fill_original(answer.original, from);
    answer.status = from.own(Field::status);
    fill_reason(answer.reason, from.transaction, Field::reason);
    answer.original_amount = amounts.original;
    answer.original_date = from.own(Field::original_date);
}

void fill(ExpectedReceipt& receipt, const Drafts& from, const Amounts& amounts) {
    receipt.notice_id = from.get(Field::group_id);
    receipt.item_id = from.own(Field::own_id);
    receipt.end_to_end_id = from.own(Field::end_to_end_id);
    receipt.uetr = from.own(Field::uetr);
    receipt.amount = amounts.amount;
    receipt.value_date = from.get(Field::settlement_date);
    fill_account(receipt.account, from, Field::creditor_iban);
}

namespace {

Original wide_original(const Drafts& from) {
    Original original;
    fill_original_message(original, from);
    original.group_id = from.group.get(Field::original_group);
    return original;
}

Reason wide_reason(const Drafts& from) {
    Reason reason;
    fill_reason(reason, from.holder(Field::group_status), Field::group_reason);
    return reason;
}

}  // namespace

void fill_wide(PaymentStatus& status, const Drafts& from) {
    status = {};
    status.original = wide_original(from);
    status.status = from.get(Field::group_status);
    status.reason = wide_reason(from);
}

void fill_wide(RecallRequest& request, const Drafts& from) {
    request = {};
    request.case_id = from.get(Field::case_id);
    fill_agent(request.case_creator, from, Field::case_creator);
    request.original = wide_original(from);
    request.reason = wide_reason(from);
}

void fill_wide(RecallAnswer& answer, const Drafts& from) {
    answer = {};
    answer.confirmation = from.header.get(Field::confirmation);
    answer.case_id = from.get(Field::case_id);
    fill_agent(answer.case_creator, from, Field::case_creator);
    answer.original = wide_original(from);
    answer.status = from.get(Field::group_status);
    answer.reason = wide_reason(from);
}

}  // namespace rmbsim::adapters::iso20022
