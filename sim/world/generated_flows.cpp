#include "sim/world/generated_flows.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/random.hpp"
#include "sim/scenario.hpp"
#include "sim/world/stream_key.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;
using std::chrono::days;

std::vector<ValueDate> due_days(const FlowGenerator& generator, const Calendar& calendar,
                                ValueDate until) {
    const ValueDate to = std::min(generator.to, until);
    std::vector<ValueDate> due;
    const auto add = [&](ValueDate day) {
        if (day <= to && (due.empty() || due.back() < day)) due.push_back(day);
    };
    for (ValueDate day = generator.from; day <= to; day += days{1}) {
        const std::chrono::year_month_day ymd{day};
        const auto month_end =
            std::chrono::year_month_day_last{ymd.year(), ymd.month() / std::chrono::last}.day();
        switch (generator.every) {
            case FlowGenerator::Every::day:
                add(day);
                break;
            case FlowGenerator::Every::business_day:
                if (calendar.is_open(day)) add(day);
                break;
            case FlowGenerator::Every::week:
                if (std::chrono::weekday{day}.iso_encoding() == generator.day)
                    add(calendar.next_open(day));
                break;
            case FlowGenerator::Every::month:
                if (ymd.day() == std::min(std::chrono::day{generator.day}, month_end))
                    add(calendar.next_open(day));
                break;
        }
    }
    return due;
}

std::uint64_t percent_on(const FlowGenerator& generator, ValueDate day) {
    for (const SeasonFactor& season : generator.season)
        if (season.from <= day && day <= season.to) return season.percent;
    return 100;
}

std::int64_t in_season(std::int64_t drawn, std::int64_t percent) {
    if (percent == 100) return drawn;
    return ledger::fitting(
        ledger::to_whole(ledger::Decimal(drawn) * ledger::Decimal(percent) / ledger::Decimal(100),
                         ledger::Rounding::floor),
        "a generated flow");
}

void add_flows(const Scenario& s, const FlowGenerator& generator, const RandomSource& random,
               GeneratedFlows& made) {
    const Bank& bank = s.banks[s.accounts[generator.account].bank];
    const TimeZone& zone = s.zones[bank.zone];
    const std::uint32_t key = stream_key(generator.id);
    RandomStream counts = random.stream(key, Purpose::flow_count);
    RandomStream amounts = random.stream(key, Purpose::flow_amount);
    RandomStream times = random.stream(key, Purpose::flow_time);
    std::vector<QuantileKnot> knots;
    for (const OrderValueKnot& knot : generator.amounts)
        knots.push_back({.share = (std::uint64_t{knot.share} << 32) / 10'000, .value = knot.minor});
    const auto minutes = static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::minutes>(generator.last - generator.first).count());
    for (const ValueDate day : due_days(generator, s.calendars[bank.calendar], s.to)) {
        const auto percent = static_cast<std::int64_t>(percent_on(generator, day));
        const std::uint32_t count =
            generator.count_min + counts.below(generator.count_max - generator.count_min + 1);
        for (std::uint32_t n = 1; n <= count; ++n) {
            const std::int64_t drawn = quantile(knots, amounts.next());
            const std::int64_t minor = std::max<std::int64_t>(in_season(drawn, percent), 1);
            const TimeOfDay time = generator.first + std::chrono::minutes{times.below(minutes + 1)};
            made.flows.push_back(
                {.at = zone.instant(day, time).time_since_epoch().count(),
                 .account = generator.account,
                 .kind = generator.kind,
                 .minor = generator.received ? minor : -minor,
                 .value_day = ledger::day_number(day),
                 .name = static_cast<std::uint32_t>(s.flow_names.size() + made.names.size()),
                 .line = generator.line,
                 .file = generator.file});
            made.names.push_back(generator.id + "." + ledger::iso_date(day) + "." +
                                 std::to_string(n));
        }
    }
    made.draws += counts.draws() + amounts.draws() + times.draws();
}

}  // namespace

GeneratedFlows generate_flows(const Scenario& scenario, const RandomSource& random) {
    GeneratedFlows made;
    for (const FlowGenerator& generator : scenario.generators)
        add_flows(scenario, generator, random, made);
    return made;
}

}  // namespace rmbsim::sim
