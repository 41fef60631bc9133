#include "adapters/swift/read_mt.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/iso20022/checks.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/swift/charset.hpp"
#include "adapters/swift/mt_message.hpp"

namespace rmbsim::adapters::swift {
namespace {

using namespace iso20022;
using Fields = std::span<const MtField>;

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }
std::string_view after_first_line(std::string_view text) {
    const std::size_t end = text.find('\n');
    return end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
}

class MtReader {
  public:
    MtReader(const std::string& shown, Sink& sink, const ReadOptions& options,
             Diagnostics& diagnostics)
        : shown_(shown), sink_(sink), options_(options), diagnostics_(diagnostics) {}

    void read(const MtMessage& message);
    ReadResult result;

  private:
    void tell(std::uint32_t line, std::string message, std::string expected = {},
              Severity severity = Severity::error) {
        diagnostics_.add({.file = shown_,
                          .line = line,
                          .severity = severity,
                          .message = std::move(message),
                          .expected = std::move(expected),
                          .hint = "SWIFT's message reference guide has the fields of " + name_});
    }
    const MtField* find(Fields fields, std::string_view tag) const {
        const auto found = std::find_if(fields.begin(), fields.end(), [&](const MtField& f) {
            return f.tag == tag || (tag.size() == 2 && f.tag.size() == 3 && f.tag.starts_with(tag));
        });
        return found == fields.end() ? nullptr : &*found;
    }
    const MtField* need(Fields fields, std::string_view tag, std::string_view what) {
        const MtField* field = find(fields, tag);
        if (field == nullptr)
            tell(fields.empty() ? message_->line : fields.front().line,
                 fmt::format("field {} ({}) is missing", tag, what), fmt::format(":{}:", tag));
        return field;
    }

    void check_characters(const MtMessage& message);
    std::string reference(const MtField* field);
    void value_date_amount(CreditTransfer& t, const MtField& field);
    std::optional<std::string> day(std::string_view digits, const MtField& field);
    void amount(ledger::Money& into, std::string_view text, const MtField& field);
    void agent(Agent& into, const MtField* field);
    void customer(Party& party, Account& account, const MtField* field);
    void structured_customer(Party& party, std::string_view lines);
    void bank(Party& party, Account& account, const MtField* field);
    void set_account(Account& account, std::string_view text, const MtField& field);
    void charges(CreditTransfer& t, const MtField* field);
    void remittance(CreditTransfer& t, const MtField* field);
    void hand_out(const CreditTransfer& t, std::uint32_t line, std::size_t errors_before);
    void begin(const MtMessage& message);
    CreditTransfer shared(const MtMessage& message) const;
    void read_103(const MtMessage& message);
    void read_202(const MtMessage& message);
    void read_101(const MtMessage& message);

