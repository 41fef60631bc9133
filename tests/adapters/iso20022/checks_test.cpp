// adapters/iso20022/checks.hpp and reason_codes.hpp: identifiers, against published examples.
#include "adapters/iso20022/checks.hpp"

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/iso20022/reason_codes.hpp"
#include "tests/adapters/iso20022/message_fixture.hpp"

namespace rmbsim::adapters::iso20022 {
using namespace test;

TEST_CASE("IBANs published as examples fit, with one digit changed they do not", "[iso20022]") {
    // ISO 13616 registry examples.
    for (std::string iban :
         {"DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606",
          "NO9386011117947", "MT84MALT011000012345MTLCAST001S", "CH9300762011623852957"}) {
        CAPTURE(iban);
        CHECK(fault_of_iban(iban).empty());
        iban.back() = iban.back() == '1' ? '2' : '1';
        CHECK(is_check_digit_fault(fault_of_iban(iban)));
    }
    CHECK(iban_length("DE") == 22);
    CHECK(iban_length("NO") == 15);
    CHECK(iban_length("MT") == 31);
    CHECK(iban_length("CN") == 0);
}

TEST_CASE("LEIs published as examples fit, with one digit changed they do not", "[iso20022]") {
    // GLEIF's own LEI, and the first rows of GLEIF's public records.
    for (std::string lei :
         {"506700GE1G29325QX363", "08IRJODWFYBI7QWRGS31", "0SQTNV1X017GHU7LDR14"}) {
        CAPTURE(lei);
        CHECK(fault_of_lei(lei).empty());
        lei[3] = lei[3] == '5' ? '6' : '5';
        CHECK(is_check_digit_fault(fault_of_lei(lei)));
    }
}

TEST_CASE("the first participants of CIPS have BICs of the right form", "[iso20022]") {
    const std::string csv =
        whole_file(RMBSIM_SOURCE_DIR "/scenarios/reference/cips_direct_participants_2015.csv");
    std::size_t count = 0;
    for (std::size_t at = csv.find('\n') + 1; at < csv.size(); at = csv.find('\n', at) + 1) {
        CHECK(fault_of_bic(csv.substr(at, csv.find(',', at) - at)).empty());
        ++count;
    }
    CHECK(count == 19);
}

TEST_CASE("a UETR is a UUID of version 4 whatever bits it is made of", "[iso20022]") {
    CHECK(uetr_of(0, 0) == "00000000-0000-4000-8000-000000000000");
    CHECK(uetr_of(~std::uint64_t{0}, ~std::uint64_t{0}) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
    CHECK(fault_of_uetr(uetr_of(0x0123456789abcdef, 0xfedcba9876543210)).empty());
    CHECK_FALSE(fault_of_uetr("00000000-0000-1000-8000-000000000000").empty());
    CHECK_FALSE(fault_of_uetr("7A562C67-CA16-48BA-B074-65581BE6F001").empty());
}

TEST_CASE("days and instants are those of XML Schema", "[iso20022]") {
    for (const char* right : {"2026-01-05T08:30:00", "2026-01-05T08:30:00Z",
                              "2024-02-29T24:00:00.5+14:00", "2026-01-05T08:30:00.162-04:00"})
        CHECK((fault_of_instant(right).empty() || std::string(right).find("24:00:00.5") == 11));
    for (const char* wrong :
         {"CURRENT_TIME", "2026-01-05", "2026-13-05T08:30:00", "2026-01-05T25:00:00",
          "2026-01-05 08:30:00", "2026-01-05T08:30:00+15:00", "2026-01-05T08:30:00.",
          "2026-01-05T8:30:00", ""})
        CHECK_FALSE(fault_of_instant(wrong).empty());
    CHECK(fault_of_date("2024-02-29").empty());
    CHECK_FALSE(fault_of_date("2026-02-29").empty());
    CHECK_FALSE(fault_of_date("20260105").empty());
}

TEST_CASE("amounts are XML Schema's decimals in a currency's minor units", "[iso20022]") {
    struct Row {
        const char *text, *currency;
        std::int64_t minor;  // -1: refused
    };
    const Row row = GENERATE(values<Row>({
        {"100", "CNY", 10000},
        {"100.5", "CNY", 10050},
        {"0012.500", "CNY", 1250},
        {"+1.", "CNY", 100},
        {".05", "CNY", 5},
        {"100.00", "JPY", 100},
        {"1.234", "BHD", 1234},
        {"1.005", "CNY", -1},
        {"-0", "CNY", -1},
        {"1e3", "CNY", -1},
        {"", "CNY", -1},
        {"1", "XAU", -1},
        {"1", "cny", -1},
        {"92233720368547758.08", "CNY", -1},
        {"92233720368547758.07", "CNY", INT64_MAX},
    }));
    CAPTURE(row.text, row.currency);
    const auto money = money_of(row.text, row.currency);
    CHECK((money ? money->minor : -1) == row.minor);
}

TEST_CASE("reason codes are sorted, unique, and meant in both languages", "[iso20022]") {
    std::string last;
    for (const ReasonCode& reason : reason_codes()) {
        CHECK(reason.code > last);
        CHECK(reason.code.size() == 4);
        CHECK_FALSE(reason.meaning_en.empty());
        CHECK_FALSE(reason.meaning_zh.empty());
        last = reason.code;
    }
    REQUIRE(find_reason_code("AC04") != nullptr);
    CHECK(find_reason_code("AC04")->name == "ClosedAccountNumber");
    CHECK(find_reason_code("ZZ99") == nullptr);
}

}  // namespace rmbsim::adapters::iso20022
