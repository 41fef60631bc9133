// Proves ledger/money.hpp and ledger/currency.hpp.
#include "ledger/money.hpp"

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/id.hpp"
#include "tests/ledger/addable.hpp"

namespace rmbsim::ledger {
namespace {

// What must not compile.
static_assert(Addable<Money, Money>);
static_assert(!Addable<Money, int>);  // 5 what?
static_assert(!Addable<Money, std::int64_t>);
static_assert(!std::is_constructible_v<std::int64_t, Money>);
static_assert(!std::totally_ordered<Money>);  // two currencies have no order
static_assert(!std::is_convertible_v<AccountId, BookId>);
static_assert(!std::is_convertible_v<CurrencyId, AccountId>);
static_assert(!std::is_convertible_v<std::uint32_t, AccountId>);
static_assert(!Addable<AccountId, int>);

std::string parsed(std::string_view text, std::string_view code) {
    const auto money = parse_money(text, currency(code));
    if (money) return std::to_string(money->minor);
    switch (money.error()) {
        case AmountError::empty:
            return "empty";
        case AmountError::not_plain_decimal:
            return "not_plain_decimal";
        case AmountError::too_many_decimals:
            return "too_many_decimals";
        case AmountError::beyond_int64:
            return "beyond_int64";
    }
    return "unnamed";
}

struct ParseRow {
    const char *rule, *text, *code, *expected;
};

TEST_CASE("an amount is plain digits with at most the currency's decimals", "[ledger][money]") {
    // clang-format off
    const auto row = GENERATE(values<ParseRow>({
        // rule                                         text                      code   minor units, or why not
        {"two decimals",                                "12.34",                  "CNY", "1234"},
        {"missing decimals are zeros",                  "12.3",                   "CNY", "1230"},
        {"whole yuan",                                  "12",                     "CNY", "1200"},
        {"zeros past the last decimal say nothing",     "1.500",                  "CNY", "150"},
        {"a sign, minus",                               "-1250.5",                "CNY", "-125050"},
        {"a sign, plus",                                "+0.01",                  "CNY", "1"},
        {"minus zero is zero",                          "-0.00",                  "CNY", "0"},
        {"leading zeros say nothing",                   "000000000000000000000.01", "CNY", "1"},
        {"yen have no decimals",                        "1250",                   "JPY", "1250"},
        {"yen with an empty fraction",                  "1250.0",                 "JPY", "1250"},
        {"dinars have three decimals",                  "1.234",                  "KWD", "1234"},
        {"dinars, one given",                           "-1.2",                   "KWD", "-1200"},
        {"the largest amount of yuan",                  "92233720368547758.07",   "CNY", "9223372036854775807"},
        {"the smallest amount of yuan",                 "-92233720368547758.08",  "CNY", "-9223372036854775808"},
        {"the largest amount of yen",                   "9223372036854775807",    "JPY", "9223372036854775807"},
        {"the smallest amount of yen",                  "-9223372036854775808",   "JPY", "-9223372036854775808"},

        {"nothing",                                     "",                       "CNY", "empty"},
        {"a blank",                                     " ",                      "CNY", "not_plain_decimal"},
        {"a blank before",                              " 1",                     "CNY", "not_plain_decimal"},
        {"a line end after",                            "1\n",                    "CNY", "not_plain_decimal"},
        {"a sign alone",                                "-",                      "CNY", "not_plain_decimal"},
        {"two signs",                                   "--1",                    "CNY", "not_plain_decimal"},
        {"an exponent",                                 "1e6",                    "CNY", "not_plain_decimal"},
        {"not a number",                                "NaN",                    "CNY", "not_plain_decimal"},
        {"infinity",                                    "inf",                    "CNY", "not_plain_decimal"},
        {"hexadecimal",                                 "0x1F",                   "CNY", "not_plain_decimal"},
        {"thousands separators",                        "1,000",                  "CNY", "not_plain_decimal"},
        {"a point alone",                               ".",                      "CNY", "not_plain_decimal"},
        {"a point first",                               ".5",                     "CNY", "not_plain_decimal"},
        {"a point last",                                "5.",                     "CNY", "not_plain_decimal"},
        {"two points",                                  "1.2.3",                  "CNY", "not_plain_decimal"},
        {"full-width digits",                           "１２",                   "CNY", "not_plain_decimal"},
        {"the code beside it",                          "12 CNY",                 "CNY", "not_plain_decimal"},
        {"a tenth of a fen",                            "0.001",                  "CNY", "too_many_decimals"},
        {"half a yen",                                  "0.5",                    "JPY", "too_many_decimals"},
        {"a tenth of a fils",                           "0.0001",                 "KWD", "too_many_decimals"},
        {"one fen too many",                            "92233720368547758.08",   "CNY", "beyond_int64"},
        {"one fen too few",                             "-92233720368547758.09",  "CNY", "beyond_int64"},
        {"fits in yuan, not in fen",                    "9223372036854775807",    "CNY", "beyond_int64"},
        {"forty digits",        "1000000000000000000000000000000000000000",       "CNY", "beyond_int64"},

        {"a bad sign before too many decimals",         "1e6.001",                "CNY", "not_plain_decimal"},
        {"bad at its end, and too large",               "99999999999999999999x",  "CNY", "not_plain_decimal"},
        {"too fine before too large",                   "99999999999999999999.001", "CNY", "too_many_decimals"},
    }));
    // clang-format on
    CAPTURE(row.rule, row.text, row.code);
    CHECK(parsed(row.text, row.code) == row.expected);
}

TEST_CASE("an amount is written with all of its currency's decimals", "[ledger][money]") {
    CHECK(to_text(Money{-125050, currency("CNY")}) == "-1250.50");
    CHECK(to_text(Money{5, currency("CNY")}) == "0.05");
    CHECK(to_text(Money{-5, currency("KWD")}) == "-0.005");
    CHECK(to_text(Money{-5, currency("JPY")}) == "-5");
    CHECK(to_text(Money{0, currency("CNY")}) == "0.00");
    CHECK(to_text(Money{INT64_MAX, currency("CNY")}) == "92233720368547758.07");
    CHECK(to_text(Money{INT64_MIN, currency("CNY")}) == "-92233720368547758.08");
    CHECK(to_text(Money{INT64_MIN, currency("JPY")}) == "-9223372036854775808");
}

TEST_CASE("money of two currencies is never added, and a sum never wraps", "[ledger][money]") {
    const CurrencyId cny = currency("CNY"), usd = currency("USD");
    CHECK(Money{1, cny} + Money{2, cny} == Money{3, cny});
    CHECK(Money{1, cny} - Money{2, cny} == Money{-1, cny});
    CHECK(-Money{INT64_MAX, cny} == Money{-INT64_MAX, cny});
    CHECK(Money{1, cny} != Money{1, usd});

    CHECK_THROWS_AS((Money{1, cny} + Money{1, usd}), ContractViolation);
    CHECK_THROWS_AS((Money{1, cny} - Money{1, usd}), ContractViolation);
    CHECK_THROWS_AS((Money{INT64_MAX, cny} + Money{1, cny}), ContractViolation);
    CHECK_THROWS_AS((Money{INT64_MIN, cny} - Money{1, cny}), ContractViolation);
    CHECK_THROWS_AS((-Money{INT64_MIN, cny}), ContractViolation);
    CHECK(checked_add(INT64_MAX, 1) == std::nullopt);
    CHECK(checked_subtract(INT64_MIN, 1) == std::nullopt);
    CHECK(checked_add(INT64_MAX, INT64_MIN) == -1);
    CHECK(checked_subtract(-1, INT64_MIN) == INT64_MAX);
}

TEST_CASE("the currencies are those of ISO 4217 that have a minor unit", "[ledger][currency]") {
    std::ifstream csv(RMBSIM_SOURCE_DIR "/scenarios/reference/iso4217.csv");
    REQUIRE(csv);
    std::string line;
    std::getline(csv, line);
    REQUIRE(line == "code,numeric,minor_unit,name,entities");
    std::uint32_t with_minor_unit = 0;
    while (std::getline(csv, line)) {
        const std::string code = line.substr(0, 3), numeric = line.substr(4, 3);
        const std::string minor_unit = line.substr(8, line.find(',', 8) - 8);
        CAPTURE(line);
        const auto found = find_currency(code);
        const bool is_money = std::ranges::all_of(minor_unit, [](char c) { return c >= '0'; });
        REQUIRE(found.has_value() == (is_money && !minor_unit.empty()));
        if (!found) continue;
        ++with_minor_unit;
        CHECK(code_of(*found) == code);
        CHECK(info(*found).numeric == std::stoi(numeric));
        CHECK(decimals_of(*found) == std::stoi(minor_unit));
    }
    CHECK(with_minor_unit == currency_count());
}

TEST_CASE("a currency is known by its ISO code alone", "[ledger][currency]") {
    for (const char* text : {"RMB", "CNH", "cny", "CN", "CNYX", "", "XAU", "XXX"}) {
        CAPTURE(text);
        CHECK(find_currency(text) == std::nullopt);
        CHECK_THROWS_AS(currency(text), ContractViolation);
    }
    CHECK_THROWS_AS(info(CurrencyId{currency_count()}), ContractViolation);
    CHECK(nearest_currency("RMB") == "CNY");
    CHECK(nearest_currency("CNH") == "CNY");
    CHECK(nearest_currency("HDK") == "HKD");  // two letters swapped are one slip
}

TEST_CASE("offshore renminbi is shown as CNH and stays CNY", "[ledger][currency]") {
    const CurrencyId cny = currency("CNY");
    CHECK(display_code(cny, Market::offshore) == "CNH");
    CHECK(display_code(cny, Market::onshore) == "CNY");
    CHECK(code_of(cny) == "CNY");
    CHECK(info(cny).numeric == 156);
    CHECK(display_code(currency("HKD"), Market::offshore) == "HKD");
}

}  // namespace
}  // namespace rmbsim::ledger
