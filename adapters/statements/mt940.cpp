#include "adapters/statements/mt940.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "adapters/statements/mt_fields.hpp"
#include "adapters/statements/mt_information.hpp"
#include "adapters/statements/mt_line.hpp"
#include "adapters/statements/mt_value.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {
namespace {

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

    // The currency of a message is the one that its first balance or floor limit has.
    void agree_currency(MtValue& value, std::uint32_t column, ledger::CurrencyId currency) {
        if (!statement_.currency) statement_.currency = currency;
        if (*statement_.currency != currency)
            value.refuse_at(column,
                            "the field is in " + std::string(ledger::code_of(currency)) +
                                ", the statement in " +
                                std::string(ledger::code_of(*statement_.currency)),
                            "one currency in a statement");
    }

    void read_floor(const MtField& field) {  // 3!a[1!a]15d
        MtValue cut(field, shown_, diagnostics_);
        const std::uint32_t column = cut.column();
        const auto currency = cut.take_currency();
        if (!currency) return;
        agree_currency(cut, column, *currency);
        if (cut.peek() == 'C' || cut.peek() == 'D') cut.take(1);
        std::ignore = cut.take_minor(*currency);
    }

    void read_balance(const MtField& field, BalanceKind kind, bool intermediate) {  // 1!a6!n3!a15d
        if (kind == BalanceKind::closing) hand_out_entry();
        MtValue cut(field, shown_, diagnostics_);
        const char mark = cut.peek();
        if (mark != 'C' && mark != 'D')
            return cut.refuse("the balance has no sign",
                              "C or D, the date, the currency and the amount: C260105CNY1250,50");
        cut.take(1);
        const std::uint32_t date_column = cut.column();
        const std::string_view date_text = cut.take(6);
        const auto date = parse_yymmdd(date_text);
        if (!date)
            return cut.refuse_at(date_column, "'" + std::string(date_text) + "' is not a date",
                                 "a day as YYMMDD");
        const std::uint32_t currency_column = cut.column();
        const auto currency = cut.take_currency();
        if (!currency) return;
        agree_currency(cut, currency_column, *currency);
        const auto minor = cut.take_minor(*currency);
        if (!minor) return;
        if (!trimmed(cut.rest()).empty())
            return cut.refuse("something stands behind the balance's amount",
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

    void read_line(const MtField& field) {
        hand_out_entry();
        MtValue value(field, shown_, diagnostics_);
        // Without a currency there is an error already, and two decimals read on.
        entry_ =
            read_mt_line(value, statement_.currency.value_or(ledger::currency("EUR")), supplement_);
        if (entry_) entry_->line = field.line;
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
        MtValue cut(field, shown_, diagnostics_);
        const std::string_view count = cut.take_digits();
        if (count.empty() || count.size() > 9)
            return cut.refuse_at(field.column, "the total has no number of lines",
                                 "such as 3CNY1250,50");
        const std::uint32_t column = cut.column();
        const auto currency = cut.take_currency();
        if (!currency) return;
        agree_currency(cut, column, *currency);
        const auto minor = cut.take_minor(*currency);
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
