#include "adapters/statements/mt940.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/csv/values.hpp"
#include "adapters/statements/mt_fields.hpp"
#include "adapters/statements/mt_information.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {
namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// Takes a field's value from its front, and says where it stopped.
class Cutter {
  public:
    explicit Cutter(const MtField& field) : field_(field), rest_(field.value) {}

    std::string_view rest() const { return rest_; }
    bool at_digits(std::size_t count) const {
        return rest_.size() >= count && is_digits(rest_.substr(0, count));
    }
    char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    std::string_view take(std::size_t count) {
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    template <class Is>
    std::string_view take_while(Is is) {
        std::size_t count = 0;
        while (count < rest_.size() && is(rest_[count])) ++count;
        return take(count);
    }
    std::uint32_t column() const {
        const std::size_t taken = field_.value.size() - rest_.size();
        return field_.column + count_characters(std::string_view(field_.value).substr(0, taken));
    }

  private:
    const MtField& field_;
    std::string_view rest_;
};

std::string_view take_amount(Cutter& cut) {
    return cut.take_while([](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '.'; });
}

class MtStatementReading {
  public:
    MtStatementReading(const MtMessage& message, const std::string& shown, StatementSink& sink,
                       Diagnostics& diagnostics)
        : message_(message), shown_(shown), sink_(sink), diagnostics_(diagnostics) {
        statement_.format = is_942() ? Format::mt942 : Format::mt940;
        statement_.line = message.line;
    }

    void read_all() {
        for (const MtField& field : message_.fields) read(field);
        hand_out_entry();
        begin();
        check_complete();
        check_counts();
        sink_.end(statement_);
    }

  private:
    bool has(std::string_view tag) const {
        return std::ranges::any_of(message_.fields,
                                   [&](const MtField& field) { return field.tag == tag; });
    }
    bool is_942() const {
        const bool balanced = has("60F") || has("60M") || has("62F") || has("62M");
        if (balanced) return false;  // whatever a header or a file's name says
        if (!message_.type.empty()) return message_.type == "942";
        return has("34F") || has("13D") || has("13") || has("90D") || has("90C");
    }

    void error(const MtField& field, std::uint32_t column, std::string message,
               std::string expected, std::string hint = {}) {
        diagnostics_.add({.file = shown_,
                          .line = field.line,
                          .column = column,
                          .message = std::move(message),
                          .expected = std::move(expected),
                          .hint = std::move(hint)});
    }

    void read(const MtField& field) {
        const std::string_view tag = field.tag;
        if (tag == "20")
            statement_.id = trimmed(field.value);
        else if (tag == "25" || tag == "25P")
            read_account(field);
        else if (tag == "28" || tag == "28C")
            read_number(field);
        else if (tag == "34F")
            read_floor(field);
        else if (tag == "13D" || tag == "13")
            statement_.date = parse_yymmdd(std::string_view(field.value).substr(0, 6));
        else if (tag == "60F" || tag == "60M")
            read_balance(field, BalanceKind::opening, tag == "60M");
        else if (tag == "62F" || tag == "62M")
            read_balance(field, BalanceKind::closing, tag == "62M");
        else if (tag == "64")
            read_balance(field, BalanceKind::closing_available, false);
        else if (tag == "65")
            read_balance(field, BalanceKind::forward_available, false);
        else if (tag == "61")
            read_line(field);
        else if (tag == "86")
            read_86(field);
        else if (tag == "90D" || tag == "90C")
            read_total(field);
        // :21: and what banks add (:NS:, :13:) say nothing that is kept.
    }

    void read_account(const MtField& field) {
        const std::string_view value = trimmed(field.value);
        const std::size_t second_line = value.find('\n');  // of 25P: the BIC
        statement_.account.id = trimmed(value.substr(0, second_line));
        if (second_line != std::string_view::npos)
            statement_.account.servicer = trimmed(value.substr(second_line));
        const std::string& id = statement_.account.id;
        const bool iban = id.size() >= 15 && id.size() <= 34 && is_letter(id[0]) &&
                          is_letter(id[1]) && is_digits(std::string_view(id).substr(2, 2)) &&
                          id.find('/') == std::string::npos;
        if (iban) statement_.account.scheme = "IBAN";
    }

