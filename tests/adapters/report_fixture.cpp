#include "report_fixture.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "adapters/report/report.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters::fixture {
namespace {

using namespace std::chrono_literals;

constexpr ledger::ValueDate first_day{std::chrono::local_days{2026y / 1 / 1}};
constexpr int day_count = 90;

std::string text_of(std::int64_t minor) {
    const std::int64_t size = std::abs(minor);
    const std::int64_t cents = size % 100;
    return (minor < 0 ? "-" : "") + std::to_string(size / 100) + "." + (cents < 10 ? "0" : "") +
           std::to_string(cents);
}

sim::Kpi money_kpi(std::string name, std::string entity, std::int64_t minor) {
    return {std::move(name),
            std::move(entity),
            "CNY",
            text_of(minor),
            "sum of postings to 6603.01 and 6603.02, accrued to the period's end",
            "pooling-practice §20"};
}

struct Company {
    const char *id, *en, *zh, *place;
    std::int64_t before[4], after[4];  // interest, FX, tax, fees in cents
    std::int64_t idle_before, idle_after;
};

// clang-format off
constexpr Company companies[] = {
    {"sz", "Longgang Precision Electronics (Shenzhen)", "龙岗精密电子（深圳）有限公司", "CN", {-61'220'18, 0, 0, -4'200'00}, {488'310'44, 0, -61'100'41, -9'444'00}, 64'120'118'02, 8'003'771'64},
    {"hz", "Longgang Plastics (Huizhou)", "龙岗塑胶（惠州）有限公司", "CN", {8'040'11, 0, 0, -2'000'00}, {-2'000'00, 0, 0, -4'000'00}, 22'000'000'00, 0},
    {"cd", "Longgang Electronics (Chengdu)", "龙岗电子（成都）有限公司", "CN", {11'300'00, 0, 0, -2'000'00}, {164'102'77, 0, 0, -4'000'00}, 18'500'000'00, 5'000'000'00},
    {"su", "Longgang Sales (Suzhou)", "龙岗销售（苏州）有限公司", "CN", {15'120'90, 0, 0, -1'000'00}, {201'440'01, 0, 0, -3'000'00}, 31'000'000'00, 12'350'000'00},
    {"dg", "Longgang Metal (Dongguan)", "龙岗五金（东莞）有限公司", "CN", {4'500'00, 0, 0, -1'000'00}, {4'500'00, 0, 0, -1'000'00}, 9'000'000'00, 9'000'000'00},
    {"hk", "Longgang International (Hong Kong)", "龙岗国际（香港）有限公司", "HK", {-3'104'220'18, -412'090'00, 0, -5'000'00}, {-2'071'009'91, -377'145'20, -27'110'00, -11'000'00}, 26'000'000'00, 3'200'000'00},
    {"sg", "Longgang Asia (Singapore)", "龙岗亚洲（新加坡）有限公司", "SG", {20'010'00, 0, 0, -1'500'00}, {16'240'00, 0, 0, -2'000'00}, 21'000'000'00, 3'500'000'00},
    {"us", "Longgang America", "龙岗美国公司", "US", {1'249'17, 0, 0, -1'500'00}, {8'016'71, 0, 0, -2'000'00}, 13'000'000'00, 2'800'000'00},
};
constexpr const char* component_names[] = {"interest_net", "fx_cost", "tax_cost", "bank_fees"};
// clang-format on

void add_kpis(sim::RunResult& result, bool pooled) {
    std::int64_t group[4] = {}, group_idle = 0, group_benefit = 0;
    for (const Company& company : companies) {
        std::int64_t net = 0, net_before = 0;
        for (int i = 0; i < 4; ++i) {
            const std::int64_t value = (pooled ? company.after : company.before)[i];
            net += value;
            net_before += company.before[i];
            group[i] += value;
            result.kpis.push_back(money_kpi(component_names[i], company.id, value));
        }
        const std::int64_t idle = pooled ? company.idle_after : company.idle_before;
        group_idle += idle;
        group_benefit += net - net_before;
        result.kpis.push_back(money_kpi("net_result", company.id, net));
        if (pooled) result.kpis.push_back(money_kpi("net_benefit", company.id, net - net_before));
        result.kpis.push_back(money_kpi("idle_cash_mean", company.id, idle));
        result.kpis.push_back(money_kpi("total_cash_end", company.id, idle + 1'000'000'00));
    }
    for (int i = 0; i < 4; ++i)
        result.kpis.push_back(money_kpi(component_names[i], "group", group[i]));
    result.kpis.push_back(
        money_kpi("net_result", "group", group[0] + group[1] + group[2] + group[3]));
    if (pooled) result.kpis.push_back(money_kpi("net_benefit", "group", group_benefit));
    result.kpis.push_back(money_kpi("idle_cash_mean", "group", group_idle));
    result.kpis.push_back(money_kpi("store_sales", "hk", 41'220'118'40));
    result.kpis.push_back(money_kpi("store_fees", "hk", -9'402'117'22));
    result.kpis.push_back(money_kpi("store_refunds", "hk", -2'910'220'18));
    result.kpis.push_back(money_kpi("store_payouts", "hk", 24'770'431'09));
}

void add_balances(sim::RunResult& result, bool pooled) {
    struct Row {
        const char *account, *entity, *currency;
        std::int64_t level, slope, swing;
    };
    // clang-format off
    static constexpr Row rows[] = {
        {"SZ.master", "sz", "CNY",   5'000'000,       0,  2'000'000}, {"SZ.ops", "sz", "CNY", 64'000'000,  100'000, 18'000'000},
        {"HZ.ops",    "hz", "CNY",  22'000'000,  30'000,  6'000'000}, {"CD.ops", "cd", "CNY", 18'000'000,   40'000,  7'000'000},
        {"SU.ops",    "su", "CNY",  31'000'000, 120'000,  5'000'000}, {"DG.ops", "dg", "CNY",  9'000'000,   10'000,  2'000'000},
        {"HK.header", "hk", "CNH",-150'000'000, -90'000, 25'000'000}, {"HK.usd", "hk", "USD",  2'500'000,        0,  1'000'000},
        {"HK.hkd",    "hk", "HKD",   6'000'000,       0,  1'000'000}, {"HK.eur", "hk", "EUR",  1'800'000,        0,    400'000},
        {"SG.usd",    "sg", "USD",   3'100'000,  10'000,    600'000}, {"US.usd", "us", "USD",  1'900'000,    5'000,    500'000},
    };
    // clang-format on
    for (const Row& row : rows) {
        sim::BalanceSeries series{row.account, row.entity, row.currency, 2, {}, {}};
        for (int day = 0; day < day_count; ++day) {
            const std::int64_t wave = (day * 7) % 30 - 15;
            std::int64_t balance = row.level + row.slope * day + row.swing * wave / 15;
            if (pooled) balance = row.level > 0 ? balance / 8 : balance / 2;
            series.minor.push_back(balance * 100);
            const std::int64_t rate = std::string(row.currency) == "USD" ? 714 : 100;
            series.reporting_minor.push_back(balance * rate);
        }
        result.balances.push_back(std::move(series));
    }
}

void add_limits(sim::RunResult& result) {
    sim::LimitResult lending;
    lending.id = "od-quota";
    lending.title_en = "Overseas lending";
    lending.title_zh = "境外放款集中额度";
    lending.quota = "overseas_lending_quota";
    sim::LimitResult debt;
    debt.id = "fd-quota";
    debt.title_en = "Foreign debt";
    debt.title_zh = "外债集中额度";
    debt.quota = "foreign_debt_quota";
    lending.currency = debt.currency = "CNY";
    constexpr std::int64_t cap = 208'000'000'00;
    for (int day = 0; day < day_count; ++day) {
        const bool bound = (day >= 41 && day <= 49);
        const std::int64_t use = bound ? cap : cap * (day < 41 ? 20 + day * 2 : 150 - day) / 102;
        lending.days.push_back({0, cap, use - use / 50, use, bound ? 3'200'000'00 : 0,
                                bound ? (day % 2 == 0 ? 2U : 1U) : 0U, 0});
        debt.days.push_back(
            {1, 1'820'000'000'00, 0, day == 60 ? 407'680'000'00 : day * 4'000'000'00LL, 0, 0, 1});
    }
    lending.cap_minor = lending.peak_minor = cap;
    lending.peak_on = first_day + std::chrono::days{41};
    lending.first_bound = first_day + std::chrono::days{41};
    lending.last_bound = first_day + std::chrono::days{49};
    lending.days_bound = 9;
    lending.cuts = 13;
    lending.blocked_minor = 28'800'000'00;
    lending.parameter = 0;
    debt.cap_minor = 1'820'000'000'00;
    debt.peak_minor = 407'680'000'00;
    debt.peak_on = first_day + std::chrono::days{60};
    debt.least_headroom_minor = debt.cap_minor - debt.peak_minor;
    debt.parameter = 1;
    result.limits = {lending, debt};
}

void add_directory(sim::Directory& directory) {
    directory.scenario = "longgang-maker";
    directory.title_en = "Longgang maker: a quarter through one integrated pool";
    directory.title_zh = "龙岗制造集团：一体化资金池的一个季度";
    directory.regime = "INT-251";
    directory.instrument = "银发〔2025〕251号";
    directory.reporting_currency = "CNY";
    for (const Company& company : companies)
        directory.books.push_back({company.id, company.en, company.zh, company.place, true});
    directory.books.push_back(
        {"bank-sz", "Pool bank Shenzhen branch", "合作银行深圳分行", "CN", false});
    // clang-format off
    directory.links = {
        {"sz-up", "group", "SZ.ops", "SZ.master", "target", "CNY", 2, "domestic_concentration"},
        {"hz-up", "group", "HZ.ops", "SZ.master", "zero_balance", "CNY", 2, "domestic_concentration"},
        {"cd-up", "group", "CD.ops", "SZ.master", "threshold", "CNY", 2, "domestic_concentration"},
        {"su-up", "group", "SU.ops", "SZ.master", "fixed", "CNY", 2, "domestic_concentration"},
        {"sg-up", "group", "SG.usd", "HK.usd", "target", "USD", 2, "overseas_concentration"},
        {"us-up", "group", "US.usd", "HK.usd", "target", "USD", 2, "overseas_concentration"},
        {"master-hk", "group", "SZ.master", "HK.header", "target", "CNY", 2, "overseas_lending"},
        {"eur-hk", "group", "HK.eur", "HK.header", "threshold", "EUR", 2, "overseas_concentration"},
        {"usd-hk", "group", "HK.usd", "HK.header", "target", "USD", 2, "overseas_concentration"},
    };
    directory.limits = {{"od-quota", "Overseas lending", "境外放款集中额度", "overseas_lending_quota", "CNY", 2},
                        {"fd-quota", "Foreign debt", "外债集中额度", "foreign_debt_quota", "CNY", 2}};
    directory.parameters = {
        {"INT-251", "overseas_lending_multiple", "overseas_lending_multiple@2025-12-26", "0.8", "x_equity", "银发〔2025〕251号", "", "VERIFIED-2", "how 0.8 splits into leverage and coefficient was not found", "7"},
        {"INT-251", "foreign_debt_multiple", "foreign_debt_multiple@2025-12-26", "3.5", "x_equity", "银发〔2025〕251号", "", "VERIFIED-2", "equity base: attributable owner's equity 归集所有者权益", "7"},
        {"INT-251", "fx_factor", "fx_factor@2025-12-26", "0.5", "factor", "银发〔2017〕9号", "", "ASSUMPTION", "added on the outstanding amount of foreign-currency debt", "46"},
        {"INT-251", "withholding_tax_interest_hk_treaty", "withholding_tax_interest_hk_treaty@2025-12-26", "0.07", "ratio", "", "", "RECALLED", "Hong Kong", ""},
    };
    directory.rates = {{0, "USD", "offshore", "7.1402"}, {0, "EUR", "offshore", "8.2210"}};
    // clang-format on
}

std::vector<sim::Decision> make_decisions() {
    std::vector<sim::Decision> decisions;
    std::uint32_t id = 0;
    for (int day = 0; day < day_count; ++day) {
        for (std::uint32_t link = 0; link < 9; ++link) {
            sim::Decision decision;
            decision.id = ++id;
            decision.link = link;
            decision.time_ms =
                (std::chrono::days{ledger::day_number(first_day) + day} + 8h + 1min * link) / 1ms;
            decision.wish_minor = (link + 1) * 1'250'000'00LL + day * 10'000'00LL;
            decision.amount_minor = decision.wish_minor;
            decision.outcome = sim::SweepOutcome::moved;
            decision.upward = (day + static_cast<int>(link)) % 5 != 0;
            decision.bounds[0] = {decision.wish_minor + 500'000'00, UINT32_MAX,
                                  sim::BoundKind::value_dated_surplus};
            decision.bound_count = 1;
            if (link == 6) {
                const bool bound = day >= 41 && day <= 49;
                decision.bounds[1] = {bound ? decision.wish_minor - 3'200'000'00 : 90'000'000'00, 0,
                                      sim::BoundKind::limit_headroom};
                decision.bound_count = 2;
                if (bound) {
                    decision.binding = 1;
                    decision.amount_minor = decision.bounds[1].minor;
                    decision.parameter = 0;
                }
            }
            if (day % 7 == 2 || day % 7 == 3) {
                decision.outcome = sim::SweepOutcome::calendar_closed;
                decision.amount_minor = 0;
                decision.binding = UINT8_MAX;
            }
            decisions.push_back(decision);
        }
    }
    return decisions;
}

sim::RunResult make_result(bool pooled) {
    sim::RunResult result;
    result.variant = pooled ? "pool" : "no-pool";
    result.title_en = pooled ? "pool" : "no pool";
    result.title_zh = pooled ? "资金池" : "无资金池";
    result.digest.bytes[0] = std::byte{0x9c};
    result.digest.bytes[1] = pooled ? std::byte{0x1e} : std::byte{0x77};
    result.reporting_currency = "CNY";
    for (int day = 0; day < day_count; ++day)
        result.days.push_back(first_day + std::chrono::days{day});
    for (const Company& company : companies)
        result.books.push_back(
            {company.id, company.en, company.zh, "00112233445566778899aabbccddeeff", 14});
    add_kpis(result, pooled);
    add_balances(result, pooled);
    result.counts = {.flows = 3412,
                     .flows_refused = 1,
                     .entries = 21'908,
                     .postings = 61'377,
                     .decisions = pooled ? 810U : 0U,
                     .sweeps_moved = 570,
                     .sweeps_cut = 13,
                     .sweeps_skipped = 227,
                     .payments = 820,
                     .orders = 81'104,
                     .payouts = 6,
                     .draws = 402'118,
                     .events = 120'331};
    if (!pooled) return result;
    add_limits(result);
    result.trapped = {{"DG.ops", "dg", "no_account_link", "CNY", 2, 6'410'000'00, 6'410'000'00},
                      {"HK.usd", "hk", "quota", "USD", 2, 1'200'000'00, 8'568'240'00},
                      {"SU.ops", "su", "fixed_method", "CNY", 2, 2'350'000'00, 2'350'000'00}};
    result.refusals.push_back({"flow F-00012", "DG.ops", first_day + std::chrono::days{33},
                               31'000'000'00, 0, "CNY", 2, "below_floor", "", "", "", ""});
    result.warnings = {
        "unconfirmed parameters decided something: fx_factor@2025-12-26 (ASSUMPTION)"};
    return result;
}

ReportInput facts(const sim::Directory& directory) {
    ReportInput input;
    input.scenario = directory.scenario;
    input.scenario_title_en = directory.title_en;
    input.scenario_title_zh = directory.title_zh;
    input.period = "2026-01-01 … 2026-03-31";
    input.regime = directory.regime;
    input.instrument = directory.instrument;
    input.seed = "20260101";
    input.program_version = "rmbsim 0.1.0 (3cd32db)";
    input.proof = {{"scenario.yaml",
                    "sha256:77d0a2b1c0ffee00112233445566778899aabbccddeeff00112233445566aabb"},
                   {"run again", "rmbsim compare scenarios/demo/longgang-maker/scenario.yaml"}};
    input.folder = "out/demo-1";
    input.parameters = directory.parameters;
    input.expectations = {
        {"limit od-quota never above 208000000.00", true, "208000000.00 CNY"},
        {"kpi net_benefit of group between 100000.00 and 120000.00", false, "1763333.79 CNY"}};
    input.elapsed = "0.41 s";
    return input;
}

}  // namespace

Quarter longgang_quarter() {
    Quarter quarter;
    quarter.no_pool = make_result(false);
    quarter.pool = make_result(true);
    add_directory(quarter.directory);
    quarter.decisions = make_decisions();
    for (const sim::Decision& decision : quarter.decisions)
        if (decision.binding != UINT8_MAX)
            quarter.pool.refusals.push_back({"decision " + std::to_string(decision.id), "master-hk",
                                             first_day, decision.wish_minor, decision.amount_minor,
                                             "CNY", 2, "blocked by od-quota", "od-quota", "INT-251",
                                             "overseas_lending_multiple@2025-12-26",
                                             "银发〔2025〕251号"});
    return quarter;
}

ReportInput Quarter::compared() const {
    ReportInput input = facts(directory);
    input.variants = {{&no_pool, {}, &directory}, {&pool, decisions, &directory}};
    input.candidate = 1;
    input.baseline = 0;
    return input;
}

ReportInput Quarter::single() const {
    ReportInput input = facts(directory);
    input.variants = {{&pool, decisions, &directory}};
    return input;
}

}  // namespace rmbsim::adapters::fixture
