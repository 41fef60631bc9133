#include <string>
#include <string_view>
#include <vector>

#include "adapters/iso20022/layout.hpp"
#include "adapters/iso20022/layout_rules.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

Layout pacs008() {
    Layout l{.message = "pacs.008",
             .title = "customer credit transfer between banks",
             .from = 2,
             .to = 13,
             .root = "FIToFICstmrCdtTrf",
             .kind = Kind::transfer,
             .transaction = "CdtTrfTxInf"};
    RuleList r(l.rules);
    r.group_header(true, true);
    r.payment_type("GrpHdr/PmtTpInf");
    const std::string tx = "CdtTrfTxInf";
    r.ids(tx + "/PmtId");
    r.payment_type(tx + "/PmtTpInf");
    r.value(tx + "/IntrBkSttlmAmt", Field::amount, Form::amount);
    r.value(tx + "/IntrBkSttlmDt", Field::settlement_date, Form::date);
    r.value(tx + "/InstdAmt", Field::instructed_amount, Form::amount);
    r.sides(tx);
    r.party(tx + "/Dbtr", Field::debtor_name);
    r.party(tx + "/Cdtr", Field::creditor_name);
    r.purpose(tx);
    l.head_required = counted_head();
    l.head_required.push_back({"GrpHdr/SttlmInf/SttlmMtd", {Field::settlement_method}});
    l.transaction_required = {{"PmtId/EndToEndId", {Field::end_to_end_id}},
                              {"IntrBkSttlmAmt", {Field::amount}},
                              {"ChrgBr", {Field::charge_bearer}}};
    return l;
}

Layout pacs009() {
    Layout l{.message = "pacs.009",
             .title = "credit transfer of banks",
             .from = 2,
             .to = 12,
             .root = "FICdtTrf",
             .kind = Kind::transfer,
             .transaction = "CdtTrfTxInf"};
    RuleList r(l.rules);
    r.group_header(true, true);
    r.payment_type("GrpHdr/PmtTpInf");
    const std::string tx = "CdtTrfTxInf";
    r.ids(tx + "/PmtId");
    r.payment_type(tx + "/PmtTpInf");
    r.value(tx + "/IntrBkSttlmAmt", Field::amount, Form::amount);
    r.value(tx + "/IntrBkSttlmDt", Field::settlement_date, Form::date);
    r.sides(tx);
    r.bank_as_party(tx + "/Dbtr", Field::debtor_name);
    r.bank_as_party(tx + "/Cdtr", Field::creditor_name);
    r.purpose(tx);
    r.underlying(tx + "/UndrlygCstmrCdtTrf");
    l.head_required = counted_head();
    l.head_required.push_back({"GrpHdr/SttlmInf/SttlmMtd", {Field::settlement_method}});
    l.transaction_required = {{"PmtId/EndToEndId", {Field::end_to_end_id}},
                              {"IntrBkSttlmAmt", {Field::amount}}};
    return l;
}

Layout pain001() {
    Layout l{.message = "pain.001",
             .title = "customer's order to its bank",
             .from = 3,
             .to = 12,
             .root = "CstmrCdtTrfInitn",
             .kind = Kind::transfer,
             .transaction = "PmtInf/CdtTrfTxInf",
             .group = "PmtInf"};
    RuleList r(l.rules);
    r.group_header(true, false);
    r.text("GrpHdr/InitgPty/Nm", Field::initiator, 140);
    r.text("PmtInf/PmtInfId", Field::group_id);
    r.value("PmtInf/NbOfTxs", Field::group_count, Form::count);
    r.value("PmtInf/CtrlSum", Field::group_sum, Form::decimal);
    r.payment_type("PmtInf/PmtTpInf");
    r.value("PmtInf/ReqdExctnDt", Field::settlement_date, Form::date);
    r.value("PmtInf/ReqdExctnDt/Dt", Field::settlement_date, Form::date);
    r.value("PmtInf/ReqdExctnDt/DtTm", Field::settlement_date, Form::instant);
    r.debtor_side("PmtInf");
    r.party("PmtInf/Dbtr", Field::debtor_name);
    r.text("PmtInf/ChrgBr", Field::charge_bearer, 4);
    const std::string tx = "PmtInf/CdtTrfTxInf";
    r.ids(tx + "/PmtId");
    r.payment_type(tx + "/PmtTpInf");
    r.value(tx + "/Amt/InstdAmt", Field::amount, Form::amount);
    r.value(tx + "/Amt/EqvtAmt/Amt", Field::amount, Form::amount);
    r.agent(tx + "/IntrmyAgt1", Field::intermediary);
    r.agent(tx + "/CdtrAgt", Field::creditor_agent);
    r.party(tx + "/Cdtr", Field::creditor_name);
    r.account(tx + "/CdtrAcct", Field::creditor_iban);
    r.purpose(tx);
    l.head_required = counted_head();
    l.transaction_required = {{"PmtId/EndToEndId", {Field::end_to_end_id}},
                              {"Amt/InstdAmt or Amt/EqvtAmt/Amt", {Field::amount}},
                              {"the group's PmtInfId", {Field::group_id}},
                              {"the group's ReqdExctnDt", {Field::settlement_date}}};
    return l;
}