    void read_number(const MtField& field) {
        const std::string_view value = trimmed(field.value);
        const std::size_t slash = value.find('/');
        statement_.number = value.substr(0, slash);
        if (slash != std::string_view::npos) statement_.page = value.substr(slash + 1);
        if (!is_digits(statement_.number))
            error(field, field.column, "'" + statement_.number + "' is no statement number",
                  "digits, then '/' and the page's number");
    }

    std::optional<ledger::CurrencyId> take_currency(const MtField& field, Cutter& cut) {
        const std::uint32_t column = cut.column();
        const std::string_view code = cut.take(3);
        const auto currency = ledger::find_currency(code);
        if (!currency)
            error(field, column, "currency '" + std::string(code) + "' is not an ISO 4217 code",
                  "a three-letter code such as CNY");
        return currency;
    }

    std::optional<std::int64_t> take_minor(const MtField& field, Cutter& cut,
                                           ledger::CurrencyId currency) {
        const std::uint32_t column = cut.column();
        const std::string_view text = take_amount(cut);
        const int decimals = ledger::decimals_of(currency);
        const auto minor = parse_unsigned(text, decimals);
        if (minor) return *minor;
        AmountFault fault = fault_of(minor.error(), text, ledger::code_of(currency), decimals);
        if (minor.error() == ledger::AmountError::not_plain_decimal ||
            minor.error() == ledger::AmountError::empty)
            fault = {.message = "'" + std::string(text.empty() ? cut.rest().substr(0, 15) : text) +
                                "' is no amount",
                     .expected = "digits with a comma, such as 1250,50",
                     .hint = {}};
        error(field, column, fault.message, fault.expected, fault.hint);
        return std::nullopt;
    }

    // The currency of a message is the one that its first balance or floor limit has.
    void agree_currency(const MtField& field, std::uint32_t column, ledger::CurrencyId currency) {
        if (!statement_.currency) statement_.currency = currency;
        if (*statement_.currency != currency)
            error(field, column,
                  "the field is in " + std::string(ledger::code_of(currency)) +
                      ", the statement in " + std::string(ledger::code_of(*statement_.currency)),
                  "one currency in a statement");
    }

    void read_floor(const MtField& field) {  // 3!a[1!a]15d
        Cutter cut(field);
        const std::uint32_t column = cut.column();
        const auto currency = take_currency(field, cut);
        if (!currency) return;
        agree_currency(field, column, *currency);
        if (cut.peek() == 'C' || cut.peek() == 'D') cut.take(1);
        std::ignore = take_minor(field, cut, *currency);
    }

    void read_balance(const MtField& field, BalanceKind kind, bool intermediate) {  // 1!a6!n3!a15d
        if (kind == BalanceKind::closing) hand_out_entry();
        Cutter cut(field);
        const char mark = cut.peek();
        if (mark != 'C' && mark != 'D')
            return error(field, cut.column(), "the balance has no sign",
                         "C or D, the date, the currency and the amount: C260105CNY1250,50");
        cut.take(1);
        const std::uint32_t date_column = cut.column();
        const std::string_view date_text = cut.take(6);
        const auto date = parse_yymmdd(date_text);
        if (!date)
            return error(field, date_column, "'" + std::string(date_text) + "' is not a date",
                         "a day as YYMMDD");
        const std::uint32_t currency_column = cut.column();
        const auto currency = take_currency(field, cut);
        if (!currency) return;
        agree_currency(field, currency_column, *currency);
        const auto minor = take_minor(field, cut, *currency);
        if (!minor) return;
        if (!trimmed(cut.rest()).empty())
            return error(field, cut.column(), "something stands behind the balance's amount",
                         "the end of the field");
        statement_.balances.push_back({.kind = kind,
                                       .is_intermediate = intermediate,
                                       .date = *date,
                                       .minor = mark == 'D' ? -*minor : *minor,
                                       .currency = *currency,
                                       .code = {},
                                       .line = field.line});
        if (kind == BalanceKind::closing && !intermediate) statement_.date = *date;
    }

