#include "adapters/result/settlement_json.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "adapters/result/unreadable.hpp"
#include "ledger/int128.hpp"
#include "sim/measure/settlement_kpis.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/measure/settlement_sums.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;
using ledger::Int128;

constexpr int milli_decimals = 3;

// "-12.30" with two decimals is -1230; more decimals than that, or anything else, is not readable.
Int128 wide_minor(const std::string& text, int decimals) {
    Int128 minor = 0;
    int after_point = -1;
    const std::string_view digits = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
    for (const char c : digits) {
        if (c == '.' && after_point < 0) {
            after_point = 0;
            continue;
        }
        if (c < '0' || c > '9') throw Unreadable{"'" + text + "' is not an amount"};
        minor = 10 * minor + (c - '0');
        if (after_point >= 0) ++after_point;
    }
    const int written = after_point < 0 ? 0 : after_point;
    if (digits.empty() || written > decimals) throw Unreadable{"'" + text + "' is not an amount"};
    for (int i = written; i < decimals; ++i) minor *= 10;
    return text.starts_with('-') ? -minor : minor;
}

class SystemWriter {
  public:
    explicit SystemWriter(Json& json) : json_(json) {}
    template <class T>
    void field(const char* name, const T& value) {
        json_[name] = value;
    }
    template <class T>
    void money(const char* name, const T& minor, int decimals) {
        json_[name] = sim::settlement_money_text(minor, decimals);
    }

  private:
    Json& json_;
};

class SystemReader {
  public:
    explicit SystemReader(const Json& json) : json_(json) {}
    template <class T>
    void field(const char* name, T& value) {
        value = json_.at(name).get<T>();
    }
    template <class T>
    void money(const char* name, T& minor, int decimals) {
        minor = static_cast<T>(wide_minor(json_.at(name).get<std::string>(), decimals));
    }

  private:
    const Json& json_;
};

template <class T, class Of>
concept ReadOrWritten = std::same_as<std::remove_const_t<T>, Of>;

template <class Io, ReadOrWritten<sim::ParticipantResult> T>
void describe_participant(Io& io, T& of, int decimals) {
    io.field("bank", of.bank);
    io.money("opening", of.opening_minor, decimals);
    io.money("credit_line", of.credit_minor, decimals);
    io.money("liquidity_used", of.liquidity_used_minor, decimals);
    io.money("credit_peak", of.peak_credit_minor, decimals);
    io.money("credit_value_time", of.credit_time, decimals + milli_decimals);
    io.money("upper_bound", of.upper_bound_minor, decimals);
    io.money("lower_bound", of.lower_bound_minor, decimals);
    io.field("submitted_count", of.submitted);
    io.money("submitted", of.submitted_minor, decimals);
    io.field("sent_count", of.sent);
    io.money("sent", of.sent_minor, decimals);
    io.field("received_count", of.received);
    io.money("received", of.received_minor, decimals);
    io.money("value_time", of.delay_value_time, decimals + milli_decimals);
    io.money("value_time_most", of.value_time_worst, decimals + milli_decimals);
    io.money("delay_s", of.delay_ms_sum, milli_decimals);
}

template <class Io, ReadOrWritten<sim::SettlementResult> T>
void describe_system(Io& io, T& of) {
    io.field("rail", of.rail);
    io.field("title_en", of.title_en);
    io.field("title_zh", of.title_zh);
    io.field("rules", of.rules);
    io.field("currency", of.currency);
    io.field("decimals", of.decimals);
    const int decimals = of.decimals, time_decimals = of.decimals + milli_decimals;
    io.field("submitted_count", of.submitted);
    io.money("submitted", of.submitted_minor, decimals);
    io.field("settled_count", of.settled);
    io.money("settled", of.settled_minor, decimals);
    io.money("unsettled", of.unsettled_minor, decimals);
    io.field("returned_count", of.returned);
    io.money("returned", of.returned_minor, decimals);
    io.field("withdrawn_count", of.withdrawn);
    io.money("withdrawn", of.withdrawn_minor, decimals);
    io.field("rejected_count", of.rejected);
    io.money("rejected", of.rejected_minor, decimals);
    io.field("queued_count", of.queued);
    io.money("queued", of.queued_minor, decimals);
    io.field("waiting_count", of.waiting);
    io.money("waiting", of.waiting_minor, decimals);
    io.money("value_time_by_queue", of.value_time_by_queue, time_decimals);
    io.money("value_time_by_payments", of.value_time_by_payments, time_decimals);
    io.money("value_time_most", of.value_time_worst, time_decimals);
    io.money("delay_s", of.delay_ms_sum, milli_decimals);
    io.money("queued_count_s", of.count_time_by_queue, milli_decimals);
    io.money("open_s", of.open_ms, milli_decimals);
    io.field("queue_longest", of.queue_most);
    io.money("queue_largest", of.queue_most_minor, decimals);
    io.field("resolutions", of.resolutions);
    io.field("sets", of.sets);
    io.money("set_gross", of.set_gross_minor, decimals);
    io.money("set_net", of.set_net_minor, decimals);
    io.field("standstill_measured", of.standstill_measured);
    io.field("gridlocks", of.gridlocks);
    io.money("gridlock_s", of.gridlock_ms, milli_decimals);
    io.field("deadlocks", of.deadlocks);
    io.money("deadlock_s", of.deadlock_ms, milli_decimals);
}

