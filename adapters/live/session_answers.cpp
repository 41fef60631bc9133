// What a session answers to commands other than payments.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/live/answers.hpp"
#include "adapters/live/live_world.hpp"
#include "adapters/live/pacer.hpp"
#include "adapters/live/request.hpp"
#include "adapters/live/session.hpp"
#include "adapters/live/session_command.hpp"
#include "sim/measure/expectation.hpp"

namespace rmbsim::adapters::live {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t range_records_max = 1000;
constexpr std::size_t found_most = 1000;  // submissions of one reference

}  // namespace

Reply Session::answer(const Command& command, WallTime now) {
    if (command.name == "hello") return hello(command);
    if (command.name == "status") {
        const auto of = command.body.find("reference");
        if (of == command.body.end()) return status(command);
        if (of->is_string()) return find(command, of->get<std::string>());
        return answers::fault(command.name, command.id,
                              {{.reason = "wrong_type", .field = "reference", .expected = "text"}});
    }
    if (command.name == "snapshot") return snapshot(command);
    if (command.name == "range") return range(command);
    if (command.name == "advance") return advance(command, now);
    if (command.name == "stop") return stop(command);
    if (command.name == "find") return find(command, command.body.get<std::string>());
    // The rest take nothing but their name.
    if (command.name == "pause") pacer_.pause(now, world_.now_ms());
    if (command.name == "resume") pacer_.resume(now, world_.now_ms());
    return status(command);
}

Reply Session::hello(const Command& command) const {
    Json json = answers::start(command.name, command.id, "ok");
    json["program"] = "rmbsim";
    json["scenario"] = world_.scenario();
    json["commands"] = command_names;
    json["message_bytes_max"] = message_bytes_max;
    json["time"] = answers::time_text(world_.now_ms());
    json["end"] = answers::time_text(world_.end_ms());
    return answers::finish(Outcome::done, json);
}

Reply Session::status(const Command& command) const {
    Json json = answers::start(command.name, command.id, "ok");
    json["time"] = answers::time_text(world_.now_ms());
    json["end"] = answers::time_text(world_.end_ms());
    json["pace"] = to_text(pacer_.pace());
    json["paused"] = pacer_.is_paused();
    json["inputs"] = inputs_.size();
    json["entries"] = world_.entries();
    json["last_seq"] = records_ != nullptr ? records_->last_seq() : 0;
    return answers::finish(Outcome::done, json);
}

Reply Session::snapshot(const Command& command) const {
    Json json = answers::start(command.name, command.id, "ok");
    json["time"] = answers::time_text(world_.now_ms());
    json["inputs"] = inputs_.size();
    json["entries"] = world_.entries();
    json["digest"] = world_.digest();
    Json accounts = Json::array();
    for (const AccountStanding& account : world_.balances())
        accounts.push_back({{"book", account.book},
                            {"account", account.account},
                            {"currency", account.currency},
                            {"balance", account.amount}});
    json["accounts"] = std::move(accounts);
    return answers::finish(Outcome::done, json);
}

Reply Session::range(const Command& command) const {
    std::uint64_t from = 0, to = 0;
    for (const auto& [field, value] :
         {std::pair<const char*, std::uint64_t*>{"from", &from}, {"to", &to}}) {
        const auto found = command.body.find(field);
        if (found == command.body.end() || !found->is_number_unsigned() || *found == 0)
            return answers::fault(command.name, command.id,
                                  {{.reason = "wrong_type",
                                    .field = field,
                                    .expected = "a seq of the event stream, from 1"}});
        *value = found->get<std::uint64_t>();
    }
    const std::uint64_t first = records_ != nullptr ? records_->first_seq() : 0;
    if (first == 0 || from < first || from > to)
        return answers::rejected(
            command.name, command.id, from > to ? "empty_range" : "no_longer_kept",
            "kept from seq " + std::to_string(first) + "; older ones stand in the journal");
    to = std::min({to, records_->last_seq(), from + range_records_max - 1});
    Json json = answers::start(command.name, command.id, "ok");
    json["first_kept"] = first;
    json["last_seq"] = records_->last_seq();
    json["records"] = Json::array();
    Reply reply = answers::finish(Outcome::done, json);
    reply.text.insert(reply.text.size() - 2, records_->json(from, to));  // before "]}"
    return reply;
}

Reply Session::find(const Command& command, std::string_view reference) const {
    std::vector<answers::PaymentAnswer> found;
    const auto [first, last] = by_reference_.equal_range(reference);
    for (auto at = first; at != last && found.size() < found_most; ++at) {
        const Input& input = inputs_[at->second - 1];
        found.push_back({.sender = input.sender,
                         .reference = input.reference,
                         .number = at->second,
                         .time_ms = input.time_ms,
                         .answer = world_.answer_to(at->second)});
    }
    if (!found.empty()) return answers::found(command.name, command.id, found);
    Reply reply = answers::rejected(command.name, command.id, "unknown_reference", "");
    reply.outcome = Outcome::not_found;
    return reply;
}

Reply Session::advance(const Command& command, WallTime now) {
    std::optional<std::int64_t> to;
    const Json& body = command.body;
    if (body.is_object() && body.size() == 1) {
        if (const auto at = body.find("to"); at != body.end() && at->is_string())
            to = sim::parse_time(at->get_ref<const std::string&>());
        const auto by = body.find("by_ms");
        if (by != body.end() && by->is_number_unsigned())
            if (const auto span = by->get<std::uint64_t>();
                span <= static_cast<std::uint64_t>(world_.end_ms()))
                to = world_.now_ms() + static_cast<std::int64_t>(span);
    }
    if (!to)
        return answers::fault(
            command.name, command.id,
            {{.reason = "bad_time",
              .field = "to",
              .expected = "one of `to` (\"2026-01-05T09:00:00+08:00\") and `by_ms` "
                          "(a whole number)"}});
    if (*to < world_.now_ms())
        return answers::rejected(command.name, command.id, "time_has_passed",
                                 "it is " + answers::time_text(world_.now_ms()));
    world_.advance(std::min(*to, world_.end_ms()));
    pacer_.jumped_to(world_.now_ms(), now);
    return status(command);
}

Reply Session::stop(const Command& command) {
    const auto keep = command.body.find("keep");
    if (keep != command.body.end() && !keep->is_boolean())
        return answers::fault(
            command.name, command.id,
            {{.reason = "wrong_type", .field = "keep", .expected = "true or false"}});
    stopping_ = true;
    kept_ = keep != command.body.end() && keep->get<bool>();
    return status(command);
}

}  // namespace rmbsim::adapters::live
