// explain account ID: its balance now, on a value date, as known at a time, and what moved it.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::size_t movements_shown = 25;

// An account by the scenario's id ("HK.header"), its code ("1002.HK.header"), or both with its book
// ("HK 1002.HK.header", "HK/6001.CNY").
std::expected<std::uint32_t, std::string> find_account(const sim::Directory& directory,
                                                       const std::string& id, Language language) {
    if (const std::uint32_t named = bank_account_named(directory, id); named != UINT32_MAX)
        return named;
    std::vector<std::uint32_t> found;
    std::vector<std::string> known;
    for (std::uint32_t i = 0; i < directory.accounts.size(); ++i) {
        const ledger::AccountSpec& spec = directory.accounts[i].spec;
        const std::string& book = directory.books[spec.book.index].code;
        known.push_back(book + "/" + spec.code);
        if (spec.code == id || known.back() == id || book + " " + spec.code == id)
            found.push_back(i);
    }
    if (found.size() == 1) return found.front();
    if (found.empty())
        return std::unexpected(
            fmt::format("there is no account {}{}", id, did_you_mean(id, known, language)));
    std::string choices;
    for (const std::uint32_t i : found) choices += " " + known[i];
    return std::unexpected(
        fmt::format("{} books have an account {}; say which:{}", found.size(), id, choices));
}

struct Movement {
    std::uint32_t entry = 0;
    ledger::EntryRow row;
    std::string cause;
    std::int64_t minor = 0;
    ledger::Int128 balance = 0;  // after it, of those that count
};

std::string balance_text(ledger::Int128 minor, const ledger::AccountSpec& spec) {
    if (minor > INT64_MAX || minor < INT64_MIN) return "?";
    return grouped(static_cast<std::int64_t>(minor), ledger::decimals_of(spec.currency));
}

}  // namespace

Explained explain_account(JournalFile& file, const std::string& id, const ExplainOptions& options) {
    const Language language = options.language;
    const sim::Directory& directory = file.directory();
    const auto index = find_account(directory, id, language);
    if (!index) return std::unexpected(index.error());
    const sim::AccountRow& account = directory.accounts[*index];
    const ledger::AccountSpec& spec = account.spec;

    const auto counts = [&](const ledger::EntryRow& row) {
        if (options.on && row.value_day > ledger::day_number(*options.on)) return false;
        return !options.known_at || row.time_ms <= options.known_at->time_since_epoch().count();
    };
    std::vector<Movement> movements;
    ledger::Int128 balance = 0, booked = 0;
    for_each_journal_entry(file, [&](std::uint32_t entry, const ledger::EntryRow& row,
                                     std::span<const ledger::PostingRow> postings,
                                     std::string_view client_id, const sim::DayRecord&) {
        ledger::Int128 net = 0;
        bool touched = false;
        for (const ledger::PostingRow& p : postings) {
            if (p.account.index != *index) continue;
            net += p.minor;
            touched = true;
        }
        if (!touched) return;
        booked += net;
        if (!counts(row)) return;
        balance += net;
        movements.push_back({.entry = entry,
                             .row = row,
                             .cause = cause_of(row, client_id, language),
                             .minor = static_cast<std::int64_t>(net),
                             .balance = balance});
    });

    Explanation to(language);
    const bool zh = language == Language::zh;
    const std::string unit(ledger::display_code(spec.currency, spec.market));
    to.title(fmt::format("{} {} {}: {}", zh ? "账户" : "account",
                         directory.books[spec.book.index].code, spec.code,
                         account_name(account, language)));
    to.fact({"book", "账簿"}, book_text(directory, spec.book, language));
    to.fact({"currency", "币种"}, unit);
    if (spec.floor_minor != ledger::no_floor)
        to.fact({"floor", "余额下限"}, grouped_with_unit(spec.floor_minor, spec));
    if (account.partner_book < directory.books.size())
        to.fact({"partner", "往来单位"}, book_text(directory, {account.partner_book}, language));
    std::string as_of = options.on ? date_text(ledger::day_number(*options.on))
                                   : Words{"the end", "期末"}.in(language);
    if (options.known_at)
        as_of += fmt::format(fmt::runtime(zh ? ",按 {} 所知" : ", as known at {}"),
                             time_text(options.known_at->time_since_epoch().count()));
    to.fact({"as of", "截至"}, as_of);
    to.fact({"balance", "余额"}, balance_text(balance, spec) + " " + unit);
    if (options.on || options.known_at)
        to.fact({"booked at the end", "期末账面余额"}, balance_text(booked, spec) + " " + unit);
    to.fact({"movements", "发生笔数"}, fmt::format("{}", movements.size()));

    const std::size_t from =
        movements.size() > movements_shown ? movements.size() - movements_shown : 0;
    TextTable table({Align::left, Align::left, Align::left, Align::right, Align::right, Align::left,
                     Align::left});
    for (std::size_t i = from; i < movements.size(); ++i) {
        const Movement& m = movements[i];
        const std::string rule =
            m.row.rule < directory.rules.size() ? directory.rules[m.row.rule].code : "?";
        table.row({fmt::format("entry {}", m.entry), time_text(m.row.time_ms),
                   date_text(m.row.value_day), grouped(m.minor, ledger::decimals_of(spec.currency)),
                   balance_text(m.balance, spec), rule, m.cause});
    }
    if (!table.empty()) {
        to.heading(from == 0
                       ? Words{"booked, value date, amount, balance", "记账、起息、金额、余额"}
                       : Words{"the last 25: booked, value date, amount, balance",
                               "最近 25 笔:记账、起息、金额、余额"});
        to.table(table);
    }
    return to.text();
}

}  // namespace rmbsim::adapters::sqlite
