// The period against everything that is dated: calendars, clocks, rates and the regime.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/market/curve.hpp"
#include "sim/market/fx.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using std::chrono::days;

constexpr days margin_after{40};  // settlement, payouts and interest that fall due after the end

// A period ends where its calendars do at the latest. Days after it only say when what is still under way
// falls due, so there a calendar goes on with its weekends.
void check_calendars(Building& b) {
    for (const ReferenceClocks::Use& use : b.clocks.uses()) {
        sim::Calendar& calendar = b.scenario.calendars[use.calendar];
        const auto first = b.scenario.from - margin_before, last = b.scenario.to;
        const auto period = b.root.child("period");
        if (calendar.covers(first) && calendar.covers(last)) {
            if (calendar.covers(last + margin_after)) continue;
            b.reading.warning(
                period->node("to")->at,
                fmt::format(
                    "calendar {} is known to {}: of the days after it, on which what is under "
                    "way at the end of the period falls due, only weekends count",
                    calendar.id(), to_text(calendar.covered_to())));
            calendar = calendar.extended_to(last + margin_after);
            continue;
        }
        const bool early = first < calendar.covered_from();
        b.reading.error(
            period->node(early ? "from" : "to")->at,
            fmt::format("calendar {} is known from {} to {}, and the period needs {} to {}",
                        calendar.id(), to_text(calendar.covered_from()),
                        to_text(calendar.covered_to()), to_text(first), to_text(last)),
            fmt::format("a period from {} to {}: {} days before it must be known",
                        to_text(calendar.covered_from() + margin_before),
                        to_text(calendar.covered_to()), margin_before.count()),
            "shorten the period, or add days to scenarios/calendars (README.md there says how)");
    }
}

void check_zones(Building& b) {
    for (std::uint32_t zone = 0; zone < b.scenario.zones.size(); ++zone) {
        if (b.clocks.zone_knows(zone, b.scenario.from - margin_before)) continue;
        b.reading.error(b.root.child("period")->node("from")->at,
                        fmt::format("the offsets of {} are not known {} days before the period",
                                    b.scenario.zones[zone].name(), margin_before.count()),
                        "a period that begins later",
                        "or add earlier offsets to scenarios/calendars/zones.csv");
    }
}

// Days that a series without newer values still speaks for: monthly ones hold until the next.
days usual_gap(const std::vector<std::int32_t>& dates) {
    std::vector<std::int32_t> gaps;
    for (std::size_t i = dates.size() > 13 ? dates.size() - 12 : 1; i < dates.size(); ++i)
        gaps.push_back(dates[i] - dates[i - 1]);
    if (gaps.empty()) return days{0};
    std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2),
                     gaps.end());
    return days{gaps[gaps.size() / 2] - 1};
}

ledger::ValueDate last_weekday(ledger::ValueDate date) {
    const std::chrono::weekday day{date};
    if (day == std::chrono::Saturday) return date - days{1};
    if (day == std::chrono::Sunday) return date - days{2};
    return date;
}

struct SeriesSpan {
    std::string name;  // "SHIBOR 1W", "offshore EUR/CNY"
    ledger::ValueDate first{}, last{};
    days gap{0};
    InputPosition at;
};

void check_span(Building& b, const SeriesSpan& span) {
    if (span.first > b.scenario.from)
        b.reading.error(span.at,
                        fmt::format("{} begins on {}, after the period does on {}", span.name,
                                    to_text(span.first), to_text(b.scenario.from)),
                        "data from the first day of the period on",
                        "add earlier data, or begin the period later");
    if (b.scenario.after_last == sim::AfterLast::refuse &&
        span.last + span.gap < last_weekday(b.scenario.to))
        b.reading.error(
            span.at,
            fmt::format("{} ends on {}, before the period does on {}, and after_last is "
                        "refuse",
                        span.name, to_text(span.last), to_text(b.scenario.to)),
            "data to the last day of the period",
            "add data, end the period earlier, or write after_last: hold");
}

void check_series(Building& b) {
    for (const SpanOfSeries& series : b.series) {
        if (series.dates.empty()) continue;
        check_span(b, {.name = series.name,
                       .first = ledger::date_of(series.dates.front()),
                       .last = ledger::date_of(series.dates.back()),
                       .gap = usual_gap(series.dates),
                       .at = series.at});
    }
}

}  // namespace

void check_period(Building& b) {
    if (!b.has_period()) return;
    check_calendars(b);
    check_zones(b);
    check_regimes(b);
    check_series(b);
}

// Every account can be valued in the reporting currency, and every conversion priced.
void check_currencies(Building& b) {
    const ledger::CurrencyId reporting = b.scenario.reporting_currency;
    const bool has_fx = b.root.child("market") && b.root.child("market")->has("fx");
    const std::vector<MappingView> views = b.root.children("accounts");
    std::set<std::pair<std::uint32_t, bool>> told;
    for (std::size_t i = 0; i < views.size() && i < b.scenario.accounts.size(); ++i) {
        const sim::BankAccount& account = b.scenario.accounts[i];
        if (!b.account_currencies[i] || account.currency == reporting) continue;
        const bool onshore = account.market == ledger::Market::onshore;
        if (b.scenario.fx.knows(account.currency, account.market) &&
            b.scenario.fx.knows(reporting, account.market))
            continue;
        if (!told.emplace(account.currency.index, onshore).second) continue;
        const std::string_view market = onshore ? "onshore" : "offshore";
        b.reading.error(
            views[i].node("currency")->at,
            fmt::format("there is no {} rate between {} and {}, the reporting currency", market,
                        ledger::code_of(account.currency), ledger::code_of(reporting)),
            has_fx ? fmt::format("both among the columns of market.fx.{}", market)
                   : "market: {fx: …}");
    }
}

}  // namespace rmbsim::adapters
