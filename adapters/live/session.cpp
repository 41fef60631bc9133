#include "adapters/live/session.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/live/answers.hpp"
#include "adapters/live/live_world.hpp"
#include "adapters/live/pacer.hpp"
#include "adapters/live/payment_text.hpp"
#include "adapters/live/request.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "ledger/digest.hpp"
#include "sim/kernel/submission.hpp"
#include "sim/measure/expectation.hpp"

namespace rmbsim::adapters::live {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 9> command_names{
    "hello", "status", "advance", "pause", "resume", "submit", "snapshot", "range", "stop"};
// What a command takes beside "v", "command" and "id".
struct CommandFields {
    std::string_view command, first = {}, second = {};
};
constexpr std::array<CommandFields, 5> command_fields{{
    {"status", "reference"},
    {"advance", "to", "by_ms"},
    {"submit", "payment", "text"},
    {"range", "from", "to"},
    {"stop", "keep"},
}};

bool is_field_of(std::string_view command, std::string_view field) {
    const auto row = std::ranges::find(command_fields, command, &CommandFields::command);
    return row != command_fields.end() && (field == row->first || field == row->second);
}

constexpr std::uint64_t range_records_max = 1000;
constexpr std::size_t found_most = 1000;  // submissions of one reference

std::string sha256_of(std::string_view text) {
    return ledger::to_text(
        ledger::Sha256Hasher().add(std::as_bytes(std::span<const char>(text))).finish());
}

}  // namespace

struct Session::Command {
    std::string name;
    Json id;    // as the sender gave it: text or a whole number; null when he gave none
    Json body;  // what belongs to the command itself
};

struct Session::Waiting {
    struct Message {
        std::size_t request = 0;  // whose answer it is
        Json id;
        std::vector<sim::Submission> payments{};
        std::string sha256{};
    };
    std::vector<Message> messages;
};

void act_again(LiveWorld& world, std::span<const sqlite::LoggedInput> inputs, std::int64_t to_ms) {
    for (std::size_t i = 0; i < inputs.size();) {
        const std::int64_t instant = inputs[i].submission.time_ms;
        if (instant > to_ms) return;
        for (; i < inputs.size() && inputs[i].submission.time_ms == instant; ++i)
            world.admit(inputs[i].submission);
        world.advance(instant);
    }
}

Session::Session(LiveWorld& world, Pacer& pacer, InputLog log,
                 std::span<const sqlite::LoggedInput> before, const RecentRecords* records)
    : world_(world), pacer_(pacer), log_(std::move(log)), records_(records) {
    for (const sqlite::LoggedInput& input : before) remember(input.submission);
}

void Session::remember(const sim::Submission& s) {
    inputs_.push_back({.sender = s.sender, .reference = s.reference, .time_ms = s.time_ms});
    by_reference_.emplace(s.reference, inputs_.size());
}

void Session::move_on(WallTime now) {
    const std::int64_t due = pacer_.due_ms(now, world_.now_ms());
    if (due > world_.now_ms()) world_.advance(std::min(due, world_.end_ms()));
}

std::vector<Reply> Session::take(std::span<const Request> requests, WallTime now) {
    std::vector<Reply> replies(requests.size());
    Waiting waiting;
    for (std::size_t i = 0; i < requests.size(); ++i)
        read_request(requests[i], i, waiting, replies, now);
    act_on(waiting, replies, now);
    return replies;
}

