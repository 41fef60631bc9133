#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "adapters/iso20022/message_sums.hpp"
#include "adapters/iso20022/write_messages.hpp"
#include "adapters/iso20022/write_parts.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

const CreditTransfer& payment_of(const CreditTransfer& transfer) { return transfer; }
const CreditTransfer& payment_of(const DirectDebit& debit) { return debit.payment; }

template <class Item>
MessageSums sums_of(std::span<const Item> items) {
    MessageSums sums;
    for (const Item& item : items) sums.add(payment_of(item).amount);
    return sums;
}

// The schema's decimal has 18 digits: a sum beyond is left out, as it may be.
void write_counts(xml::Writer& out, const MessageSums& sums) {
    out.leaf("NbOfTxs", std::to_string(sums.count));
    const std::string sum = sums.control_sum().to_text();
    if (std::count_if(sum.begin(), sum.end(), [](char c) { return c != '.'; }) <= 18)
        out.leaf("CtrlSum", sum);
}

void write_bank_header(xml::Writer& out, const MessageHead& head,
                       std::span<const CreditTransfer> transfers) {
    const MessageSums sums = sums_of(transfers);
    out.open("GrpHdr");
    out.leaf("MsgId", head.message_id);
    out.leaf("CreDtTm", head.created);
    write_counts(out, sums);
    write_settlement(out, head);
    write_agent_if(out, "InstgAgt", head.instructing);
    write_agent_if(out, "InstdAgt", head.instructed);
    out.close();
}

void write_ids(xml::Writer& out, const CreditTransfer& transfer, bool bank) {
    out.open("PmtId");
    out.leaf_if("InstrId", transfer.instruction_id);
    write_or_not_provided(out, "EndToEndId", transfer.end_to_end_id);
    if (bank) out.leaf_if("TxId", transfer.transaction_id);
    out.leaf_if("UETR", transfer.uetr);
    if (bank) out.leaf_if("ClrSysRef", transfer.clearing_reference);
    out.close();
}

void write_choice(xml::Writer& out, std::string_view name, std::string_view choice,
                  std::string_view text) {
    if (text.empty()) return;
    out.open(name);
    out.leaf(choice, text);
    out.close();
}

void write_payment_type_if(xml::Writer& out, const CreditTransfer& t) {
    if (t.priority.empty() && t.service_level.empty() && t.business_type.empty() &&
        t.category_purpose.empty())
        return;
    out.open("PmtTpInf");
    out.leaf_if("InstrPrty", t.priority);
    write_choice(out, "SvcLvl", t.service_level.size() <= 4 ? "Cd" : "Prtry", t.service_level);
    write_choice(out, "LclInstrm", "Prtry", t.business_type);
    write_choice(out, "CtgyPurp", "Cd", t.category_purpose);
    out.close();
}

void write_remittance_if(xml::Writer& out, std::string_view text) {
    if (text.empty()) return;
    out.open("RmtInf");
    write_lines(out, "Ustrd", text, 140);
    out.close();
}

void write_purpose_if(xml::Writer& out, const CreditTransfer& t) {
    write_choice(out, "Purp", "Cd", t.purpose);
}

void write_underlying(xml::Writer& out, const Underlying& under) {
    out.open("UndrlygCstmrCdtTrf");
    write_party(out, "Dbtr", under.debtor);
    write_account_if(out, "DbtrAcct", under.debtor_account);
    write_agent(out, "DbtrAgt", under.debtor_agent);
    write_agent(out, "CdtrAgt", under.creditor_agent);
    write_party(out, "Cdtr", under.creditor);
    write_account_if(out, "CdtrAcct", under.creditor_account);
    write_remittance_if(out, under.remittance);
    out.close();
}

// The first transfers that make one group with the front one.
template <class Item, class Key>
std::span<const Item> front_group(std::span<const Item> items, Key key) {
    std::size_t size = 1;
    while (size < items.size() && key(payment_of(items[size])) == key(payment_of(items.front())))
        ++size;
    return items.first(size);
}

std::string group_name(const MessageHead& head, const CreditTransfer& first, std::size_t nth) {
    if (!first.group_id.empty()) return first.group_id;
    const std::string end = "-" + std::to_string(nth);
    return head.message_id.substr(0, 35 - end.size()) + end;
}

}  // namespace

std::string write_pacs008(const MessageHead& head, std::span<const CreditTransfer> transfers) {
    return write_document(head, "pacs.008.001.08", "FIToFICstmrCdtTrf", [&](xml::Writer& out) {
        write_bank_header(out, head, transfers);
        for (const CreditTransfer& t : transfers) {
            out.open("CdtTrfTxInf");
            write_ids(out, t, true);
            write_payment_type_if(out, t);
            write_amount(out, "IntrBkSttlmAmt", t.amount);
            out.leaf_if("IntrBkSttlmDt", t.settlement_date);
            if (t.instructed_amount) write_amount(out, "InstdAmt", *t.instructed_amount);
            out.leaf("ChrgBr", t.charge_bearer.empty() ? "SHAR" : t.charge_bearer);
            write_agent_if(out, "InstgAgt", t.instructing);
            write_agent_if(out, "InstdAgt", t.instructed);
            write_agent_if(out, "IntrmyAgt1", t.intermediary);
            write_party(out, "Dbtr", t.debtor);
            write_account_if(out, "DbtrAcct", t.debtor_account);
            write_agent(out, "DbtrAgt", t.debtor_agent);
            write_agent(out, "CdtrAgt", t.creditor_agent);
            write_party(out, "Cdtr", t.creditor);
            write_account_if(out, "CdtrAcct", t.creditor_account);
            write_purpose_if(out, t);
            write_remittance_if(out, t.remittance);
            out.close();
        }
    });
}

