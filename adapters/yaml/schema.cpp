#include "adapters/yaml/schema.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/yaml/ecny_tables.hpp"
#include "adapters/yaml/rail_tables.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_settlement.hpp"
#include "adapters/yaml/trade_mode_tables.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

Json text_like(std::string_view pattern) {
    return {{"type", Json::array({"string", "number"})}, {"pattern", std::string(pattern)}};
}
Json text_only(std::string_view pattern) {
    return {{"type", "string"}, {"pattern", std::string(pattern)}};
}

// Patterns guide an editor; the parser judges.
constexpr std::string_view decimal_pattern = "^[+-]?[0-9]+(\\.[0-9]+)?$";
constexpr std::string_view amount_pattern = "^[+-]?[0-9]+(\\.[0-9]+)?( [A-Z]{3})?$";
constexpr std::string_view date_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

class SchemaWriter {
  public:
    Json reference_to(const Table& table) {
        std::string name(table.name);
        std::ranges::replace(name, ' ', '_');  // a $ref is a URI
        if (!definitions_.contains(name)) {
            definitions_[name] = nullptr;  // its place, before those that it needs
            definitions_[name] = mapping(table);
        }
        return {{"$ref", "#/definitions/" + name}};
    }

    Json mapping(const Table& table) {
        Json properties = Json::object(), required = Json::array();
        for (const Field& field : table.fields) {
            Json shape = of(field);
            if (!field.doc.empty()) {
                // In draft 7 nothing beside a $ref is read.
                if (shape.contains("$ref")) shape = {{"allOf", Json::array({std::move(shape)})}};
                shape["description"] = std::string(field.doc);
            }
            properties[std::string(field.key)] = std::move(shape);
            if (field.required) required.push_back(std::string(field.key));
        }
        Json schema = {{"type", "object"},
                       {"description", std::string(table.doc)},
                       {"additionalProperties", false},
                       {"properties", std::move(properties)}};
        if (!required.empty()) schema["required"] = std::move(required);
        return schema;
    }

    const Json& definitions() const { return definitions_; }

  private:
    static Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
    static Json pair_of(Json items) {
        return {{"type", "array"}, {"items", std::move(items)}, {"minItems", 2}, {"maxItems", 2}};
    }
    static Json named(Json values) {
        return {{"type", "object"}, {"additionalProperties", std::move(values)}};
    }
    static Json any_text() { return {{"type", Json::array({"string", "number", "boolean"})}}; }
    static Json whole() { return {{"type", "integer"}, {"minimum", 0}}; }

    Json of(const Field& field) {
        switch (field.shape) {
            case Shape::text:
                return any_text();
            case Shape::zone:
            case Shape::path:
                return {{"type", "string"}, {"minLength", 1}};
            case Shape::id:
                return {{"type", Json::array({"string", "number"})}};
            case Shape::title: {
                const Json text = {{"type", "string"}};
                return {{"oneOf", Json::array({text,
                                               {{"type", "object"},
                                                {"additionalProperties", false},
                                                {"minProperties", 1},
                                                {"properties", {{"en", text}, {"zh", text}}}}})}};
            }
            case Shape::boolean:
                return {{"type", "boolean"}};
            case Shape::whole:
                return whole();
            case Shape::decimal:
                return text_like(decimal_pattern);
            case Shape::flag_or_decimal:
                return {
                    {"oneOf", Json::array({{{"type", "boolean"}},
                                           {{"type", "number"}},
                                           text_only("^(true|false|[+-]?[0-9]+(\\.[0-9]+)?)$")})}};
            case Shape::amount:
                return text_like(amount_pattern);
            case Shape::currency:
                return text_only("^[A-Z]{3}$");
            case Shape::country:
                return text_only("^[A-Z]{2}$");
            case Shape::date:
                return text_only(date_pattern);
            case Shape::time:
                return text_only("^[0-9]{2}:[0-9]{2}(:[0-9]{2})?( [^ ]+)?$");
            case Shape::hours:
                return text_only("^[0-9]{2}:[0-9]{2}(:[0-9]{2})?-[0-9]{2}:[0-9]{2}(:[0-9]{2})?$");
            case Shape::duration:
                return text_only("^[0-9]+(ms|s|m|h|d)$");
            case Shape::day_count:
                return {
                    {"enum", {"ACT/360", "ACT/365F", "ACT/ACT", "30/360", "30E/360", "30E+/360"}}};
            case Shape::word: {
                Json words = Json::array();
                for (const std::string_view word : field.words) words.push_back(std::string(word));
                return {{"enum", std::move(words)}};
            }
            case Shape::mapping:
                return reference_to(*field.table);
            case Shape::list:
                return list_of(reference_to(*field.table));
            case Shape::times: {
                const Json one = text_only("^[0-9]{2}:[0-9]{2}(:[0-9]{2})?( [^ ]+)?$");
                return {{"oneOf", Json::array({one, list_of(one)})}};
            }
            case Shape::texts:
                return list_of(any_text());
            case Shape::id_or_ids: {
                const Json id = {{"type", "string"}};
                return {{"oneOf", Json::array({id, list_of(id)})}};
            }
            case Shape::wholes:
                return list_of(whole());
            case Shape::pair_of_wholes:
                return pair_of(whole());
            case Shape::pair_of_texts:
                return pair_of(any_text());
            case Shape::named_mappings:
                return named(reference_to(*field.table));
            case Shape::named_texts:
                return named(any_text());
            case Shape::named_amounts:
                return named(text_like(amount_pattern));
            case Shape::named_facts:
                return named(any_text());
            case Shape::any:
                break;
        }
        return {{"type", "object"}};
    }

    Json definitions_ = Json::object();
};

std::string printed(Json schema, const SchemaWriter& writer, std::string_view title) {
    Json whole = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                  {"title", std::string(title)}};
    for (auto& [key, value] : schema.items()) whole[key] = value;
    whole["definitions"] = writer.definitions();
    return whole.dump(1, '\t') + "\n";
}

std::string schema_of(const Table& table, std::string_view title) {
    SchemaWriter writer;
    Json root = writer.mapping(table);
    return printed(std::move(root), writer, title);
}

}  // namespace

std::string scenario_schema() { return schema_of(scenario_table(), "rmbsim scenario"); }
std::string rails_schema() { return schema_of(rails_table(), "rmbsim rails"); }
std::string rule_packs_schema() { return schema_of(rule_packs_table(), "rmbsim rule packs"); }
std::string trade_modes_schema() { return schema_of(trade_modes_table(), "rmbsim trade modes"); }
std::string wallet_tiers_schema() { return schema_of(wallet_tiers_table(), "rmbsim wallet tiers"); }

std::string policy_schema() {
    SchemaWriter writer;
    const Json regime = writer.reference_to(regime_table());
    const Json overlay = writer.reference_to(overlay_table());
    return printed({{"oneOf", Json::array({regime, overlay})}}, writer, "rmbsim policy");
}

}  // namespace rmbsim::adapters
