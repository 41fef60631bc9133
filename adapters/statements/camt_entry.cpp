#include "adapters/statements/camt_entry.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/statements/camt_values.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/xml/xml_reader.hpp"

namespace rmbsim::adapters::statements {

// Of several transactions, and of several spellings, the first counts.
void CamtEntryReading::keep(std::string& to, std::string_view text) const {
    if (transactions_ <= 1 && to.empty()) to = text;
}

void CamtEntryReading::take(EntryText what, std::string_view text, std::string_view currency_text,
                            xml::Cursor& at) {
    switch (what) {
        case EntryText::amount:
            if (const auto currency = currency_in(currency_text, at)) {
                entry_.currency = *currency;
                const auto minor = minor_in(text, *currency, at);
                has_amount_ = minor.has_value();
                entry_.minor = minor.value_or(0);
            }
            is_broken_ |= !has_amount_;
            return;
        case EntryText::sign:
            sign_ = sign_in(text, at);
            return;
        case EntryText::reversal:
            entry_.is_reversal = text == "true" || text == "1";
            return;
        case EntryText::status:
            has_status_ = true;
            entry_.status = text == "BOOK"   ? EntryStatus::booked
                            : text == "INFO" ? EntryStatus::information
                                             : EntryStatus::pending;
            return;
        case EntryText::booking_date:
            entry_.booking_date = date_in(text, at);
            return;
        case EntryText::value_date:
            entry_.value_date = date_in(text, at);
            return;
        case EntryText::servicer_reference:
            entry_.servicer_reference = text;
            return;
        case EntryText::domain:
            entry_.code.domain = text;
            return;
        case EntryText::family:
            entry_.code.family = text;
            return;
        case EntryText::sub_family:
            entry_.code.sub_family = text;
            return;
        case EntryText::proprietary:
            entry_.code.proprietary = text;
            return;
        case EntryText::issuer:
            entry_.code.issuer = text;
            return;
        case EntryText::entry_information:
            entry_.information = text;
            return;
        case EntryText::end_to_end_id:
            if (text != "NOTPROVIDED") keep(entry_.end_to_end_id, text);
            return;
        case EntryText::instruction_id:
            return keep(entry_.client_reference, text);
        case EntryText::transaction_servicer_reference:
            return keep(entry_.servicer_reference, text);
        case EntryText::debtor:
            return keep(debtor_.name, text);
        case EntryText::creditor:
            return keep(creditor_.name, text);
        case EntryText::debtor_account:
            return keep(debtor_.account, text);
        case EntryText::creditor_account:
            return keep(creditor_.account, text);
        case EntryText::debtor_agent:
            return keep(debtor_.agent, text);
        case EntryText::creditor_agent:
            return keep(creditor_.agent, text);
        case EntryText::remittance:
        case EntryText::structured_reference:
            if (transactions_ > 1) return;
            if (!entry_.remittance.empty()) entry_.remittance += '\n';
            entry_.remittance += text;
            return;
        case EntryText::transaction_information:
            return keep(entry_.information, text);
    }
}

std::optional<Entry> CamtEntryReading::finish(xml::Cursor& at) {
    demand(has_amount_ || is_broken_, place_, "Ntry", "Amt", at);
    demand(sign_.has_value(), place_, "Ntry", "CdtDbtInd", at);
    demand(has_status_, place_, "Ntry", "Sts", at);
    demand(has_bank_code_, place_, "Ntry", "BkTxCd", at);
    if (!has_amount_ || !sign_) return std::nullopt;
    if (*sign_ < 0) entry_.minor = -entry_.minor;
    const Party& other = entry_.minor < 0 ? creditor_ : debtor_;
    entry_.counterparty = other.name;
    entry_.counterparty_account = other.account;
    entry_.counterparty_agent = other.agent;
    return std::move(entry_);
}

}  // namespace rmbsim::adapters::statements
