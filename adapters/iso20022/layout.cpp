#include "adapters/iso20022/layout.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmbsim::adapters::iso20022 {
namespace {

class RuleList {
  public:
    explicit RuleList(std::vector<Rule>& rules) : rules_(rules) {}

    void text(std::string path, Field field, std::size_t longest = 35) {
        rules_.push_back({std::move(path), field, Form::text, longest});
    }
    void lines(std::string path, Field field, std::size_t longest) {
        rules_.push_back({std::move(path), field, Form::lines, longest});
    }
    void value(std::string path, Field field, Form form) {
        rules_.push_back({std::move(path), field, form, 0});
    }

    void agent(const std::string& path, Field first) {
        const std::string bank = path + "/FinInstnId/";
        value(bank + "BICFI", first, Form::bic);
        value(bank + "BIC", first, Form::bic);  // versions before 2013
        text(bank + "ClrSysMmbId/MmbId", after(first, 1));
        value(bank + "LEI", after(first, 2), Form::lei);
        text(bank + "Nm", after(first, 3), 140);
    }

    void address(const std::string& path, Field first) {
        text(path + "/PstlAdr/TwnNm", after(first, 3), 140);
        text(path + "/PstlAdr/Ctry", after(first, 4), 2);
        lines(path + "/PstlAdr/AdrLine", after(first, 5), 70);
    }

    void party(const std::string& path, Field first) {
        text(path + "/Nm", first, 140);
        value(path + "/Id/OrgId/AnyBIC", after(first, 1), Form::bic);
        value(path + "/Id/OrgId/BICOrBEI", after(first, 1), Form::bic);
        value(path + "/Id/OrgId/LEI", after(first, 2), Form::lei);
        address(path, first);
    }

    void bank_as_party(const std::string& path, Field first) {
        const std::string bank = path + "/FinInstnId";
        text(bank + "/Nm", first, 140);
        value(bank + "/BICFI", after(first, 1), Form::bic);
        value(bank + "/BIC", after(first, 1), Form::bic);
        value(bank + "/LEI", after(first, 2), Form::lei);
        address(bank, first);
    }

    void account(const std::string& path, Field first) {
        value(path + "/Id/IBAN", first, Form::iban);
        text(path + "/Id/Othr/Id", after(first, 1), 34);
    }

    void ids(const std::string& path) {
        text(path + "/InstrId", Field::instruction_id);
        text(path + "/EndToEndId", Field::end_to_end_id);
        text(path + "/TxId", Field::transaction_id);
        value(path + "/UETR", Field::uetr, Form::uetr);
        text(path + "/ClrSysRef", Field::clearing_reference);
    }

    void payment_type(const std::string& path) {
        text(path + "/InstrPrty", Field::priority, 4);
        text(path + "/SvcLvl/Cd", Field::service_level, 4);
        text(path + "/SvcLvl/Prtry", Field::service_level);
        text(path + "/LclInstrm/Prtry", Field::business_type);
        text(path + "/CtgyPurp/Cd", Field::category_purpose, 4);
    }

    void originals(const std::string& path) {
        text(path + "/OrgnlMsgId", Field::original_message);
        text(path + "/OrgnlMsgNmId", Field::original_name);
        value(path + "/OrgnlCreDtTm", Field::original_created, Form::instant);
    }

    void original_ids(const std::string& path) {
        originals(path + "/OrgnlGrpInf");
        text(path + "/OrgnlPmtInfId", Field::original_group);
        text(path + "/OrgnlInstrId", Field::original_instruction);
        text(path + "/OrgnlEndToEndId", Field::original_end_to_end);
        text(path + "/OrgnlTxId", Field::original_transaction);
        value(path + "/OrgnlUETR", Field::original_uetr, Form::uetr);
    }

    void original_money(const std::string& path) {
        value(path + "/OrgnlIntrBkSttlmAmt", Field::original_amount, Form::amount);
        value(path + "/OrgnlIntrBkSttlmDt", Field::original_date, Form::date);
    }

