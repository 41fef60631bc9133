// The fields of MT messages that payments are made of, each by SWIFT's format of it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "adapters/iso20022/checks.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/swift/charset.hpp"
#include "adapters/swift/mt_message.hpp"
#include "adapters/swift/mt_reader.hpp"

namespace rmbsim::adapters::swift {

using namespace iso20022;

namespace {

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }
std::string_view after_first_line(std::string_view text) {
    const std::size_t end = text.find('\n');
    return end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
}

}  // namespace

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

}  // namespace rmbsim::adapters::swift
