#include "sim/measure/measure.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/digest.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::Decimal;
using ledger::ValueDate;
using std::chrono::days;

constexpr std::array watched{ChartLine::bank_deposit,      ChartLine::interest_income,
                             ChartLine::interest_expense,  ChartLine::bank_fees,
                             ChartLine::fx_cost,           ChartLine::tax_expense,
                             ChartLine::income_tax_expense};

bool is_watched(ChartLine line) { return std::ranges::find(watched, line) != watched.end(); }

constexpr std::array store_rules{Rule::store_sales, Rule::store_fees, Rule::store_refunds,
                                 Rule::store_payout};

}  // namespace

const Kpi* find_kpi(const RunResult& result, std::string_view name, std::string_view entity) {
    for (const Kpi& kpi : result.kpis)
        if (kpi.name == name && kpi.entity == entity) return &kpi;
    return nullptr;
}

Measure::Measure(const Directory& directory, ValueDate from, ValueDate to)
    : directory_(directory),
      from_(from),
      to_(to),
      days_(static_cast<std::size_t>((to - from).count()) + 1),
      row_of_(directory.accounts.size(), UINT32_MAX),
      limit_days_(directory.limits.size()),
      fx_(directory) {
    const std::size_t slots = days_ + 2;  // before the period, its days, after it
    for (std::uint32_t a = 0; a < directory.accounts.size(); ++a) {
        const ChartLine line = directory.accounts[a].line;
        if (!directory.books[directory.accounts[a].spec.book.index].is_entity) continue;
        const bool store = line == ChartLine::platform_receivable;
        if (!store && !is_watched(line)) continue;
        row_of_[a] = static_cast<std::uint32_t>(rows_.size());
        for (std::size_t i = 0; i < (store ? store_rules.size() : 1); ++i)
            rows_.push_back({.account = a, .delta = std::vector<std::int64_t>(slots)});
    }
}

std::size_t Measure::slot_of(std::int32_t value_day) const {
    const std::int64_t offset = value_day - ledger::day_number(from_);
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(offset + 1, 0, static_cast<std::int64_t>(days_) + 1));
}

void Measure::read(const DayRecord& day) {
    ledger::for_each_entry(day.journal, [&](ledger::EntryId, const ledger::EntryRow& entry,
                                            std::span<const ledger::PostingRow> postings) {
        fx_.read(entry, postings);
        const std::size_t slot = slot_of(entry.value_day);
        for (const ledger::PostingRow& posting : postings) {
            if (posting.account.index >= row_of_.size())
                continue;  // an audit may read a damaged row
            std::uint32_t row = row_of_[posting.account.index];
            if (row == UINT32_MAX) continue;
            if (directory_.accounts[posting.account.index].line == ChartLine::platform_receivable) {
                const auto rule = std::ranges::find(store_rules, static_cast<Rule>(entry.rule));
                if (rule == store_rules.end()) continue;
                row += static_cast<std::uint32_t>(rule - store_rules.begin());
            }
            std::int64_t& delta = rows_[row].delta[slot];
            delta = static_cast<std::int64_t>(static_cast<std::uint64_t>(delta) +
                                              static_cast<std::uint64_t>(posting.minor));
        }
    });
    for (const Decision& decision : day.decisions) {
        if (decision.outcome != SweepOutcome::moved) continue;
        ++sweeps_;
    }
    for (const LimitDay& limit : day.limits)
        if (limit.limit < limit_days_.size()) limit_days_[limit.limit].push_back(limit);
}

namespace {

// Rates of one currency and market by slot; par where the directory lists none.
class RateTable {
  public:
    RateTable(const Directory& directory, ValueDate from, std::size_t day_count) {
        for (const RateRow& row : directory.rates) {
            const std::int64_t offset = row.day - ledger::day_number(from);
            if (offset < 0 || offset >= static_cast<std::int64_t>(day_count)) continue;
            auto& rates = by_money_[row.currency + "/" + row.market];
            rates.resize(day_count + 2, Decimal(1));
            const auto value = Decimal::parse(row.value);
            if (value) rates[static_cast<std::size_t>(offset) + 1] = *value;
        }
        for (auto& [money, rates] : by_money_) {
            rates.front() = rates[1];
            rates.back() = rates[day_count];
        }
    }
    Decimal at(const ledger::AccountSpec& spec, std::size_t slot) const {
        const auto rates = by_money_.find(std::string(ledger::code_of(spec.currency)) + "/" +
                                          std::string(ledger::name_of(spec.market)));
        return rates == by_money_.end() ? Decimal(1) : rates->second[slot];
    }

