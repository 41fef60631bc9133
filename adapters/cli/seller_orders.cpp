#include "adapters/cli/seller_orders.hpp"

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/csv_rows.hpp"
#include "adapters/cli/seller_differences.hpp"
#include "adapters/seller_reports/orders.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::cli {
namespace {

using sellers::AmountClass;
using sellers::Order;

constexpr std::string_view orders_header =
    "id,store,at,price,currency,shipping,tax_collected,tax_withheld,refunds,fees,promotions,"
    "advertising,other,net,lines,file,line";

void tell_too_large(const std::string& file, std::uint32_t line, Diagnostics& said) {
    said.add({.file = file,
              .line = line,
              .message = "the amounts of this order add up to more than an amount can hold",
              .expected = "sums within 64 bits of the smallest unit",
              .hint = {}});
}

void tell_no_id(const std::string& file, std::uint32_t line, Diagnostics& said) {
    said.add({.file = file,
              .line = line,
              .message = "the order's id is too long, or the files have more than 10,000 stores",
              .expected = fmt::format("an id of at most {} bytes", sellers::order_id_bytes_most),
              .hint = "is this the right column? Say with --as what the file is"});
}

sellers::Finding refunded_beyond(const Order& order) {
    const auto text = [&](std::int64_t minor) {
        return ledger::to_text(minor, ledger::decimals_of(order.currency));
    };
    return {.kind = sellers::FindingKind::refund_beyond_order,
            .line = order.refund_line,
            .message = fmt::format(
                "refunds of order {} are {}, and it was sold for {} with shipping of {}: {} more",
                order.id, text(order[AmountClass::refunds]), text(order[AmountClass::sales]),
                text(order[AmountClass::shipping]), text(order.refunded_beyond())),
            .expected = "refunds of at most what the order was sold for",
            .difference_minor = order.refunded_beyond(),
            .currency = order.currency};
}

void write_row(CsvRows& rows, const Order& order, std::int64_t net, const std::string& file) {
    const int decimals = ledger::decimals_of(order.currency);
    rows.text(order.id).text(order.store).instant(order.at);
    rows.amount(order[AmountClass::sales], decimals).text(ledger::code_of(order.currency));
    std::int64_t other = net - order[AmountClass::sales];
    for (const AmountClass shown :
         {AmountClass::shipping, AmountClass::tax_collected, AmountClass::tax_withheld,
          AmountClass::refunds, AmountClass::fees, AmountClass::promotions,
          AmountClass::advertising}) {
        rows.amount(order[shown], decimals);
        other -= order[shown];
    }
    rows.amount(other, decimals).amount(net, decimals).number(order.lines);
    rows.text(file).number(order.line).end();
}

}  // namespace

void SellerOrders::add(const sellers::ReportHead& head, const sellers::ReportLine& line,
                       AmountClass amount_class, const std::vector<std::string>& files,
                       Diagnostics& said) {
    const auto file = static_cast<std::uint32_t>(files.size() - 1);
    switch (orders_.add(head, line, amount_class, file)) {
        case sellers::OrderProblem::none:
            return;
        case sellers::OrderProblem::id_too_long:
            return tell_no_id(files.back(), line.line, said);
        case sellers::OrderProblem::beyond_int64:
            return tell_too_large(files.back(), line.line, said);
    }
}

std::uint64_t SellerOrders::write(std::ostream& sold_out, std::ostream& earlier_out,
                                  const std::vector<std::string>& files,
                                  SellerDifferences& differences, Diagnostics& said) {
    CsvRows sold(sold_out, orders_header), earlier(earlier_out, orders_header);
    std::uint64_t count = 0;
    orders_.drain([&](const Order& order) {
        ++count;
        const std::optional<std::int64_t> net = order.net();
        if (order.overflowed || !net) return tell_too_large(files[order.file], order.line, said);
        if (order.refunded_beyond() > 0)
            differences.add(files[order.refund_file], refunded_beyond(order), said);
        write_row(order[AmountClass::sales] > 0 ? sold : earlier, order, *net, files[order.file]);
    });
    sold.flush();
    earlier.flush();
    return count;
}

}  // namespace rmbsim::adapters::cli
