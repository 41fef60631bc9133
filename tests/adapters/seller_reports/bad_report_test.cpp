// What is wrong in a seller's report is told at its line and column; what does not add up is a finding.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"
#include "tests/adapters/seller_reports/collected.hpp"

namespace rmbsim::tests {
namespace {

using adapters::sellers::FindingKind;

std::string third_line() {
    return "S1\t\t\tUSD\tOrder\tA-1\tamazon.com\tItemFees\tCommission\t-15.00\t2026-06-17 00:00:00 "
           "UTC\n";
}

}  // namespace

TEST_CASE("the small settlement of these tests is right", "[sellers]") {
    const Collected report = read_seller_text(small_settlement());
    CHECK(report.only_error() == "");
    CHECK(report.only_finding() == "");
    CHECK(report.sums_minor.front() == 8'500);
}

// Columns of line 3: S1 1, USD 6, Order 10, A-1 16, amazon.com 20, ItemPrice 31, Principal 41, the amount 51, the
// date 58. Of line 4: ItemFees 31, Commission 40, the amount 51.
TEST_CASE("what cannot be read is one error at its place", "[sellers][bad]") {
    struct Row {
        std::string_view name, from, to, error;
    };
    // clang-format off
    const std::vector<Row> rows{
        {"no amount",         "\t100.00\t", "\tmany\t",   "3:51 'many' is no amount"},
        {"empty amount",      "\t100.00\t", "\t\t",       "3:51 the amount is empty"},
        {"other mark",        "\t-15.00\t", "\t-15,00\t", "4:51 '-15,00' has other marks than '85.00' at line 2"},
        {"too fine",          "\t100.00\t", "\t100.005\t", "3:51 '100.005' has too many decimals for USD"},
        {"beyond int64",      "\t100.00\t", "\t99999999999999999999.00\t",
                              "3:51 '99999999999999999999.00' is too large for an amount in USD"},
        {"no such day",       "\t2026-06-17 00", "\t2026-06-31 00", "3:58 there is no such day or time as '2026-06-31 00:00:00 UTC'"},
        {"shared zone",       "00:00:00 UTC\nS1\t\t\tUSD\tOrder\tA-1\tamazon.com\tItemFees", "00:00:00 CST\nS1\t\t\tUSD\tOrder\tA-1\tamazon.com\tItemFees",
                              "3:58 the time zone of '2026-06-17 00:00:00 CST' is not known"},
        {"mixed currencies",  "USD\tOrder", "EUR\tOrder", "3:6 the row is in EUR, and the report since line 2 in USD"},
        {"no currency",       "USD\tOrder", "RMB\tOrder", "3:6 'RMB' is no currency"},
        {"field missing",     "\tPrincipal\t", "\t",      "3:1 the row has 10 fields"},
        {"field too many",    "\tPrincipal\t", "\tPrincipal\t\t", "3:1 the row has 12 fields"},
        {"another settlement", "S1\t\t\tUSD\tOrder", "S2\t\t\tUSD\tOrder", "3:1 settlement 'S2' has no total before this row"},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(read_seller_text(replaced(small_settlement(), row.from, row.to)).only_error() ==
              row.error);
    }
}

TEST_CASE("a file that is not whole, or no text, is refused where it ends", "[sellers][bad]") {
    const std::string whole = small_settlement();
    CHECK(read_seller_text(whole.substr(0, whole.find("Commission") + 4)).only_error() ==
          "4:1 the file ends in the middle of a row: 9 of 11 fields");
    CHECK(read_seller_text(replaced(whole, "Commission", std::string("Comm\0ission", 11)))
              .only_error() == "4:44 a NUL byte stands in the text");
    CHECK(read_seller_text(replaced(whole, "Commission", "Comm\xFFission")).only_error() ==
          "4:44 byte 0xFF is not UTF-8");
    const std::string long_name(adapters::sellers::line_bytes_most, 'x');
    CHECK(read_seller_text(replaced(whole, "Commission", long_name)).only_error() ==
          "4:1 the line is longer than 1 MiB");
    CHECK(read_seller_text("").only_error() ==
          "1:1 no format is recognised: no report of a seller has these columns");
}

TEST_CASE("a quote that never ends, or is followed by text, is told", "[sellers][bad]") {
    const std::string head = "Payout Date,Charges,Refunds,Fees,Total,Currency\n";
    CHECK(read_seller_text(head + "2026-09-03,\"10.00,0.00,0.00,10.00,USD\n").only_error() ==
          "2:1 a quote that opens a field in this row is never closed");
    CHECK(read_seller_text(head + "2026-09-03,\"10.00\"x,0.00,0.00,10.00,USD\n").only_error() ==
          "2:19 text follows the closing quote of a field");
}

TEST_CASE("a column that is missing is named, with the one that may be meant", "[sellers][bad]") {
    const Collected report =
        read_seller_text(replaced(small_settlement(), "amount-description", "amount-descripton"));
    CHECK(report.only_error() ==
          "1:1 column 'amount-description' of amazon-settlement-v2 is missing");
    CHECK(report.said.items().front().hint ==
          "is 'amount-descripton' meant to be 'amount-description'?");
    CHECK(read_seller_text("a,b,c,d\n1,2,3,4\n", "wise").said.error_count() ==
          4);  // its four needed columns
}

TEST_CASE("thousands and days that can be read in two ways are asked for, not guessed",
          "[sellers][bad]") {
    const std::string head = "Payout Date,Charges,Refunds,Fees,Total,Currency\n";
    CHECK(read_seller_text(head + "2026-09-03,\"1,234\",,,\"1,234\",USD\n")
              .said.items()
              .front()
              .message ==
          "'1,234' may be read in two ways: nothing in the file tells whether it groups");
    CHECK(read_seller_text(head + "03/04/2026,10.00,,,10.00,USD\n").only_error() ==
          "2:1 '03/04/2026' may be read in two ways: nothing in the file tells day from month");
    const Collected told =
        read_seller_text(head + "03/04/2026,10.00,,,10.00,USD\n16/04/2026,10.00,,,10.00,USD\n");
    CHECK(told.only_error() == "");
    CHECK(joined(told.times) == "2026-04-03T00:00:00Z; 2026-04-16T00:00:00Z");
}

TEST_CASE("a settlement twice is refused", "[sellers][bad]") {
    const std::string rows = small_settlement().substr(small_settlement().find('\n') + 1);
    CHECK(read_seller_text(small_settlement() + rows).said.items().front().message ==
          "settlement 'S1' was read already, at r:2");
}

TEST_CASE("a sum beyond int64 is refused at the line where it leaves", "[sellers][bad]") {
    const std::string text = replaced(small_settlement(), "100.00", "92233720368547758.07");
    CHECK(read_seller_text(replaced(text, "-15.00", "0.01")).only_error() ==
          "4:51 the sum of the lines is too large for an amount");
}

TEST_CASE("more kinds of amounts than any report has are refused before they cost memory",
          "[sellers][bad]") {
    std::string text = small_settlement();
    for (int nth = 0; nth < 10'000; ++nth)
        text += replaced(third_line(), "Commission", "c" + std::to_string(nth));
    CHECK(read_seller_text(text).only_error().find(
              "the file has more than 10000 different codes") != std::string::npos);
}

TEST_CASE("a total that its lines do not reach is a finding with the difference and the lines",
          "[sellers][mismatch]") {
    // 100.00 - 15.00 = 85.00 against 85.01: one cent is missing, and no line carries it
    CHECK(read_seller_text(replaced(small_settlement(), "85.00", "85.01")).only_finding() ==
          "2:28 settlement S1 says a total of 85.01 USD, and its 2 lines from 3 to 4 add up to "
          "85.00: difference -0.01; "
          "no single line explains it");
    // Against 100.00 the commission is one line too many: it is the difference.
    CHECK(read_seller_text(replaced(small_settlement(), "85.00", "100.00")).only_finding() ==
          "2:28 settlement S1 says a total of 100.00 USD, and its 2 lines from 3 to 4 add up to "
          "85.00: difference -15.00; "
          "line 4 carries it: -15.00");
    // Against 115.00 its sign is turned: 85.00 - 115.00 = -30.00 is twice -15.00.
    CHECK(read_seller_text(replaced(small_settlement(), "85.00", "115.00")).only_finding() ==
          "2:28 settlement S1 says a total of 115.00 USD, and its 2 lines from 3 to 4 add up to "
          "85.00: difference -30.00; "
          "line 4 would explain it with the other sign: -15.00");
}

TEST_CASE("a row that stands twice is a finding, and harmless where the total counts both",
          "[sellers][mismatch]") {
    // 100.00 - 15.00 - 15.00 = 70.00
    const std::string twice = small_settlement() + third_line();
    const Collected wrong = read_seller_text(twice);
    REQUIRE(wrong.findings.size() == 2);
    CHECK(wrong.findings[0].kind == FindingKind::report_total);
    CHECK(wrong.findings[0].hint == "line 4 carries it: -15.00; line 5 carries it: -15.00");
    CHECK(wrong.findings[1].message == "the row is the same as the one at line 4");
    CHECK(!wrong.findings[1].is_harmless);
    const Collected right = read_seller_text(replaced(twice, "85.00", "70.00"));
    REQUIRE(right.findings.size() == 1);
    CHECK(right.findings[0].is_harmless);
}

TEST_CASE("a row twice is a finding where rows have ids, and may be usual where they have none",
          "[sellers][mismatch]") {
    const std::string wise =
        "TransferWise ID,Date,Amount,Currency\nT-1,2026-08-04,5.00,USD\nT-1,2026-08-04,5.00,USD\n";
    REQUIRE(read_seller_text(wise).findings.size() == 1);
    CHECK(!read_seller_text(wise).findings.front().is_harmless);
    const std::string orders =
        "invoice_date,invoice_no,total_linea\n2026-08-04,7,5.00\n2026-08-04,7,5.00\n";
    REQUIRE(read_seller_text(orders).findings.size() == 1);
    CHECK(read_seller_text(orders).findings.front().is_harmless);
}

TEST_CASE("an order in several rows is usual, and shipping below zero is not",
          "[sellers][mismatch]") {
    // ItemPrice 31, Shipping 41, the amount 50
    const std::string text =
        replaced(small_settlement(), "ItemFees\tCommission", "ItemPrice\tShipping");
    CHECK(read_seller_text(text).only_finding() == "4:50 shipping of -15.00 is below zero");
}

TEST_CASE("a row that is not its own net is a finding at that row", "[sellers][mismatch]") {
    // 10.00 - 1.00 = 9.00 against 9.50
    CHECK(read_seller_text("Payout Date,Charges,Refunds,Fees,Total,Currency\n"
                           "2026-09-03,10.00,0.00,-1.00,9.50,USD\n")
              .only_finding() ==
          "2:29 the row's amounts add up to 9.00 USD, and it says 9.50: difference -0.50");
}

TEST_CASE("a running balance that does not follow is a finding at the row where it breaks",
          "[sellers][mismatch]") {
    // 500.00, then 400.00, then a row of 50.00 whose balance of 460.00 would follow from 410.00
    CHECK(
        read_seller_text(
            "Transaction Date,Transaction ID,Credit Amount,Debit Amount,Currency,Running Balance\n"
            "06/16/2026,1,500.00,,USD,500.00\n"
            "06/17/2026,2,,100.00,USD,400.00\n"
            "06/18/2026,3,50.00,,USD,460.00\n")
            .only_finding() ==
        "4:25 the running balance before this row is 410.00 USD, and the row before leaves 400.00");
}

}  // namespace rmbsim::tests
