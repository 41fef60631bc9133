#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "adapters/iso20022/message_sums.hpp"
#include "adapters/iso20022/write_messages.hpp"
#include "adapters/iso20022/write_parts.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

bool is_wide_status(const PaymentStatus& status) {
    return status.status_id.empty() && is_message_wide(status.original);
}

void write_answer_header(xml::Writer& out, const MessageHead& head) {
    out.open("GrpHdr");
    out.leaf("MsgId", head.message_id);
    out.leaf("CreDtTm", head.created);
    write_agent_if(out, "InstgAgt", head.instructing);
    write_agent_if(out, "InstdAgt", head.instructed);
    out.close();
}

void write_assignment(xml::Writer& out, const MessageHead& head) {
    const auto side = [&](std::string_view name, const Agent& agent) {
        out.open(name);
        write_agent(out, "Agt", agent);
        out.close();
    };
    out.open("Assgnmt");
    out.leaf("Id", head.message_id);
    side("Assgnr", head.instructing);
    side("Assgne", head.instructed);
    out.leaf("CreDtTm", head.created);
    out.close();
}

template <class Item>
void write_original_money_if(xml::Writer& out, const Item& item) {
    if (item.original_amount) write_amount(out, "OrgnlIntrBkSttlmAmt", *item.original_amount);
    out.leaf_if("OrgnlIntrBkSttlmDt", item.original_date);
}

}  // namespace

std::string write_pacs002(const MessageHead& head, std::span<const PaymentStatus> statuses) {
    return write_document(head, "pacs.002.001.10", "FIToFIPmtStsRpt", [&](xml::Writer& out) {
        write_answer_header(out, head);
        for (const PaymentStatus& s : statuses) {
            if (!is_wide_status(s)) continue;
            out.open("OrgnlGrpInfAndSts");
            write_originals(out, s.original);
            out.leaf_if("GrpSts", s.status);
            write_reason_if(out, "StsRsnInf", s.reason);
            out.close();
        }
        for (const PaymentStatus& s : statuses) {
            if (is_wide_status(s)) continue;
            out.open("TxInfAndSts");
            out.leaf_if("StsId", s.status_id);
            write_original_group_if(out, s.original);
            out.leaf_if("OrgnlInstrId", s.original.instruction_id);
            out.leaf_if("OrgnlEndToEndId", s.original.end_to_end_id);
            out.leaf_if("OrgnlTxId", s.original.transaction_id);
            out.leaf_if("OrgnlUETR", s.original.uetr);
            out.leaf_if("TxSts", s.status);
            write_reason_if(out, "StsRsnInf", s.reason);
            write_agent_if(out, "InstgAgt", s.instructing);
            write_agent_if(out, "InstdAgt", s.instructed);
            out.close();
        }
    });
}

std::string write_pain002(const MessageHead& head, std::span<const PaymentStatus> statuses) {
    return write_document(head, "pain.002.001.10", "CstmrPmtStsRpt", [&](xml::Writer& out) {
        out.open("GrpHdr");
        out.leaf("MsgId", head.message_id);
        out.leaf("CreDtTm", head.created);
        if (!head.initiator.empty()) {
            out.open("InitgPty");
            write_cut(out, "Nm", head.initiator, 140);
            out.close();
        }
        out.close();
        const auto wide = std::find_if(statuses.begin(), statuses.end(), is_wide_status);
        out.open("OrgnlGrpInfAndSts");
        write_originals(out, statuses.empty() ? Original{} : statuses.front().original);
        if (wide != statuses.end()) {
            out.leaf_if("GrpSts", wide->status);
            write_reason_if(out, "StsRsnInf", wide->reason);
        }
        out.close();
        bool open = false;
        std::string_view group;
        for (const PaymentStatus& s : statuses) {
            if (is_wide_status(s)) continue;
            if (!open || group != s.original.group_id) {
                if (open) out.close();
                open = true;
                group = s.original.group_id;
                out.open("OrgnlPmtInfAndSts");
                write_or_not_provided(out, "OrgnlPmtInfId", s.original.group_id);
            }
            out.open("TxInfAndSts");
            out.leaf_if("StsId", s.status_id);
            out.leaf_if("OrgnlInstrId", s.original.instruction_id);
            out.leaf_if("OrgnlEndToEndId", s.original.end_to_end_id);
            out.leaf_if("OrgnlUETR", s.original.uetr);
            out.leaf_if("TxSts", s.status);
            write_reason_if(out, "StsRsnInf", s.reason);
            out.close();
        }
        if (open) out.close();
    });
}