    void begin() {
        if (!begun_) sink_.begin(statement_);
        begun_ = true;
    }

    void hand_out_entry() {
        if (!entry_) return;
        begin();
        if (!information_.empty()) read_information(information_, *entry_);
        tally_.add(statement_, *entry_);
        if (!supplement_.empty())
            entry_->information += (entry_->information.empty() ? "" : " ") + supplement_;
        sink_.entry(statement_, std::move(*entry_));
        entry_.reset();
        information_.clear();
        supplement_.clear();
    }

    // 6!n[4!n]2a[1!a]15d1!a3!c16x[//16x], then [34x] on a line of its own.
    void read_line(const MtField& field) {
        hand_out_entry();
        Cutter cut(field);
        const auto refuse = [&](const std::string& what, const std::string& expected) {
            error(field, cut.column(), ":61: has no " + what, expected,
                  "such as :61:2601050105C1250,50NTRFNONREF");
        };
        if (!cut.at_digits(6)) return refuse("value date", "a day as YYMMDD");
        const auto value_date = parse_yymmdd(cut.rest().substr(0, 6));
        if (!value_date) return refuse("value date", "a day that there is, as YYMMDD");
        cut.take(6);
        Entry entry;
        entry.line = field.line;
        entry.value_date = *value_date;
        if (cut.at_digits(4)) {
            entry.booking_date = parse_mmdd(cut.rest().substr(0, 4), *value_date);
            if (!entry.booking_date) return refuse("entry date", "a day as MMDD");
            cut.take(4);
        }
        bool expected = false;
        if (cut.peek() == 'R' && cut.rest().size() > 1 &&
            (cut.rest()[1] == 'C' || cut.rest()[1] == 'D')) {
            entry.is_reversal = true;
            cut.take(1);
        } else if (cut.peek() == 'E') {
            expected = true;
            cut.take(1);
        }
        const char mark = cut.peek();
        if (mark != 'C' && mark != 'D') return refuse("debit or credit mark", "C, D, RC or RD");
        cut.take(1);
        if (is_letter(cut.peek())) cut.take(1);  // funds code: the currency's third letter
        const ledger::CurrencyId currency =
            statement_.currency.value_or(ledger::currency("EUR"));  // two decimals, and an error
        const auto minor = take_minor(field, cut, currency);
        if (!minor) return;
        const std::string_view type = cut.rest().substr(0, 4);
        const bool typed = type.size() == 4 && is_letter(type[0]) &&
                           std::ranges::all_of(type.substr(1), [](char c) {
                               return is_letter(c) || (c >= '0' && c <= '9');
                           });
        if (!typed) return refuse("transaction type", "N, F or S and three characters: NTRF");
        cut.take(4);
        entry.code.swift_type = type;
        const bool is_credit = (mark == 'C') != entry.is_reversal;
        entry.minor = is_credit ? *minor : -*minor;
        entry.currency = currency;
        if (expected) entry.status = EntryStatus::pending;
        read_references(cut.rest(), entry);
        entry_ = std::move(entry);
    }

    void read_references(std::string_view text, Entry& entry) {
        const std::size_t line_end = text.find('\n');
        std::string_view references = text.substr(0, line_end);
        if (line_end != std::string_view::npos) supplement_ = trimmed(text.substr(line_end));
        const std::size_t slashes = references.find("//");
        const auto said = [](std::string_view reference) {
            reference = trimmed(reference);
            return std::string(reference == "NONREF" ? "" : reference);
        };
        entry.client_reference = said(references.substr(0, slashes));
        if (slashes != std::string_view::npos)
            entry.servicer_reference = said(references.substr(slashes + 2));
    }

    void read_86(const MtField& field) {
        std::string& to = entry_ ? information_ : statement_.information;
        if (!to.empty()) to += '\n';
        to += field.value;
    }

