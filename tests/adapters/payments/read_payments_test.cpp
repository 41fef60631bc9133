// adapters/payments: files of any kind are told apart, and give payments or everything that is wrong.
#include "adapters/payments/read_payments.hpp"

#include <filesystem>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/payments/recognise.hpp"
#include "adapters/text/diagnostic.hpp"
#include "tests/adapters/iso20022/message_fixture.hpp"

namespace rmbsim::adapters::payments {
using iso20022::test::message_data;

namespace {

const PaymentOptions with_schemas{.schemas = RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022"};

std::string as_utf16(std::string_view ascii) {
    std::string bytes = "\xFE\xFF";
    for (const char c : ascii) {
        bytes += '\0';
        bytes += c;
    }
    return bytes;
}

const std::string small_103 =
    "{1:F01ICBKCNBJASZN0000000000}{2:I103BKCHHKHHXXXXN}{4:\n:20:A\n:23B:CRED\n:32A:260127CNY1,\n"
    ":50K:X\n:59:Y\n:71A:SHA\n-}\n";

}  // namespace

TEST_CASE("a file is told by how it begins", "[payments]") {
    struct Row {
        std::string head;
        Recognised what;
        bool payments;
    };
    const std::string document =
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><a>";
    const Row row = GENERATE_COPY(values<Row>({
        {document, {Family::iso20022, "pacs.008.001.08"}, true},
        {"\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- x --><E><AppHdr/>" + document,
         {Family::iso20022, "pacs.008.001.08"},
         true},
        {as_utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + document),
         {Family::iso20022, "pacs.008.001.08"},
         true},
        {"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">",
         {Family::iso20022, "camt.053.001.02"},
         false},
        {"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10\">",
         {Family::iso20022, "pacs.002.001.10"},
         false},
        {"<html><body>", {Family::other_xml, "html"}, false},
        {small_103, {Family::mt, "MT103"}, true},
        {"{1:F01BANKBEBBAXXX0000000000}{2:I940BANKBEBBXXXXN}{4:\n:20:A\n-}",
         {Family::mt, "MT940"},
         false},
        {"id,date\n", {Family::unknown, ""}, false},
        {"", {Family::unknown, ""}, false},
    }));
    CAPTURE(row.head);
    CHECK(recognise(row.head) == row.what);
    CHECK(holds_payments(recognise(row.head)) == row.payments);
}

TEST_CASE("payments of a file come with their message, or not at all", "[payments]") {
    const std::string name = "samples/pain.001.001.03__moov__gistfile1.xml";
    const auto read =
        read_payments(message_data(name), "gist.xml",
                      {.schemas = with_schemas.schemas, .check_digits = Severity::warning});
    REQUIRE(read.has_value());
    REQUIRE_FALSE(read->all.empty());
    CHECK(read->all[0].message_name == "pain.001.001.03");
    CHECK_FALSE(read->all[0].message_id.empty());
    CHECK(read->all[0].line > 10);

    const auto mt = read_payments_text(small_103, "a.txt", with_schemas);
    REQUIRE(mt.has_value());
    CHECK(mt->all.at(0).message_name == "MT103");
    CHECK(mt->all.at(0).transfer.amount.minor == 100);

    const auto wrong = read_payments(
        message_data("samples/pacs.008.001.08__cbpr-ur__fixtures-pacs008_invalid.xml"), "bad.xml",
        with_schemas);
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().has_errors());
}

TEST_CASE("files without payments are refused with what they are", "[payments]") {
    struct Row {
        std::string bytes, contains;
    };
    const Row row = GENERATE(values<Row>({
        {"id,date\n1,2\n", "neither XML nor an MT message"},
        {"<html/>", "outermost element is <html>"},
        {"", "error"},
        {"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"/>",
         "'camt.053.001.02' is not a payment message that is read"},
        {"{1:F01BANKBEBBAXXX0000000000}{2:I940BANKBEBBXXXXN}{4:\n:20:A\n-}",
         "MT940 is not a payment that is read"},
    }));
    CAPTURE(row.bytes);
    const auto read = read_payments_text(row.bytes, "a", with_schemas);
    REQUIRE_FALSE(read.has_value());
    CAPTURE(to_text(read.error()));
    CHECK(to_text(read.error()).find(row.contains) != std::string::npos);
    CHECK(to_text(read.error()).starts_with("a:1:1: error: "));
}

TEST_CASE("a status is a message that is read and holds no payments", "[payments]") {
    const auto read =
        read_payments(message_data("samples/pacs.002.001.10__cbpr-ur__y2026-pacs.002.min.xml"),
                      "s.xml", with_schemas);
    REQUIRE_FALSE(read.has_value());
    CHECK(to_text(read.error()).find("a pacs.002.001.10 holds no credit transfers") !=
          std::string::npos);
}

TEST_CASE("a folder and a missing file are told, not read", "[payments]") {
    CHECK(to_text(read_payments(RMBSIM_SOURCE_DIR "/tests", "tests", {}).error())
              .find("is a directory") != std::string::npos);
    CHECK(to_text(read_payments("no/such", "no/such", {}).error()).find("No such file") !=
          std::string::npos);
}

}  // namespace rmbsim::adapters::payments
