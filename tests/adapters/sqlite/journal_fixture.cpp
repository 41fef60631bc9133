#include "tests/adapters/sqlite/journal_fixture.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <span>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <unistd.h>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/sqlite/sqlite_store.hpp"
#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/journal.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/store.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters {
namespace {

using ledger::AccountId;
using ledger::BookId;
using ledger::ChartLine;
using ledger::Posting;

ledger::SimTime at(int day, int hour) {
    return ledger::SimTime{january(day).time_since_epoch()} + std::chrono::hours{hour};
}

enum Book : std::uint32_t { sz, hk, bank };

struct Opened {
    AccountId sz_cash, sz_income, sz_pool, hk_cash, hk_pool, bank_sz, bank_hk, bank_clearing;
};

AccountId open(SmallRun& run, Book book, ChartLine line, const char* code, ledger::Market market,
               std::int64_t floor = ledger::no_floor, std::uint32_t bank_account = UINT32_MAX) {
    sim::AccountRow row;
    row.spec = {.book = BookId{book},
                .currency = ledger::currency("CNY"),
                .type = ledger::chart_row(line).type,
                .market = market,
                .code = code,
                .name = code,
                .floor_minor = floor};
    row.line = line;
    row.bank_account = bank_account;
    if (line == ChartLine::intercompany_current) {
        row.partner_book = book == sz ? hk : sz;
        row.cross_border = true;
    }
    run.directory.accounts.push_back(row);
    return run.ledger.open(row.spec);
}

Opened open_books(SmallRun& run) {
    for (const sim::BookRow& book : {sim::BookRow{"SZ", "Longgang maker", "龙岗制造", "CN", true},
                                     sim::BookRow{"HK", "Hong Kong header", "香港公司", "HK", true},
                                     sim::BookRow{"BANK", "The bank", "银行", "CN", false}}) {
        run.directory.books.push_back(book);
        run.ledger.open_book(book.code, book.name_en);
    }
    constexpr auto home = ledger::Market::onshore;
    constexpr auto away = ledger::Market::offshore;
    return {.sz_cash = open(run, sz, ChartLine::bank_deposit, "1002.SZ.master", home, 0, 0),
            .sz_income = open(run, sz, ChartLine::revenue, "6001.CNY", home),
            .sz_pool = open(run, sz, ChartLine::intercompany_current, "1221.HK", home),
            .hk_cash = open(run, hk, ChartLine::bank_deposit, "1002.HK.header", away, 0, 1),
            .hk_pool = open(run, hk, ChartLine::intercompany_current, "1221.SZ", away),
            .bank_sz = open(run, bank, ChartLine::customer_deposit, "2011.SZ.master", home,
                            ledger::no_floor, 0),
            .bank_hk = open(run, bank, ChartLine::customer_deposit, "2011.HK.header", away,
                            ledger::no_floor, 1),
            .bank_clearing = open(run, bank, ChartLine::bank_clearing, "3001.CNY", home)};
}

void name_things(sim::Directory& d) {
    d.scenario = "small";
    d.title_en = "A small run";
    d.title_zh = "小例";
    d.regime = "INT-251";
    d.instrument = "银发〔2025〕251号";
    d.reporting_currency = "CNY";
    for (std::uint32_t rule = 0; rule < sim::rule_count; ++rule)
        d.rules.push_back(rule_row(static_cast<sim::Rule>(rule)));
    d.links.push_back(
        {"sz-up", "main", "SZ.master", "HK.header", "zero_balance", "CNY", 2, "overseas_lending"});
    d.limits.push_back(
        {"od-quota", "Overseas lending", "境外放款额度", "overseas_lending_quota", "CNY", 2});
    d.parameters.push_back({"INT-251", "overseas_lending_multiple",
                            "overseas_lending_multiple@2025-12-26", "0.8", "x equity",
                            "银发〔2025〕251号", "art. 12", "RECALLED", "annex not read", "1, 3"});
    d.flow_names = {"F-1", "F-2", "F-3", "F-4"};
    d.flow_files = {"flows.csv"};
    d.flow_places = {{0, 2}, {0, 3}, {0, 4}, {0, 5}};
    for (int day = 5; day < 9; ++day)
        d.rates.push_back({ledger::day_number(january(day)), "CNY", "offshore", "1.0000000000"});
}

void post(SmallRun& run, int day, int hour, sim::Rule rule, sim::EventKind kind,
          std::uint32_t subject, std::vector<Posting> lines, std::string_view client_id = {}) {
    const auto posted = run.ledger.post({.time = at(day, hour),
                                         .value_date = january(day),
                                         .rule = sim::id_of(rule),
                                         .cause = {.origin = 7,
                                                   .nth = run.ledger.entry_count(),
                                                   .subject = subject,
                                                   .kind = static_cast<std::uint16_t>(kind)},
                                         .postings = lines,
                                         .client_id = client_id});
    REQUIRE(posted.has_value());
}

// A sale each day; then a sweep of all of it, which the quota cuts on the last two days.
void run_day(SmallRun& run, const Opened& a, int day) {
    const auto nth = static_cast<std::uint32_t>(day - 5);
    const std::int64_t sale = 100'000'00 + day;
    post(run, day, 9, sim::Rule::receipt, sim::EventKind::flow_due, nth,
         {{a.sz_cash, sale}, {a.sz_income, -sale}, {a.bank_sz, -sale}, {a.bank_clearing, sale}},
         run.directory.flow_names[nth]);

    const std::int64_t cap = 250'000'00;
    const std::int64_t used = run.ledger.booked(a.sz_pool);
    const std::int64_t wish = run.ledger.booked(a.sz_cash);
    const std::int64_t amount = std::min(wish, cap - used);
    sim::Decision d{.id = nth + 1,
                    .link = 0,
                    .time_ms = at(day, 16).time_since_epoch().count(),
                    .child_minor = wish,
                    .header_minor = run.ledger.booked(a.hk_cash),
                    .wish_minor = wish,
                    .amount_minor = amount,
                    .outcome = amount > 0 ? sim::SweepOutcome::moved : sim::SweepOutcome::blocked,
                    .upward = true,
                    .bound_count = 2};
    d.bounds[0] = {.minor = wish, .kind = sim::BoundKind::value_dated_surplus};
    d.bounds[1] = {.minor = cap - used, .limit = 0, .kind = sim::BoundKind::limit_headroom};
    if (amount < wish) {
        d.binding = 1;
        d.parameter = 0;
    }
    if (amount > 0) {
        d.first_entry = run.ledger.entry_count();
        post(run, day, 16, sim::Rule::concentration, sim::EventKind::sweep_due, d.id,
             {{a.sz_pool, amount},
              {a.sz_cash, -amount},
              {a.hk_cash, amount},
              {a.hk_pool, -amount},
              {a.bank_sz, amount},
              {a.bank_hk, -amount}});
    }
    const sim::LimitDay limit{.limit = 0,
                              .cap_minor = cap,
                              .used_minor = used + amount,
                              .peak_minor = used + amount,
                              .blocked_minor = wish - amount,
                              .cuts = amount < wish ? 1u : 0u,
                              .parameter = 0};
    const auto closed = run.ledger.close_day(january(day));
    run.days.push_back(kept({.seal = closed.seal,
                             .journal = closed.slice,
                             .decisions = std::span(&d, 1),
                             .limits = std::span(&limit, 1)}));
}

struct Handle {
    sqlite3* database = nullptr;
    explicit Handle(const std::filesystem::path& path) {
        REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) ==
                SQLITE_OK);
        sqlite3_exec(database, "PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
    }
    ~Handle() { sqlite3_close(database); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
};

}  // namespace