  private:
    std::map<std::string, std::vector<Decimal>> by_money_;
};

std::int64_t rounded(const Decimal& major, ledger::CurrencyId currency) {
    return ledger::fitting(ledger::to_money(major, currency, ledger::Rounding::half_even),
                           "an indicator")
        .minor;
}

struct Indicator {
    std::string_view name, formula, source;
};

constexpr std::array indicators{
    Indicator{"interest_external",
              "-(6603.01 + 6603.02 with banks), each entry at its value date's mid rate",
              "pooling-practice §20 Net interest"},
    Indicator{"interest_intercompany", "-(6603.01 + 6603.02 with a partner company)",
              "pooling-practice §13.3"},
    Indicator{"fx_cost", "-6061: dealt rate against mid, as converted",
              "pooling-practice §20 FX conversion cost"},
    Indicator{"tax_cost",
              "-(6403 + 6801): VAT, withholding tax, stamp duty, tax on interest not deducted",
              "pool-rules §9"},
    Indicator{"bank_fees", "-6603.03: fees of rails, sweeps, accounts and lines",
              "pooling-practice §20 Sweep cost"},
    Indicator{"interest_net", "interest_external + interest_intercompany", "pooling-practice §20"},
    Indicator{"net_result", "interest_net + fx_cost + tax_cost + bank_fees",
              "pooling-practice §20 After-tax NIB"},
    Indicator{"idle_cash_mean",
              "mean over calendar days of the sum of positive closing balances of 1002",
              "pooling-practice §20 Average idle cash, buffer 0"},
    Indicator{"overdraft_mean",
              "mean over calendar days of the sum of negative closing balances of 1002",
              "pooling-practice §20 Overdraft"},
    Indicator{"total_cash_end", "sum of closing balances of 1002 on the last day",
              "pooling-practice §20"},
    Indicator{"store_sales", "1221.01 debited by store.sales", "settlement-rules §11"},
    Indicator{"store_fees", "1221.01 credited by store.fees", "settlement-rules §11.2"},
    Indicator{"store_refunds", "1221.01 credited by store.refunds, net of fees returned",
              "settlement-rules §11.3"},
    Indicator{"store_payouts", "1221.01 credited by store.payout", "settlement-rules §11.1"},
};
enum Column : std::size_t {
    interest_external,
    interest_intercompany,
    fx_cost,
    tax_cost,
    bank_fees,
    interest_net,
    net_result,
    idle_cash_mean,
    overdraft_mean,
    total_cash_end,
    store_sales,
    store_fees,
    store_refunds,
    store_payouts,
};

// The indicator that a result line belongs to.
std::optional<std::size_t> result_column(const AccountRow& account) {
    const bool interest =
        account.line == ChartLine::interest_income || account.line == ChartLine::interest_expense;
    if (interest)
        return account.partner_book == UINT32_MAX ? interest_external : interest_intercompany;
    if (account.line == ChartLine::fx_cost) return fx_cost;
    if (account.line == ChartLine::tax_expense || account.line == ChartLine::income_tax_expense)
        return tax_cost;
    if (account.line == ChartLine::bank_fees) return bank_fees;
    return std::nullopt;
}

std::int64_t total(std::initializer_list<std::int64_t> parts) {
    std::int64_t sum = 0;
    for (const std::int64_t part : parts)
        sum = ledger::fitting(ledger::checked_add(sum, part), "an indicator's sum");
    return sum;
}

}  // namespace

std::vector<BalanceSeries> Measure::balances() const {
    const RateTable rates(directory_, from_, days_);
    const ledger::CurrencyId reporting = ledger::currency(directory_.reporting_currency);
    std::vector<BalanceSeries> all;
    for (const Row& row : rows_) {
        const AccountRow& account = directory_.accounts[row.account];
        if (account.line != ChartLine::bank_deposit) continue;
        BalanceSeries series;
        series.account = account.spec.code.substr(account.spec.code.find('.') + 1);
        series.entity = directory_.books[account.spec.book.index].code;
        series.currency =
            std::string(ledger::display_code(account.spec.currency, account.spec.market));
        series.decimals = ledger::info(account.spec.currency).decimals;
        std::int64_t balance = row.delta[0];
        for (std::size_t slot = 1; slot <= days_; ++slot) {
            balance = static_cast<std::int64_t>(static_cast<std::uint64_t>(balance) +
                                                static_cast<std::uint64_t>(row.delta[slot]));
            series.minor.push_back(balance);
            const Decimal major = Decimal::from_minor(balance, series.decimals);
            series.reporting_minor.push_back(
                account.spec.currency == reporting
                    ? balance
                    : rounded(major * rates.at(account.spec, slot), reporting));
        }
        all.push_back(std::move(series));
    }
    return all;
}

