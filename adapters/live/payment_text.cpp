#include "adapters/live/payment_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/csv/values.hpp"
#include "adapters/live/payment_message.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::live {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t depth_max = 16;
constexpr std::size_t name_bytes_max = 70;
constexpr std::uint8_t class_max = 9;

constexpr std::array<std::string_view, 11> payment_fields{
    "sender", "reference",  "rail",  "payer", "payee", "currency",
    "amount", "value_date", "class", "uetr",  "note"};

// Fields of one payment, each asked for once; what is wrong with them is gathered.
class PaymentReader {
  public:
    explicit PaymentReader(const Json& json) : json_(json) {}

    std::string name(const char* field) {
        const Json* value = required(field);
        if (value == nullptr) return {};
        if (!value->is_string()) return fail("wrong_type", field, "text"), std::string();
        auto text = value->get<std::string>();
        if (text.empty() || text.size() > name_bytes_max || !is_printable(text))
            return fail("bad_text", field, "1 to 70 bytes without control characters"),
                   std::string();
        return text;
    }
    std::string optional_name(const char* field) {
        return json_.contains(field) ? name(field) : "";
    }

    void amount(sim::Submission& s) {
        const auto currency = ledger::find_currency(s.currency);
        if (!currency && !s.currency.empty())
            fail("unknown_currency", "currency", "an ISO 4217 code such as CNY");
        const Json* value = required("amount");
        if (value == nullptr) return;
        if (!value->is_string())
            return fail("wrong_type", "amount", "decimal text such as \"1250.00\", not a number");
        if (!currency) return;
        const auto minor = ledger::parse_minor(value->get_ref<const std::string&>(),
                                               ledger::decimals_of(*currency));
        if (!minor || *minor <= 0)
            return fail("bad_amount", "amount",
                        "more than zero, with at most " +
                            std::to_string(ledger::decimals_of(*currency)) + " decimals");
        s.minor = *minor;
    }
    std::int32_t value_day() {
        if (!json_.contains("value_date")) return 0;
        const Json& value = json_["value_date"];
        const auto day =
            value.is_string() ? parse_date(value.get_ref<const std::string&>()) : std::nullopt;
        if (!day) return fail("bad_date", "value_date", "a day such as \"2026-01-05\""), 0;
        return ledger::day_number(*day);
    }
    std::uint8_t priority_class() {
        if (!json_.contains("class")) return 1;
        const Json& value = json_["class"];
        if (value == "urgent") return 0;
        if (value == "normal") return 1;
        if (value.is_number_unsigned() && value.get<std::uint64_t>() <= class_max)
            return value.get<std::uint8_t>();
        return fail("bad_class", "class", "\"urgent\", \"normal\", or a whole number from 0 to 9"),
               std::uint8_t{1};
    }
    std::string uetr() {
        const std::string text = optional_name("uetr");
        if (text.empty() || is_uuid(text)) return text;
        return fail("bad_uetr", "uetr", "a UUID in small letters, as ISO 20022 has it"),
               std::string();
    }
    void refuse_unknown_fields() {
        for (const auto& item : json_.items())
            if (std::ranges::find(payment_fields, item.key()) == payment_fields.end())
                fail("unknown_field", item.key().substr(0, name_bytes_max), "");
    }
    InputFaults take_faults() { return std::move(faults_); }

  private:
    static bool is_printable(std::string_view text) {
        return std::ranges::none_of(
            text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    }
    static bool is_uuid(std::string_view text) {
        if (text.size() != 36) return false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
            const bool is_hex =
                (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
            if (is_dash ? text[i] != '-' : !is_hex) return false;
        }
        return true;
    }
    const Json* required(const char* field) {
        const auto found = json_.find(field);
        if (found != json_.end()) return &*found;
        fail("missing_field", field, "");
        return nullptr;
    }
    void fail(std::string reason, std::string field, std::string expected) {
        faults_.push_back({std::move(reason), std::move(field), std::move(expected)});
    }

    const Json& json_;
    InputFaults faults_;
};

}  // namespace

std::expected<Json, InputFault> parse_json(std::string_view text) {
    // A key that stands twice would be one payment to one reader and another to the next.
    std::vector<std::set<std::string>> open;
    bool is_twice = false, is_deep = false;
    const auto look = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start) open.emplace_back();
        if (event == Json::parse_event_t::object_end && !open.empty()) open.pop_back();
        if (event == Json::parse_event_t::key && !open.empty() &&
            !open.back().insert(parsed.get<std::string>()).second)
            is_twice = true;
        is_deep = is_deep || depth > static_cast<int>(depth_max);
        return !is_deep;
    };
    Json json = Json::parse(text, look, false);
    if (is_deep) return std::unexpected(InputFault{.reason = "nested_too_deep"});
    if (json.is_discarded())
        return std::unexpected(InputFault{.reason = "malformed_json", .expected = "JSON in UTF-8"});
    if (is_twice) return std::unexpected(InputFault{.reason = "key_twice"});
    return json;
}

std::expected<sim::Submission, InputFaults> read_payment(const Json& json) {
    if (!json.is_object())
        return std::unexpected(InputFaults{{.reason = "wrong_type", .expected = "an object"}});
    PaymentReader reader(json);
    sim::Submission s;
    s.sender = reader.name("sender");
    s.reference = reader.name("reference");
    s.rail = reader.name("rail");
    s.payer = reader.name("payer");
    s.payee = reader.name("payee");
    s.currency = reader.name("currency");
    reader.amount(s);
    s.value_day = reader.value_day();
    s.priority_class = reader.priority_class();
    s.uetr = reader.uetr();
    std::ignore = reader.optional_name("note");
    reader.refuse_unknown_fields();
    InputFaults faults = reader.take_faults();
    if (!faults.empty()) return std::unexpected(std::move(faults));
    return s;
}

bool is_message(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return start != std::string_view::npos && text[start] == '<';
}

std::expected<std::vector<sim::Submission>, InputFaults> read_submission(std::string_view text) {
    if (is_message(text)) return read_payment_message(text);
    const auto json = parse_json(text);
    if (!json) return std::unexpected(InputFaults{json.error()});
    auto payment = read_payment(*json);
    if (!payment) return std::unexpected(std::move(payment.error()));
    return std::vector<sim::Submission>{std::move(*payment)};
}

}  // namespace rmbsim::adapters::live
