#include "tests/adapters/export_books.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "adapters/exports/export.hpp"
#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/journal.hpp"
#include "ledger/ledger.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters {
namespace {

using ledger::AccountId;
using ledger::AccountType;
using ledger::ChartLine;
using ledger::Market;
using sim::Rule;

ledger::ValueDate january(int day) {
    return std::chrono::local_days{std::chrono::year{2026} / 1 / day};
}

struct Day {  // a closed day, copied: the ledger uses its pages again
    ledger::SealedDay seal;
    ledger::EntryId first{};
    std::vector<ledger::EntryRow> entries;
    std::vector<ledger::PostingRow> postings;
    std::vector<std::uint64_t> seals;
    std::vector<ledger::ClientIdRow> client_ids;
};

struct Group {
    sim::Directory directory;
    ledger::Ledger ledger;
    std::vector<Day> days;

    AccountId open(std::uint32_t book, ChartLine line, const char* iso, const char* code,
                   Market market = Market::onshore) {
        ledger::AccountSpec spec{.book = {book},
                                 .currency = ledger::currency(iso),
                                 .type = ledger::chart_row(line).type,
                                 .market = market,
                                 .code = code,
                                 .name = std::string(ledger::chart_row(line).en) + ", " + iso};
        directory.accounts.push_back({.spec = spec, .line = line});
        return ledger.open(std::move(spec));
    }

    ledger::EntryId post(int day, Rule rule, std::vector<ledger::Posting> postings,
                         const char* client_id = "", std::uint32_t subject = 0, int value_day = 0) {
        const auto entry = ledger.post(
            {.time = ledger::SimTime{january(day).time_since_epoch() + std::chrono::minutes{90}},
             .value_date = january(value_day == 0 ? day : value_day),
             .rule = sim::id_of(rule),
             .cause = {.origin = 3, .nth = 12, .subject = subject},
             .postings = postings,
             .client_id = client_id});
        ledger::expects(entry.has_value(), "the test's entries balance");
        return *entry;
    }

    void close(int day) {
        const auto [seal, slice] = ledger.close_day(january(day));
        days.push_back({.seal = seal,
                        .first = slice.first,
                        .entries = {slice.entries.begin(), slice.entries.end()},
                        .postings = {slice.postings.begin(), slice.postings.end()},
                        .seals = {slice.seals.begin(), slice.seals.end()},
                        .client_ids = {slice.client_ids.begin(), slice.client_ids.end()}});
    }

    void tell(const std::function<void(const sim::DayRecord&)>& listener) const {
        for (const Day& day : days)
            listener({.seal = day.seal,
                      .journal = {.first = day.first,
                                  .entries = day.entries,
                                  .postings = day.postings,
                                  .seals = day.seals,
                                  .client_ids = day.client_ids},
                      .decisions = {},
                      .limits = {}});
    }
};

void open_books(Group& group) {
    group.directory.scenario = "awkward";
    group.directory.reporting_currency = "CNY";
    group.directory.books = {{"sz", "Longgang maker", "龙岗制造", "CN", true},
                             {"hk", "Hong Kong header", "香港", "HK", true},
                             {"bank (龙岗)", "Bank \"L\"", "龙岗支行", "CN", false}};
    for (const auto& book : group.directory.books) group.ledger.open_book(book.code, book.name_en);
    for (std::uint32_t rule = 0; rule < sim::rule_count; ++rule)
        group.directory.rules.push_back(sim::rule_row(static_cast<Rule>(rule)));
}

void play(Group& g) {
    enum : std::uint32_t { sz, hk, bank };
    using enum ChartLine;
    const auto cash = g.open(sz, bank_deposit, "CNY", "1002.SZ.master");
    const auto usd = g.open(sz, bank_deposit, "USD", "1002.SZ.usd");
    const auto odd = g.open(sz, bank_deposit, "KWD", "1002.[odd]  name; 账户\u3000\"x\"");
    const auto twin = g.open(sz, bank_deposit, "KWD", "1002.(odd)  name; 账户\u3000\"x\"");
    const auto opening = g.open(sz, opening_equity, "CNY", "4104.CNY");
    const auto sales = g.open(sz, revenue, "CNY", "6001.CNY");
    const auto sales_kwd = g.open(sz, revenue, "KWD", "6001.KWD.onshore");
    const auto position = g.open(sz, fx_position, "CNY", "6061.09.CNY");
    const auto position_usd = g.open(sz, fx_position, "USD", "6061.09.USD.onshore");
    const auto lent = g.open(sz, intercompany_current, "CNY", "1221.CNY.hk");
    const auto cnh = g.open(hk, bank_deposit, "CNY", "1002.HK.header", Market::offshore);
    const auto jpy = g.open(hk, bank_deposit, "JPY", "1002.HK.jpy", Market::offshore);
    const auto borrowed = g.open(hk, intercompany_current, "CNY", "1221.CNH.sz", Market::offshore);
    const auto sales_jpy = g.open(hk, revenue, "JPY", "6001.JPY", Market::offshore);
    const auto deposit = g.open(bank, customer_deposit, "CNY", "2011.SZ.master");
    const auto clearing = g.open(bank, bank_clearing, "CNY", "3001.CNY");
    g.open(bank, bank_fee_income, "CNY", "6021.CNY");  // never moves

    g.post(5, Rule::opening,
           {{cash, 100'000'00},
            {opening, -100'000'00},
            {deposit, -100'000'00},
            {clearing, 100'000'00}});
    g.post(5, Rule::receipt, {{cash, 1}, {sales, -1}}, "F-1, \"quoted\"; x: y\nsecond line");
    g.post(5, Rule::receipt, {{jpy, 1'234'567}, {sales_jpy, -1'234'567}}, "F-2", 0, 3);
    g.post(5, Rule::receipt, {{odd, 12'345}, {twin, -5}, {sales_kwd, -12'340}}, "F-3", 0, 8);
    g.close(5);
    g.post(6, Rule::concentration,
           {{lent, 250'000'00},
            {cash, -250'000'00},
            {cnh, 250'000'00},
            {borrowed, -250'000'00},
            {deposit, 250'000'00},
            {clearing, -250'000'00}},
           "", 44);
    g.post(6, Rule::fx_conversion,
           {{position, 7'123'45}, {cash, -7'123'45}, {usd, 1'000'00}, {position_usd, -1'000'00}},
           "", 45);
    const auto wrong = g.post(6, Rule::payment_sent, {{cash, -999}, {lent, 999}}, "", 17);
    const auto reversed =
        g.ledger.reverse(wrong, {.time = ledger::SimTime{january(6).time_since_epoch() +
                                                         std::chrono::milliseconds{7'200'005}},
                                 .value_date = january(6),
                                 .rule = sim::id_of(Rule::payment_sent),
                                 .cause = {.subject = 17}});
    ledger::expects(reversed.has_value(), "the test's entry can be reversed");
    g.close(6);
    g.close(7);
}

}  // namespace

ExportSource awkward_books() {
    auto group = std::make_shared<Group>();
    open_books(*group);
    play(*group);
    return {.directory = &group->directory,
            .for_each_day = [group](const auto& listener) { group->tell(listener); },
            .title = "Awkward \"books\""};
}

std::string exported(const ExportSource& source, ExportFormat format) {
    std::ostringstream out;
    export_journal(source, format, out);
    return out.str();
}

}  // namespace rmbsim::adapters
