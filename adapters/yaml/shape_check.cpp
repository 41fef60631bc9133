#include "adapters/yaml/shape_check.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"

namespace rmbsim::adapters {
namespace {

std::string_view name_of(NodeKind kind) {
    switch (kind) {
        case NodeKind::null:
            return "nothing";
        case NodeKind::scalar:
            return "a single value";
        case NodeKind::sequence:
            return "a list";
        case NodeKind::mapping:
            break;
    }
    return "a mapping";
}

class ShapeCheck {
  public:
    explicit ShapeCheck(Reading& reading) : reading_(reading) {}

    void mapping(const Node& node, const Table& table, std::string_view whose) {
        if (!is(node, NodeKind::mapping, whose, "")) return;
        std::vector<std::string_view> keys;
        for (const Field& field : table.fields) keys.push_back(field.key);
        for (const Entry& entry : node.entries) {
            const Field* field = table.find(entry.key);
            if (field == nullptr) {
                unknown_key(entry, table, keys);
            } else if (entry.value.kind == NodeKind::null && !entry.value.poisoned) {
                if (field->required) missing(entry.key_at, *field, table);
            } else {
                value(entry.value, *field);
            }
        }
        for (const Field& field : table.fields)
            if (field.required && node.find(field.key) == nullptr) missing(node.at, field, table);
    }

  private:
    void unknown_key(const Entry& entry, const Table& table,
                     const std::vector<std::string_view>& keys) {
        reading_.error(entry.key_at, fmt::format("unknown key '{}' in a {}", entry.key, table.name),
                       fmt::format("one of {}", joined(keys)), did_you_mean(entry.key, keys));
    }

    void missing(const InputPosition& at, const Field& field, const Table& table) {
        reading_.error(at, fmt::format("key '{}' is missing in this {}", field.key, table.name),
                       fmt::format("{}: {}", field.key,
                                   field.example.empty() ? "…" : std::string(field.example)),
                       std::string(field.doc));
    }

    bool is(const Node& node, NodeKind kind, std::string_view key, std::string_view example) {
        if (node.poisoned) return false;
        if (node.kind == kind) return true;
        reading_.error(node.at, fmt::format("`{}` is {}", key, name_of(node.kind)),
                       example.empty() ? std::string(name_of(kind))
                                       : fmt::format("{}, such as {}", name_of(kind), example));
        return false;
    }

    void list_of(const Node& node, const Field& field, Shape shape) {
        if (!is(node, NodeKind::sequence, field.key, field.example)) return;
        for (const Node& item : node.items) scalar(item, field, shape);
    }

    void pair_of(const Node& node, const Field& field, Shape shape) {
        if (!is(node, NodeKind::sequence, field.key, field.example)) return;
        if (node.items.size() != 2)
            reading_.error(node.at, fmt::format("`{}` has {} values", field.key, node.items.size()),
                           fmt::format("two, such as {}", field.example));
        for (const Node& item : node.items) scalar(item, field, shape);
    }

    void named(const Node& node, const Field& field, Shape shape) {
        if (!is(node, NodeKind::mapping, field.key, field.example)) return;
        for (const Entry& entry : node.entries) scalar(entry.value, field, shape);
    }

    void title(const Node& node, const Field& field) {
        if (node.poisoned || node.kind == NodeKind::scalar) return;
        if (!is(node, NodeKind::mapping, field.key, "{en: …, zh: …}")) return;
        for (const Entry& entry : node.entries) {
            if (entry.key != "en" && entry.key != "zh")
                reading_.error(entry.key_at, fmt::format("unknown language '{}'", entry.key),
                               "en or zh");
            else
                is(entry.value, NodeKind::scalar, entry.key, "");
        }
        if (node.entries.empty())
            reading_.error(node.at, fmt::format("`{}` is empty", field.key), "{en: …, zh: …}");
    }

    void value(const Node& node, const Field& field) {
        switch (field.shape) {
            case Shape::mapping:
                mapping(node, *field.table, field.key);
                return;
            case Shape::list:
                if (!is(node, NodeKind::sequence, field.key, field.example)) return;
                for (const Node& item : node.items) mapping(item, *field.table, field.key);
                return;
            case Shape::named_mappings:
                if (!is(node, NodeKind::mapping, field.key, field.example)) return;
                for (const Entry& entry : node.entries)
                    mapping(entry.value, *field.table, entry.key);
                return;
            case Shape::times:
                if (node.kind == NodeKind::sequence)
                    list_of(node, field, Shape::time);
                else
                    scalar(node, field, Shape::time);
                return;
            case Shape::id_or_ids:
                if (node.kind == NodeKind::sequence) {
                    demand(!node.items.empty(), node, fmt::format("`{}` is empty", field.key),
                           "a name, or a list of names");
                    list_of(node, field, Shape::id);
                } else {
                    scalar(node, field, Shape::id);
                }
                return;
            case Shape::texts:
                list_of(node, field, Shape::text);
                return;
            case Shape::wholes:
                list_of(node, field, Shape::whole);
                return;
            case Shape::pair_of_wholes:
                pair_of(node, field, Shape::whole);
                return;
            case Shape::pair_of_texts:
                pair_of(node, field, Shape::text);
                return;
            case Shape::named_texts:
                named(node, field, Shape::text);
                return;
            case Shape::named_amounts:
                named(node, field, Shape::amount);
                return;
            case Shape::named_facts:
                named(node, field, Shape::flag_or_decimal);
                return;
            case Shape::title:
                title(node, field);
                return;
            case Shape::any:
                is(node, NodeKind::mapping, field.key, field.example);
                return;
            case Shape::text:
            case Shape::id:
            case Shape::path:
            case Shape::boolean:
            case Shape::whole:
            case Shape::decimal:
            case Shape::flag_or_decimal:
            case Shape::amount:
            case Shape::currency:
            case Shape::country:
            case Shape::date:
            case Shape::time:
            case Shape::hours:
            case Shape::duration:
            case Shape::zone:
            case Shape::day_count:
            case Shape::word:
                scalar(node, field, field.shape);
                return;
        }
    }

