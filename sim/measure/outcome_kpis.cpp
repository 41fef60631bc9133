#include "sim/measure/outcome_kpis.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

constexpr std::int64_t hour_ms = 3'600'000, same_day_ms = 24 * hour_ms;

struct AtHand {
    ledger::Int128 positive = 0, trapped = 0, accessible = 0;
};

// What is left of a positive balance beyond what is trapped and kept, at the balance's own rate.
std::int64_t accessible_part(const BalanceSeries& series, std::int64_t trapped, std::int64_t kept,
                             ledger::CurrencyId reporting) {
    const std::int64_t minor = series.minor.back(), worth = series.reporting_minor.back();
    const std::int64_t left = std::max<std::int64_t>(minor - trapped - kept, 0);
    if (left == minor) return worth;
    return rounded_indicator(
        Decimal::from_minor(worth, ledger::decimals_of(reporting)) * Decimal(left) / Decimal(minor),
        reporting);
}

std::vector<Kpi> at_hand_kpis(const Directory& directory, const RunResult& result) {
    const ledger::CurrencyId reporting = ledger::currency(result.reporting_currency);
    std::map<std::string, AtHand> of_company;
    AtHand group;
    for (const BookRow& book : directory.books)
        if (book.is_entity) of_company[book.code];
    for (const BalanceSeries& series : result.balances) {
        if (series.minor.empty() || series.minor.back() <= 0) continue;
        std::int64_t kept = 0, trapped = 0, trapped_worth = 0;
        for (const LinkRow& link : directory.links)
            if (link.child == series.account) kept = std::max(kept, link.buffer_minor);
        for (const TrappedCash& cash : result.trapped) {
            if (cash.account != series.account) continue;
            trapped += cash.minor;
            trapped_worth += cash.reporting_minor;
        }
        for (AtHand* of : {&of_company[series.entity], &group}) {
            of->positive += series.reporting_minor.back();
            of->trapped += trapped_worth;
            of->accessible += accessible_part(series, trapped, kept, reporting);
        }
    }
    std::vector<Kpi> all;
    const auto put = [&](std::string_view entity, const AtHand& cash) {
        const auto major = [&](ledger::Int128 minor) {
            return Decimal::from_int128(minor) *
                   Decimal::from_minor(1, ledger::decimals_of(reporting));
        };
        const auto money = [&](std::string_view name, ledger::Int128 minor) {
            all.push_back(
                stated(name, entity,
                       ledger::to_text({rounded_indicator(major(minor), reporting), reporting}),
                       result.reporting_currency));
        };
        money("trapped_cash_end", cash.trapped);
        all.push_back(stated("trapped_cash_ratio", entity,
                             ratio_text(major(cash.trapped), major(cash.positive))));
        money("accessible_cash_end", cash.accessible);
        const Kpi* outflow = find_kpi(result, "daily_outflow_mean", entity);
        const auto a_day = outflow == nullptr ? std::nullopt : Decimal::parse(outflow->value);
        all.push_back(stated("days_cash_on_hand", entity,
                             ratio_text(major(cash.accessible), a_day.value_or(Decimal(0)), 2)));
    };
    put("group", group);
    for (const auto& [code, cash] : of_company) put(code, cash);
    return all;
}

// Payments of one currency are weighed by their amounts, so the mean is of the sums by currency.
struct Weighed {
    Decimal sent = 0, settled = 0, soon = 0, delay = 0;
};

void weigh(const PaymentResult& payment, const Decimal& rate, Weighed& sum) {
    const Decimal value = Decimal::from_minor(payment.minor, payment.decimals) * rate;
    sum.sent = sum.sent + value;
    if (!payment.settled_ms) return;
    const std::int64_t took = *payment.settled_ms - payment.sent_ms;
    sum.settled = sum.settled + value;
    sum.delay = sum.delay + value * Decimal(took);
    if (took <= same_day_ms) sum.soon = sum.soon + value;
}

// The currency's last rate of any market: weights need no finer one.
Decimal last_rate(const Directory& directory, std::string_view currency) {
    Decimal rate = 1;
    for (const RateRow& row : directory.rates)
        if (row.currency == currency) rate = Decimal::parse(row.value).value_or(Decimal(1));
    return rate;
}

}  // namespace

std::vector<Kpi> outcome_kpis(const Directory& directory, const RunResult& result) {
    std::vector<Kpi> all;
    if (std::ranges::any_of(directory.links, is_sweep)) all = at_hand_kpis(directory, result);
    Weighed sum;
    std::map<std::string, Decimal> rates;
    for (const PaymentResult& payment : result.payments) {
        const std::string code = payment.currency == "CNH" ? "CNY" : payment.currency;
        auto rate = rates.find(code);
        if (rate == rates.end()) rate = rates.try_emplace(code, last_rate(directory, code)).first;
        weigh(payment, rate->second, sum);
    }
    all.push_back(stated("payment_delay_mean", "group",
                         ratio_text(sum.delay / Decimal(hour_ms), sum.settled, 2)));
    all.push_back(stated("payment_settled_ratio", "group", ratio_text(sum.soon, sum.sent)));
    all.push_back(
        stated("flows_refused_count", "group", std::to_string(result.counts.flows_refused)));
    return all;
}

}  // namespace rmbsim::sim
