#include "adapters/live/payment_text.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace rmbsim::adapters::live {
namespace {

// A payment with one field written otherwise, or left out when `json` is empty.
std::string payment_with(const std::string& field, const std::string& json) {
    const std::vector<std::pair<std::string, std::string>> fields{
        {"sender", R"("bank-a")"},  {"reference", R"("R-1")"}, {"rail", R"("hvps")"},
        {"payer", R"("A")"},        {"payee", R"("B")"},       {"currency", R"("CNY")"},
        {"amount", R"("1250.00")"},
    };
    std::string text = "{";
    bool is_written = false;
    for (const auto& [name, value] : fields) {
        const std::string& shown = name == field ? json : value;
        is_written = is_written || name == field;
        if (!shown.empty()) text += (text.size() > 1 ? ",\"" : "\"") + name + "\":" + shown;
    }
    if (!is_written) text += ",\"" + field + "\":" + json;
    return text + "}";
}

}  // namespace

TEST_CASE("a payment as JSON is read field by field", "[live]") {
    const auto read = read_submission(
        R"({"sender":"bank-a","reference":"R-1","rail":"hvps","payer":"A","payee":"B","currency":"CNY",)"
        R"("amount":"1250.5","value_date":"2026-01-05","class":"urgent",)"
        R"("uetr":"8a562c67-ca16-48ba-b074-65581be6f001","note":"rent"})");
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    CHECK(read->front() == sim::Submission{.sender = "bank-a",
                                           .reference = "R-1",
                                           .rail = "hvps",
                                           .payer = "A",
                                           .payee = "B",
                                           .currency = "CNY",
                                           .minor = 125'050,
                                           .value_day = 20'458,  // 2026-01-05
                                           .priority_class = 0,
                                           .uetr = "8a562c67-ca16-48ba-b074-65581be6f001"});
}

TEST_CASE("what is left out of a payment has its usual meaning", "[live]") {
    const auto read = read_submission(payment_with("class", "4"));
    REQUIRE(read);
    CHECK(read->front().value_day == 0);
    CHECK(read->front().priority_class == 4);
    CHECK(read_submission(payment_with("note", R"("x")"))->front().priority_class == 1);
}

TEST_CASE("what is wrong with a payment is told by reason and field", "[live]") {
    struct Row {
        const char *name, *field, *json, *reason;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"no sender",                 "sender",     "",                      "missing_field"},
        {"an empty reference",        "reference",  R"("")",                 "bad_text"},
        {"a number as a reference",   "reference",  "17",                    "wrong_type"},
        {"a line break in a name",    "payer",      R"("a\nb")",             "bad_text"},
        {"a name without end",        "payee",      R"("0123456789012345678901234567890123456789012345678901234567890123456789x")", "bad_text"},
        {"null",                      "rail",       "null",                  "wrong_type"},
        {"no such currency",          "currency",   R"("RMB")",              "unknown_currency"},
        {"an amount as a number",     "amount",     "1250.00",               "wrong_type"},
        {"a third decimal",           "amount",     R"("0.001")",            "bad_amount"},
        {"nothing",                   "amount",     R"("0.00")",             "bad_amount"},
        {"less than nothing",         "amount",     R"("-1.00")",            "bad_amount"},
        {"an exponent",               "amount",     R"("1e6")",              "bad_amount"},
        {"more than 64 bits hold",    "amount",     R"("99999999999999999999.00")", "bad_amount"},
        {"no such day",               "value_date", R"("2026-02-30")",       "bad_date"},
        {"a day as a number",         "value_date", "20260105",              "bad_date"},
        {"no such class",             "class",      R"("express")",          "bad_class"},
        {"a class beyond nine",       "class",      "10",                    "bad_class"},
        {"a class below zero",        "class",      "-1",                    "bad_class"},
        {"a UETR in capitals",        "uetr",       R"("8A562C67-CA16-48BA-B074-65581BE6F001")", "bad_uetr"},
        {"a field nobody knows",      "ammount",    R"("1.00")",             "unknown_field"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const auto read = read_submission(payment_with(row.field, row.json));
    REQUIRE_FALSE(read);
    REQUIRE(read.error().size() == 1);
    CHECK(read.error().front().reason == row.reason);
    CHECK(read.error().front().field == row.field);
}

TEST_CASE("all faults of a payment are told at once", "[live]") {
    const auto read = read_submission(R"({"sender":"","currency":"XXQ","amount":5})");
    REQUIRE_FALSE(read);
    // sender, reference, rail, payer, payee, currency, amount
    CHECK(read.error().size() == 7);
}

TEST_CASE("what is no payment at all is refused with one reason", "[live]") {
    struct Row {
        const char *name, *text, *reason;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"nothing",              "",                         "malformed_json"},
        {"half an object",       R"({"sender":)",            "malformed_json"},
        {"two values",           "{} {}",                    "malformed_json"},
        {"no UTF-8",             "{\"sender\":\"\xff\"}",    "malformed_json"},
        {"a list",               "[]",                       "wrong_type"},
        {"a key that stands twice", R"({"amount":"1.00","amount":"9.00"})", "key_twice"},
        {"nesting",              "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "nested_too_deep"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const auto read = read_submission(row.text);
    REQUIRE_FALSE(read);
    CHECK(read.error().size() == 1);
    CHECK(read.error().front().reason == row.reason);
}

TEST_CASE("a million open brackets are refused and nothing overflows", "[live]") {
    const auto read = read_submission(std::string(1'000'000, '['));
    REQUIRE_FALSE(read);
    CHECK(read.error().front().reason == "nested_too_deep");
}

}  // namespace rmbsim::adapters::live
