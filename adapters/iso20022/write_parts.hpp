// The pieces that several messages share, in the order of their schemas.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "adapters/iso20022/message.hpp"
#include "adapters/xml/xml_writer.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::iso20022 {

// One Document, in its envelope where the head has one; `body` writes the message's element.
std::string write_document(const MessageHead& head, std::string_view name, std::string_view root,
                           const std::function<void(xml::Writer&)>& body);

void write_cut(xml::Writer& out, std::string_view name, std::string_view text, std::size_t longest);
void write_lines(xml::Writer& out, std::string_view name, std::string_view text,
                 std::size_t longest);
void write_amount(xml::Writer& out, std::string_view name, ledger::Money amount);
void write_agent(xml::Writer& out, std::string_view name, const Agent& agent);  // always
void write_agent_if(xml::Writer& out, std::string_view name, const Agent& agent);
void write_party(xml::Writer& out, std::string_view name, const Party& party);
void write_bank_as_party(xml::Writer& out, std::string_view name, const Party& party);
void write_account(xml::Writer& out, std::string_view name, const Account& account);  // always
void write_account_if(xml::Writer& out, std::string_view name, const Account& account);
void write_reason_if(xml::Writer& out, std::string_view name, const Reason& reason);
void write_case_if(xml::Writer& out, std::string_view name, const std::string& id,
                   const Agent& creator);
void write_original_group_if(xml::Writer& out, const Original& original);
void write_originals(xml::Writer& out,
                     const Original& original);  // the three ids, without an element
void write_settlement(xml::Writer& out, const MessageHead& head);
void write_or_not_provided(xml::Writer& out, std::string_view name, std::string_view text);

// A status, recall or answer of a whole message: no id of one payment in it.
bool is_message_wide(const Original& original);

}  // namespace rmbsim::adapters::iso20022
