#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/statements/bai2.hpp"
#include "adapters/statements/bai2_text.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {
namespace {

// Commas part fields and a slash ends a record.
std::string bai_field(std::string_view text) {
    std::string field(trimmed(text));
    std::ranges::replace(field, ',', '.');
    std::ranges::replace(field, '\n', ' ');
    while (field.ends_with('/')) field.pop_back();
    return field;
}

std::string_view code_of_kind(const Balance& balance) {
    if (balance.kind == BalanceKind::opening) return "010";
    if (balance.kind == BalanceKind::closing) return "015";
    if (balance.kind == BalanceKind::opening_available) return "040";
    if (balance.kind == BalanceKind::closing_available) return "045";
    return balance.code.size() == 3 && is_digits(balance.code) ? std::string_view(balance.code)
                                                               : std::string_view();
}

std::string type_of(const Entry& entry) {
    const std::string& given = entry.code.bai_type;
    const bool credit = given >= "100" && given <= "399", debit = given >= "400" && given <= "699";
    if (given.size() == 3 && is_digits(given) && (entry.minor < 0 ? debit : credit)) return given;
    return entry.minor < 0 ? "699" : "399";  // miscellaneous
}

std::optional<std::string> fault_in(const Statement& statement) {
    if (!statement.currency) return "a statement without a currency cannot be written";
    if (!statement.date) return "a statement without a day has no place in BAI2";
    if (bai_field(statement.account.id).empty()) return "an account without a number";
    for (const Entry& entry : statement.entries) {
        if (entry.status != EntryStatus::booked) return "a line that is not booked";
        if (entry.currency != *statement.currency) return "a line in another currency";
        if (entry.booking_date && *entry.booking_date != *statement.date)
            return "a line that is booked on another day than the statement's";
        if (entry.value_date && parse_yymmdd(yymmdd(*entry.value_date)) != *entry.value_date)
            return "a day before 1980 or after 2079";
    }
    if (parse_yymmdd(yymmdd(*statement.date)) != *statement.date)
        return "a day before 1980 or after 2079";
    return std::nullopt;
}

std::uint64_t magnitude(std::int64_t minor) {
    return minor < 0 ? ~static_cast<std::uint64_t>(minor) + 1 : static_cast<std::uint64_t>(minor);
}

}  // namespace

Bai2Writer::Bai2Writer(std::string sender, std::string receiver, ledger::ValueDate made_on)
    : sender_(bai_field(sender)), receiver_(bai_field(receiver)), made_on_(made_on) {}

void Bai2Writer::record(std::string& out, const std::string& fields) {
    out.append(fields).append("/\n");
    ++account_records_;
    ++group_records_;
    ++file_records_;
}

void Bai2Writer::begin(std::string& out) {
    record(out, "01," + sender_ + "," + receiver_ + "," + yymmdd(made_on_) + ",0000,1,,,2");
}

void Bai2Writer::begin_group(ledger::ValueDate day, const std::string& bank, std::string& out) {
    if (day_) end_group(out);
    day_ = day;
    bank_ = bank;
    group_total_ = 0;
    group_accounts_ = group_records_ = 0;
    record(out, "02," + receiver_ + "," + bank + ",1," + yymmdd(day) + ",2359,,2");
}

void Bai2Writer::end_group(std::string& out) {
    record(out, "98," + std::to_string(group_total_) + "," + std::to_string(group_accounts_) + "," +
                    std::to_string(group_records_ + 1));
    file_total_ += group_total_;
    ++groups_;
    day_.reset();
}

void Bai2Writer::finish(std::string& out) {
    if (day_) end_group(out);
    record(out, "99," + std::to_string(file_total_) + "," + std::to_string(groups_) + "," +
                    std::to_string(file_records_ + 1));
}

std::expected<void, std::string> Bai2Writer::write(const Statement& statement, std::string& out) {
    if (const auto fault = fault_in(statement)) return std::unexpected(*fault);
    std::optional<std::int64_t> total = 0;
    const auto add = [&](std::int64_t minor) {
        if (total) total = ledger::checked_add(*total, minor);
    };
    for (const Balance& balance : statement.balances)
        if (!code_of_kind(balance).empty()) add(balance.minor);
    for (const Entry& entry : statement.entries)
        add(static_cast<std::int64_t>(std::min<std::uint64_t>(magnitude(entry.minor), INT64_MAX)));
    const auto of_file = total ? ledger::checked_add(file_total_, group_total_) : std::nullopt;
    if (!of_file || !ledger::checked_add(*of_file, *total) ||
        !ledger::checked_add(group_total_, *total))
        return std::unexpected("control totals leave the range of 64 bits");

    const std::string bank = bai_field(statement.account.servicer);
    if (!day_ || *day_ != *statement.date || bank_ != bank) begin_group(*statement.date, bank, out);
    account_records_ = 0;
    std::string fields = "03," + bai_field(statement.account.id) + "," +
                         std::string(ledger::code_of(*statement.currency));
    for (const Balance& balance : statement.balances) {
        const std::string_view code = code_of_kind(balance);
        if (!code.empty())
            fields.append(",").append(code).append("," + std::to_string(balance.minor) + ",,");
    }
    record(out, fields);
    for (const Entry& entry : statement.entries) {
        fields = "16," + type_of(entry) + "," + std::to_string(magnitude(entry.minor)) + ",";
        if (entry.value_date) fields += "V," + yymmdd(*entry.value_date) + ",";
        fields += "," + bai_field(entry.servicer_reference) + "," +
                  bai_field(entry.client_reference) + ",";
        std::string text = write_bai_text(entry);
        std::string_view rest = text;
        for (bool more = true; more;) {
            const std::size_t end = rest.find('\n');
            record(out, fields + std::string(rest.substr(0, end)));
            more = end != std::string_view::npos;
            if (more) rest.remove_prefix(end + 1);
            fields = "88,";
        }
    }
    record(out, "49," + std::to_string(*total) + "," + std::to_string(account_records_ + 1));
    group_total_ += *total;
    ++group_accounts_;
    return {};
}

}  // namespace rmbsim::adapters::statements