    void scalar(const Node& node, const Field& field, Shape shape) {
        if (!is(node, NodeKind::scalar, field.key, field.example)) return;
        const std::string& text = node.text;
        switch (shape) {
            case Shape::text:
            case Shape::path:
            case Shape::zone:
                demand(!text.empty(), node, fmt::format("`{}` is empty", field.key), "a text");
                return;
            case Shape::id:
                demand(is_id(text), node, fmt::format("'{}' is no name", text),
                       "letters, digits and . _ - , at most 64");
                return;
            case Shape::boolean:
                demand(!node.quoted && parse_boolean(text), node,
                       fmt::format("'{}' is neither true nor false", text), "true or false");
                return;
            case Shape::whole: {
                const auto whole = parse_whole(text);
                demand(whole && *whole >= 0, node, fmt::format("'{}' is no whole number", text),
                       "a whole number from 0 on");
                return;
            }
            case Shape::decimal:
                decimal(node);
                return;
            case Shape::flag_or_decimal:
                if (!parse_boolean(text)) decimal(node);
                return;
            case Shape::currency:
                demand(parse_currency(text).has_value(), node,
                       fmt::format("currency '{}' is not an ISO 4217 code", text),
                       "a three-letter code such as CNY or HKD", currency_hint(text));
                return;
            case Shape::country:
                demand(is_country(text), node, fmt::format("'{}' is no country code", text),
                       "two capital letters of ISO 3166, such as CN or HK");
                return;
            case Shape::date:
                demand(parse_date(text).has_value(), node, fmt::format("'{}' is not a date", text),
                       "a day such as 2026-01-05");
                return;
            case Shape::time:
                demand(parse_zoned_time(text).has_value(), node,
                       fmt::format("'{}' is not a time of day", text),
                       "HH:MM and a zone, such as \"16:00 Asia/Shanghai\"");
                return;
            case Shape::hours:
                demand(parse_hours(text).has_value(), node, fmt::format("'{}' are no hours", text),
                       "an opening and a later close of one day, such as \"08:30-17:00\"");
                return;
            case Shape::duration:
                demand(parse_duration(text).has_value(), node,
                       fmt::format("'{}' is no duration", text),
                       "a number and a unit: 500ms, 90s, 5m, 2h, 1d");
                return;
            case Shape::day_count:
                demand(ledger::parse_day_count(text).has_value(), node,
                       fmt::format("'{}' is no day count", text),
                       "one of ACT/360, ACT/365F, ACT/ACT, 30/360, 30E/360, 30E+/360");
                return;
            case Shape::word:
                word(node, field);
                return;
            case Shape::amount:  // by the loader, which knows the currency
            case Shape::title:
            case Shape::mapping:
            case Shape::list:
            case Shape::times:
            case Shape::id_or_ids:
            case Shape::texts:
            case Shape::wholes:
            case Shape::pair_of_wholes:
            case Shape::pair_of_texts:
            case Shape::named_mappings:
            case Shape::named_texts:
            case Shape::named_amounts:
            case Shape::named_facts:
            case Shape::any:
                return;
        }
    }

    void decimal(const Node& node) {
        demand(ledger::Decimal::parse(node.text).has_value(), node,
               fmt::format("'{}' is no plain decimal", node.text),
               "digits and one point, such as 0.0385; no exponent, no percent sign",
               node.text.ends_with('%') ? "3.85 % is written 0.0385" : "");
    }

    void word(const Node& node, const Field& field) {
        const std::vector<std::string_view> words(field.words.begin(), field.words.end());
        if (std::find(words.begin(), words.end(), node.text) != words.end()) return;
        reading_.error(
            node.at, fmt::format("`{}` cannot be '{}'", field.key, node.text),
            words.size() == 1 ? std::string(words[0]) : fmt::format("one of {}", joined(words)),
            did_you_mean(node.text, words));
    }

    void demand(bool kept, const Node& node, std::string message, std::string expected,
                std::string hint = "") {
        if (!kept)
            reading_.error(node.at, std::move(message), std::move(expected), std::move(hint));
    }

    Reading& reading_;
};

}  // namespace

void check_shape(const Node& node, const Table& table, Reading& reading) {
    ShapeCheck(reading).mapping(node, table, table.name);
}

}  // namespace rmbsim::adapters