    void reasons(const std::string& path, Field code = Field::reason) {
        text(path + "/Rsn/Cd", code, 4);
        text(path + "/Rsn/Prtry", after(code, 1));
        lines(path + "/AddtlInf", after(code, 2), 105);
    }

    void resolution_case(const std::string& path) {
        text(path + "/Id", Field::case_id);
        agent(path + "/Cretr/Agt", Field::case_creator);
    }

    void group_header(bool counted, bool settled) {
        text("GrpHdr/MsgId", Field::message_id);
        value("GrpHdr/CreDtTm", Field::created, Form::instant);
        if (counted) {
            value("GrpHdr/NbOfTxs", Field::count, Form::count);
            value("GrpHdr/CtrlSum", Field::control_sum, Form::decimal);
        }
        if (settled) {
            value("GrpHdr/TtlIntrBkSttlmAmt", Field::total, Form::amount);
            value("GrpHdr/IntrBkSttlmDt", Field::settlement_date, Form::date);
            text("GrpHdr/SttlmInf/SttlmMtd", Field::settlement_method, 4);
            text("GrpHdr/SttlmInf/ClrSys/Prtry", Field::clearing_system);
            text("GrpHdr/SttlmInf/ClrSys/Cd", Field::clearing_system);
        }
        agent("GrpHdr/InstgAgt", Field::instructing);
        agent("GrpHdr/InstdAgt", Field::instructed);
    }

    void assignment() {
        text("Assgnmt/Id", Field::message_id);
        agent("Assgnmt/Assgnr/Agt", Field::instructing);
        agent("Assgnmt/Assgne/Agt", Field::instructed);
        value("Assgnmt/CreDtTm", Field::created, Form::instant);
    }

    void underlying(const std::string& path) {
        party(path + "/Dbtr", Field::under_debtor_name);
        account(path + "/DbtrAcct", Field::under_debtor_iban);
        agent(path + "/DbtrAgt", Field::under_debtor_agent);
        agent(path + "/CdtrAgt", Field::under_creditor_agent);
        party(path + "/Cdtr", Field::under_creditor_name);
        account(path + "/CdtrAcct", Field::under_creditor_iban);
        lines(path + "/RmtInf/Ustrd", Field::under_remittance, 140);
    }

    // The agents and accounts on both sides; parties are people's or banks' by message.
    void sides(const std::string& path) {
        agent(path + "/InstgAgt", Field::instructing);
        agent(path + "/InstdAgt", Field::instructed);
        agent(path + "/IntrmyAgt1", Field::intermediary);
        debtor_side(path);
        agent(path + "/CdtrAgt", Field::creditor_agent);
        account(path + "/CdtrAcct", Field::creditor_iban);
    }
    void debtor_side(const std::string& path) {
        account(path + "/DbtrAcct", Field::debtor_iban);
        agent(path + "/DbtrAgt", Field::debtor_agent);
    }
    void purpose(const std::string& path) {
        text(path + "/Purp/Cd", Field::purpose, 4);
        lines(path + "/RmtInf/Ustrd", Field::remittance, 140);
        text(path + "/ChrgBr", Field::charge_bearer, 4);
    }

