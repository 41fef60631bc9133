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
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;
using ledger::Decimal;

namespace {

constexpr std::uint32_t group = UINT32_MAX;  // sorts after every book

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
        if (ledger::code_of(money.currency) == directory_.reporting_currency) continue;
        if (flow && account.line == ChartLine::bank_deposit) {
            Sums& sums = flows_[money];
            posting.minor > 0 ? add(sums.receipts, posting.minor)
                              : add(sums.payments, -posting.minor);
        } else if (hedge && account.line == ChartLine::fx_position) {
            add(flows_[money].hedges, posting.minor);
        }
    }
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
        return book == group ? std::string("group") : directory_.books[book].code;
    };
    std::map<Money, Sums> flows = flows_;  // and the group's, onshore and offshore each
    for (const auto& [money, sums] : flows_) {
        Sums& all = flows[{group, money.currency, money.market}];
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
        if (money.book != group) continue;
        kpis.push_back({.name = "fx_exposure_net." +
                                std::string(ledger::display_code(money.currency, money.market)),
                        .entity = "group",
                        .unit = std::string(ledger::code_of(money.currency)),
                        .value = ledger::to_text({row.net(), money.currency}),
                        .formula = "1002 by flow.receipt less flow.payment, less 6061.09 by "
                                   "hedge.placed and hedge.settled",
                        .source = "pooling-practice §17"});
    }
    for (const auto& [book, of] : totals) {
        kpis.push_back({.name = "fx_exposure_net",
                        .entity = name_of_book(book),
                        .unit = directory_.reporting_currency,
                        .value = in_words(of.exposed, reporting),
                        .formula =
                            "Σ over currencies of |receipts - payments - hedges|, at the run's "
                            "last mid rate; the group nets its companies first",
                        .source = "pooling-practice §17"});
        if (of.gross.is_zero()) continue;
        kpis.push_back({.name = "natural_hedge_ratio",
                        .entity = name_of_book(book),
                        .unit = "ratio",
                        .value = (Decimal(1) - of.net / of.gross).to_text(4),
                        .formula =
                            "1 - Σ|receipts - payments| / Σ(receipts + payments), by currency "
                            "at the run's last mid rate",
                        .source = "pooling-practice §17, §20"});
    }
    std::map<std::uint32_t, std::int64_t> results;
    std::map<std::uint32_t, Decimal> by_book;
    for (const auto& [key, minor] : results_)
        by_book[key.first.book] = by_book[key.first.book] + worth(minor, key.first, key.second);
    for (const auto& [book, exact] : by_book) {
        const std::int64_t rounded =
            ledger::fitting(ledger::to_money(exact, reporting, ledger::Rounding::half_even),
                            "an indicator")
                .minor;
        results[book] = rounded;
        add(results[group], rounded);
    }
    for (const auto& [book, minor] : results)
        kpis.push_back({.name = "hedge_result",
                        .entity = name_of_book(book),
                        .unit = directory_.reporting_currency,
                        .value = ledger::to_text({minor, reporting}),
                        .formula =
                            "-6101: contract price less the mid at maturity, or the fair value "
                            "at the end",
                        .source = "pooling-practice §17"});
    return kpis;
}

}  // namespace rmbsim::sim
