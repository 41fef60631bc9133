#include "sim/measure/expectation.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/decimal.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

// Inclusive bounds as decimals; an empty bound is none.
bool lies_between(const Decimal& value, const Expectation& expectation) {
    const auto low = Decimal::parse(expectation.low), high = Decimal::parse(expectation.high);
    return (expectation.low.empty() || (low && value >= *low)) &&
           (expectation.high.empty() || (high && value <= *high));
}

std::string range_text(const Expectation& expectation) {
    if (expectation.low == expectation.high) return "is " + expectation.low;
    return "lies between " + expectation.low + " and " + expectation.high;
}

Checked check_balance(const Expectation& e, const RunResult& result) {
    Checked checked{
        .text = "balance of " + e.subject + " on " + ledger::iso_date(*e.on) + " " + range_text(e),
        .found = "no such account or day"};
    const auto series = std::ranges::find(result.balances, e.subject, &BalanceSeries::account);
    const auto day = std::ranges::find(result.days, *e.on);
    if (series == result.balances.end() || day == result.days.end()) return checked;
    const std::int64_t minor = series->minor[static_cast<std::size_t>(day - result.days.begin())];
    checked.found = ledger::to_text(minor, series->decimals) + " " + series->currency;
    checked.held = lies_between(Decimal::from_minor(minor, series->decimals), e);
    return checked;
}

Checked check_kpi(const Expectation& e, const RunResult& result) {
    const std::string entity = e.entity.empty() ? "group" : e.entity;
    Checked checked{.text = e.subject + " of " + entity + " " + range_text(e),
                    .found = "no such indicator in this run"};
    const Kpi* kpi = find_kpi(result, e.subject, entity);
    if (kpi == nullptr) return checked;
    checked.found = kpi->value + " " + kpi->unit;
    const auto value = Decimal::parse(kpi->value);
    checked.held = value && lies_between(*value, e);
    return checked;
}

Checked check_limit(const Expectation& e, const RunResult& result) {
    Checked checked{.text = "limit " + e.subject + " never above " + e.high,
                    .found = "no such limit"};
    const auto limit = std::ranges::find(result.limits, e.subject, &LimitResult::id);
    if (limit == result.limits.end()) return checked;
    checked.found = "peak " + ledger::to_text(limit->peak_minor, limit->decimals) + " " +
                    limit->currency + " on " + ledger::iso_date(limit->peak_on);
    checked.held = lies_between(Decimal::from_minor(limit->peak_minor, limit->decimals), e);
    return checked;
}

std::string instant_text(std::int64_t ms) {
    return ledger::iso_instant(ledger::SimTime{std::chrono::milliseconds{ms}});
}

// Of a payment system, by its number or its name; of several of one name (a duplicate) the first.
const NamedPayment* named_payment(const RunResult& result, const std::string& subject) {
    const NamedPayment* found = nullptr;
    for (const SettlementResult& system : result.settlement)
        for (const NamedPayment& payment : system.named) {
            if (payment.name != subject && "P-" + std::to_string(payment.id) != subject) continue;
            if (found == nullptr || payment.id < found->id) found = &payment;
        }
    return found;
}

// `at` is when it ended, as the status says; of one that waits still, when it was handed in.
void check_named_payment(Checked& checked, const Expectation& e, const NamedPayment& payment) {
    const std::int64_t at = payment.ended_ms < 0 ? payment.submitted_ms : payment.ended_ms;
    checked.found = payment.status + (payment.ended_ms < 0 ? " since " : " at ") + instant_text(at);
    if (!payment.reason.empty()) checked.found += " (" + payment.reason + ")";
    checked.held = e.text.empty() || payment.status == e.text;
    if (!e.time_text.empty()) checked.held = checked.held && parse_time(e.time_text) == at;
    if (!e.value_date) return;
    const bool booked = payment.value_day != 0;
    const auto value_date = ledger::date_of(payment.value_day);
    checked.found += booked ? ", valued " + ledger::iso_date(value_date) : ", not booked";
    checked.held = checked.held && booked && value_date == *e.value_date;
}