    struct Total {
        const MtField* field = nullptr;
        std::uint64_t count = 0;
        std::int64_t minor = 0;
    };

    void read_total(const MtField& field) {  // 5n3!a15d
        hand_out_entry();
        Cutter cut(field);
        const std::string_view count = cut.take_while([](char c) { return c >= '0' && c <= '9'; });
        if (count.empty() || count.size() > 9)
            return error(field, field.column, "the total has no number of lines",
                         "such as 3CNY1250,50");
        const std::uint32_t column = cut.column();
        const auto currency = take_currency(field, cut);
        if (!currency) return;
        agree_currency(field, column, *currency);
        const auto minor = take_minor(field, cut, *currency);
        if (!minor) return;
        Total total{&field, 0, *minor};
        for (const char c : count) total.count = total.count * 10 + static_cast<unsigned>(c - '0');
        (field.tag == "90D" ? debit_total_ : credit_total_) = total;
    }

    void check_counts() {
        const auto compare = [&](const Total& total, std::uint64_t count, std::int64_t minor,
                                 const char* what) {
            if (total.field == nullptr || (total.count == count && total.minor == minor)) return;
            const int decimals =
                statement_.currency ? ledger::decimals_of(*statement_.currency) : 2;
            statement_.findings.push_back(
                {total.field->line,
                 ":" + total.field->tag + ": says " + std::to_string(total.count) + what +
                     ledger::to_text(total.minor, decimals) + ", the lines " +
                     std::to_string(count) + what + ledger::to_text(minor, decimals)});
        };
        compare(debit_total_, tally_.debits, tally_.debits_minor, " debits of ");
        compare(credit_total_, tally_.credits, tally_.credits_minor, " credits of ");
    }

    void check_complete() {
        const bool report = statement_.format == Format::mt942;
        const auto demand = [&](bool there, const char* tag, const char* what) {
            if (there) return;
            const MtField& last = message_.fields.back();
            diagnostics_.add({.file = shown_,
                              .line = last.line,
                              .column = 1,
                              .message = std::string("the message that begins in line ") +
                                         std::to_string(message_.line) + " has no " + tag + " (" +
                                         what + ")",
                              .expected = report ? ":20:, :25:, :28C: and :34F:"
                                                 : ":20:, :25:, :28C:, :60F: and :62F:",
                              .hint = "the file may have been cut off here"});
        };
        demand(has("20"), ":20:", "reference");
        demand(has("25") || has("25P"), ":25:", "account");
        demand(has("28C") || has("28"), ":28C:", "statement number");
        if (report) {
            demand(has("34F"), ":34F:", "floor limit");
        } else {
            demand(has("60F") || has("60M"), ":60F:", "opening balance");
            demand(has("62F") || has("62M"), ":62F:", "closing balance");
        }
    }

    const MtMessage& message_;
    const std::string& shown_;
    StatementSink& sink_;
    Diagnostics& diagnostics_;
    Statement statement_;
    Tally tally_;
    std::optional<Entry> entry_;  // until the next line, or the closing balance
    std::string information_, supplement_;
    Total debit_total_, credit_total_;
    bool begun_ = false;
};

}  // namespace

void read_mt940(std::string_view bytes, const std::string& shown, StatementSink& sink,
                Diagnostics& diagnostics) {
    bool found = false;
    const bool read = for_each_mt_message(bytes, shown, diagnostics, [&](const MtMessage& message) {
        found = true;
        if (!message.type.empty() && message.type != "940" && message.type != "942") {
            diagnostics.add({.file = shown,
                             .line = message.line,
                             .column = 1,
                             .message = "MT" + message.type + " is no statement",
                             .expected = "MT940 or MT942",
                             .hint = {}});
            return;
        }
        MtStatementReading(message, shown, sink, diagnostics).read_all();
    });
    if (read && !found)
        diagnostics.add({.file = shown,
                         .line = 1,
                         .column = 1,
                         .message = "there is no MT940 or MT942 message",
                         .expected = "fields such as :20: at the start of a line",
                         .hint = {}});
}

}  // namespace rmbsim::adapters::statements
