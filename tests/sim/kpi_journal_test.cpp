// Indicators from a journal of four days that is written by hand; every figure is worked out here.
//
//              Mon 5    Tue 6    Wed 7    Thu 8     Σ
//   SZ.ops       100      -50      200      120     bank-a, 50 kept on purpose
//   SZ.other     -40      -40      -10        0     bank-b
//   HK.usd        70       70       70       70     bank-b, 10.00 USD at 7
//   idle sz      100        0      200      120   420
//   overdrawn     40       90       10        0   140
//   2001                            30       30
//   borrowed      40       90       40       30   200
//   offset sz     40        0       10        0    50
//   idle group   170       70      270      190   700
//   offset grp    40       70       10        0   120
#include <array>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/measure.hpp"
#include "sim/measure/one_sided.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"

namespace rmbsim::tests::kpis {
namespace {

using ledger::ChartLine;
using sim::Rule;
using sim::SweepOutcome;

enum Number : std::uint32_t {
    ops,
    other,
    usd,
    ops_at_bank,
    other_at_bank,
    usd_at_bank,
    loan,
    lent,
    earned,
    position_usd,
    position_cny,
    spread,
    fees
};

constexpr ledger::ValueDate monday{
    std::chrono::local_days{std::chrono::year{2026} / std::chrono::January / 5}};
constexpr int day_count = 4;

sim::Directory four_days() {
    sim::Directory d;
    d.reporting_currency = "CNY";
    d.alternative_rate = "0.036";
    d.books = {{"sz", "", "", "CN", true},
               {"hk", "", "", "HK", true},
               {"bank-a", "", "", "CN", false},
               {"bank-b", "", "", "CN", false}};
    const auto cny = ledger::currency("CNY"), dollar = ledger::currency("USD");
    const auto account = [&](std::uint32_t book, const char* code, ChartLine line,
                             std::uint32_t bank_account = UINT32_MAX, bool is_usd = false) {
        sim::AccountRow row;
        row.spec.book = {book};
        row.spec.code = code;
        row.spec.currency = is_usd ? dollar : cny;
        row.spec.market = is_usd ? ledger::Market::offshore : ledger::Market::onshore;
        row.line = line;
        row.bank_account = bank_account;
        d.accounts.push_back(row);
    };
    account(0, "1002.SZ.ops", ChartLine::bank_deposit, 0);
    account(0, "1002.SZ.other", ChartLine::bank_deposit, 1);
    account(1, "1002.HK.usd", ChartLine::bank_deposit, 2, true);
    account(2, "2011.SZ.ops", ChartLine::customer_deposit, 0);
    account(3, "2011.SZ.other", ChartLine::customer_deposit, 1);
    account(3, "2011.HK.usd", ChartLine::customer_deposit, 2, true);
    account(0, "2001", ChartLine::short_term_borrowings);
    account(0, "1221", ChartLine::intercompany_current);
    account(0, "6603.01", ChartLine::interest_income);
    account(1, "6061.09.USD", ChartLine::fx_position, UINT32_MAX, true);
    account(1, "6061.09.CNY", ChartLine::fx_position);
    account(1, "6061", ChartLine::fx_cost);
    account(0, "6603.03", ChartLine::bank_fees);
    sim::LinkRow link{"sz-up", "pool", "SZ.ops", "SZ.other", "target", "CNY", 2, "domestic"};
    link.buffer_minor = 50'00;
    d.links.push_back(link);
    d.limits.push_back({"od-quota", "", "", "", "CNY", 2});
    for (int day = 0; day < day_count; ++day)
        d.rates.push_back({ledger::day_number(monday) + day, "USD", "offshore", "7"});
    return d;
}

class OneDay {
  public:
    explicit OneDay(int day) : day_(ledger::day_number(monday) + day) {}
    OneDay& entry(int hour, Rule rule, std::initializer_list<ledger::PostingRow> postings) {
        ledger::EntryRow row;
        row.time_ms = (std::int64_t{day_} * 24 + hour) * 3'600'000;
        row.value_day = day_;
        row.rule = static_cast<std::uint32_t>(rule);
        row.posting_count = static_cast<std::uint16_t>(postings.size());
        entries_.push_back(row);
        postings_.insert(postings_.end(), postings.begin(), postings.end());
        return *this;
    }
    OneDay& decision(SweepOutcome outcome, std::int64_t wish, std::int64_t amount,
                     std::optional<sim::BoundKind> cut_by = std::nullopt) {
        sim::Decision made;
        made.outcome = outcome;
        made.wish_minor = wish;
        made.amount_minor = amount;
        if (cut_by) {
            made.bound_count = 1;
            made.binding = 0;
            made.bounds[0] = {.minor = amount, .limit = 0, .kind = *cut_by};
        }
        decisions_.push_back(made);
        return *this;
    }
    void read_by(sim::Measure& measure, std::int64_t peak, std::int64_t blocked) const {
        const std::array limits{sim::LimitDay{.limit = 0,
                                              .cap_minor = 100'00,
                                              .used_minor = peak,
                                              .peak_minor = peak,
                                              .blocked_minor = blocked,
                                              .cuts = blocked > 0 ? 1U : 0U}};
        sim::DayRecord record;
        record.seal.day = day_;
        record.journal.entries = entries_;
        record.journal.postings = postings_;
        record.decisions = decisions_;
        record.limits = limits;
        measure.read(record);
    }