Layout debit(std::string_view message, std::string_view root) {
    Layout l{.message = message, .from = 1, .to = 12, .root = root, .kind = Kind::direct_debit};
    RuleList r(l.rules);
    std::string tx = "DrctDbtTxInf";
    if (message == "pacs.010") {
        l.title = "direct debit of banks";
        l.group = "CdtInstr";
        tx = "CdtInstr/DrctDbtTxInf";
        l.transaction = "CdtInstr/DrctDbtTxInf";
        r.group_header(true, false);
        r.text("CdtInstr/CdtId", Field::group_id);
        r.payment_type("CdtInstr/PmtTpInf");
        r.value("CdtInstr/IntrBkSttlmDt", Field::settlement_date, Form::date);
        r.agent("CdtInstr/InstgAgt", Field::instructing);
        r.agent("CdtInstr/InstdAgt", Field::instructed);
        r.agent("CdtInstr/IntrmyAgt1", Field::intermediary);
        r.agent("CdtInstr/CdtrAgt", Field::creditor_agent);
        r.bank_as_party("CdtInstr/Cdtr", Field::creditor_name);
        r.account("CdtInstr/CdtrAcct", Field::creditor_iban);
        r.bank_as_party(tx + "/Dbtr", Field::debtor_name);
        r.debtor_side(tx);
    } else {
        const bool order = message == "pain.008";
        l.title = order ? "customer's order to collect" : "customer direct debit between banks";
        l.group = order ? "PmtInf" : "";
        if (order) tx = "PmtInf/DrctDbtTxInf";
        l.transaction = order ? "PmtInf/DrctDbtTxInf" : "DrctDbtTxInf";
        r.group_header(true, !order);
        r.text("GrpHdr/InitgPty/Nm", Field::initiator, 140);
        const std::string creditor = order ? "PmtInf" : tx;
        r.text("PmtInf/PmtInfId", Field::group_id);
        r.value("PmtInf/NbOfTxs", Field::group_count, Form::count);
        r.value("PmtInf/CtrlSum", Field::group_sum, Form::decimal);
        r.value("PmtInf/ReqdColltnDt", Field::settlement_date, Form::date);
        r.agent(creditor + "/CdtrAgt", Field::creditor_agent);
        r.party(creditor + "/Cdtr", Field::creditor_name);
        r.account(creditor + "/CdtrAcct", Field::creditor_iban);
        r.agent(tx + "/InstgAgt", Field::instructing);
        r.agent(tx + "/InstdAgt", Field::instructed);
        r.party(tx + "/Dbtr", Field::debtor_name);
        r.debtor_side(tx);
        r.text(tx + "/DrctDbtTx/MndtRltdInf/MndtId", Field::mandate_id);
        r.value(tx + "/InstdAmt", order ? Field::amount : Field::instructed_amount, Form::amount);
    }
    r.ids(tx + "/PmtId");
    r.payment_type(tx + "/PmtTpInf");
    r.value(tx + "/IntrBkSttlmAmt", Field::amount, Form::amount);
    r.value(tx + "/IntrBkSttlmDt", Field::settlement_date, Form::date);
    r.purpose(tx);
    l.head_required = counted_head();
    l.transaction_required = {
        {"PmtId/EndToEndId", {Field::end_to_end_id}},
        {message == "pain.008" ? "InstdAmt" : "IntrBkSttlmAmt", {Field::amount}}};
    return l;
}

Layout camt057() {
    Layout l{.message = "camt.057",
             .title = "notice of money to come",
             .from = 1,
             .to = 8,
             .root = "NtfctnToRcv",
             .kind = Kind::expected_receipt,
             .transaction = "Ntfctn/Itm",
             .group = "Ntfctn"};
    RuleList r(l.rules);
    r.group_header(true, false);
    r.text("Ntfctn/Id", Field::group_id);
    r.account("Ntfctn/Acct", Field::creditor_iban);
    r.value("Ntfctn/XpctdValDt", Field::settlement_date, Form::date);
    const std::string tx = "Ntfctn/Itm";
    r.text(tx + "/Id", Field::own_id);
    r.text(tx + "/EndToEndId", Field::end_to_end_id);
    r.value(tx + "/UETR", Field::uetr, Form::uetr);
    r.value(tx + "/Amt", Field::amount, Form::amount);
    r.value(tx + "/XpctdValDt", Field::settlement_date, Form::date);
    l.head_required = head_of("GrpHdr");
    l.transaction_required = {{"Amt", {Field::amount}}};
    return l;
}

}  // namespace

std::vector<Layout> transfer_layouts() {
    return {pacs008(),
            pacs009(),
            pain001(),
            debit("pacs.003", "FIToFICstmrDrctDbt"),
            debit("pacs.010", "FIDrctDbt"),
            debit("pain.008", "CstmrDrctDbtInitn"),
            camt057()};
}

}  // namespace rmbsim::adapters::iso20022