Checked check_payment(const Expectation& e, const RunResult& result) {
    Checked checked{.text = "payment " + e.subject, .found = "no such payment"};
    if (!e.text.empty()) checked.text += " is " + e.text;
    if (!e.time_text.empty()) checked.text += " at " + e.time_text;
    if (e.value_date) checked.text += " valued " + ledger::iso_date(*e.value_date);
    if (const NamedPayment* named = named_payment(result, e.subject)) {
        check_named_payment(checked, e, *named);
        return checked;
    }
    const auto payment = std::ranges::find_if(result.payments, [&](const PaymentResult& p) {
        return "P-" + std::to_string(p.id) == e.subject;
    });
    if (payment == result.payments.end()) return checked;
    const bool settled = payment->settled_ms.has_value();
    checked.found = settled ? "settled at " + instant_text(*payment->settled_ms) : "in transit";
    checked.held = e.text.empty() || settled == (e.text == "settled");
    if (!e.time_text.empty())
        checked.held = checked.held && payment->settled_ms == parse_time(e.time_text);
    return checked;
}

Checked check_refusal(const Expectation& e, const RunResult& result) {
    Checked checked{.text = e.subject + " is refused because " + e.text, .found = "not refused"};
    for (const Refusal& refusal : result.refusals) {
        const bool it = refusal.what == "flow " + e.subject ||
                        refusal.what == "order " + e.subject || refusal.subject == e.subject ||
                        refusal.what == e.subject;
        if (!it) continue;
        checked.found = refusal.reason;
        checked.held = refusal.reason == e.text;
        if (checked.held) break;
    }
    return checked;
}

}  // namespace

std::optional<std::int64_t> parse_time(std::string_view text) {
    const auto number = [&](std::size_t at, std::size_t size) {
        int value = 0;
        for (std::size_t i = at; i < at + size; ++i) {
            if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
            value = 10 * value + (text[i] - '0');
        }
        return value;
    };
    if (text.size() != 20 && text.size() != 25) return std::nullopt;
    const int parts[] = {number(0, 4),  number(5, 2),  number(8, 2),
                         number(11, 2), number(14, 2), number(17, 2)};
    if (std::ranges::any_of(parts, [](int part) { return part < 0; }) || text[10] != 'T')
        return std::nullopt;
    using namespace std::chrono;
    const year_month_day date{year{parts[0]}, month{static_cast<unsigned>(parts[1])},
                              day{static_cast<unsigned>(parts[2])}};
    if (!date.ok()) return std::nullopt;
    auto at =
        sys_days{date}.time_since_epoch() + hours{parts[3]} + minutes{parts[4]} + seconds{parts[5]};
    if (text[19] == 'Z')
        return text.size() == 20 ? std::optional(duration_cast<milliseconds>(at).count())
                                 : std::nullopt;
    const int offset_hours = number(20, 2), offset_minutes = number(23, 2);
    if (text.size() != 25 || offset_hours < 0 || offset_minutes < 0) return std::nullopt;
    const auto offset = hours{offset_hours} + minutes{offset_minutes};
    at += text[19] == '-' ? offset : -offset;
    return duration_cast<milliseconds>(at).count();
}

Checked check(const Expectation& expectation, const RunResult& result) {
    switch (expectation.kind) {
        case Expectation::Kind::balance:
            return check_balance(expectation, result);
        case Expectation::Kind::kpi:
            return check_kpi(expectation, result);
        case Expectation::Kind::limit_never_above:
            return check_limit(expectation, result);
        case Expectation::Kind::payment:
            return check_payment(expectation, result);
        case Expectation::Kind::refused:
            return check_refusal(expectation, result);
    }
    return {};
}

}  // namespace rmbsim::sim