std::string write_pacs004(const MessageHead& head, std::span<const PaymentReturn> returns) {
    return write_document(head, "pacs.004.001.09", "PmtRtr", [&](xml::Writer& out) {
        MessageSums sums;
        for (const PaymentReturn& r : returns) sums.add(r.returned);
        out.open("GrpHdr");
        out.leaf("MsgId", head.message_id);
        out.leaf("CreDtTm", head.created);
        out.leaf("NbOfTxs", std::to_string(sums.count));
        write_settlement(out, head);
        write_agent_if(out, "InstgAgt", head.instructing);
        write_agent_if(out, "InstdAgt", head.instructed);
        out.close();
        for (const PaymentReturn& r : returns) {
            out.open("TxInf");
            out.leaf_if("RtrId", r.return_id);
            write_original_group_if(out, r.original);
            out.leaf_if("OrgnlInstrId", r.original.instruction_id);
            out.leaf_if("OrgnlEndToEndId", r.original.end_to_end_id);
            out.leaf_if("OrgnlTxId", r.original.transaction_id);
            out.leaf_if("OrgnlUETR", r.original.uetr);
            write_original_money_if(out, r);
            write_amount(out, "RtrdIntrBkSttlmAmt", r.returned);
            out.leaf_if("IntrBkSttlmDt", r.settlement_date);
            out.leaf_if("ChrgBr", r.charge_bearer);
            write_agent_if(out, "InstgAgt", r.instructing);
            write_agent_if(out, "InstdAgt", r.instructed);
            write_reason_if(out, "RtrRsnInf", r.reason);
            out.close();
        }
    });
}

std::string write_camt056(const MessageHead& head, std::span<const RecallRequest> requests) {
    return write_document(head, "camt.056.001.08", "FIToFIPmtCxlReq", [&](xml::Writer& out) {
        write_assignment(out, head);
        const auto payments =
            std::count_if(requests.begin(), requests.end(), [](const RecallRequest& r) {
                return !is_message_wide(r.original) || !r.cancellation_id.empty();
            });
        if (payments == std::ssize(requests)) {  // of a whole message the number is not known here
            out.open("CtrlData");
            out.leaf("NbOfTxs", std::to_string(payments));
            out.close();
        }
        for (const RecallRequest& r : requests) {
            out.open("Undrlyg");
            if (is_message_wide(r.original) && r.cancellation_id.empty()) {
                out.open("OrgnlGrpInfAndCxl");
                write_case_if(out, "Case", r.case_id, r.case_creator);
                write_originals(out, r.original);
                out.leaf("GrpCxl", "true");
                write_reason_if(out, "CxlRsnInf", r.reason);
            } else {
                out.open("TxInf");
                out.leaf_if("CxlId", r.cancellation_id);
                write_case_if(out, "Case", r.case_id, r.case_creator);
                write_original_group_if(out, r.original);
                out.leaf_if("OrgnlInstrId", r.original.instruction_id);
                out.leaf_if("OrgnlEndToEndId", r.original.end_to_end_id);
                out.leaf_if("OrgnlTxId", r.original.transaction_id);
                out.leaf_if("OrgnlUETR", r.original.uetr);
                write_original_money_if(out, r);
                write_reason_if(out, "CxlRsnInf", r.reason);
            }
            out.close();
            out.close();
        }
    });
}

std::string write_camt029(const MessageHead& head, std::span<const RecallAnswer> answers) {
    return write_document(head, "camt.029.001.09", "RsltnOfInvstgtn", [&](xml::Writer& out) {
        write_assignment(out, head);
        out.open("Sts");
        write_cut(out, "Conf", answers.empty() ? std::string("CNCL") : answers.front().confirmation,
                  4);
        out.close();
        for (const RecallAnswer& a : answers) {
            if (is_message_wide(a.original) && a.original.message_id.empty() &&
                a.cancellation_id.empty())
                continue;  // the confirmation alone
            out.open("CxlDtls");
            if (is_message_wide(a.original) && a.cancellation_id.empty()) {
                out.open("OrgnlGrpInfAndSts");
                write_case_if(out, "RslvdCase", a.case_id, a.case_creator);
                write_originals(out, a.original);
                out.leaf_if("GrpCxlSts", a.status);
                write_reason_if(out, "CxlStsRsnInf", a.reason);
            } else {
                out.open("TxInfAndSts");
                out.leaf_if("CxlStsId", a.cancellation_id);
                write_case_if(out, "RslvdCase", a.case_id, a.case_creator);
                write_original_group_if(out, a.original);
                out.leaf_if("OrgnlInstrId", a.original.instruction_id);
                out.leaf_if("OrgnlEndToEndId", a.original.end_to_end_id);
                out.leaf_if("OrgnlTxId", a.original.transaction_id);
                out.leaf_if("OrgnlUETR", a.original.uetr);
                out.leaf_if("TxCxlSts", a.status);
                write_reason_if(out, "CxlStsRsnInf", a.reason);
                write_original_money_if(out, a);
            }
            out.close();
            out.close();
        }
    });
}

}  // namespace rmbsim::adapters::iso20022