    const std::string& shown_;
    Sink& sink_;
    const ReadOptions& options_;
    Diagnostics& diagnostics_;
    MessageHead head_;
    std::string name_ = "MT103";
    const MtMessage* message_ = nullptr;
    bool repeated_ = false;
    std::size_t errors_before_ = 0;  // the message that is read
};

void MtReader::check_characters(const MtMessage& message) {
    for (const MtField& field : message.fields) {
        const auto wrong = first_not_x(field.value);
        if (!wrong) continue;
        const std::string_view before = std::string_view(field.value).substr(0, *wrong);
        const auto lines = std::count(before.begin(), before.end(), '\n');
        tell(field.line + static_cast<std::uint32_t>(lines),
             fmt::format("field {}: a character that is not in SWIFT's set X", field.tag),
             "letters, digits, space and / - ? : ( ) . , ' +", Severity::warning);
    }
}

// 16x, without a slash at either end or two in a row.
std::string MtReader::reference(const MtField* field) {
    if (field == nullptr) return {};
    const std::string& text = field->value;
    if (text.empty() || text.size() > 16 || text.front() == '/' || text.back() == '/' ||
        text.find("//") != std::string::npos || text.find('\n') != std::string::npos)
        tell(field->line, fmt::format("field {}: '{}' is not a reference", field->tag, text),
             "up to 16 characters, no slash at the ends, no two in a row");
    return text;
}

std::optional<std::string> MtReader::day(std::string_view digits, const MtField& field) {
    std::string text;
    if (digits.size() == 6) {
        text = fmt::format("{}{}-{}-{}", digits.substr(0, 2) > "79" ? "19" : "20",
                           digits.substr(0, 2), digits.substr(2, 2), digits.substr(4, 2));
        if (fault_of_date(text).empty()) return text;
    }
    tell(field.line, fmt::format("field {}: '{}' is not a day", field.tag, digits), "YYMMDD");
    return std::nullopt;
}

// "CNY1234,5": a comma must stand there, decimals may follow.
void MtReader::amount(ledger::Money& into, std::string_view text, const MtField& field) {
    const std::string_view currency = text.substr(0, std::min<std::size_t>(3, text.size()));
    std::string number(text.substr(currency.size()));
    const auto commas = std::count(number.begin(), number.end(), ',');
    if (commas != 1 || number.size() > 15 || number.starts_with(',') ||
        number.find_first_not_of("0123456789,") != std::string::npos) {
        tell(field.line, fmt::format("field {}: '{}' is not an amount", field.tag, number),
             "up to 15 characters: digits with one comma, such as 1234,50 or 1234,");
        return;
    }
    *std::find(number.begin(), number.end(), ',') = '.';
    if (const auto money = money_of(number, currency))
        into = *money;
    else
        tell(field.line, fmt::format("field {}: the amount {}", field.tag, money.error()),
             "an ISO 4217 currency and an amount in it");
}

void MtReader::value_date_amount(CreditTransfer& t, const MtField& field) {
    if (field.value.size() < 10) {
        tell(field.line, fmt::format("field {}: '{}' is too short", field.tag, field.value),
             "YYMMDD, currency, amount: 260127CNY1234,50");
        return;
    }
    const std::string_view text = field.value;
    t.settlement_date = day(text.substr(0, 6), field).value_or("");
    amount(t.amount, text.substr(6), field);
}

// Option A: [/account] BIC; option D: [/account] name and address; C: //clearing code.
void MtReader::agent(Agent& into, const MtField* field) {
    if (field == nullptr) return;
    std::string_view text = field->value;
    if (text.starts_with("//")) {
        std::string_view code = first_line(text).substr(2);
        if (code.starts_with("CN")) code.remove_prefix(2);  // a number of CNAPS 支付行号
        into.member = code;
        text = after_first_line(text);
    } else if (text.starts_with('/')) {
        text = after_first_line(text);  // the account between the banks
    }
    if (field->tag.ends_with('A')) {
        into.bic = first_line(text);
        if (const std::string fault = fault_of_bic(into.bic); !fault.empty())
            tell(field->line, fmt::format("field {}: {}", field->tag, fault));
    } else {
        into.name = first_line(text);
    }
}

void MtReader::set_account(Account& account, std::string_view text, const MtField& field) {
    const std::string fault = fault_of_iban(text);
    if (fault.empty()) {
        account.iban = text;
        return;
    }
    // Countries of the registry write IBANs; what looks like one and does not fit is told.
    if (is_check_digit_fault(fault) && text.size() >= 15 && iban_length(text.substr(0, 2)) != 0)
        tell(field.line, fmt::format("field {}: {}", field.tag, fault), {}, options_.check_digits);
    account.other = text;
}

// 50K, 59: name and address in lines; 50A, 59A: a BIC; 50F, 59F: numbered lines.
void MtReader::customer(Party& party, Account& account, const MtField* field) {
    if (field == nullptr) return;
    std::string_view text = field->value;
    if (text.starts_with('/')) {
        set_account(account, first_line(text).substr(1), *field);
        text = after_first_line(text);
    } else if (field->tag == "50F") {  // a party identifier, such as CUST/CN/…
        text = after_first_line(text);
    }
    if (field->tag.ends_with('A') || field->tag == "50C" || field->tag == "50G") {
        party.bic = first_line(text);
        if (const std::string fault = fault_of_bic(party.bic); !fault.empty())
            tell(field->line, fmt::format("field {}: {}", field->tag, fault));
    } else if (field->tag.ends_with('F')) {
        structured_customer(party, text);
    } else {
        party.name = first_line(text);
        party.address = after_first_line(text);
        if (party.name.empty())
            tell(field->line, fmt::format("field {}: no name", field->tag), "a line with the name");
    }
}

// "1/name", "2/street", "3/CN/Shenzhen".
void MtReader::structured_customer(Party& party, std::string_view lines) {
    for (; !lines.empty(); lines = after_first_line(lines)) {
        const std::string_view line = first_line(lines);
        if (line.size() < 2 || line[1] != '/') continue;
        const std::string_view value = line.substr(2);
        if (line[0] == '1') {
            party.name += value;
        } else if (line[0] == '2') {
            party.address += (party.address.empty() ? "" : "\n") + std::string(value);
        } else if (line[0] == '3') {
            party.country = value.substr(0, 2);
            if (value.size() > 3) party.town = value.substr(3);
        }
    }
}

void MtReader::bank(Party& party, Account& account, const MtField* field) {
    if (field == nullptr) return;
    std::string_view text = field->value;
    if (text.starts_with('/') && !text.starts_with("//")) {
        set_account(account, first_line(text).substr(1), *field);
        text = after_first_line(text);
    }
    MtField rest{field->tag, std::string(text), field->line};
    Agent as_agent;
    agent(as_agent, &rest);
    party.bic = as_agent.bic;
    party.name = as_agent.name;
}

void MtReader::charges(CreditTransfer& t, const MtField* field) {
    if (field == nullptr) return;
    if (field->value == "OUR")
        t.charge_bearer = "DEBT";
    else if (field->value == "SHA")
        t.charge_bearer = "SHAR";
    else if (field->value == "BEN")
        t.charge_bearer = "CRED";
    else
        tell(field->line, fmt::format("field 71A: '{}' is not a way to bear charges", field->value),
             "OUR, SHA or BEN");
}

void MtReader::remittance(CreditTransfer& t, const MtField* field) {
    if (field == nullptr) return;
    std::string_view text = field->value;
    if (text.starts_with("/ROC/")) {  // the ordering customer's reference
        const std::string_view line = first_line(text).substr(5);
        t.end_to_end_id = line.substr(0, line.find("///"));
        text = after_first_line(text);
    }
    t.remittance = text;
}

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

}  // namespace

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
