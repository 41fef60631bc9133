#include "adapters/swift/read_mt.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "adapters/iso20022/checks.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/swift/mt_message.hpp"
#include "adapters/swift/mt_reader.hpp"

namespace rmbsim::adapters::swift {

using namespace iso20022;

void MtReader::hand_out(const CreditTransfer& t, std::uint32_t line, std::size_t errors_before) {
    ++result.transactions;
    if (diagnostics_.error_count() != errors_before || repeated_) return;
    ++result.handed_out;
    sink_.on_transfer(head_, t, {line, 1});
}

void MtReader::begin(const MtMessage& message) {
    errors_before_ = diagnostics_.error_count();
    message_ = &message;
    name_ = "MT" + message.type;
    head_ = {};
    head_.message_name = name_;
    const MtField* own = find(message.fields, "20");
    if (own != nullptr) head_.message_id = own->value;
    head_.instructing.bic = message.sender;
    head_.instructed.bic = message.receiver;
    ++result.messages;
    check_characters(message);
    repeated_ = false;
    // A sender's reference is its own only: another bank may use the same.
    if (options_.seen_messages != nullptr && !head_.message_id.empty() &&
        !options_.seen_messages->insert(name_ + "/" + message.sender + "/" + head_.message_id)
             .second) {
        repeated_ = true;
        ++result.repeated;
        tell(own->line,
             fmt::format("message '{}' was read before; it is not taken again", head_.message_id),
             "a reference of its own for each message", Severity::warning);
    }
    if (const auto uetr = message.user.find("121"); uetr != message.user.end())
        if (const std::string fault = fault_of_uetr(uetr->second); !fault.empty())
            tell(message.line, "block 3, 121: " + fault);
}

CreditTransfer MtReader::shared(const MtMessage& message) const {
    CreditTransfer t;
    t.priority = message.sender.empty() ? "" : message.priority == 'U' ? "HIGH" : "NORM";
    if (const auto uetr = message.user.find("121"); uetr != message.user.end())
        t.uetr = uetr->second;
    return t;
}

void MtReader::read_103(const MtMessage& message) {
    const Fields fields = message.fields;
    CreditTransfer t = shared(message);
    t.instruction_id = reference(need(fields, "20", "sender's reference"));
    need(fields, "23B", "bank operation code");
    if (const MtField* f = need(fields, "32A", "value date and amount")) value_date_amount(t, *f);
    if (const MtField* f = find(fields, "33B")) {
        ledger::Money instructed;
        amount(instructed, f->value, *f);
        t.instructed_amount = instructed;
    }
    customer(t.debtor, t.debtor_account, need(fields, "50", "ordering customer"));
    agent(t.debtor_agent, find(fields, "52"));
    agent(t.intermediary, find(fields, "56"));
    agent(t.creditor_agent, find(fields, "57"));
    customer(t.creditor, t.creditor_account, need(fields, "59", "beneficiary"));
    remittance(t, find(fields, "70"));
    charges(t, need(fields, "71A", "who bears charges"));
    hand_out(t, message.line, errors_before_);
}

void MtReader::read_202(const MtMessage& message) {
    Fields fields = message.fields;
    Fields covered;
    // COV: the customer's payment follows the beneficiary bank, from its 50a on.
    const auto customer_field = std::find_if(
        fields.begin(), fields.end(), [](const MtField& f) { return f.tag.starts_with("50"); });
    if (customer_field != fields.end()) {
        covered = fields.subspan(static_cast<std::size_t>(customer_field - fields.begin()));
        fields = fields.first(fields.size() - covered.size());
    }
    CreditTransfer t = shared(message);
    t.instruction_id = reference(need(fields, "20", "sender's reference"));
    t.end_to_end_id = reference(need(fields, "21", "related reference"));
    if (const MtField* f = need(fields, "32A", "value date and amount")) value_date_amount(t, *f);
    bank(t.debtor, t.debtor_account, find(fields, "52"));
    agent(t.intermediary, find(fields, "56"));
    agent(t.creditor_agent, find(fields, "57"));
    bank(t.creditor, t.creditor_account, need(fields, "58", "beneficiary bank"));
    if (!covered.empty()) {
        Underlying& under = t.underlying.emplace();
        customer(under.debtor, under.debtor_account, find(covered, "50"));
        agent(under.debtor_agent, find(covered, "52"));
        agent(under.creditor_agent, find(covered, "57"));
        customer(under.creditor, under.creditor_account,
                 need(covered, "59", "beneficiary customer"));
        if (const MtField* f = find(covered, "70")) under.remittance = f->value;
    }
    hand_out(t, message.line, errors_before_);
}

void MtReader::read_101(const MtMessage& message) {
    const Fields fields = message.fields;
    const auto is_start = [](const MtField& f) { return f.tag == "21"; };
    auto next = std::find_if(fields.begin(), fields.end(), is_start);
    const Fields general = fields.first(static_cast<std::size_t>(next - fields.begin()));
    CreditTransfer all = shared(message);
    all.group_id = reference(need(general, "20", "sender's reference"));
    need(general, "28D", "message index and total");
    if (const MtField* f = need(general, "30", "day of execution"))
        all.settlement_date = day(f->value, *f).value_or("");
    const auto orderer = [&](Fields from) {
        const auto found = std::find_if(from.begin(), from.end(), [](const MtField& f) {
            return f.tag == "50F" || f.tag == "50G" || f.tag == "50H" || f.tag == "50K";
        });
        return found == from.end() ? nullptr : &*found;
    };
    customer(all.debtor, all.debtor_account, orderer(general));
    agent(all.debtor_agent, find(general, "52"));
    // What is wrong with the part that all share holds back all of them.
    const bool general_is_wrong = diagnostics_.error_count() != errors_before_;
    if (next == fields.end())
        tell(message.line, "no transaction in the message", ":21: begins each");
    while (next != fields.end()) {
        const std::size_t errors = general_is_wrong ? errors_before_ : diagnostics_.error_count();
        const auto end = std::find_if(next + 1, fields.end(), is_start);
        const Fields own(next, end);
        CreditTransfer t = all;
        t.end_to_end_id = reference(&own.front());
        if (const MtField* f = need(own, "32B", "currency and amount"))
            amount(t.amount, f->value, *f);
        customer(t.debtor, t.debtor_account, orderer(own));
        agent(t.debtor_agent, find(own, "52"));
        agent(t.intermediary, find(own, "56"));
        agent(t.creditor_agent, find(own, "57"));
        customer(t.creditor, t.creditor_account, need(own, "59", "beneficiary"));
        if (const MtField* f = find(own, "70")) t.remittance = f->value;
        charges(t, need(own, "71A", "who bears charges"));
        if (t.debtor == Party{})
            tell(own.front().line, "field 50a (ordering customer) is missing", ":50H:");
        hand_out(t, own.front().line, errors);
        next = end;
    }
}

void MtReader::read(const MtMessage& message) {
    begin(message);
    if (message.type == "103") {
        read_103(message);
    } else if (message.type == "202" || message.type == "205") {
        read_202(message);
    } else if (message.type == "101") {
        read_101(message);
    } else {
        tell(message.line,
             message.type.empty() ? "the message's type is not told"
                                  : fmt::format("MT{} is not a payment that is read", message.type),
             "MT101, MT103, MT202 or MT205");
        return;
    }
    if (!repeated_) sink_.on_message(head_);
}

ReadResult read_mt_payments(std::string_view text, const std::string& shown, Sink& sink,
                            const ReadOptions& options, Diagnostics& diagnostics) {
    const std::size_t before = diagnostics.error_count();
    MtReader reader(shown, sink, options, diagnostics);
    for (const MtMessage& message : parse_mt(text, shown, diagnostics)) reader.read(message);
    if (reader.result.messages == 0 && diagnostics.error_count() == before)
        diagnostics.add({.file = shown,
                         .message = "no MT message in it",
                         .expected = "{1:…}{2:I103…}{4: fields -}",
                         .hint = "MT101, MT103, MT202 and MT205 are read"});
    reader.result.whole = diagnostics.error_count() == before;
    return reader.result;
}

}  // namespace rmbsim::adapters::swift
