#include "sim/measure/fx_indicators.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/journal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "sim/hedge/exposure.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;
using ledger::Decimal;

namespace {

constexpr std::uint32_t group_book = UINT32_MAX;  // sorts after every book

void add(std::int64_t& sum, std::int64_t minor) {
    sum = ledger::fitting(ledger::checked_add(sum, minor), "an exposure");
}

Decimal size_of(const Decimal& amount) { return amount.is_negative() ? -amount : amount; }

std::string in_words(const Decimal& major, ledger::CurrencyId currency) {
    return ledger::to_text(ledger::fitting(
        ledger::to_money(major, currency, ledger::Rounding::half_even), "an indicator"));
}

}  // namespace

void FxIndicators::read(const ledger::EntryRow& entry,
                        std::span<const ledger::PostingRow> postings) {
    const auto rule = static_cast<Rule>(entry.rule);
    const bool flow = rule == Rule::receipt || rule == Rule::payment;
    const bool hedge = rule == Rule::hedge_placed || rule == Rule::hedge_settled;
    if (!flow && !hedge && rule != Rule::hedge_revalued) return;
    for (const ledger::PostingRow& posting : postings) {
        if (posting.account.index >= directory_.accounts.size()) continue;
        const AccountRow& account = directory_.accounts[posting.account.index];
        if (!directory_.books[account.spec.book.index].is_entity) continue;
        const Money money{account.spec.book.index, account.spec.currency, account.spec.market};
        if (account.line == ChartLine::fair_value_result)
            add(results_[{money, entry.value_day}], -posting.minor);
        if (hedge && (account.line == ChartLine::short_term_borrowings ||
                      account.line == ChartLine::term_deposits))
            with_loans_.insert(entry.subject);
        if (hedge && account.line == ChartLine::fx_position) read_leg(entry, money, posting.minor);
        if (ledger::code_of(money.currency) == directory_.reporting_currency) continue;
        if (hedge && (account.line == ChartLine::short_term_borrowings ||
                      account.line == ChartLine::term_deposits)) {
            add(results_[{money, entry.value_day}], -posting.minor);
            add(money_market_[money], posting.minor);
        }
        if (flow && account.line == ChartLine::bank_deposit) {
            Sums& sums = flows_[money];
            posting.minor > 0 ? add(sums.receipts, posting.minor)
                              : add(sums.payments, -posting.minor);
        } else if (hedge && account.line == ChartLine::fx_position) {
            add(flows_[money].hedges, posting.minor);
        }
    }
}

// A near leg is exchanged where the hedge is placed without a loan.
void FxIndicators::read_leg(const ledger::EntryRow& entry, const Money& money, std::int64_t minor) {
    const bool near = static_cast<Rule>(entry.rule) == Rule::hedge_placed;
    if (with_loans_.contains(entry.subject) || (!near && !swaps_.contains(entry.subject))) return;
    SwapPosition& swap = swaps_[entry.subject];
    add(swap.minor[money], minor);
    if (!near) swap.day = entry.value_day;
}

// The row of the day or the last one before it.
const RateRow* FxIndicators::rate_of(const Money& money, std::int32_t day) const {
    const RateRow* found = nullptr;
    for (const RateRow& row : directory_.rates)
        if (row.currency == ledger::code_of(money.currency) &&
            row.market == ledger::name_of(money.market) && (row.day <= day || found == nullptr))
            found = &row;
    return found;
}

Decimal FxIndicators::worth(std::int64_t minor, const Money& money, std::int32_t day) const {
    const Decimal major = Decimal::from_minor(minor, ledger::decimals_of(money.currency));
    const RateRow* row = rate_of(money, day);
    const auto rate = row == nullptr ? std::nullopt : Decimal::parse(row->value);
    return rate ? major * *rate : major;
}

std::vector<Kpi> FxIndicators::kpis() const {
    const ledger::CurrencyId reporting = ledger::currency(directory_.reporting_currency);
    std::vector<Kpi> kpis;
    const auto name_of_book = [&](std::uint32_t book) {
        return book == group_book ? std::string("group") : directory_.books[book].code;
    };
    std::map<Money, Sums> flows = flows_;  // and the group's, onshore and offshore each
    for (const auto& [money, sums] : flows_) {
        Sums& all = flows[{group_book, money.currency, money.market}];
        add(all.receipts, sums.receipts);
        add(all.payments, sums.payments);
        add(all.hedges, sums.hedges);
    }
    struct Totals {
        Decimal exposed = 0, net = 0, gross = 0;
    };
    std::map<std::uint32_t, Totals> totals;
    for (const auto& [money, sums] : flows) {
        const auto at_mid = [&](std::int64_t minor) { return worth(minor, money, INT32_MAX); };
        const Exposure row{
            .receipts = sums.receipts, .payments = sums.payments, .hedges = sums.hedges};
        Totals& of = totals[money.book];
        of.exposed = of.exposed + size_of(at_mid(row.net()));
        of.net = of.net + size_of(at_mid(row.receipts - row.payments));
        of.gross = of.gross + at_mid(row.receipts) + at_mid(row.payments);
        if (money.book != group_book) continue;
        const std::string shown(ledger::display_code(money.currency, money.market));
        kpis.push_back(stated("fx_exposure_net." + shown, "group",
                              ledger::to_text({row.net(), money.currency}),
                              ledger::code_of(money.currency)));
    }
    for (const auto& [book, of] : totals) {
        kpis.push_back(stated("fx_exposure_net", name_of_book(book),
                              in_words(of.exposed, reporting), directory_.reporting_currency));
        if (of.gross.is_zero()) continue;
        kpis.push_back(stated("natural_hedge_ratio", name_of_book(book),
                              (Decimal(1) - of.net / of.gross).to_text(4)));
    }
    std::map<std::uint32_t, std::int64_t> results = hedge_results();
    std::int64_t sum = 0;
    for (const auto& [book, minor] : results) add(sum, minor);
    if (!results.empty()) results[group_book] = sum;
    for (const auto& [book, minor] : results)
        kpis.push_back(stated("hedge_result", name_of_book(book),
                              ledger::to_text({minor, reporting}), directory_.reporting_currency));
    return kpis;
}

std::map<std::uint32_t, std::int64_t> FxIndicators::hedge_results() const {
    const ledger::CurrencyId reporting = ledger::currency(directory_.reporting_currency);
    std::map<std::uint32_t, Decimal> by_book;
    for (const auto& [key, minor] : results_)
        by_book[key.first.book] = by_book[key.first.book] + worth(minor, key.first, key.second);
    for (const auto& [money, minor] : money_market_)  // what is still borrowed or put away
        by_book[money.book] = by_book[money.book] + worth(minor, money, INT32_MAX);
    for (const auto& [number, swap] : swaps_)
        for (const auto& [money, minor] : swap.minor)
            by_book[money.book] = by_book[money.book] - worth(minor, money, swap.day);
    std::map<std::uint32_t, std::int64_t> results;
    for (const auto& [book, exact] : by_book) results[book] = rounded_indicator(exact, reporting);
    return results;
}

}  // namespace rmbsim::sim