template <class Io, ReadOrWritten<sim::QueueQuarter> T>
void describe_quarter(Io& io, T& of, int decimals) {
    io.field("local_clock_ms", of.local_ms);
    io.field("count", of.count);
    io.money("value", of.minor, decimals);
}

template <class Io, ReadOrWritten<sim::NamedPayment> T>
void describe_named(Io& io, T& of) {
    io.field("id", of.id);
    io.field("name", of.name);
    io.field("status", of.status);
    io.field("reason", of.reason);
    io.field("submitted_ms", of.submitted_ms);
    io.field("ended_ms", of.ended_ms);
    io.field("channel", of.channel);
}

Json channels_part(const sim::SettlementResult& system) {
    Json channels = Json::object();
    for (std::size_t i = 0; i < sim::channel_count; ++i)
        channels[sim::channel_names[i]] = {
            {"count", system.count_by_channel[i]},
            {"value", sim::settlement_money_text(system.minor_by_channel[i], system.decimals)}};
    return channels;
}

Json hours_part(const sim::SettlementResult& system) {
    Json hours = Json::object();
    for (std::size_t i = 0; i < sim::throughput_hours.size(); ++i)
        hours[std::to_string(sim::throughput_hours[i]) + ":00"] =
            sim::settlement_money_text(system.minor_by_hour[i], system.decimals);
    return hours;
}

sim::SettlementResult read_system(const Json& row) {
    sim::SettlementResult system;
    SystemReader reader(row);
    describe_system(reader, system);
    for (std::size_t i = 0; i < sim::channel_count; ++i) {
        const Json& channel = row.at("channels").at(sim::channel_names[i]);
        system.count_by_channel[i] = channel.at("count").get<std::uint64_t>();
        system.minor_by_channel[i] =
            wide_minor(channel.at("value").get<std::string>(), system.decimals);
    }
    for (std::size_t i = 0; i < sim::throughput_hours.size(); ++i)
        system.minor_by_hour[i] =
            wide_minor(row.at("settled_by")
                           .at(std::to_string(sim::throughput_hours[i]) + ":00")
                           .get<std::string>(),
                       system.decimals);
    for (const Json& item : row.at("queue")) {
        SystemReader of_quarter(item);
        describe_quarter(of_quarter, system.queue.emplace_back(), system.decimals);
    }
    for (const Json& item : row.at("named_payments")) {
        SystemReader of_named(item);
        describe_named(of_named, system.named.emplace_back());
    }
    for (const Json& item : row.at("participants")) {
        SystemReader of_participant(item);
        describe_participant(of_participant, system.participants.emplace_back(), system.decimals);
    }
    return system;
}

}  // namespace

nlohmann::ordered_json settlement_json(const std::vector<sim::SettlementResult>& systems) {
    Json list = Json::array();
    for (const sim::SettlementResult& system : systems) {
        Json row;
        SystemWriter writer(row);
        describe_system(writer, system);
        row["channels"] = channels_part(system);
        row["settled_by"] = hours_part(system);
        Json queue = Json::array(), participants = Json::array(), named = Json::array();
        for (const sim::NamedPayment& payment : system.named) {
            SystemWriter of_named(named.emplace_back());
            describe_named(of_named, payment);
        }
        for (const sim::QueueQuarter& quarter : system.queue) {
            SystemWriter of_quarter(queue.emplace_back());
            describe_quarter(of_quarter, quarter, system.decimals);
        }
        for (const sim::ParticipantResult& participant : system.participants) {
            SystemWriter of_participant(participants.emplace_back());
            describe_participant(of_participant, participant, system.decimals);
        }
        row["participants"] = std::move(participants);
        row["queue"] = std::move(queue);
        row["named_payments"] = std::move(named);
        list.push_back(std::move(row));
    }
    return list;
}

std::vector<sim::SettlementResult> read_settlement(const nlohmann::ordered_json& json) {
    std::vector<sim::SettlementResult> systems;
    for (const Json& row : json) systems.push_back(read_system(row));
    return systems;
}

}  // namespace rmbsim::adapters
