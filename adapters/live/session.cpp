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
#include "adapters/live/session_command.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "ledger/digest.hpp"
#include "sim/kernel/submission.hpp"
#include "sim/measure/expectation.hpp"

namespace rmbsim::adapters::live {
namespace {

using Json = nlohmann::ordered_json;

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

std::string sha256_of(std::string_view text) {
    return ledger::to_text(
        ledger::Sha256Hasher().add(std::as_bytes(std::span<const char>(text))).finish());
}

}  // namespace

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

}  // namespace rmbsim::adapters::live
