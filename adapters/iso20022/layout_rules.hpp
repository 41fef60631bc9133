// What the tables of layout_transfers.cpp and layout_answers.cpp are built with: a method for each piece
// that several messages share, in the words of ISO 20022.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/iso20022/layout.hpp"

namespace rmbsim::adapters::iso20022 {

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

inline std::vector<Required> head_of(std::string_view header) {
    const std::string path(header);
    return {{path + (header == "Assgnmt" ? "/Id" : "/MsgId"), {Field::message_id}},
            {path + "/CreDtTm", {Field::created}}};
}
inline std::vector<Required> counted_head() {
    auto required = head_of("GrpHdr");
    required.push_back({"GrpHdr/NbOfTxs", {Field::count}});
    return required;
}

std::vector<Layout> transfer_layouts();  // orders to pay and to collect, notices of money to come
std::vector<Layout> answer_layouts();    // statuses, returns, recalls and their answers

}  // namespace rmbsim::adapters::iso20022
