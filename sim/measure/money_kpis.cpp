#include "sim/measure/money_kpis.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/movements.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::Decimal;

constexpr std::array<std::string_view, 15> columns{
    "interest_external", "interest_intercompany", "fx_cost",           "tax_cost",
    "bank_fees",         "interest_net",          "net_result",        "idle_cash_mean",
    "overdraft_mean",    "total_cash_end",        "store_sales",       "store_fees",
    "store_refunds",     "store_payouts",         "store_chargebacks",
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
    store_chargebacks,
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

std::optional<std::size_t> store_column(StorePart part) {
    switch (part) {
        case StorePart::none:
            return std::nullopt;
        case StorePart::sales:
            return store_sales;
        case StorePart::refunds:
            return store_refunds;
        case StorePart::fees:
            return store_fees;
        case StorePart::chargebacks:
            return store_chargebacks;
        case StorePart::payouts:
            return store_payouts;
    }
    return std::nullopt;
}

std::int64_t total(std::initializer_list<std::int64_t> parts) {
    std::int64_t sum = 0;
    for (const std::int64_t part : parts)
        sum = ledger::fitting(ledger::checked_add(sum, part), "an indicator's sum");
    return sum;
}

}  // namespace

MoneyKpis money_kpis(const Directory& directory, const Movements& movements,
                     const std::vector<BalanceSeries>& series,
                     const std::map<std::uint32_t, std::int64_t>& hedge_results) {
    const ledger::CurrencyId reporting = ledger::currency(directory.reporting_currency);
    const std::size_t books = directory.books.size();
    std::vector<std::array<Decimal, columns.size()>> exact(books);
    std::vector<bool> has_store(books);

    for (const Movement& movement : movements.all()) {
        const AccountRow& account = directory.accounts[movement.account];
        auto& of = exact[account.spec.book.index];
        if (const auto column = result_column(account)) {
            of[*column] = of[*column] - movements.worth(movement);
        } else if (const auto part = store_column(movement.part)) {
            has_store[account.spec.book.index] = true;
            const Decimal worth = movements.worth(movement);
            // Income and what leaves the payouts in transit are credits.
            const bool credit = *part == store_sales || *part == store_payouts;
            of[*part] = credit ? of[*part] - worth : of[*part] + worth;
        }
    }
    // Days are summed as integers and divided once a line: a decimal division a day and account was a
    // seventh of a year of 1,000 accounts.
    const int decimals = ledger::decimals_of(reporting);
    const Decimal unit = Decimal::from_minor(1, decimals);
    for (const BalanceSeries& line : series) {
        if (line.reporting_minor.empty()) continue;
        const auto book = std::ranges::find(directory.books, line.entity, &BookRow::code);
        auto& of = exact[static_cast<std::size_t>(book - directory.books.begin())];
        const Decimal day_count(static_cast<std::int64_t>(line.reporting_minor.size()));
        ledger::Int128 idle = 0, overdrawn = 0;
        for (const std::int64_t minor : line.reporting_minor)
            (minor > 0 ? idle : overdrawn) += minor;
        of[idle_cash_mean] = of[idle_cash_mean] + Decimal::from_int128(idle) * unit / day_count;
        of[overdraft_mean] =
            of[overdraft_mean] - Decimal::from_int128(overdrawn) * unit / day_count;
        of[total_cash_end] =
            of[total_cash_end] + Decimal::from_minor(line.reporting_minor.back(), decimals);
    }

    MoneyKpis result;
    std::array<std::int64_t, columns.size()> group{};
    bool any_store = false;
    const auto put = [&](std::vector<Kpi>& to, std::string_view entity,
                         const std::array<std::int64_t, columns.size()>& minor, bool store) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i >= store_sales && !store) continue;
            to.push_back(stated(columns[i], entity, ledger::to_text({minor[i], reporting}),
                                directory.reporting_currency));
        }
    };
    for (std::size_t b = 0; b < books; ++b) {
        if (!directory.books[b].is_entity) continue;
        std::array<std::int64_t, columns.size()> minor{};
        for (std::size_t i = 0; i < columns.size(); ++i)
            minor[i] = rounded_indicator(exact[b][i], reporting);
        minor[interest_net] = total({minor[interest_external], minor[interest_intercompany]});
        const auto hedged = hedge_results.find(static_cast<std::uint32_t>(b));
        minor[net_result] =
            total({minor[interest_net], minor[fx_cost], minor[tax_cost], minor[bank_fees],
                   hedged == hedge_results.end() ? 0 : hedged->second});
        for (std::size_t i = 0; i < columns.size(); ++i) group[i] = total({group[i], minor[i]});
        put(result.companies, directory.books[b].code, minor, has_store[b]);
        any_store = any_store || has_store[b];
    }
    put(result.group, "group", group, any_store);
    return result;
}

}  // namespace rmbsim::sim
