#include "adapters/live/answers.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/live/payment_text.hpp"
#include "adapters/live/request.hpp"
#include "adapters/live/session.hpp"
#include "adapters/zmq/encode_json.hpp"
#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::live {
namespace answers {
namespace {

constexpr std::size_t id_bytes_max = 128;

Json json_of(const PaymentAnswer& payment) {
    const sim::SubmissionAnswer& answer = payment.answer;
    Json json;
    json["sender"] = payment.sender;
    json["reference"] = payment.reference;
    json["number"] = payment.number > 0 ? Json(payment.number) : Json();
    json["time"] = time_text(payment.time_ms);
    json["status"] = name_of(answer.status);
    json["reason"] = answer.reason;
    json["payment"] = answer.payment > 0 ? Json("P-" + std::to_string(answer.payment)) : Json();
    json["duplicate_of"] = answer.duplicate_of > 0 ? Json(answer.duplicate_of) : Json();
    json["settled"] = answer.settled_ms >= 0 ? Json(time_text(answer.settled_ms)) : Json();
    return json;
}

Reply with_payments(std::string_view command, const Json& id,
                    std::span<const PaymentAnswer> payments) {
    using Status = sim::SubmissionAnswer::Status;
    const bool all_rejected =
        !payments.empty() && std::ranges::all_of(payments, [](const PaymentAnswer& one) {
            return one.answer.status == Status::rejected;
        });
    Json json = start(command, id, all_rejected ? "rejected" : "ok");
    if (all_rejected) json["reason"] = payments.front().answer.reason;
    Json list = Json::array();
    for (const PaymentAnswer& payment : payments) list.push_back(json_of(payment));
    json["payments"] = std::move(list);
    return finish(all_rejected ? Outcome::rejected : Outcome::done, json);
}

}  // namespace

bool is_id(const Json& json) {
    if (json.is_string()) return json.get_ref<const std::string&>().size() <= id_bytes_max;
    return json.is_number_integer();
}

std::string time_text(std::int64_t time_ms) {
    std::string text;
    append_iso_time(text, time_ms);
    return text;
}

std::string_view name_of(sim::SubmissionAnswer::Status status) {
    using Status = sim::SubmissionAnswer::Status;
    switch (status) {
        case Status::unknown:
            return "unknown";
        case Status::waiting:
            return "waiting";
        case Status::queued:
            return "queued";
        case Status::settled:
            return "settled";
        case Status::returned:
            return "returned";
        case Status::withdrawn:
            return "withdrawn";
        case Status::rejected:
            return "rejected";
    }
    return "unknown";
}

Json start(std::string_view command, const Json& id, std::string_view status) {
    Json json;
    json["v"] = protocol_version;
    json["command"] = command.empty() ? Json() : Json(command);
    json["id"] = id;
    json["status"] = status;
    json["reason"] = "";
    return json;
}

Reply finish(Outcome outcome, const Json& json) {
    return {.outcome = outcome, .text = json.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Reply fault(std::string_view command, const Json& id, const InputFaults& faults) {
    Json json = start(command, id, "error");
    json["reason"] = faults.empty() ? "malformed" : faults.front().reason;
    Json list = Json::array();
    for (const InputFault& one : faults)
        list.push_back({{"reason", one.reason}, {"field", one.field}, {"expected", one.expected}});
    json["faults"] = std::move(list);
    return finish(Outcome::malformed, json);
}

Reply rejected(std::string_view command, const Json& id, std::string_view reason,
               std::string_view hint) {
    Json json = start(command, id, "rejected");
    json["reason"] = reason;
    json["hint"] = hint;
    return finish(Outcome::rejected, json);
}

Reply submitted(const Json& id, std::span<const PaymentAnswer> payments) {
    return with_payments("submit", id, payments);
}

Reply found(std::string_view command, const Json& id, std::span<const PaymentAnswer> payments) {
    Reply reply = with_payments(command, id, payments);
    reply.outcome = Outcome::done;
    return reply;
}

}  // namespace answers

std::string busy_answer(const Request& request) {
    answers::Json id;
    std::string command;
    if (request.kind == Request::Kind::frame && !is_message(request.text)) {
        if (const auto json = parse_json(request.text); json && json->is_object()) {
            if (const auto given = json->find("id"); given != json->end() && answers::is_id(*given))
                id = *given;
            if (const auto name = json->find("command"); name != json->end() && name->is_string())
                command = name->get<std::string>().substr(0, 16);
        }
    }
    answers::Json json = answers::start(command, id, "busy");
    json["reason"] = "queue_full";
    return answers::finish(Outcome::busy, json).text;
}

std::string refusal_answer(std::string_view reason, std::string_view expected) {
    return answers::fault("", {},
                          {{.reason = std::string(reason), .expected = std::string(expected)}})
        .text;
}

}  // namespace rmbsim::adapters::live
