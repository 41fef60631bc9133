#include "adapters/statements/bai2.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "adapters/statements/bai2_records.hpp"
#include "adapters/statements/bai2_text.hpp"
#include "adapters/statements/bai2_values.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {
namespace {

enum class BaiLevel : std::uint8_t { outside, file, group, account };

struct Control {  // what 49, 98 or 99 must agree with
    std::int64_t total = 0;
    bool overflowed = false;
    std::uint64_t parts = 0;    // accounts of a group, groups of a file
    std::uint64_t records = 0;  // physical lines
    std::uint32_t line = 0;
    void add(std::int64_t minor) {
        const auto sum = ledger::checked_add(total, minor);
        if (sum)
            total = *sum;
        else
            overflowed = true;
    }
};

class Bai2Reading {
  public:
    Bai2Reading(std::string_view text, const std::string& shown, StatementSink& sink,
                Diagnostics& diagnostics)
        : records_(text, shown, diagnostics), sink_(sink), values_(shown, diagnostics) {}

    void read_all() {
        BaiRecord record;
        bool any = false;
        while (records_.next(record)) {
            any = true;
            read(record);
        }
        if (!any) return values_.error(1, 1, "there is no BAI2 record", "a record 01");
        if (level_ != BaiLevel::outside || !ended_)
            values_.error(records_.line(), 1, "the file ends without its record 99",
                          "records 49, 98 and 99 that close what was begun",
                          "the file was cut off");
        hand_out();
    }

  private:
    void read(const BaiRecord& record) {
        const std::string_view code = record.code;
        file_.records += record.physical();
        if (code != "01" && code != "99") group_.records += record.physical();
        if (code == "03" || code == "16" || code == "49") account_.records += record.physical();
        if (code == "01")
            expect(record, BaiLevel::outside, &Bai2Reading::begin_file);
        else if (code == "02")
            expect(record, BaiLevel::file, &Bai2Reading::begin_group);
        else if (code == "03")
            expect(record, BaiLevel::group, &Bai2Reading::begin_account);
        else if (code == "16")
            expect(record, BaiLevel::account, &Bai2Reading::read_line);
        else if (code == "49")
            expect(record, BaiLevel::account, &Bai2Reading::end_account);
        else if (code == "98")
            expect(record, BaiLevel::group, &Bai2Reading::end_group);
        else if (code == "99")
            expect(record, BaiLevel::file, &Bai2Reading::end_file);
        else
            values_.error(record.line(), 1, "record '" + std::string(code) + "' is not one of BAI2",
                          "01, 02, 03, 16, 49, 88, 98 or 99");
    }

    void expect(const BaiRecord& record, BaiLevel level,
                void (Bai2Reading::*then)(const BaiRecord&)) {
        if (level_ != level) {
            static constexpr const char* may_stand[] = {"01", "02 or 99", "03 or 98", "16 or 49"};
            values_.error(record.line(), 1,
                          "record " + std::string(record.code) + " is out of order",
                          std::string("record ") + may_stand[static_cast<std::size_t>(level_)]);
            // Go on as if what is missing had been there, so that the rest can be checked; a line or
            // total without an account cannot be.
            if (level == BaiLevel::account) return;
            level_ = level;
        }
        (this->*then)(record);
    }

    void begin_file(const BaiRecord& record) {
        file_ = {.line = record.line()};
        file_.records = record.physical();
        group_ = {};
        level_ = BaiLevel::file;
        ended_ = false;
    }

    void begin_group(const BaiRecord& record) {
        group_ = {.line = record.line()};
        group_.records = record.physical();
        level_ = BaiLevel::group;
        BaiFields fields(record);
        fields.next();  // receiver
        bank_ = fields.next().value_or("");
        fields.next();  // status
        const std::string_view day = fields.next().value_or("");
        as_of_ = parse_yymmdd(day);
        if (!as_of_)
            values_.error(fields, "'" + std::string(day) + "' is not a date", "a day as YYMMDD");
        fields.next();  // time
        const auto currency = fields.next();
        group_currency_ = ledger::currency("USD");  // the standard's own default
        if (currency && !currency->empty())
            values_.take_currency(fields, *currency, group_currency_);
    }

    void begin_account(const BaiRecord& record) {
        hand_out();
        account_ = {.line = record.line()};
        account_.records = record.physical();
        level_ = BaiLevel::account;
        statement_ = {};
        statement_.format = Format::bai2;
        statement_.line = record.line();
        statement_.date = as_of_;
        statement_.account.servicer = bank_;
        BaiFields fields(record);
        statement_.account.id = fields.next().value_or("");
        if (statement_.account.id.empty())
            values_.error(fields, "the account has no number", "the account's number");
        ledger::CurrencyId currency = group_currency_;
        const auto code = fields.next();
        if (code && !code->empty()) values_.take_currency(fields, *code, currency);
        statement_.currency = currency;
        while (!fields.ended()) {
            const std::string_view type = fields.next().value_or("");
            const auto amount = fields.next();
            const auto minor =
                amount ? values_.minor_of(fields, *amount) : std::optional<std::int64_t>{0};
            fields.next();  // number of items
            bool well_formed = true;
            std::ignore = values_.take_funds(fields, well_formed);
            if (!minor || !well_formed) break;
            if (type.empty()) continue;
            account_.add(*minor);
            statement_.balances.push_back({.kind = kind_of_code(type),
                                           .date = as_of_,
                                           .minor = *minor,
                                           .currency = currency,
                                           .code = std::string(type),
                                           .line = record.line()});
            if (statement_.balances.back().kind != BalanceKind::other)
                statement_.balances.back().code.clear();
        }
        open_ = true;
        sink_.begin(statement_);
    }