void Session::read_request(const Request& request, std::size_t at, Waiting& waiting,
                           std::vector<Reply>& replies, WallTime now) {
    Command command;
    const auto wait_for = [&](std::vector<sim::Submission> payments) {
        waiting.messages.push_back({.request = at,
                                    .id = command.id,
                                    .payments = std::move(payments),
                                    .sha256 = sha256_of(request.text)});
    };
    const auto refuse = [&](const InputFaults& faults) {
        replies[at] = answers::fault(command.name, command.id, faults);
    };
    const auto act = [&] {
        act_on(waiting, replies, now);
        replies[at] = answer(command, now);
    };
    switch (request.kind) {
        case Request::Kind::status:
            command.name = "status";
            return act();
        case Request::Kind::pause:
            command.name = "pause";
            return act();
        case Request::Kind::resume:
            command.name = "resume";
            return act();
        case Request::Kind::find:
            command.name = "find";
            command.body = request.text;
            return act();
        case Request::Kind::advance: {
            command.name = "advance";
            auto body = parse_json(request.text);
            if (!body) return refuse({body.error()});
            command.body = std::move(*body);
            return act();
        }
        case Request::Kind::payment: {
            command.name = "submit";
            auto payments = read_submission(request.text);
            return payments ? wait_for(std::move(*payments)) : refuse(payments.error());
        }
        case Request::Kind::frame:
            break;
    }
    if (is_message(request.text)) {
        command.name = "submit";
        auto payments = read_submission(request.text);
        return payments ? wait_for(std::move(*payments)) : refuse(payments.error());
    }
    auto json = parse_json(request.text);
    if (!json) return refuse({json.error()});
    if (!json->is_object()) return refuse({{.reason = "wrong_type", .expected = "an object"}});
    if (const auto id = json->find("id"); id != json->end()) {
        if (!answers::is_id(*id))
            return refuse({{.reason = "wrong_type",
                            .field = "id",
                            .expected = "text of at most 128 bytes, or a whole number"}});
        command.id = std::move(*id);
        json->erase("id");
    }
    if (const auto v = json->find("v"); v != json->end()) {
        if (*v != protocol_version)
            return refuse({{.reason = "unknown_version", .field = "v", .expected = "1"}});
        json->erase("v");
    }
    const auto name = json->find("command");
    if (name == json->end()) return refuse({{.reason = "missing_field", .field = "command"}});
    if (!name->is_string() ||
        std::ranges::find(command_names, name->get<std::string>()) == command_names.end())
        return refuse({{.reason = "unknown_command",
                        .field = "command",
                        .expected = "hello, status, advance, pause, resume, submit, snapshot, "
                                    "range or stop"}});
    command.name = name->get<std::string>();
    json->erase("command");
    for (const auto& item : json->items())
        if (!is_field_of(command.name, item.key()))
            return refuse({{.reason = "unknown_field", .field = item.key().substr(0, 70)}});
    command.body = std::move(*json);
    if (command.name != "submit") return act();

    const auto payment = command.body.find("payment"), text = command.body.find("text");
    if (command.body.size() != 1 || (payment == command.body.end() && text == command.body.end()))
        return refuse({{.reason = "missing_field",
                        .field = "payment",
                        .expected = "one of `payment` (an object) and `text` (a message)"}});
    if (payment != command.body.end()) {
        auto read = read_payment(*payment);
        if (!read) return refuse(read.error());
        return wait_for({std::move(*read)});
    }
    if (!text->is_string())
        return refuse({{.reason = "wrong_type", .field = "text", .expected = "text"}});
    auto payments = read_submission(text->get_ref<const std::string&>());
    return payments ? wait_for(std::move(*payments)) : refuse(payments.error());
}

void Session::act_on(Waiting& waiting, std::vector<Reply>& replies, WallTime now) {
    if (waiting.messages.empty()) return;
    const std::vector<Waiting::Message> messages = std::exchange(waiting.messages, {});
    const std::int64_t instant = std::max(pacer_.due_ms(now, world_.now_ms()), world_.now_ms() + 1);
    const bool is_late = instant >= world_.end_ms() || stopping_;

    std::vector<sqlite::LoggedInput> admitted;
    std::vector<std::vector<answers::PaymentAnswer>> told(messages.size());
    for (std::size_t m = 0; m < messages.size(); ++m) {
        for (const sim::Submission& read : messages[m].payments) {
            sim::Submission s = read;
            s.time_ms = instant;
            s.rail = world_.rail_meant(s.rail);
            std::string refusal = is_late ? "period_over" : world_.refusal_of(s);
            answers::PaymentAnswer& line = told[m].emplace_back();
            line = {.sender = s.sender, .reference = s.reference, .time_ms = instant};
            if (!refusal.empty()) {
                line.answer.status = sim::SubmissionAnswer::Status::rejected;
                line.answer.reason = std::move(refusal);
                continue;
            }
            line.number = s.number = inputs_.size() + admitted.size() + 1;
            admitted.push_back({.submission = std::move(s), .text_sha256 = messages[m].sha256});
        }
    }
    if (!admitted.empty()) {
        log_(admitted);  // from here on they survive
        for (const sqlite::LoggedInput& input : admitted) {
            remember(input.submission);
            world_.admit(input.submission);
        }
        world_.advance(instant);
    }
    for (std::size_t m = 0; m < messages.size(); ++m) {
        for (answers::PaymentAnswer& line : told[m])
            if (line.number > 0) line.answer = world_.answer_to(line.number);
        replies[messages[m].request] = answers::submitted(messages[m].id, told[m]);
    }
}

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
