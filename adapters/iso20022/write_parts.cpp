#include "adapters/iso20022/write_parts.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "adapters/iso20022/write_messages.hpp"
#include "adapters/xml/xsd.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

// How many bytes the first `characters` take.
std::size_t bytes_of(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    while (at < text.size() && characters > 0) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
        --characters;
    }
    return at;
}

void write_bank_head(xml::Writer& out, std::string_view bic, std::string_view member,
                     std::string_view lei, std::string_view name) {
    out.leaf_if("BICFI", bic);
    if (!member.empty()) {
        out.open("ClrSysMmbId");
        out.leaf("MmbId", member);
        out.close();
    }
    out.leaf_if("LEI", lei);
    write_cut(out, "Nm", name, 140);
}

void write_address_if(xml::Writer& out, const Party& party) {
    if (party.town.empty() && party.country.empty() && party.address.empty()) return;
    out.open("PstlAdr");
    write_cut(out, "TwnNm", party.town, 35);
    out.leaf_if("Ctry", party.country);
    write_lines(out, "AdrLine", party.address, 70);
    out.close();
}

void write_header_body(xml::Writer& out, const BusinessHeader& header) {
    const auto side = [&](std::string_view name, std::string_view bic, std::string_view member) {
        out.open(name);
        out.open("FIId");
        out.open("FinInstnId");
        write_bank_head(out, bic, member, {}, {});
        out.close();
        out.close();
        out.close();
    };
    out.open("AppHdr");
    out.attribute("xmlns", std::string(xml::iso20022_space) + "head.001.001.02");
    side("Fr", header.from_bic, header.from_member);
    side("To", header.to_bic, header.to_member);
    out.leaf("BizMsgIdr", header.message_id);
    out.leaf("MsgDefIdr", header.message_name);
    out.leaf_if("BizSvc", header.service);
    out.leaf("CreDt", header.created);
    out.close();
}

}  // namespace

std::string write_head001(const BusinessHeader& header) {
    std::string text;
    xml::Writer out(text);
    out.declaration();
    write_header_body(out, header);
    return text;
}

std::string write_document(const MessageHead& head, std::string_view name, std::string_view root,
                           const std::function<void(xml::Writer&)>& body) {
    std::string text;
    xml::Writer out(text);
    out.declaration();
    if (head.business) {
        out.open("Envelope");
        out.attribute("xmlns", "urn:swift:xsd:envelope");
        write_header_body(out, *head.business);
    }
    out.open("Document");
    out.attribute("xmlns", std::string(xml::iso20022_space) + std::string(name));
    out.open(root);
    body(out);
    out.close();
    out.close();
    if (head.business) out.close();
    return text;
}

void write_cut(xml::Writer& out, std::string_view name, std::string_view text,
               std::size_t longest) {
    if (!text.empty()) out.leaf(name, text.substr(0, bytes_of(text, longest)));
}

void write_lines(xml::Writer& out, std::string_view name, std::string_view text,
                 std::size_t longest) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        while (!line.empty()) {
            const std::size_t size = bytes_of(line, longest);
            out.leaf(name, line.substr(0, size));
            line.remove_prefix(size);
        }
    }
}

void write_amount(xml::Writer& out, std::string_view name, ledger::Money amount) {
    out.leaf(name, ledger::to_text(amount), "Ccy", ledger::code_of(amount.currency));
}

void write_agent(xml::Writer& out, std::string_view name, const Agent& agent) {
    out.open(name);
    out.open("FinInstnId");
    write_bank_head(out, agent.bic, agent.member, agent.lei, agent.name);
    out.close();
    out.close();
}

void write_agent_if(xml::Writer& out, std::string_view name, const Agent& agent) {
    if (agent != Agent{}) write_agent(out, name, agent);
}

void write_party(xml::Writer& out, std::string_view name, const Party& party) {
    out.open(name);
    write_cut(out, "Nm", party.name, 140);
    write_address_if(out, party);
    if (!party.bic.empty() || !party.lei.empty()) {
        out.open("Id");
        out.open("OrgId");
        out.leaf_if("AnyBIC", party.bic);
        out.leaf_if("LEI", party.lei);
        out.close();
        out.close();
    }
    out.close();
}

void write_bank_as_party(xml::Writer& out, std::string_view name, const Party& party) {
    out.open(name);
    out.open("FinInstnId");
    write_bank_head(out, party.bic, {}, party.lei, party.name);
    write_address_if(out, party);
    out.close();
    out.close();
}

void write_account(xml::Writer& out, std::string_view name, const Account& account) {
    out.open(name);
    out.open("Id");
    if (!account.iban.empty()) {
        out.leaf("IBAN", account.iban);
    } else {
        out.open("Othr");
        write_or_not_provided(out, "Id", account.other);
        out.close();
    }
    out.close();
    out.close();
}

void write_account_if(xml::Writer& out, std::string_view name, const Account& account) {
    if (account != Account{}) write_account(out, name, account);
}

void write_reason_if(xml::Writer& out, std::string_view name, const Reason& reason) {
    if (reason == Reason{}) return;
    out.open(name);
    if (!reason.code.empty() || !reason.proprietary.empty()) {
        out.open("Rsn");
        if (!reason.code.empty())
            out.leaf("Cd", reason.code);
        else
            out.leaf("Prtry", reason.proprietary);
        out.close();
    }
    write_lines(out, "AddtlInf", reason.information, 105);
    out.close();
}

void write_case_if(xml::Writer& out, std::string_view name, const std::string& id,
                   const Agent& creator) {
    if (id.empty()) return;
    out.open(name);
    out.leaf("Id", id);
    out.open("Cretr");
    write_agent(out, "Agt", creator);
    out.close();
    out.close();
}

void write_originals(xml::Writer& out, const Original& original) {
    write_or_not_provided(out, "OrgnlMsgId", original.message_id);
    write_or_not_provided(out, "OrgnlMsgNmId", original.message_name);
    out.leaf_if("OrgnlCreDtTm", original.created);
}

void write_original_group_if(xml::Writer& out, const Original& original) {
    if (original.message_id.empty()) return;
    out.open("OrgnlGrpInf");
    write_originals(out, original);
    out.close();
}

// The codes of ISO 20022's list have three letters at most (clearing_systems.csv); longer is one's own name.
void write_settlement(xml::Writer& out, const MessageHead& head) {
    out.open("SttlmInf");
    out.leaf("SttlmMtd", head.settlement_method.empty() ? "CLRG" : head.settlement_method);
    if (!head.clearing_system.empty()) {
        out.open("ClrSys");
        out.leaf(head.clearing_system.size() <= 3 ? "Cd" : "Prtry", head.clearing_system);
        out.close();
    }
    out.close();
}

void write_or_not_provided(xml::Writer& out, std::string_view name, std::string_view text) {
    out.leaf(name, text.empty() ? "NOTPROVIDED" : text);
}

bool is_message_wide(const Original& original) {
    return original.group_id.empty() && original.instruction_id.empty() &&
           original.end_to_end_id.empty() && original.transaction_id.empty() &&
           original.uetr.empty();
}

}  // namespace rmbsim::adapters::iso20022