std::vector<Kpi> Measure::kpis(const std::vector<BalanceSeries>& series) const {
    const RateTable rates(directory_, from_, days_);
    const ledger::CurrencyId reporting = ledger::currency(directory_.reporting_currency);
    const std::size_t books = directory_.books.size();
    std::vector<std::array<Decimal, indicators.size()>> exact(books);
    std::vector<bool> has_store(books);

    const auto worth = [&](const Row& row) {
        const ledger::AccountSpec& spec = directory_.accounts[row.account].spec;
        Decimal sum = 0;
        for (std::size_t slot = 0; slot < row.delta.size(); ++slot)
            if (row.delta[slot] != 0)
                sum =
                    sum + Decimal::from_minor(row.delta[slot], ledger::decimals_of(spec.currency)) *
                              rates.at(spec, slot);
        return sum;
    };
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        const AccountRow& account = directory_.accounts[rows_[r].account];
        auto& of = exact[account.spec.book.index];
        const auto subtract = [&](std::size_t column) {
            of[column] = of[column] - worth(rows_[r]);
        };
        if (const auto column = result_column(account)) {
            subtract(*column);
        } else if (account.line == ChartLine::platform_receivable) {
            has_store[account.spec.book.index] = true;
            const std::size_t store = store_sales + (r - row_of_[rows_[r].account]);
            of[store] =
                store == store_sales ? of[store] + worth(rows_[r]) : of[store] - worth(rows_[r]);
        }
    }
    // Days are summed as integers and divided once a line: a decimal division a day and account was a
    // seventh of a year of 1,000 accounts.
    const Decimal day_count(static_cast<std::int64_t>(days_));
    const int decimals = ledger::decimals_of(reporting);
    const Decimal unit = Decimal::from_minor(1, decimals);
    for (const BalanceSeries& line : series) {
        if (line.reporting_minor.empty()) continue;
        const auto book = std::ranges::find(directory_.books, line.entity, &BookRow::code);
        auto& of = exact[static_cast<std::size_t>(book - directory_.books.begin())];
        ledger::Int128 idle = 0, overdrawn = 0;
        for (const std::int64_t minor : line.reporting_minor)
            (minor > 0 ? idle : overdrawn) += minor;
        of[idle_cash_mean] = of[idle_cash_mean] + Decimal::from_int128(idle) * unit / day_count;
        of[overdraft_mean] =
            of[overdraft_mean] - Decimal::from_int128(overdrawn) * unit / day_count;
        of[total_cash_end] =
            of[total_cash_end] + Decimal::from_minor(line.reporting_minor.back(), decimals);
    }

    std::vector<Kpi> result;
    std::array<std::int64_t, indicators.size()> group{};
    bool any_store = false;
    const auto put = [&](std::string_view entity,
                         const std::array<std::int64_t, indicators.size()>& minor, bool store) {
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            if (i >= store_sales && !store) continue;
            result.push_back({.name = std::string(indicators[i].name),
                              .entity = std::string(entity),
                              .unit = directory_.reporting_currency,
                              .value = ledger::to_text({minor[i], reporting}),
                              .formula = std::string(indicators[i].formula),
                              .source = std::string(indicators[i].source)});
        }
    };
    std::vector<Kpi> of_companies;
    for (std::size_t b = 0; b < books; ++b) {
        if (!directory_.books[b].is_entity) continue;
        std::array<std::int64_t, indicators.size()> minor{};
        for (std::size_t i = 0; i < indicators.size(); ++i)
            minor[i] = rounded(exact[b][i], reporting);
        minor[interest_net] = total({minor[interest_external], minor[interest_intercompany]});
        minor[net_result] =
            total({minor[interest_net], minor[fx_cost], minor[tax_cost], minor[bank_fees]});
        for (std::size_t i = 0; i < indicators.size(); ++i) group[i] = total({group[i], minor[i]});
        put(directory_.books[b].code, minor, has_store[b]);
        any_store = any_store || has_store[b];
    }
    of_companies.swap(result);
    put("group", group, any_store);
    result.push_back({.name = "sweep_count",
                      .entity = "group",
                      .unit = "count",
                      .value = std::to_string(sweeps_),
                      .formula = "decisions with outcome moved",
                      .source = "pooling-practice §20 Sweep activity"});
    result.insert(result.end(), of_companies.begin(), of_companies.end());
    return result;
}

