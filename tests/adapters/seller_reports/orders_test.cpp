// Orders out of lines, and rows that repeat, through scratch files as well as in memory.
#include "adapters/seller_reports/orders.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/repeated_rows.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/seller_reports/spilled_sort.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "tests/adapters/seller_reports/collected.hpp"

namespace rmbsim::tests {
namespace {

using namespace adapters::sellers;

struct Booked {
    std::string_view order, store;
    AmountClass amount_class;
    std::int64_t minor;
};

std::string orders_of(const std::vector<Booked>& lines, std::size_t in_memory) {
    Orders orders(std::filesystem::temp_directory_path(), in_memory);
    const ReportHead head{.layout = &seller_reference().layouts.front(),
                          .currency = ledger::currency("USD")};
    std::uint32_t line = 0;
    for (const Booked& booked : lines)
        REQUIRE(orders.add(head,
                           {.line = ++line,
                            .minor = booked.minor,
                            .order = booked.order,
                            .marketplace = booked.store},
                           booked.amount_class, 0) == OrderProblem::none);
    std::string text;
    orders.drain([&](const Order& order) {
        text += std::string(order.id) + "@" + std::string(order.store) + " " +
                ledger::to_text(order[AmountClass::sales], 2) + " net " +
                ledger::to_text(order.net().value_or(0), 2) + " from line " +
                std::to_string(order.line);
        if (order.refunded_beyond() > 0)
            text += " refunded " + ledger::to_text(order.refunded_beyond(), 2) + " more at line " +
                    std::to_string(order.refund_line);
        text += "; ";
    });
    return text;
}

}  // namespace

TEST_CASE("lines of an order are one order, wherever they stand and however little memory there is",
          "[sellers][orders]") {
    const std::vector<Booked> lines{
        {"A-2", "amazon.com", AmountClass::sales, 10'000},
        {"A-2", "amazon.com", AmountClass::fees, -1'500},
        {"A-1", "amazon.com", AmountClass::sales, 5'000},
        {"A-2", "amazon.com", AmountClass::refunds, -10'000},
        {"A-1", "amazon.de", AmountClass::sales, 700},
        {"", "amazon.com", AmountClass::fees, -99},
        {"A-1", "amazon.com", AmountClass::shipping, 499},
        {"A-3", "", AmountClass::refunds, -200},
    };
    // A-1: 50.00 + 4.99 = 54.99; A-2: 100.00 - 15.00 - 100.00 = -15.00; a line without an order is of none. A-3 was
    // sold before these files, so its refund is held against nothing.
    const std::string expected =
        "A-1@amazon.com 50.00 net 54.99 from line 3; A-1@amazon.de 7.00 net 7.00 from line 5; "
        "A-2@amazon.com 100.00 net -15.00 from line 1; A-3@amazon 0.00 net -2.00 from line 8; ";
    for (const std::size_t in_memory : {1U, 2U, 3U, 1000U}) {
        CAPTURE(in_memory);
        CHECK(orders_of(lines, in_memory) == expected);
    }
}

TEST_CASE("refunds up to what the order was sold for pass, one cent more does not",
          "[sellers][orders]") {
    // 100.00 + 5.00 of shipping: 105.00 may come back
    const auto refunded = [](std::int64_t minor) {
        return orders_of({{"A", "s", AmountClass::sales, 10'000},
                          {"A", "s", AmountClass::shipping, 500},
                          {"A", "s", AmountClass::refunds, minor}},
                         10);
    };
    CHECK(refunded(-10'500) == "A@s 100.00 net 0.00 from line 1; ");
    CHECK(refunded(-10'501) == "A@s 100.00 net -0.01 from line 1 refunded 0.01 more at line 3; ");
}

TEST_CASE("an order's id that is no id, and sums beyond int64, are told", "[sellers][orders]") {
    Orders orders(std::filesystem::temp_directory_path());
    const ReportHead head{.layout = &seller_reference().layouts.front()};
    const std::string longest(order_id_bytes_most, 'x'), longer(order_id_bytes_most + 1, 'x');
    CHECK(orders.add(head, {.minor = INT64_MAX, .order = longest}, AmountClass::sales, 0) ==
          OrderProblem::none);
    CHECK(orders.add(head, {.minor = 1, .order = longest}, AmountClass::sales, 0) ==
          OrderProblem::beyond_int64);
    CHECK(orders.add(head, {.minor = 1, .order = longer}, AmountClass::sales, 0) ==
          OrderProblem::id_too_long);
    CHECK(orders.add(head, {.minor = 1, .order = "other"}, AmountClass::sales, 0) ==
          OrderProblem::none);
    CHECK(orders.add(head, {.minor = 1, .order = longest}, AmountClass::sales, 0) ==
          OrderProblem::none);  // apart for now
    int overflowed = 0;
    orders.drain([&](const Order& order) { overflowed += order.overflowed ? 1 : 0; });
    CHECK(overflowed == 1);
}

TEST_CASE("records come back in order from any number of runs", "[sellers][orders]") {
    for (const int count : {0, 1, 7, 64, 65, 200, 5'000}) {
        CAPTURE(count);
        SpilledSort<int> sort(std::filesystem::temp_directory_path(), 3);  // 64 runs become one
        for (int i = 0; i < count; ++i) sort.add(static_cast<int>(i * 7'919LL % 5'003));
        std::vector<int> sorted;
        sort.drain([&](int value) { sorted.push_back(value); });
        CHECK(sorted.size() == static_cast<std::size_t>(count));
        CHECK(std::is_sorted(sorted.begin(), sorted.end()));
    }
}

TEST_CASE("each repeat of a row names the line where it stands first", "[sellers][orders]") {
    for (const std::size_t in_memory : {1U, 2U, 100U}) {
        CAPTURE(in_memory);
        RepeatedRows rows(std::filesystem::temp_directory_path(), in_memory);
        std::uint32_t line = 0;
        for (const std::string_view row : {"a", "b", "a", "c", "a"}) rows.add(row, ++line);
        std::string repeats;
        rows.drain([&](std::uint32_t again, std::uint32_t first) {
            repeats += std::to_string(again) + "=" + std::to_string(first) + " ";
        });
        CHECK(repeats == "3=1 5=1 ");
    }
}

}  // namespace rmbsim::tests
