#include "sim/measure/settlement_kpis.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Int128;

constexpr int ratio_decimals = 6, milli = 3;

Decimal whole(Int128 number) { return Decimal::from_int128(number); }

// Puts the figures of one entity, each in the shape of its unit.
class SystemFigures {
  public:
    SystemFigures(std::vector<Kpi>& into, const SettlementResult& system, std::string entity)
        : into_(into), system_(system), entity_(std::move(entity)) {}

    void put(const std::string& name, std::string value) {
        into_.push_back(stated(name, entity_, std::move(value), system_.currency));
    }
    void count(const std::string& name, std::uint64_t number) { put(name, std::to_string(number)); }
    void money(const std::string& name, Int128 minor) {
        put(name,
            (whole(minor) * Decimal::from_minor(1, system_.decimals)).to_text(system_.decimals));
    }
    void value_time(const std::string& name, Int128 minor_ms) {  // minor units × milliseconds
        const int decimals = system_.decimals + milli;
        put(name, (whole(minor_ms) * Decimal::from_minor(1, decimals)).to_text(decimals));
    }
    void seconds(const std::string& name, Int128 ms_sum, Int128 of) {
        put(name, ratio_text(whole(ms_sum) * Decimal::from_minor(1, milli), whole(of), milli));
    }
    void ratio(const std::string& name, const Decimal& part, const Decimal& of) {
        put(name, ratio_text(part, of, ratio_decimals));
    }
    void ratio(const std::string& name, Int128 part, Int128 of) {
        ratio(name, whole(part), whole(of));
    }

  private:
    std::vector<Kpi>& into_;
    const SettlementResult& system_;
    std::string entity_;
};

struct Liquidity {  // of a participant, or summed over a system
    Int128 opening = 0, credit = 0, used = 0, credit_peak = 0, credit_time = 0, upper = 0,
           lower = 0;
};

Liquidity liquidity_of(const ParticipantResult& of) {
    return {.opening = of.opening_minor,
            .credit = of.credit_minor,
            .used = of.liquidity_used_minor,
            .credit_peak = of.peak_credit_minor,
            .credit_time = of.credit_time,
            .upper = of.upper_bound_minor,
            .lower = of.lower_bound_minor};
}

Liquidity liquidity_of(const SettlementResult& system) {
    Liquidity sum;
    for (const ParticipantResult& participant : system.participants) {
        const Liquidity one = liquidity_of(participant);
        sum.opening += one.opening;
        sum.credit += one.credit;
        sum.used += one.used;
        sum.credit_peak += one.credit_peak;
        sum.credit_time += one.credit_time;
        sum.upper += one.upper;
        sum.lower += one.lower;
    }
    return sum;
}

void put_liquidity(SystemFigures& figures, const Liquidity& liquidity, Int128 settled) {
    figures.money("liquidity_opening", liquidity.opening);
    figures.money("credit_line", liquidity.credit);
    figures.money("liquidity_used", liquidity.used);
    figures.money("credit_peak", liquidity.credit_peak);
    figures.value_time("credit_value_time", liquidity.credit_time);
    figures.money("liquidity_upper_bound", liquidity.upper);
    figures.money("liquidity_lower_bound", liquidity.lower);
    figures.ratio("liquidity_relative", liquidity.opening + liquidity.credit - liquidity.lower,
                  liquidity.upper - liquidity.lower);
    figures.ratio("turnover_opening", settled, liquidity.opening);
    figures.ratio("turnover_used", settled, liquidity.used);
}

// Σ (x / Σ x)², which is 1 where one has all.
void put_herfindahl(SystemFigures& figures, const std::string& name,
                    const std::vector<Int128>& parts) {
    Decimal squares = 0, sum = 0;
    for (const Int128 part : parts) {
        squares = squares + whole(part) * whole(part);
        sum = sum + whole(part);
    }
    figures.ratio(name, squares, sum * sum);
}

void put_fates(SystemFigures& figures, const SettlementResult& system) {
    const struct {
        std::string_view fate;
        std::uint64_t count;
        Int128 minor;
    } fates[] = {{"submitted", system.submitted, system.submitted_minor},
                 {"settled", system.settled, system.settled_minor},
                 {"returned", system.returned, system.returned_minor},
                 {"withdrawn", system.withdrawn, system.withdrawn_minor},
                 {"rejected", system.rejected, system.rejected_minor},
                 {"queued", system.queued, system.queued_minor},
                 {"waiting", system.waiting, system.waiting_minor}};
    for (const auto& row : fates) {
        const std::string name = "settlement_" + std::string(row.fate);
        figures.count(name + "_count", row.count);
        figures.money(name + "_value", row.minor);
    }
    figures.ratio("settlement_settled_ratio", system.settled_minor, system.submitted_minor);
    figures.ratio("settlement_settled_count_ratio", Int128{system.settled},
                  Int128{system.submitted});
}

