#include "adapters/outgoing/bank_parts.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/iso20022/message.hpp"
#include "adapters/outgoing/run_names.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters::outgoing {

using namespace iso20022;
using sqlite::PaymentRow;

BankParts::BankParts(const sqlite::Database& database, const sim::Directory& directory)
    : database_(database),
      directory_(directory),
      names_(directory),
      value_day_(database, "SELECT value_day FROM entry WHERE id = ?") {}

std::string BankParts::instant(std::string_view rail, std::int64_t time_ms) const {
    const sim::PaymentSystemRow* system = sqlite::system_of(directory_, rail);
    std::string text =
        sqlite::local_iso_text(time_ms, system ? system->offsets : std::vector<sim::ZoneOffset>{});
    return text;
}

std::string BankParts::settlement_date(const Handled& h) {
    if (h.end.entry) {
        value_day_.reset();
        value_day_.bind(0, std::int64_t{*h.end.entry});
        if (value_day_.step()) return sqlite::date_text(value_day_.integer(0));
    }
    return instant(h.payment.rail, h.payment.submitted_ms).substr(0, 10);
}

Agent BankParts::operator_of(const std::string& rail) const {
    const sim::PaymentSystemRow* system = sqlite::system_of(directory_, rail);
    return {.member = rail.substr(0, 35), .name = system ? system->name_en : std::string()};
}

// The codes of ISO 20022's list where the rule pack is that system's; else the rail's own name.
std::string BankParts::clearing_system(const std::string& rail) const {
    const sim::PaymentSystemRow* system = sqlite::system_of(directory_, rail);
    if (system != nullptr && system->rules.starts_with("cips")) return "CIP";
    if (system != nullptr && system->rules.starts_with("chats")) return "HKL";
    return rail.size() < 4 ? "rail " + rail : rail.substr(0, 35);
}

MessageHead BankParts::head(const Kind& kind, const std::string& day, const PaymentRow& first,
                            std::int64_t time_ms, const Agent& from, const Agent& to) const {
    MessageHead made{.message_name = std::string(kind.name),
                     .message_id = message_id(kind.id, day, first.uetr, first.id),
                     .created = instant(first.rail, time_ms)};
    made.settlement_method = "CLRG";
    made.clearing_system = clearing_system(first.rail);
    made.business = BusinessHeader{.from_bic = from.bic,
                                   .to_bic = to.bic,
                                   .from_member = from.member,
                                   .to_member = to.member,
                                   .message_id = made.message_id,
                                   .message_name = made.message_name,
                                   .created = made.created};
    return made;
}

CreditTransfer BankParts::transfer_of(const Handled& h, const sim::PaymentResult* instructed) {
    const PaymentRow& p = h.payment;
    CreditTransfer t;
    t.instruction_id = number_text(p.id);
    t.end_to_end_id = end_to_end_id(p.name, p.id);
    t.transaction_id = number_text(p.id);
    t.uetr = p.uetr;
    t.amount = money_of(p.minor, p.currency);
    t.settlement_date = settlement_date(h);
    t.priority = p.priority_class == 0 ? "HIGH" : "NORM";
    t.instructed = names_.bank(p.payee_book);
    if (instructed == nullptr) {
        t.debtor = names_.bank_as_party(p.payer_book);
        t.creditor = names_.bank_as_party(p.payee_book);
        return t;
    }
    const sim::PaymentResult& instruction = *instructed;
    const AccountPlace from = names_.place_of(instruction.from_account);
    const AccountPlace to = names_.place_of(instruction.to_account);
    t.debtor = names_.company(from.company);
    t.debtor_account.other = instruction.from_account.substr(0, 34);
    t.debtor_agent = names_.bank(p.payer_book);
    t.creditor = names_.company(to.company);
    t.creditor_account.other = instruction.to_account.substr(0, 34);
    t.creditor_agent = names_.bank(p.payee_book);
    t.category_purpose = names_.category_purpose(instruction.link, from.company, to.company);
    t.remittance = instruction.link;
    return t;
}

PaymentReturn BankParts::return_of(const Handled& h) {
    const PaymentRow& p = h.payment;
    PaymentReturn r{.return_id = number_text(p.id)};
    if (const auto original = sqlite::payment_numbered(database_, p.return_of)) {
        r.original = {.instruction_id = number_text(original->id),
                      .end_to_end_id = end_to_end_id(original->name, original->id),
                      .transaction_id = number_text(original->id),
                      .uetr = original->uetr};
        r.original_amount = money_of(original->minor, original->currency);
        Handled first{.payment = *original, .end = {}};
        for (const sqlite::PaymentStepRow& step : sqlite::steps_of(database_, original->id))
            first.end.take(step, original->minor);
        r.original_date = settlement_date(first);
    }
    r.returned = money_of(p.minor, p.currency);
    r.settlement_date = settlement_date(h);
    r.instructed = names_.bank(p.payee_book);
    r.reason = return_reason_of(p.return_reason);
    return r;
}

Original BankParts::original_of(const Handled& h, const MessageHead& sent) const {
    return {.message_id = sent.message_id,
            .message_name = sent.message_name,
            .created = sent.created,
            .instruction_id = number_text(h.payment.id),
            .end_to_end_id = end_to_end_id(h.payment.name, h.payment.id),
            .transaction_id = number_text(h.payment.id),
            .uetr = h.payment.uetr};
}

}  // namespace rmbsim::adapters::outgoing
