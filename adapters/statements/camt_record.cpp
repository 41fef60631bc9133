#include "adapters/statements/camt_record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/csv/values.hpp"
#include "adapters/statements/camt_values.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/xml/xml_reader.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::statements {

std::string_view record_of(Format format) {
    return format == Format::camt052 ? "Rpt" : format == Format::camt054 ? "Ntfctn" : "Stmt";
}

CamtRecordReading::CamtRecordReading(Format format, std::string message_id, xml::Place place,
                                     StatementSink& sink)
    : sink_(sink), place_(place) {
    statement_.format = format;
    statement_.message_id = std::move(message_id);
    statement_.line = place.line;
}

void CamtRecordReading::take_count(Stated& stated, std::string_view text, xml::Cursor& at) {
    const auto count = parse_whole(text);
    if (count && *count >= 0) stated.count = *count;
    stated.line = at.place().line;
}

void CamtRecordReading::take_sum(Stated& stated, std::string_view text, xml::Cursor& at) {
    stated.sum = text;
    stated.line = at.place().line;
}

void CamtRecordReading::take(StatementText what, std::string_view text, xml::Cursor& at) {
    switch (what) {
        case StatementText::id:
            statement_.id = text;
            return;
        case StatementText::number:
            statement_.number = text;
            return;
        case StatementText::page:
            statement_.page = text;
            return;
        case StatementText::created:
            created_ = text;
            return;
        case StatementText::to_date:
            to_date_ = text;
            return;
        case StatementText::iban:
            statement_.account.id = text;
            statement_.account.scheme = "IBAN";
            return;
        case StatementText::other_account:
            statement_.account.id = text;
            return;
        case StatementText::scheme:
            statement_.account.scheme = text;
            return;
        case StatementText::account_currency:
            statement_.currency = currency_in(text, at);
            return;
        case StatementText::account_name:
            statement_.account.name = text;
            return;
        case StatementText::owner:
            statement_.account.owner = text;
            return;
        case StatementText::servicer_bic:
            statement_.account.servicer = text;
            return;
        case StatementText::servicer_name:
            if (statement_.account.servicer.empty()) statement_.account.servicer = text;
            return;
        case StatementText::total_count:
            return take_count(total_, text, at);
        case StatementText::total_sum:
            return take_sum(total_, text, at);
        case StatementText::credit_count:
            return take_count(credit_, text, at);
        case StatementText::credit_sum:
            return take_sum(credit_, text, at);
        case StatementText::debit_count:
            return take_count(debit_, text, at);
        case StatementText::debit_sum:
            return take_sum(debit_, text, at);
        case StatementText::statement_information:
            statement_.information = text;
            return;
    }
}

void CamtRecordReading::add(Balance balance) {
    has_balance_ = true;
    if (!statement_.currency) statement_.currency = balance.currency;
    if (balance.kind == BalanceKind::closing) statement_.date = balance.date;
    statement_.balances.push_back(std::move(balance));
}

void CamtRecordReading::begin() {
    if (begun_) return;
    begun_ = true;
    if (!statement_.date) statement_.date = day_in(to_date_.empty() ? created_ : to_date_);
    sink_.begin(statement_);
}

void CamtRecordReading::add(Entry entry) {
    if (!statement_.currency) statement_.currency = entry.currency;
    const EntryStatus status = std::exchange(entry.status, EntryStatus::booked);
    all_.add(statement_, entry);
    entry.status = status;
    sink_.entry(statement_, std::move(entry));
}

void CamtRecordReading::finish(xml::Cursor& at) {
    const std::string record(record_of(statement_.format));
    demand(!statement_.id.empty(), place_, record, "Id", at);
    demand(!statement_.account.id.empty(), place_, record, "Acct/Id", at);
    if (statement_.format == Format::camt053) demand(has_balance_, place_, record, "Bal", at);
    begin();
    compare(total_, all_.credits + all_.debits,
            ledger::checked_add(all_.credits_minor, all_.debits_minor), "lines");
    compare(credit_, all_.credits, all_.credits_minor, "credits");
    compare(debit_, all_.debits, all_.debits_minor, "debits");
    sink_.end(statement_);
}

void CamtRecordReading::compare(const Stated& stated, std::uint64_t count,
                                std::optional<std::int64_t> minor, const char* what) {
    if (stated.count && static_cast<std::uint64_t>(*stated.count) != count)
        statement_.findings.push_back({stated.line, "TxsSummry says " +
                                                        std::to_string(*stated.count) + " " + what +
                                                        ", there are " + std::to_string(count)});
    if (stated.sum.empty() || !minor || !statement_.currency) return;
    const int decimals = ledger::decimals_of(*statement_.currency);
    const auto sum = parse_unsigned(stated.sum, decimals);
    if (!sum || *sum != *minor)
        statement_.findings.push_back({stated.line, std::string("TxsSummry says that ") + what +
                                                        " sum to " + stated.sum + ", they sum to " +
                                                        ledger::to_text(*minor, decimals)});
}

}  // namespace rmbsim::adapters::statements