std::vector<LimitResult> Measure::limits() const {
    std::vector<LimitResult> all;
    for (std::size_t i = 0; i < limit_days_.size(); ++i) {
        const LimitRow& row = directory_.limits[i];
        LimitResult limit;
        limit.id = row.id;
        limit.title_en = row.title_en;
        limit.title_zh = row.title_zh;
        limit.quota = row.quota;
        limit.currency = row.currency;
        limit.decimals = row.decimals;
        limit.days = limit_days_[i];
        limit.least_headroom_minor = INT64_MAX;
        for (std::size_t d = 0; d < limit.days.size(); ++d) {
            const LimitDay& day = limit.days[d];
            const ValueDate date = from_ + days{static_cast<int>(d)};
            if (day.peak_minor > limit.peak_minor || d == 0) {
                limit.peak_minor = day.peak_minor;
                limit.peak_on = date;
            }
            limit.least_headroom_minor =
                std::min(limit.least_headroom_minor, day.cap_minor - day.peak_minor);
            if (day.cuts > 0) {
                if (!limit.first_bound) limit.first_bound = date;
                limit.last_bound = date;
                ++limit.days_bound;
            }
            limit.cuts += day.cuts;
            limit.blocked_minor = total({limit.blocked_minor, day.blocked_minor});
        }
        if (!limit.days.empty()) {
            const LimitDay& last = limit.days.back();
            limit.cap_minor = last.cap_minor;
            limit.parameter = last.parameter;
            // Headroom / mean daily net use over the run, counted on from its end; every position
            // opens at zero.
            const std::int64_t used = last.used_minor;
            const std::int64_t headroom = last.cap_minor - last.used_minor;
            if (used > 0 && headroom > 0) {
                const auto left = ledger::Int128{headroom} *
                                  static_cast<ledger::Int128>(limit.days.size()) / used;
                if (left < 3660) limit.projected_exhaustion = to_ + days{static_cast<int>(left)};
            }
        }
        all.push_back(std::move(limit));
    }
    return all;
}

RunResult Measure::result(std::span<const ledger::Chain> chains) const {
    RunResult result;
    result.title_en = directory_.title_en;
    result.title_zh = directory_.title_zh;
    result.reporting_currency = directory_.reporting_currency;
    result.reporting_decimals = static_cast<std::uint8_t>(
        ledger::decimals_of(ledger::currency(directory_.reporting_currency)));
    for (ValueDate day = from_; day <= to_; day += days{1}) result.days.push_back(day);
    for (std::size_t b = 0; b < directory_.books.size(); ++b) {
        BookResult book{.code = directory_.books[b].code,
                        .name_en = directory_.books[b].name_en,
                        .name_zh = directory_.books[b].name_zh,
                        .chain = {}};
        if (b < chains.size()) book.chain = ledger::to_hex(std::as_bytes(chains.subspan(b, 1)));
        for (const AccountRow& account : directory_.accounts)
            book.accounts += account.spec.book.index == b ? 1 : 0;
        result.books.push_back(std::move(book));
    }
    result.balances = balances();
    result.kpis = kpis(result.balances);
    std::ranges::copy(fx_.kpis(), std::back_inserter(result.kpis));
    result.limits = limits();
    return result;
}

std::vector<RateRow> reporting_rates(const Scenario& scenario) {
    std::vector<std::pair<ledger::CurrencyId, ledger::Market>> moneys;
    for (const BankAccount& account : scenario.accounts) {
        const std::pair money(account.currency, account.market);
        if (account.currency == scenario.reporting_currency) continue;
        if (std::ranges::find(moneys, money) == moneys.end()) moneys.push_back(money);
    }
    std::ranges::sort(moneys);
    std::vector<RateRow> rows;
    for (const auto& [currency, market] : moneys) {
        for (ValueDate day = scenario.from; day <= scenario.to; day += days{1}) {
            const auto mid = scenario.fx.mid(currency, scenario.reporting_currency, market, day);
            ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
            rows.push_back({.day = ledger::day_number(day),
                            .currency = std::string(ledger::code_of(currency)),
                            .market = std::string(ledger::name_of(market)),
                            .value = mid->to_text(10)});
        }
    }
    return rows;
}

std::vector<Kpi> net_benefits(const RunResult& baseline, const RunResult& candidate) {
    std::vector<Kpi> benefits;
    const ledger::CurrencyId currency = ledger::currency(candidate.reporting_currency);
    for (const Kpi& kpi : candidate.kpis) {
        if (kpi.name != "net_result") continue;
        const Kpi* before = find_kpi(baseline, "net_result", kpi.entity);
        if (before == nullptr) continue;
        const auto after = ledger::parse_money(kpi.value, currency);
        const auto earlier = ledger::parse_money(before->value, currency);
        ledger::expects(after && earlier, "an indicator's text is an amount");
        benefits.push_back(
            {.name = "net_benefit",
             .entity = kpi.entity,
             .unit = kpi.unit,
             .value = ledger::to_text(*after - *earlier),
             .formula = "net_result - net_result of the baseline, on identical flows",
             .source = "pooling-practice §20 Net interest benefit, after tax and fees"});
    }
    return benefits;
}

}  // namespace rmbsim::sim
