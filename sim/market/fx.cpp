#include "sim/market/fx.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

using ledger::CurrencyId;
using ledger::date_of;
using ledger::day_number;
using ledger::expects;
using ledger::Market;
using ledger::Rate;
using ledger::ValueDate;

namespace {

const FxSeries* series_of(const FxMarket& market, CurrencyId currency) {
    const auto found = std::ranges::find(market.series, currency, &FxSeries::currency);
    return found == market.series.end() ? nullptr : &*found;
}

// The last quote on or before the day.
const FxQuote* quote_on(const FxSeries& series, std::int32_t day) {
    const auto after = std::ranges::upper_bound(series.quotes, day, {}, &FxQuote::day);
    return after == series.quotes.begin() ? nullptr : &*std::prev(after);
}

void expect_sound(const FxMarket& market) {
    for (const FxSeries& series : market.series) {
        expects(series.currency != market.base, "the base of a market has no series of its own");
        expects(!series.quotes.empty(), "a quoted currency has at least one quote");
        expects(std::ranges::is_sorted(series.quotes, std::ranges::less_equal{}, &FxQuote::day),
                "the quotes of a currency ascend, one a day");
        expects(std::ranges::all_of(series.quotes,
                                    [](const FxQuote& quote) { return quote.per_base > 0; }),
                "a quote is positive");
    }
}

std::vector<std::int32_t> days_of_either(const FxSeries& a, const FxSeries& b) {
    std::vector<std::int32_t> days;
    days.reserve(a.quotes.size() + b.quotes.size());
    for (const FxQuote& quote : a.quotes) days.push_back(quote.day);
    for (const FxQuote& quote : b.quotes) days.push_back(quote.day);
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

// Units of the series' currency for one of the new base, wherever either of the two moves.
FxSeries crossed(const FxSeries& series, const FxSeries& new_base) {
    FxSeries result{.currency = series.currency, .quotes = {}};
    for (const std::int32_t day : days_of_either(series, new_base)) {
        const FxQuote* quote = quote_on(series, day);
        const FxQuote* of_base = quote_on(new_base, day);
        if (quote == nullptr || of_base == nullptr) continue;
        result.quotes.push_back({.day = day, .per_base = quote->per_base / of_base->per_base});
    }
    return result;
}

FxSeries inverted(CurrencyId old_base, const FxSeries& new_base) {
    FxSeries result{.currency = old_base, .quotes = {}};
    result.quotes.reserve(new_base.quotes.size());
    for (const FxQuote& quote : new_base.quotes)
        result.quotes.push_back({.day = quote.day, .per_base = Rate{1} / quote.per_base});
    return result;
}

}  // namespace

FxTable::FxTable(FxMarket onshore, FxMarket offshore)
    : onshore_(std::move(onshore)), offshore_(std::move(offshore)) {
    expect_sound(onshore_);
    expect_sound(offshore_);
}

const FxMarket& FxTable::of(Market market) const {
    return market == Market::onshore ? onshore_ : offshore_;
}

std::optional<Rate> FxTable::per_base(CurrencyId currency, const FxMarket& market,
                                      ValueDate date) const {
    if (currency == market.base) return Rate{1};
    const FxSeries* series = series_of(market, currency);
    if (series == nullptr) return std::nullopt;
    const FxQuote* quote = quote_on(*series, day_number(date));
    if (quote == nullptr) return std::nullopt;
    return quote->per_base;
}

std::optional<Rate> FxTable::mid(CurrencyId from, CurrencyId to, Market market,
                                 ValueDate date) const {
    if (from == to) return Rate{1};
    const auto of_from = per_base(from, of(market), date);
    const auto of_to = per_base(to, of(market), date);
    if (!of_from || !of_to) return std::nullopt;
    return *of_to / *of_from;
}

std::optional<Rate> FxTable::customer_rate(CurrencyId from, CurrencyId to, Market market,
                                           ValueDate date, const Rate& spread) const {
    expects(spread >= 0 && spread < 2, "a spread is not negative and leaves something of the mid");
    auto rate = mid(from, to, market, date);
    if (rate && from != to) *rate = *rate * (Rate{1} - spread / Rate{2});
    return rate;
}

bool FxTable::knows(CurrencyId currency, Market market) const {
    const FxMarket& asked = of(market);
    if (asked.series.empty()) return false;
    return currency == asked.base || series_of(asked, currency) != nullptr;
}

ValueDate FxTable::first_date(Market market) const {
    const std::vector<FxSeries>& series = of(market).series;
    expects(!series.empty(), "a market that is asked for its dates quotes a currency");
    std::int32_t latest = series.front().quotes.front().day;
    for (const FxSeries& one : series) latest = std::max(latest, one.quotes.front().day);
    return date_of(latest);
}

ValueDate FxTable::last_date(Market market) const {
    const std::vector<FxSeries>& series = of(market).series;
    expects(!series.empty(), "a market that is asked for its dates quotes a currency");
    std::int32_t latest = series.front().quotes.back().day;
    for (const FxSeries& one : series) latest = std::max(latest, one.quotes.back().day);
    return date_of(latest);
}

std::vector<FxSeries> rebased(const FxMarket& from, CurrencyId base, CurrencyId except) {
    expect_sound(from);
    std::vector<FxSeries> result;
    if (base == from.base) {
        std::ranges::copy_if(
            from.series, std::back_inserter(result),
            [except](const FxSeries& series) { return series.currency != except; });
        return result;
    }
    const FxSeries* new_base = series_of(from, base);
    expects(new_base != nullptr, "the new base is quoted in the market");
    if (from.base != except) result.push_back(inverted(from.base, *new_base));
    for (const FxSeries& series : from.series) {
        if (series.currency == base || series.currency == except) continue;
        result.push_back(crossed(series, *new_base));
    }
    return result;
}

}  // namespace rmbsim::sim