  private:
    std::vector<Rule>& rules_;
};

std::vector<Required> head_of(std::string_view header) {
    const std::string path(header);
    return {{path + (header == "Assgnmt" ? "/Id" : "/MsgId"), {Field::message_id}},
            {path + "/CreDtTm", {Field::created}}};
}
std::vector<Required> counted_head() {
    auto required = head_of("GrpHdr");
    required.push_back({"GrpHdr/NbOfTxs", {Field::count}});
    return required;
}

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

Layout pacs002() {
    Layout l{.message = "pacs.002",
             .title = "status of payments between banks",
             .from = 2,
             .to = 15,
             .root = "FIToFIPmtStsRpt",
             .kind = Kind::status,
             .transaction = "TxInfAndSts",
             .group = "OrgnlGrpInfAndSts",
             .wide = "OrgnlGrpInfAndSts"};
    RuleList r(l.rules);
    r.group_header(false, false);
    r.originals("OrgnlGrpInfAndSts");
    r.text("OrgnlGrpInfAndSts/GrpSts", Field::group_status, 4);
    r.reasons("OrgnlGrpInfAndSts/StsRsnInf", Field::group_reason);
    const std::string tx = "TxInfAndSts";
    r.text(tx + "/StsId", Field::own_id);
    r.original_ids(tx);
    r.text(tx + "/TxSts", Field::status, 4);
    r.reasons(tx + "/StsRsnInf");
    r.agent(tx + "/InstgAgt", Field::instructing);
    r.agent(tx + "/InstdAgt", Field::instructed);
    l.head_required = head_of("GrpHdr");
    return l;
}

Layout pain002() {
    Layout l{.message = "pain.002",
             .title = "status of a customer's order",
             .from = 3,
             .to = 14,
             .root = "CstmrPmtStsRpt",
             .kind = Kind::status,
             .transaction = "OrgnlPmtInfAndSts/TxInfAndSts",
             .group = "OrgnlPmtInfAndSts",
             .wide = "OrgnlGrpInfAndSts"};
    RuleList r(l.rules);
    r.group_header(false, false);
    r.text("GrpHdr/InitgPty/Nm", Field::initiator, 140);
    r.originals("OrgnlGrpInfAndSts");
    r.text("OrgnlGrpInfAndSts/GrpSts", Field::group_status, 4);
    r.reasons("OrgnlGrpInfAndSts/StsRsnInf", Field::group_reason);
    r.text("OrgnlPmtInfAndSts/OrgnlPmtInfId", Field::original_group);
    r.text("OrgnlPmtInfAndSts/PmtInfSts", Field::group_status, 4);
    r.reasons("OrgnlPmtInfAndSts/StsRsnInf", Field::group_reason);
    const std::string tx = "OrgnlPmtInfAndSts/TxInfAndSts";
    r.text(tx + "/StsId", Field::own_id);
    r.original_ids(tx);
    r.text(tx + "/TxSts", Field::status, 4);
    r.reasons(tx + "/StsRsnInf");
    l.head_required = head_of("GrpHdr");
    l.head_required.push_back({"OrgnlGrpInfAndSts/OrgnlMsgId", {Field::original_message}});
    return l;
}

Layout pacs004() {
    Layout l{.message = "pacs.004",
             .title = "return of settled money",
             .from = 2,
             .to = 14,
             .root = "PmtRtr",
             .kind = Kind::payment_return,
             .transaction = "TxInf"};
    RuleList r(l.rules);
    r.group_header(true, true);
    r.value("GrpHdr/TtlRtrdIntrBkSttlmAmt", Field::total, Form::amount);
    r.originals("OrgnlGrpInf");
    const std::string tx = "TxInf";
    r.text(tx + "/RtrId", Field::own_id);
    r.original_ids(tx);
    r.original_money(tx);
    r.value(tx + "/RtrdIntrBkSttlmAmt", Field::amount, Form::amount);
    r.value(tx + "/IntrBkSttlmDt", Field::settlement_date, Form::date);
    r.text(tx + "/ChrgBr", Field::charge_bearer, 4);
    r.agent(tx + "/InstgAgt", Field::instructing);
    r.agent(tx + "/InstdAgt", Field::instructed);
    r.reasons(tx + "/RtrRsnInf");
    l.head_required = counted_head();
    l.transaction_required = {{"RtrdIntrBkSttlmAmt", {Field::amount}}};
    return l;
}

Layout camt056() {
    Layout l{.message = "camt.056",
             .title = "recall of payments",
             .from = 1,
             .to = 11,
             .root = "FIToFIPmtCxlReq",
             .kind = Kind::recall,
             .transaction = "Undrlyg/TxInf",
             .group = "Undrlyg",
             .wide = "Undrlyg/OrgnlGrpInfAndCxl"};
    RuleList r(l.rules);
    r.assignment();
    r.resolution_case("Case");
    r.value("CtrlData/NbOfTxs", Field::count, Form::count);
    r.value("CtrlData/CtrlSum", Field::control_sum, Form::decimal);
    r.originals("Undrlyg/OrgnlGrpInfAndCxl");
    r.text("Undrlyg/OrgnlGrpInfAndCxl/GrpCxl", Field::group_status, 5);
    r.resolution_case("Undrlyg/OrgnlGrpInfAndCxl/Case");
    r.reasons("Undrlyg/OrgnlGrpInfAndCxl/CxlRsnInf", Field::group_reason);
    const std::string tx = "Undrlyg/TxInf";
    r.text(tx + "/CxlId", Field::own_id);
    r.resolution_case(tx + "/Case");
    r.original_ids(tx);
    r.original_money(tx);
    r.reasons(tx + "/CxlRsnInf");
    l.head_required = head_of("Assgnmt");
    return l;
}

Layout camt029() {
    Layout l{.message = "camt.029",
             .title = "answer to a recall",
             .from = 3,
             .to = 13,
             .root = "RsltnOfInvstgtn",
             .kind = Kind::recall_answer,
             .transaction = "CxlDtls/TxInfAndSts",
             .group = "CxlDtls",
             .wide = "CxlDtls/OrgnlGrpInfAndSts"};
    RuleList r(l.rules);
    r.assignment();
    r.resolution_case("RslvdCase");
    r.text("Sts/Conf", Field::confirmation, 4);
    r.resolution_case("CxlDtls/OrgnlGrpInfAndSts/RslvdCase");
    r.originals("CxlDtls/OrgnlGrpInfAndSts");
    r.text("CxlDtls/OrgnlGrpInfAndSts/GrpCxlSts", Field::group_status, 4);
    r.reasons("CxlDtls/OrgnlGrpInfAndSts/CxlStsRsnInf", Field::group_reason);
    const std::string tx = "CxlDtls/TxInfAndSts";
    r.text(tx + "/CxlStsId", Field::own_id);
    r.resolution_case(tx + "/RslvdCase");
    r.original_ids(tx);
    r.original_money(tx);
    r.text(tx + "/TxCxlSts", Field::status, 4);
    r.reasons(tx + "/CxlStsRsnInf");
    l.head_required = head_of("Assgnmt");
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

std::optional<MessageName> parse_message_name(std::string_view name) {
    const auto digits = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (name.size() != 15 || name[4] != '.' || name.substr(8, 5) != ".001." ||
        !digits(name.substr(5, 3)) || !digits(name.substr(13)))
        return std::nullopt;
    return MessageName{name.substr(0, 8), (name[13] - '0') * 10 + (name[14] - '0')};
}

const std::vector<Layout>& layouts() {
    static const std::vector<Layout> all = {pacs008(),
                                            pacs009(),
                                            pain001(),
                                            debit("pacs.003", "FIToFICstmrDrctDbt"),
                                            debit("pacs.010", "FIDrctDbt"),
                                            debit("pain.008", "CstmrDrctDbtInitn"),
                                            pacs002(),
                                            pain002(),
                                            pacs004(),
                                            camt056(),
                                            camt029(),
                                            camt057()};
    return all;
}

const Layout* find_layout(std::string_view message) {
    const auto& all = layouts();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Layout& l) { return l.message == message; });
    return found == all.end() ? nullptr : &*found;
}

const Layout& business_header_layout() {
    static const Layout header = [] {
        Layout l{.message = "head.001",
                 .title = "business application header",
                 .from = 1,
                 .to = 4,
                 .root = "AppHdr",
                 .kind = Kind::business_header};
        RuleList r(l.rules);
        r.value("Fr/FIId/FinInstnId/BICFI", Field::business_from, Form::bic);
        r.value("To/FIId/FinInstnId/BICFI", Field::business_to, Form::bic);
        r.text("BizMsgIdr", Field::business_id);
        r.text("MsgDefIdr", Field::business_message);
        r.text("BizSvc", Field::business_service);
        r.value("CreDt", Field::business_created, Form::instant);
        l.head_required = {{"BizMsgIdr", {Field::business_id}},
                           {"MsgDefIdr", {Field::business_message}},
                           {"CreDt", {Field::business_created}}};
        return l;
    }();
    return header;
}

}  // namespace rmbsim::adapters::iso20022
