#include <cstddef>
#include <cstdint>
#include <expected>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/mt940.hpp"
#include "adapters/statements/mt_information.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "ledger/currency.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {
namespace {

constexpr std::size_t mt_reference_most = 16, mt_account_most = 35, mt_amount_most = 15;

struct Uncarried {  // thrown inside this file only: the statement is given up as a whole
    std::string why;
};

[[noreturn]] void give_up(const std::string& why) { throw Uncarried{why}; }

std::string day_text(ledger::ValueDate date) {
    std::string text = yymmdd(date);
    if (parse_yymmdd(text) != date)
        give_up(ledger::iso_date(date) + " has no two-digit year in SWIFT (1980 to 2079)");
    return text;
}

std::string amount_in(std::int64_t minor, ledger::CurrencyId currency) {
    std::string text = with_comma(minor, ledger::decimals_of(currency));
    if (text.size() > mt_amount_most || minor == std::numeric_limits<std::int64_t>::min())
        give_up("an amount of more than 14 digits has no place in SWIFT");
    return text;
}

// 16x: no slash at either end, no two in a row (they part two references).
std::string reference_in(std::string_view text) {
    std::string reference;
    for (const char c : to_swift_x(trimmed(text))) {
        if (c == '/' && (reference.empty() || reference.back() == '/')) continue;
        reference += c;
    }
    reference = std::string(trimmed(reference.substr(0, mt_reference_most)));
    while (reference.ends_with('/')) reference.pop_back();
    return reference.empty() ? "NONREF" : reference;
}

class MtWriter {
  public:
    MtWriter(const Statement& statement, bool report) : statement_(statement), report_(report) {}

    std::string text() {
        if (!statement_.currency) give_up("a statement without a currency cannot be written");
        field("20", reference_in(statement_.id));
        const std::string account = to_swift_x(statement_.account.id);
        if (account.empty() || account.size() > mt_account_most)
            give_up("the account '" + statement_.account.id + "' is empty or longer than 35");
        field("25", account);
        field("28C", number());
        if (report_)
            begin_report();
        else
            balance("60", find(BalanceKind::opening), "opening");
        for (const Entry& entry : statement_.entries) line(entry);
        if (report_)
            end_report();
        else
            end_statement();
        if (!statement_.information.empty()) {
            Entry whole;
            whole.remittance = statement_.information;
            field("86", write_information(whole));
        }
        out_ += "-\r\n";
        return std::move(out_);
    }

  private:
    void field(std::string_view tag, std::string_view value) {
        out_.append(":").append(tag).append(":");
        for (const char c : value)
            if (c == '\n')
                out_ += "\r\n";
            else
                out_ += c;
        out_ += "\r\n";
    }

    std::string number() const {
        const auto five_digits = [](const std::string& text) {
            if (text.empty()) return false;
            return text.size() <= 5 && is_digits(text);
        };
        if (!statement_.number.empty() && !five_digits(statement_.number))
            give_up("statement number '" + statement_.number + "' is not five digits at most");
        std::string text = statement_.number.empty() ? "0" : statement_.number;
        if (five_digits(statement_.page)) text += "/" + statement_.page;
        return text;
    }

    const Balance* find(BalanceKind kind) const {
        for (const Balance& balance : statement_.balances)
            if (balance.kind == kind) return &balance;
        return nullptr;
    }

    void balance(std::string tag, const Balance* balance, const char* what) {
        if (balance == nullptr)
            give_up(std::string("a statement without its ") + what +
                    " balance has no place in MT940");
        if (balance->currency != *statement_.currency)
            give_up("a balance in another currency than the statement's");
        if (tag == "60" || tag == "62") tag += balance->is_intermediate ? 'M' : 'F';
        const auto date = balance->date ? balance->date : statement_.date;
        if (!date) give_up("a balance without a day has no place in MT940");
        field(tag, std::string(balance->minor < 0 ? "D" : "C") + day_text(*date) +
                       std::string(ledger::code_of(balance->currency)) +
                       amount_in(balance->minor, balance->currency));
    }

    void begin_report() {
        field("34F", std::string(ledger::code_of(*statement_.currency)) + "0,");
        if (statement_.date) field("13D", day_text(*statement_.date) + "2359+0000");
    }

    void end_report() {
        Tally tally;
        for (const Entry& entry : statement_.entries) tally.add(statement_, entry);
        const auto total = [&](const char* tag, std::uint64_t count, std::int64_t minor) {
            field(tag, std::to_string(count) + std::string(ledger::code_of(*statement_.currency)) +
                           amount_in(minor, *statement_.currency));
        };
        total("90D", tally.debits, tally.debits_minor);
        total("90C", tally.credits, tally.credits_minor);
    }

    void end_statement() {
        balance("62", find(BalanceKind::closing), "closing");
        if (const Balance* available = find(BalanceKind::closing_available))
            balance("64", available, "available");
        for (const Balance& forward : statement_.balances)
            if (forward.kind == BalanceKind::forward_available) balance("65", &forward, "forward");
    }

    void line(const Entry& entry) {
        if (entry.currency != *statement_.currency)
            give_up("a line in another currency than the statement's");
        const bool expected = entry.status == EntryStatus::pending && report_;
        if (entry.status != EntryStatus::booked && !expected)
            give_up("a line that is not booked has no place in MT940");
        if (expected && entry.is_reversal)
            give_up("an expected line that is a reversal has no place in MT942");
        const auto value_date = entry.value_date ? entry.value_date : entry.booking_date;
        if (!value_date) give_up("a line without a day has no place in :61:");
        std::string text = day_text(*value_date);
        if (entry.booking_date) {
            const std::string booked = mmdd(*entry.booking_date);
            if (parse_mmdd(booked, *value_date) != entry.booking_date)
                give_up("a line is booked more than half a year from its value date");
            text += booked;
        }
        if (expected) text += 'E';
        if (entry.is_reversal) text += 'R';
        text += (entry.minor >= 0) != entry.is_reversal ? 'C' : 'D';
        text += amount_in(entry.minor, entry.currency);
        text += entry.code.swift_type.size() == 4 ? entry.code.swift_type : "NMSC";
        text += reference_in(entry.client_reference);
        if (!entry.servicer_reference.empty())
            text += "//" + reference_in(entry.servicer_reference);
        field("61", text);
        const std::string information = write_information(entry);
        if (!information.empty()) field("86", information);
    }

    const Statement& statement_;
    bool report_;
    std::string out_;
};

std::expected<void, std::string> write_mt(const Statement& statement, bool report,
                                          std::string& out) {
    try {
        out += MtWriter(statement, report).text();
        return {};
    } catch (const Uncarried& uncarried) {
        return std::unexpected(uncarried.why);
    }
}

}  // namespace

std::expected<void, std::string> write_mt940(const Statement& statement, std::string& out) {
    return write_mt(statement, false, out);
}

std::expected<void, std::string> write_mt942(const Statement& statement, std::string& out) {
    return write_mt(statement, true, out);
}

}  // namespace rmbsim::adapters::statements
