// Any messages that the schemas allow: texts with what XML must escape, right check digits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rapidcheck.h>

#include "adapters/iso20022/checks.hpp"
#include "adapters/iso20022/message.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::iso20022::test {

inline std::string any_text(int most) {
    static const std::vector<std::string> letters = {"a", "Z", "7",   " ",  "&", "<", ">", "\"",
                                                     "'", "-", "]]>", "人", "€", "é", "🏦"};
    // An id of one space is allowed by the schema and meant by nobody: begin with a letter.
    std::string text = *rc::gen::element(std::string("M"), std::string("深"), std::string("&"));
    const int more = *rc::gen::inRange(0, most / 3);
    for (int i = 0; i < more; ++i) text += *rc::gen::elementOf(letters);
    return text;
}
inline std::string any_text_or_none(int most) {
    return *rc::gen::arbitrary<bool>() ? any_text(most) : std::string();
}

inline std::string any_of_letters(std::string_view letters, int size) {
    std::string text;
    for (int i = 0; i < size; ++i) text += *rc::gen::elementOf(std::string(letters));
    return text;
}
constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view digits = "0123456789";

inline std::string any_bic() {
    return any_of_letters(capitals, 4) + "CN" + any_of_letters(capitals, 2) +
           (*rc::gen::arbitrary<bool>() ? any_of_letters(digits, 3) : "");
}

// ISO 7064 MOD 97-10, the long way: the two digits that make the whole leave 1.
inline std::string with_check_digits(const std::string& body, const std::string& before,
                                     bool at_end) {
    for (int n = 2; n <= 98; ++n) {
        const std::string two = (n < 10 ? "0" : "") + std::to_string(n);
        const std::string whole = at_end ? body + two : before + two + body;
        const std::string fault = at_end ? fault_of_lei(whole) : fault_of_iban(whole);
        if (fault.empty()) return whole;
    }
    return {};
}
inline std::string any_lei() {
    return with_check_digits(any_of_letters(digits, 12) + any_of_letters(capitals, 6), "", true);
}
inline std::string any_iban() { return with_check_digits(any_of_letters(digits, 18), "DE", false); }

inline std::string any_uetr() {
    return uetr_of(*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::arbitrary<std::uint64_t>());
}

inline ledger::Money any_amount() {
    return {*rc::gen::inRange<std::int64_t>(0, 100'000'000'000'000),
            ledger::currency(
                *rc::gen::elementOf(std::vector<std::string>{"CNY", "HKD", "JPY", "BHD", "USD"}))};
}

template <class Value, class Any>
Value or_none(Any any) {
    return *rc::gen::arbitrary<bool>() ? Value(any()) : Value{};
}

inline Party any_party(bool bank) {
    Party party{.name = any_text(100),
                .bic = or_none<std::string>(any_bic),
                .lei = or_none<std::string>(any_lei),
                .town = any_text_or_none(35),
                .country = or_none<std::string>([] { return std::string("CN"); }),
                .address = any_text_or_none(70)};
    if (bank) party.bic = any_bic();
    return party;
}
inline Agent any_agent() {
    return {.bic = or_none<std::string>(any_bic),
            .member = any_text_or_none(35),
            .lei = or_none<std::string>(any_lei),
            .name = any_text_or_none(100)};
}
inline Account any_account() {
    if (*rc::gen::arbitrary<bool>()) return {.iban = any_iban(), .other = {}};
    return {.iban = {}, .other = any_text(34)};
}
inline std::string any_date() {
    return "2026-0" + std::to_string(*rc::gen::inRange(1, 10)) + "-1" +
           std::to_string(*rc::gen::inRange(0, 10));
}
inline std::string any_instant() { return any_date() + "T08:30:00+08:00"; }
inline std::string any_lines() {
    std::string text = any_text_or_none(140);
    if (!text.empty() && *rc::gen::arbitrary<bool>()) text += "\n" + any_text(140);
    return text;
}

inline MessageHead any_head(std::string name, bool business) {
    MessageHead head{
        .message_name = std::move(name), .message_id = any_text(35), .created = any_instant()};
    if (business)
        head.business = BusinessHeader{.from_bic = any_bic(),
                                       .to_bic = any_bic(),
                                       .from_member = any_text_or_none(35),
                                       .to_member = any_text_or_none(35),
                                       .message_id = head.message_id,
                                       .message_name = head.message_name,
                                       .service = any_text_or_none(35),
                                       .created = any_instant()};
    return head;
}

inline CreditTransfer any_transfer(bool bank) {
    CreditTransfer t;
    t.instruction_id = any_text_or_none(35);
    t.end_to_end_id = any_text(35);
    t.uetr = or_none<std::string>(any_uetr);
    t.amount = any_amount();
    t.settlement_date = any_date();
    t.priority = *rc::gen::element(std::string(), std::string("HIGH"), std::string("NORM"));
    t.service_level = *rc::gen::element(std::string(), std::string("URGP"), std::string("G001x"));
    t.business_type = any_text_or_none(35);
    t.category_purpose = *rc::gen::element(std::string(), std::string("TREA"));
    t.purpose = *rc::gen::element(std::string(), std::string("CASH"));
    t.debtor = any_party(bank);
    t.creditor = any_party(bank);
    t.debtor_account = any_account();
    t.creditor_account = any_account();
    t.debtor_agent = any_agent();
    t.creditor_agent = any_agent();
    t.intermediary = any_agent();
    t.remittance = any_lines();
    return t;
}

inline Original any_original() {
    Original o{.message_id = any_text(35),
               .message_name = "pacs.008.001.08",
               .created = or_none<std::string>(any_instant)};
    o.instruction_id = any_text_or_none(35);
    o.end_to_end_id = any_text(35);
    o.transaction_id = any_text_or_none(35);
    o.uetr = or_none<std::string>(any_uetr);
    return o;
}
inline Reason any_reason() {
    Reason reason;
    if (*rc::gen::arbitrary<bool>())
        reason.code = *rc::gen::element(std::string("AC04"), std::string("AM09"));
    else
        reason.proprietary = any_text_or_none(35);
    reason.information = any_text_or_none(105);
    return reason;
}

}  // namespace rmbsim::adapters::iso20022::test