void put_delays(SystemFigures& figures, const SettlementResult& system) {
    figures.seconds("settlement_delay_mean", system.delay_ms_sum, Int128{system.submitted});
    figures.seconds("settlement_delay_value_mean", system.value_time_by_payments,
                    system.submitted_minor);
    figures.ratio("settlement_delay_indicator", system.value_time_by_payments,
                  system.value_time_worst);
    figures.value_time("queue_value_time", system.value_time_by_queue);
    figures.value_time("queue_value_time_payments", system.value_time_by_payments);
    figures.value_time("queue_value_time_difference",
                       system.value_time_by_queue - system.value_time_by_payments);
    figures.count("queue_longest", system.queue_most);
    figures.money("queue_largest", system.queue_most_minor);
    figures.put("queue_mean_count",
                ratio_text(whole(system.count_time_by_queue), whole(system.open_ms), 2));
    figures.put("queue_mean_value", ratio_text(whole(system.value_time_by_queue) *
                                                   Decimal::from_minor(1, system.decimals),
                                               whole(system.open_ms), system.decimals));
}

void put_channels(SystemFigures& figures, const SettlementResult& system) {
    for (std::size_t i = 0; i < channel_count; ++i) {
        const std::string channel = channel_names[i];
        figures.ratio("settlement_share." + channel, system.minor_by_channel[i],
                      system.settled_minor);
        figures.ratio("settlement_count_share." + channel, Int128{system.count_by_channel[i]},
                      Int128{system.settled});
    }
    figures.count("settlement_resolution_count", system.resolutions);
    figures.count("settlement_set_count", system.sets);
    figures.ratio("settlement_netting_ratio", 2 * system.set_gross_minor - system.set_net_minor,
                  2 * system.set_gross_minor);
    for (std::size_t i = 0; i < throughput_hours.size(); ++i)
        figures.ratio("settlement_throughput." + std::to_string(throughput_hours[i]) + ":00",
                      system.minor_by_hour[i], system.submitted_minor);
}

void put_standstill(SystemFigures& figures, const SettlementResult& system) {
    if (!system.standstill_measured) return;
    figures.count("gridlock_count", system.gridlocks);
    figures.seconds("gridlock_time", system.gridlock_ms, 1);
    figures.count("deadlock_count", system.deadlocks);
    figures.seconds("deadlock_time", system.deadlock_ms, 1);
}

void put_concentration(SystemFigures& figures, const SettlementResult& system) {
    std::vector<Int128> used, outflow;
    for (const ParticipantResult& participant : system.participants) {
        used.push_back(participant.liquidity_used_minor);
        outflow.push_back(participant.sent_minor);
    }
    put_herfindahl(figures, "concentration_liquidity", used);
    put_herfindahl(figures, "concentration_outflow", outflow);
}

void put_participant(SystemFigures& figures, const ParticipantResult& of) {
    figures.count("settlement_submitted_count", of.submitted);
    figures.money("settlement_submitted_value", of.submitted_minor);
    figures.count("settlement_settled_count", of.sent);
    figures.money("settlement_settled_value", of.sent_minor);
    figures.count("settlement_received_count", of.received);
    figures.money("settlement_received_value", of.received_minor);
    figures.ratio("settlement_settled_ratio", of.sent_minor, of.submitted_minor);
    figures.seconds("settlement_delay_mean", of.delay_ms_sum, Int128{of.submitted});
    figures.seconds("settlement_delay_value_mean", of.delay_value_time, of.submitted_minor);
    figures.ratio("settlement_delay_indicator", of.delay_value_time, of.value_time_worst);
    put_liquidity(figures, liquidity_of(of), of.sent_minor);
}

}  // namespace

std::vector<Kpi> settlement_kpis(std::span<const SettlementResult> systems) {
    std::vector<Kpi> all;
    for (const SettlementResult& system : systems) {
        SystemFigures figures(all, system, system.rail);
        put_fates(figures, system);
        put_delays(figures, system);
        put_liquidity(figures, liquidity_of(system), system.settled_minor);
        put_channels(figures, system);
        put_standstill(figures, system);
        put_concentration(figures, system);
        for (const ParticipantResult& participant : system.participants) {
            SystemFigures of(all, system, system.rail + "/" + participant.bank);
            put_participant(of, participant);
        }
    }
    return all;
}

}  // namespace rmbsim::sim