std::string write_pacs009(const MessageHead& head, std::span<const CreditTransfer> transfers) {
    return write_document(head, "pacs.009.001.08", "FICdtTrf", [&](xml::Writer& out) {
        write_bank_header(out, head, transfers);
        for (const CreditTransfer& t : transfers) {
            out.open("CdtTrfTxInf");
            write_ids(out, t, true);
            write_payment_type_if(out, t);
            write_amount(out, "IntrBkSttlmAmt", t.amount);
            out.leaf_if("IntrBkSttlmDt", t.settlement_date);
            write_agent_if(out, "InstgAgt", t.instructing);
            write_agent_if(out, "InstdAgt", t.instructed);
            write_agent_if(out, "IntrmyAgt1", t.intermediary);
            write_bank_as_party(out, "Dbtr", t.debtor);
            write_account_if(out, "DbtrAcct", t.debtor_account);
            write_agent_if(out, "DbtrAgt", t.debtor_agent);
            write_agent_if(out, "CdtrAgt", t.creditor_agent);
            write_bank_as_party(out, "Cdtr", t.creditor);
            write_account_if(out, "CdtrAcct", t.creditor_account);
            write_purpose_if(out, t);
            write_remittance_if(out, t.remittance);
            if (t.underlying) write_underlying(out, *t.underlying);
            out.close();
        }
    });
}

std::string write_pain001(const MessageHead& head, std::span<const CreditTransfer> transfers) {
    const auto key = [](const CreditTransfer& t) {
        return std::tie(t.group_id, t.settlement_date, t.debtor, t.debtor_account, t.debtor_agent);
    };
    return write_document(head, "pain.001.001.09", "CstmrCdtTrfInitn", [&](xml::Writer& out) {
        out.open("GrpHdr");
        out.leaf("MsgId", head.message_id);
        out.leaf("CreDtTm", head.created);
        write_counts(out, sums_of(transfers));
        out.open("InitgPty");
        write_cut(out, "Nm", head.initiator, 140);
        out.close();
        out.close();
        std::size_t nth = 0;
        for (auto left = transfers; !left.empty();) {
            const auto group = front_group(left, key);
            left = left.subspan(group.size());
            const CreditTransfer& first = group.front();
            out.open("PmtInf");
            out.leaf("PmtInfId", group_name(head, first, ++nth));
            out.leaf("PmtMtd", "TRF");
            write_counts(out, sums_of(group));
            out.open("ReqdExctnDt");
            out.leaf("Dt", first.settlement_date);
            out.close();
            write_party(out, "Dbtr", first.debtor);
            write_account(out, "DbtrAcct", first.debtor_account);
            write_agent(out, "DbtrAgt", first.debtor_agent);
            for (const CreditTransfer& t : group) {
                out.open("CdtTrfTxInf");
                write_ids(out, t, false);
                write_payment_type_if(out, t);
                out.open("Amt");
                write_amount(out, "InstdAmt", t.amount);
                out.close();
                out.leaf_if("ChrgBr", t.charge_bearer);
                write_agent_if(out, "IntrmyAgt1", t.intermediary);
                write_agent_if(out, "CdtrAgt", t.creditor_agent);
                write_party(out, "Cdtr", t.creditor);
                write_account_if(out, "CdtrAcct", t.creditor_account);
                write_purpose_if(out, t);
                write_remittance_if(out, t.remittance);
                out.close();
            }
            out.close();
        }
    });
}

std::string write_pacs010(const MessageHead& head, std::span<const DirectDebit> debits) {
    const auto key = [](const CreditTransfer& t) {
        return std::tie(t.group_id, t.creditor, t.creditor_account, t.creditor_agent, t.instructing,
                        t.instructed, t.intermediary);
    };
    return write_document(head, "pacs.010.001.03", "FIDrctDbt", [&](xml::Writer& out) {
        out.open("GrpHdr");
        out.leaf("MsgId", head.message_id);
        out.leaf("CreDtTm", head.created);
        write_counts(out, sums_of(debits));
        write_agent_if(out, "InstgAgt", head.instructing);
        write_agent_if(out, "InstdAgt", head.instructed);
        out.close();
        std::size_t nth = 0;
        for (auto left = debits; !left.empty();) {
            const auto group = front_group(left, key);
            left = left.subspan(group.size());
            const CreditTransfer& first = group.front().payment;
            out.open("CdtInstr");
            out.leaf("CdtId", group_name(head, first, ++nth));
            write_agent_if(out, "InstgAgt", first.instructing);
            write_agent_if(out, "InstdAgt", first.instructed);
            write_agent_if(out, "IntrmyAgt1", first.intermediary);
            write_agent_if(out, "CdtrAgt", first.creditor_agent);
            write_bank_as_party(out, "Cdtr", first.creditor);
            write_account_if(out, "CdtrAcct", first.creditor_account);
            for (const DirectDebit& debit : group) {
                const CreditTransfer& t = debit.payment;
                out.open("DrctDbtTxInf");
                write_ids(out, t, true);
                write_payment_type_if(out, t);
                write_amount(out, "IntrBkSttlmAmt", t.amount);
                out.leaf_if("IntrBkSttlmDt", t.settlement_date);
                write_bank_as_party(out, "Dbtr", t.debtor);
                write_account_if(out, "DbtrAcct", t.debtor_account);
                write_agent_if(out, "DbtrAgt", t.debtor_agent);
                write_purpose_if(out, t);
                write_remittance_if(out, t.remittance);
                out.close();
            }
            out.close();
        }
    });
}

}  // namespace rmbsim::adapters::iso20022