    void read_line(const BaiRecord& record) {
        BaiFields fields(record);
        Entry entry;
        entry.line = record.line();
        entry.booking_date = as_of_;
        entry.currency = *statement_.currency;
        entry.code.bai_type = fields.next().value_or("");
        if (entry.code.bai_type.size() != 3 || !is_digits(entry.code.bai_type))
            return values_.error(fields, "'" + entry.code.bai_type + "' is no type code",
                                 "three digits");
        const auto minor = values_.minor_of(fields, fields.next().value_or(""));
        if (!minor) return;
        account_.add(*minor);
        const int direction = direction_of(entry.code.bai_type);
        entry.minor = direction < 0 ? -*minor : *minor;
        if (direction == 0) entry.status = EntryStatus::information;
        bool well_formed = true;
        entry.value_date = values_.take_funds(fields, well_formed);
        entry.servicer_reference = fields.next().value_or("");
        entry.client_reference = fields.next().value_or("");
        read_bai_text(fields.rest_as_text(), entry);
        sink_.entry(statement_, std::move(entry));
    }

    void compare(const BaiRecord& record, Control& control, const char* whole, const char* parts) {
        BaiFields fields(record);
        const auto total = values_.minor_of(fields, fields.next().value_or(""));
        if (total && !control.overflowed && *total != control.total)
            find(record, std::string("the control total of the ") + whole + " is " +
                             std::to_string(*total) + ", its amounts sum to " +
                             std::to_string(control.total));
        if (parts != nullptr) count(record, fields, control.parts, parts);
        count(record, fields, control.records, "records");
    }

    void count(const BaiRecord& record, BaiFields& fields, std::uint64_t found, const char* what) {
        const std::string_view text = fields.next().value_or("");
        const auto said = ledger::parse_minor(text, 0);
        if (!is_digits(text) || !said)
            values_.error(fields, "'" + std::string(text) + "' is no number of " + what, "digits");
        else if (*said < 0 || static_cast<std::uint64_t>(*said) != found)
            find(record, "record " + std::string(record.code) + " says " + std::string(text) + " " +
                             what + ", there are " + std::to_string(found));
    }

    // A finding about a group or a file is kept with the account before it, which is still held.
    void find(const BaiRecord& record, std::string text) {
        statement_.findings.push_back({record.line(), std::move(text)});
    }

    void end_account(const BaiRecord& record) {
        compare(record, account_, "account", nullptr);
        BaiFields fields(record);
        add_stated(fields, group_);
        ++group_.parts;
        level_ = BaiLevel::group;
    }

    void end_group(const BaiRecord& record) {
        compare(record, group_, "group", "accounts");
        BaiFields fields(record);
        add_stated(fields, file_);
        ++file_.parts;
        level_ = BaiLevel::file;
    }

    void end_file(const BaiRecord& record) {
        compare(record, file_, "file", "groups");
        level_ = BaiLevel::outside;
        ended_ = true;
    }

    // The sum above is of what the records below state, so that one mistake is told once.
    static void add_stated(BaiFields& fields, Control& to) {
        if (const auto stated = ledger::parse_minor(plain(fields.next().value_or("")), 0))
            to.add(*stated);
    }
    static std::string_view plain(std::string_view text) {
        if (text.starts_with('+')) text.remove_prefix(1);
        return text;
    }

    // An account's end waits for 98 and 99, whose findings have no other place.
    void hand_out() {
        if (open_) sink_.end(statement_);
        open_ = false;
    }

    BaiRecords records_;
    StatementSink& sink_;
    BaiValues values_;
    BaiLevel level_ = BaiLevel::outside;
    bool ended_ = false, open_ = false;
    Control file_, group_, account_;
    std::optional<ledger::ValueDate> as_of_;
    std::string bank_;
    ledger::CurrencyId group_currency_{};
    Statement statement_;
};

}  // namespace

void read_bai2(std::string_view bytes, const std::string& shown, StatementSink& sink,
               Diagnostics& diagnostics) {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    if (const auto offence = first_not_utf8(bytes)) {
        const LineColumn place = line_column(bytes, *offence);
        diagnostics.add({.file = shown,
                         .line = place.line,
                         .column = place.column,
                         .message = "the text is not UTF-8",
                         .expected = "ASCII or UTF-8",
                         .hint = {}});
        return;
    }
    Bai2Reading(bytes, shown, sink, diagnostics).read_all();
}

}  // namespace rmbsim::adapters::statements