  private:
    std::int32_t day_;
    std::vector<ledger::EntryRow> entries_;
    std::vector<ledger::PostingRow> postings_;
    std::vector<sim::Decision> decisions_;
};

ledger::PostingRow posting(Number account, std::int64_t minor) {
    return {.account = {account}, .entry = {}, .minor = minor};
}

const sim::RunResult& measured() {
    static const sim::RunResult result = [] {
        static const sim::Directory directory = four_days();
        sim::Measure measure(directory, monday, monday + std::chrono::days{day_count - 1});
        OneDay(0)
            .entry(9, Rule::payment, {posting(other, -40'00)})
            .entry(10, Rule::receipt, {posting(ops, 100'00), posting(usd, 10'00)})
            .entry(16, Rule::concentration, {posting(lent, 20'00)})
            .entry(16, Rule::payment_fee, {posting(fees, 5)})
            .decision(SweepOutcome::moved, 60'00, 60'00)
            .read_by(measure, 50'00, 0);
        OneDay(1)
            .entry(11, Rule::payment, {posting(ops, -150'00)})
            .entry(12, Rule::interest_credited, {posting(earned, -1)})
            .entry(16, Rule::concentration, {posting(lent, 30'00)})
            .decision(SweepOutcome::moved, 100'00, 40'00, sim::BoundKind::limit_headroom)
            .decision(SweepOutcome::nothing_to_move, 0, 0)
            .read_by(measure, 81'00, 60'00);
        OneDay(2)
            .entry(10, Rule::receipt, {posting(ops, 250'00)})
            .entry(11, Rule::receipt, {posting(other, 30'00), posting(loan, -30'00)})
            .entry(16, Rule::funding, {posting(lent, -60'00)})
            .decision(SweepOutcome::blocked, 30'00, 0, sim::BoundKind::limit_headroom)
            .read_by(measure, 100'00, 30'00);
        OneDay(3)
            .entry(9, Rule::payment, {posting(ops, -80'00)})
            .entry(10, Rule::receipt, {posting(other, 10'00)})
            .entry(
                11, Rule::fx_conversion,
                {posting(position_usd, 10'00), posting(position_cny, -70'00), posting(spread, 14)})
            .decision(SweepOutcome::calendar_closed, 25'00, 0)
            .decision(SweepOutcome::moved, 10'50, 10'00, sim::BoundKind::unit)
            .read_by(measure, 80'00, 0);
        return measure.result({});
    }();
    return result;
}

}  // namespace

TEST_CASE("indicators of cash are those worked out by hand", "[measure][kpi]") {
    struct Row {
        const char *kpi, *entity, *value;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"idle_cash_mean",            "sz",    "105.00"},   // 420 / 4
        {"idle_cash_beyond_buffers",  "sz",    "67.50"},    // (50 + 0 + 150 + 70) / 4
        {"idle_cash_beyond_buffers",  "group", "137.50"},   // and 70.00 of hk, which keeps nothing
        {"idle_cash_ratio",           "sz",    "0.6429"},   // 270 / 420
        {"idle_cash_ratio",           "group", "0.7857"},   // 550 / 700
        {"opportunity_cost",          "sz",    "0.03"},     // 420 × 0.036 / 360 = 0.042, 0.01 earned
        {"opportunity_cost",          "hk",    "0.03"},     // 280 × 0.0001 = 0.028
        {"opportunity_cost",          "group", "0.06"},
        {"overdraft_days",            "sz",    "4"},        // one of ops, three of other
        {"overdraft_days",            "group", "4"},
        {"external_borrowing_mean",   "group", "50.00"},    // 200 / 4
        {"external_borrowing_peak",   "group", "90.00"},
        {"external_borrowing_peak",   "hk",    "0.00"},
        {"offset_volume_mean",        "sz",    "12.50"},    // 50 / 4
        {"offset_ratio",              "sz",    "0.3571"},   // 50 / 140
        {"offset_volume_mean",        "group", "30.00"},    // 120 / 4
        {"offset_ratio",              "group", "0.8571"},   // 120 / 140
        {"offset_ratio",              "hk",    "-"},        // no overdraft to fund
        {"bank_concentration",        "sz",    "1.0000"},
        {"bank_concentration",        "group", "0.5200"},   // (420/700)² + (280/700)²
        {"bank_exposure_peak",        "group", "200.00"},
        {"bank_exposure_peak.bank-a", "group", "200.00"},
        {"bank_exposure_peak.bank-b", "group", "70.00"},
        {"structural_days",           "sz",    "2"},        // 20, 50, -10, -10
        {"structural_balance",        "sz",    "20.00"},
        {"structural_days",           "group", "2"},
        {"peak_intraday_need",        "group", "150.00"},   // Tuesday's payment
        {"peak_intraday_at",          "group", "2026-01-06T11:00:00Z"},
        {"peak_intraday_need",        "hk",    "0.00"},
        {"peak_intraday_at",          "hk",    "-"},
        {"daily_outflow_mean",        "group", "67.50"},    // (40 + 150 + 80) / 4
        // A day's net: sz 60, -150, 280, -70, deviation 187.794214; hk 70, 0, 0, 0, deviation 35; together
        // 130, -150, 280, -70, deviation 194.657820. 2.33 of each, rounded up.
        {"buffer_separate",           "group", "519.12"},
        {"buffer_pooled",             "group", "453.56"},
        {"buffer_release",            "group", "65.56"},
    }));
    // clang-format on
    CAPTURE(row.kpi, row.entity);
    const sim::Kpi* kpi = sim::find_kpi(measured(), row.kpi, row.entity);
    REQUIRE(kpi != nullptr);
    CHECK(kpi->value == row.value);
}

TEST_CASE("indicators of activity are those worked out by hand", "[measure][kpi]") {
    struct Row {
        const char *kpi, *value, *unit;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"sweep_count",                         "3",          "count"},
        {"sweep_value",                         "110.00",     "CNY"},
        {"sweep_mean_size",                     "36.67",      "CNY"},
        {"sweep_partial_count",                 "1",          "count"},  // whole units cut nothing
        {"sweep_partial_value",                 "60.00",      "CNY"},
        {"sweep_blocked_value",                 "90.00",      "CNY"},  // 60 cut, 30 refused
        {"sweep_skipped_count.blocked",         "1",          "count"},
        {"sweep_skipped_value.blocked",         "30.00",      "CNY"},
        {"sweep_skipped_count.calendar_closed", "1",          "count"},
        {"sweep_skipped_value.calendar_closed", "25.00",      "CNY"},
        {"sweep_skipped_count.below_minimum",   "0",          "count"},
        {"sweep_cost",                          "0.05",       "CNY"},
        {"sweep_cost_each",                     "0.02",       "CNY"},  // 0.05 / 3
        {"sweep_cost_per_million",              "454.55",     "CNY"},
        {"fx_volume",                           "70.00",      "CNY"},
        {"fx_cost_bp",                          "20.00",      "bp"},   // 0.14 / 70
        {"limit_use_peak.od-quota",             "1.0000",     "ratio"},
        {"limit_headroom_min.od-quota",         "0.00",       "CNY"},
        {"limit_days_above_80.od-quota",        "2",          "days"},  // 81 and 100, not 80
        {"limit_first_bound.od-quota",          "2026-01-06", "date"},
        {"limit_blocked_value.od-quota",        "90.00",      "CNY"},
    }));
    // clang-format on
    CAPTURE(row.kpi);
    const sim::Kpi* kpi = sim::find_kpi(measured(), row.kpi, "group");
    REQUIRE(kpi != nullptr);
    CHECK(kpi->value == row.value);
    CHECK(kpi->unit == row.unit);
}

TEST_CASE("the longest one-sided stretch is the first of equals and tells its least balance",
          "[measure][kpi]") {
    struct Row {
        std::vector<ledger::Int128> closings;
        std::int64_t length, least;
    };
    const std::vector<Row> rows{{{}, 0, 0},
                                {{0, 0}, 0, 0},
                                {{5, 3, 4}, 3, 3},
                                {{5, 0, -1, -7}, 2, -1},
                                {{5, 6, -1, -2}, 2, 5},
                                {{5, -9, -8, -9, 1}, 3, -8}};
    for (const Row& row : rows) {
        const sim::OneSided found = sim::longest_one_sided(row.closings);
        CHECK(found.days == row.length);
        CHECK(static_cast<std::int64_t>(found.least) == row.least);
    }
}

}  // namespace rmbsim::tests::kpis