TemporaryFolder::TemporaryFolder() {
    static std::atomic<int> count{0};
    path_ = std::filesystem::temp_directory_path() /
            ("rmbsim-test-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
}
TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

DayKept kept(const sim::DayRecord& day) {
    const ledger::JournalSlice& j = day.journal;
    return {.seal = day.seal,
            .first = j.first.index,
            .entries = {j.entries.begin(), j.entries.end()},
            .postings = {j.postings.begin(), j.postings.end()},
            .seals = {j.seals.begin(), j.seals.end()},
            .client_ids = {j.client_ids.begin(), j.client_ids.end()},
            .decisions = {day.decisions.begin(), day.decisions.end()},
            .limits = {day.limits.begin(), day.limits.end()}};
}

bool same(const DayKept& a, const DayKept& b) {
    const auto client = [](const ledger::ClientIdRow& x, const ledger::ClientIdRow& y) {
        return x.entry == y.entry && x.client_id == y.client_id;
    };
    const auto decision = [](const sim::Decision& x, const sim::Decision& y) {
        const auto tied = [](const sim::Decision& d) {
            return std::tie(d.id, d.link, d.time_ms, d.child_minor, d.header_minor, d.wish_minor,
                            d.amount_minor, d.outcome, d.upward, d.bound_count, d.binding,
                            d.first_entry, d.parameter, d.bounds);
        };
        return tied(x) == tied(y);
    };
    const auto limit = [](const sim::LimitDay& x, const sim::LimitDay& y) {
        const auto tied = [](const sim::LimitDay& l) {
            return std::tie(l.limit, l.cap_minor, l.used_minor, l.peak_minor, l.blocked_minor,
                            l.cuts, l.parameter);
        };
        return tied(x) == tied(y);
    };
    return a.seal == b.seal && a.first == b.first && a.entries == b.entries &&
           a.postings == b.postings && a.seals == b.seals &&
           std::ranges::equal(a.client_ids, b.client_ids, client) &&
           std::ranges::equal(a.decisions, b.decisions, decision) &&
           std::ranges::equal(a.limits, b.limits, limit);
}

SmallRun::SmallRun() {
    const Opened accounts = open_books(*this);
    name_things(directory);
    for (int day = 5; day < 9; ++day) run_day(*this, accounts, day);
    root = ledger.digest();
}

void SmallRun::write(const std::filesystem::path& path, bool finished) const {
    const auto store = open_sqlite_store(path);
    store->begin(facts, directory);
    for (const DayKept& day : days)
        store->append({.seal = day.seal,
                       .journal = {.first = {day.first},
                                   .entries = day.entries,
                                   .postings = day.postings,
                                   .seals = day.seals,
                                   .client_ids = day.client_ids},
                       .decisions = day.decisions,
                       .limits = day.limits});
    if (finished) store->finish(root, ledger.chains());
}

void write_small_journal(const std::filesystem::path& path) {
    static const std::string bytes = [] {
        const TemporaryFolder folder;
        SmallRun().write(folder / "journal.sqlite");
        std::ifstream file(folder / "journal.sqlite", std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }();
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string refusal_of(const std::filesystem::path& path, const std::string& sql) {
    const Handle file(path);
    char* message = nullptr;
    sqlite3_exec(file.database, sql.c_str(), nullptr, nullptr, &message);
    const std::string text = message != nullptr ? message : "";
    sqlite3_free(message);
    return text;
}

void alter(const std::filesystem::path& path, const std::string& sql) {
    std::string drop;
    {
        const Handle file(path);
        sqlite3_stmt* rows = nullptr;
        REQUIRE(sqlite3_prepare_v2(file.database,
                                   "SELECT name FROM sqlite_schema WHERE type = 'trigger'", -1,
                                   &rows, nullptr) == SQLITE_OK);
        while (sqlite3_step(rows) == SQLITE_ROW)
            drop += std::string("DROP TRIGGER ") +
                    reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)) + ";";
        sqlite3_finalize(rows);
    }
    REQUIRE(refusal_of(path, drop + sql).empty());
}

std::int64_t query(const std::filesystem::path& path, const std::string& sql) {
    const Handle file(path);
    sqlite3_stmt* row = nullptr;
    REQUIRE(sqlite3_prepare_v2(file.database, sql.c_str(), -1, &row, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(row) == SQLITE_ROW);
    const std::int64_t value = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return value;
}

}  // namespace rmbsim::adapters
