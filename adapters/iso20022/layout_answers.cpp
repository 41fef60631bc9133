#include <string>
#include <string_view>
#include <vector>

#include "adapters/iso20022/layout.hpp"
#include "adapters/iso20022/layout_rules.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

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

}  // namespace

std::vector<Layout> answer_layouts() {
    return {pacs002(), pain002(), pacs004(), camt056(), camt029()};
}

}  // namespace rmbsim::adapters::iso20022
