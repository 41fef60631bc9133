// Each layout that is known, a few rows of it: amounts, classes, orders and times as its columns say. The figures are
// those of the rows; sums are worked out beside them.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/iso_text.hpp"
#include "tests/adapters/seller_reports/collected.hpp"

namespace rmbsim::tests {
namespace {

std::string sample() {
    std::ifstream file(std::filesystem::path(RMBSIM_SOURCE_DIR) /
                           "tests/data/seller_reports/amazon_settlement_v2_us.txt",
                       std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void check_clean(const Collected& report) {
    CAPTURE(adapters::to_text(report.said));
    REQUIRE(report.said.empty());
    CHECK(report.only_finding() == "");
}

}  // namespace

TEST_CASE("Amazon's published settlement: 23 lines add up to its total of 582.89", "[sellers]") {
    const Collected report = read_seller_text(sample());
    check_clean(report);
    REQUIRE(report.heads.size() == 1);
    const adapters::sellers::ReportHead& head = report.heads.front();
    CHECK(head.layout->name == "amazon-settlement-v2");
    CHECK(head.settlement == "28471003921");
    CHECK(head.total_minor == 58'289);
    CHECK(ledger::iso_instant(*head.deposit) == "2026-07-02T00:00:00Z");
    CHECK(report.sums_minor.front() == 58'289);
    REQUIRE(report.lines.size() == 23);
    CHECK(report.lines[0] == "3 sales Principal 129.99");
    CHECK(report.lines[4] == "7 tax_withheld MarketplaceFacilitatorVAT-Principal -10.40");
    CHECK(report.lines[11] == "14 refunds Principal -129.99");
    CHECK(report.lines[18] == "21 unknown LowInventoryLevelFee -12.60");  // kept under its own name
    CHECK(report.lines[22] == "25 reserve Current Reserve Amount -420.00");
    CHECK(report.times[0] == "2026-06-17T08:14:22Z");
}

TEST_CASE("Amazon's V1 puts several amounts into a row, each with its own type", "[sellers]") {
    // 50.00 + 4.99 - 7.50 - 2.00 = 45.49
    const Collected report = read_seller_text(
        "settlement-id\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-"
        "id\tmarketplace-name\tposted-date\t"
        "price-type\tprice-amount\titem-related-fee-type\titem-related-fee-amount\tpromotion-"
        "type\tpromotion-amount\n"
        "S7\t2026-07-02 00:00:00 UTC\t45.49\tUSD\t\t\t\t\t\t\t\t\t\t\n"
        "S7\t\t\tUSD\tOrder\tA-1\tamazon.com\t2026-06-17 00:00:00 "
        "UTC\tPrincipal\t50.00\tCommission\t-7.50\t\t\n"
        "S7\t\t\tUSD\tOrder\tA-1\tamazon.com\t2026-06-17 00:00:00 "
        "UTC\tShipping\t4.99\t\t\tShipping\t-2.00\n");
    check_clean(report);
    CHECK(report.heads.front().layout->name == "amazon-settlement-v1");
    CHECK(joined(report.lines) ==
          "3 sales Principal 50.00; 3 fees Commission -7.50; 4 shipping Shipping 4.99; 4 "
          "promotions Shipping -2.00");
    CHECK(report.sums_minor.front() == 4'549);
}

TEST_CASE(
    "Amazon's date range report: remarks above, thousands grouped, a row's columns add up to its "
    "total",
    "[sellers]") {
    // 1,200.00 - 180.00 - 20.00 = 1,000.00; the transfer takes 1,000.00 away
    const Collected report = read_seller_text(
        "\"Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore "
        "transactions\"\n"
        "\"All amounts in USD, unless specified\"\n"
        "\"date/time\",\"settlement id\",\"type\",\"order id\",\"sku\",\"marketplace\",\"product "
        "sales\",\"selling fees\","
        "\"fba fees\",\"other\",\"total\"\n"
        "\"Jun 16, 2026 8:14:22 AM "
        "PDT\",\"S1\",\"Order\",\"A-1\",\"X\",\"amazon.com\",\"1,200.00\",\"-180.00\",\"-20.00\","
        "\"0\",\"1,000.00\"\n"
        "\"Jun 18, 2026 1:00:00 AM "
        "PDT\",\"S1\",\"Transfer\",\"\",\"\",\"\",\"0\",\"0\",\"0\",\"-1,000.00\",\"-1,000.00\"\n");
    check_clean(report);
    CHECK(report.heads.front().layout->name == "amazon-date-range");
    CHECK(joined(report.lines) ==
          "4 sales product sales 1200.00; 4 fees selling fees -180.00; 4 fees fba fees -20.00; 5 "
          "payout other -1000.00");
    CHECK(report.times.front() == "2026-06-16T15:14:22Z");
    CHECK(report.orders.front() == "A-1");
}

TEST_CASE("Shopify's transactions: a fee above zero is taken off, and the row says its net",
          "[sellers]") {
    // 45.00 - 1.61 = 43.39; -10.00 - 0.00 = -10.00
    const std::string text =
        "Transaction Date,Type,Order,Card Brand,Card Source,Payout Status,Payout Date,Payout "
        "ID,Available On,Amount,Fee,"
        "Net,Checkout,Payment Method Name,Presentment Amount,Presentment Currency,Currency\n"
        "2026-09-01 10:00:00 "
        "-0400,charge,#1001,visa,online,paid,2026-09-03,9,2026-09-03,45.00,1.61,43.39,c,card,45.00,"
        "USD,USD\n"
        "2026-09-02 10:00:00 "
        "-0400,refund,#1001,visa,online,paid,2026-09-04,9,2026-09-04,-10.00,0.00,-10.00,c,card,,,"
        "USD\n";
    const Collected report = read_seller_text(text);
    check_clean(report);
    CHECK(report.heads.front().layout->name == "shopify-transactions");
    CHECK(joined(report.lines) ==
          "2 sales charge 45.00; 2 fees Fee -1.61; 3 refunds refund -10.00");
    CHECK(report.times.front() == "2026-09-01T14:00:00Z");

    const Collected with_vat = read_seller_text(replaced(
        replaced(replaced(text, ",Currency\n", ",Currency,VAT\n"), ",USD,USD\n", ",USD,USD,0.00\n"),
        ",,,USD\n", ",,,USD,0.00\n"));
    check_clean(with_vat);
    CHECK(with_vat.heads.front().layout->name == "shopify-transactions-vat");
}

TEST_CASE("Shopify's payouts: a row is a payout, and its parts are its total", "[sellers]") {
    // 450.00 - 20.00 - 13.35 = 416.65
    const Collected report = read_seller_text(
        "Payout Date,Status,Charges,Refunds,Adjustments,Reserved Funds,Fees,Retried "
        "Amount,Total,Currency\n"
        "2026-09-03,paid,450.00,-20.00,0.00,0.00,-13.35,0.00,416.65,USD\n");
    check_clean(report);
    CHECK(joined(report.lines) ==
          "2 sales Charges 450.00; 2 refunds Refunds -20.00; 2 fees Fees -13.35");
    CHECK(report.sums_minor.front() == 41'665);
}

TEST_CASE("Stripe's two reports: currencies in small letters, payouts among the rows",
          "[sellers]") {
    // 120.00 - 3.78 = 116.22
    const Collected change = read_seller_text(
        "balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_"
        "category,source_id,description,"
        "automatic_payout_id,automatic_payout_effective_at\n"
        "txn_1,2026-09-01 08:00:00,2026-09-03 "
        "00:00:00,usd,120.00,3.78,116.22,charge,ch_1,a,po_1,2026-09-03 00:00:00\n"
        "txn_2,2026-09-03 08:00:00,2026-09-03 00:00:00,usd,-116.22,0.00,-116.22,payout,po_1,b,,\n");
    check_clean(change);
    CHECK(change.heads.front().layout->name == "stripe-balance-change");
    CHECK(joined(change.lines) ==
          "2 sales charge 120.00; 2 fees fee -3.78; 3 payout payout -116.22");
    const Collected history = read_seller_text(
        "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\n"
        "txn_1,charge,ch_1,\"1,120.00\",3.78,\"1,116.22\",usd,2026-09-01 08:00,2026-09-03 "
        "00:00,\"a, \"\"b\"\"\"\n");
    check_clean(history);
    CHECK(joined(history.lines) == "2 sales charge 1120.00; 2 fees Fee -3.78");
}

TEST_CASE(
    "Payoneer: either a credit or a debit, time and zone in columns of their own, newest first",
    "[sellers]") {
    // 500.00 came first: 500.00; then -100.00: 400.00
    const Collected report = read_seller_text(
        "Transaction Date,Transaction Time,Time Zone,Transaction ID,Description,Credit "
        "Amount,Debit Amount,Currency,Status,"
        "Running Balance,Additional Description,Store Name\n"
        "06/17/2026,10:00:00,EST,2,Withdrawal,,100.00,USD,Completed,400.00,,\n"
        "06/16/2026,09:30:00,EST,1,Payment from Amazon,500.00,,USD,Completed,500.00,,Shop\n");
    check_clean(report);
    CHECK(joined(report.lines) ==
          "2 payments Debit Amount -100.00; 3 receipts Credit Amount 500.00");
    CHECK(report.times.front() == "2026-06-17T15:00:00Z");
}

TEST_CASE("Wise: the day comes first", "[sellers]") {
    const Collected report = read_seller_text(
        "\"TransferWise ID\",Date,\"Date Time\",Amount,Currency,Description,\"Transaction Type\"\n"
        "TRANSFER-2,04-08-2026,\"04-08-2026 19:27:05.726\",125.00,USD,\"Received money\",CREDIT\n"
        "TRANSFER-1,03-08-2026,,-11.35,USD,\"Charges\",DEBIT\n");
    check_clean(report);
    CHECK(joined(report.lines) == "2 receipts CREDIT 125.00; 3 payments DEBIT -11.35");
    CHECK(joined(report.times) == "2026-08-04T19:27:05Z; 2026-08-03T00:00:00Z");
}

namespace {

std::string wechat_bill() {
    // 100.00 + 50.00 - 20.00; fees 0.60 + 0.30 - 0.12 = 0.78
    return "交易时间,商户号,微信订单号,商户订单号,交易状态,货币种类,应结订单金额,退款金额,商品名称,"
           "手续费\r\n"
           "`2026-06-16 08:14:22,`1900,`42001,`D1,`SUCCESS,`CNY,`100.00,`0.00,`茶具, "
           "一套,`0.60000\r\n"
           "`2026-06-16 09:00:00,`1900,`42002,`D2,`SUCCESS,`CNY,`50.00,`0.00,`杯,`0.30000\r\n"
           "`2026-06-16 10:00:00,`1900,`42001,`D1,`REFUND,`CNY,`0.00,`20.00,`茶具, "
           "一套,`-0.12000\r\n"
           "总交易单数,应结订单总金额,退款总金额,手续费总金额\r\n"
           "`3,`150.00,`20.00,`0.78000\r\n";
}

}  // namespace

TEST_CASE("WeChat Pay: a backquote before each value, and a summary that adds up", "[sellers]") {
    const Collected report = read_seller_text(wechat_bill());
    check_clean(report);
    CHECK(joined(report.lines) ==
          "2 sales 应结订单金额 100.00; 2 fees 手续费 -0.60; 3 sales 应结订单金额 50.00; 3 fees "
          "手续费 -0.30; "
          "4 refunds 退款金额 -20.00; 4 fees 手续费 0.12");
    CHECK(joined(report.orders) == "D1; D1; D2; D2; D1; D1");
    CHECK(report.times.front() == "2026-06-16T00:14:22Z");  // 08:14:22 in Beijing

    CHECK(read_seller_text(replaced(wechat_bill(), "`150.00", "`151.00")).only_finding() ==
          "6:5 column 应结订单金额 adds up to 150.00 CNY, and 应结订单总金额 says 151.00: "
          "difference -1.00");
}

TEST_CASE("an order export of a shop: quoted times, pounds by its description", "[sellers]") {
    const Collected report = read_seller_text(
        "invoice_date,invoice_no,stock_code,customer_id,quantity,unit_price,total_linea\n"
        "\"2010-12-01 08:26:00\",536365,85123A,17850.0,6,2.55,15.30\n"
        "\"2010-12-01 08:26:00\",536365,71053,17850.0,6,3.39,20.34\n");
    check_clean(report);
    CHECK(report.heads.front().currency == ledger::currency("GBP"));
    CHECK(joined(report.lines) == "2 sales total_linea 15.30; 3 sales total_linea 20.34");
}

TEST_CASE("columns are found by name, in any order and with others among them", "[sellers]") {
    const Collected report = read_seller_text(
        "extra,Currency,Total,Fees,Refunds,Charges,PAYOUT DATE\n"
        "x,EUR,8.00,-1.00,-1.00,10.00,2026-09-03\n");
    check_clean(report);
    CHECK(joined(report.lines) ==
          "2 sales Charges 10.00; 2 refunds Refunds -1.00; 2 fees Fees -1.00");
}

TEST_CASE("decimal commas are read where the file shows them", "[sellers]") {
    // The total could be read in two ways; 1000,00 cannot. 1000,00 - 15,50 - 0,50 = 984
    std::string text =
        replaced(replaced(replaced(small_settlement(), "85.00", "984,00"), "100.00", "1.000,00"),
                 "-15.00", "-16,00");
    check_clean(read_seller_text(text));
    CHECK(read_seller_text(text).sums_minor.front() == 98'400);
    text = replaced(replaced(replaced(small_settlement(), "85.00", "1,234"), "100.00", "1,250.00"),
                    "-15.00", "-16.00");
    check_clean(read_seller_text(text));  // settled by the lines below it: 1,250.00 - 16.00 = 1,234
}

TEST_CASE("the names for --as are those of the table of reports", "[sellers]") {
    for (const adapters::sellers::Layout& layout : seller_reference().layouts) {
        CAPTURE(layout.name);
        CHECK(!layout.columns.empty());
        CHECK(std::ranges::count(layout.columns, true, &adapters::sellers::LayoutColumn::needed) >=
              3);
    }
    CHECK(seller_reference().layouts.size() == 12);
}

}  // namespace rmbsim::tests
