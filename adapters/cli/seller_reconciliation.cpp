#include "adapters/cli/seller_reconciliation.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/csv_rows.hpp"
#include "adapters/exports/text.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/text_width.hpp"
#include "adapters/seller_reports/kinds.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::cli {
namespace {

using sellers::AmountClass;
using sellers::FlowRule;
using OptionalMinor = std::optional<std::int64_t>;

OptionalMinor added(OptionalMinor a, OptionalMinor b) {
    return a && b ? ledger::checked_add(*a, *b) : std::nullopt;
}
OptionalMinor turned(OptionalMinor a) { return a ? ledger::checked_subtract(0, *a) : std::nullopt; }

bool is_fee(AmountClass c) { return c == AmountClass::fees || c == AmountClass::advertising; }
bool is_reserve(AmountClass c) { return c == AmountClass::reserve; }
bool is_payout(AmountClass c) { return c == AmountClass::payout; }
bool is_earned(AmountClass c) { return !is_fee(c) && !is_reserve(c) && !is_payout(c); }

struct TableRow {
    std::string name, code, lines, amount;
};

std::string minor_text(OptionalMinor minor, ledger::CurrencyId currency) {
    return minor ? ledger::to_text(*minor, ledger::decimals_of(currency)) : "beyond int64";
}

void append_table(const std::vector<TableRow>& rows, std::string& out) {
    std::array<int, 4> widths{};
    for (const TableRow& row : rows) {
        widths[0] = std::max(widths[0], columns_of(row.name));
        widths[1] = std::max(widths[1], columns_of(row.code));
        widths[2] = std::max(widths[2], columns_of(row.lines));
        widths[3] = std::max(widths[3], columns_of(row.amount));
    }
    for (const TableRow& row : rows) {
        exports::append_line(out, "  " + pad_right(row.name, widths[0]) + "  " +
                                      pad_right(row.code, widths[1]) + "  " +
                                      pad_left(row.lines, widths[2]) + "  " +
                                      pad_left(row.amount, widths[3]));
        out += '\n';
    }
}

// A code comes from a file, and may be as long as its author liked.
std::string shown_code(std::string_view code) {
    constexpr std::size_t most = 60;
    if (code.size() <= most) return std::string(code);
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(code[end]) & 0xC0) == 0x80) --end;
    return std::string(code.substr(0, end)) + "…";
}

std::string_view class_name(AmountClass amount_class, Language language) {
    constexpr std::array<std::string_view, sellers::class_words.size()> zh{
        "销售",   "运费", "代收税", "平台扣缴税", "退款", "费用", "促销", "广告",
        "准备金", "调整", "融资",   "收款",       "付款", "提现", "未知"};
    return language == Language::zh ? zh.at(static_cast<std::size_t>(amount_class))
                                    : sellers::word_of(amount_class);
}

}  // namespace

void SellerReconciliation::add(const sellers::Kind& kind, std::int64_t minor) {
    Tallied& tallied = tallies_[{kind.amount_class, kind.code}];
    ++tallied.lines;
    tallied.minor = added(tallied.minor, minor);
}

std::uint64_t SellerReconciliation::unknown_lines() const {
    std::uint64_t lines = 0;
    for (const auto& [key, tallied] : tallies_)
        if (key.first == AmountClass::unknown) lines += tallied.lines;
    return lines;
}

OptionalMinor SellerReconciliation::sum_of(bool (*counts)(AmountClass)) const {
    OptionalMinor sum = 0;
    for (const auto& [key, tallied] : tallies_)
        if (counts(key.first)) sum = added(sum, tallied.minor);
    return sum;
}

SellerReconciliation::Sums SellerReconciliation::sums() const {
    Sums sums{.earned = sum_of(is_earned),
              .receipt = 0,
              .reserve_change = turned(sum_of(is_reserve)),
              .fees = turned(sum_of(is_fee)),
              .left = end_.sum_minor};
    switch (head_.layout->flows) {
        case FlowRule::none:
            break;
        case FlowRule::deposit:
            sums.receipt = head_.total_minor;
            sums.left = added(end_.sum_minor, turned(head_.total_minor));
            if (const OptionalMinor paid = sum_of(is_payout); paid != OptionalMinor(0))
                sums.receipt = added(sums.receipt, turned(paid));
            break;
        case FlowRule::payouts:
            sums.receipt = turned(sum_of(is_payout));
            break;
        case FlowRule::rows:
            sums.receipt = added(end_.sum_minor, turned(sum_of(is_payout)));
            sums.left = 0;
            break;
    }
    return sums;
}

void SellerReconciliation::write(CsvRows& rows) const {
    const auto begin = [&](std::string_view item) {
        rows.text(file_).number(head_.line).text(head_.layout->name).text(head_.settlement);
        rows.text(ledger::code_of(head_.currency)).text(item);
    };
    for (const auto& [key, tallied] : tallies_) {
        begin("class");
        rows.text(sellers::word_of(key.first))
            .text(key.second)
            .number(static_cast<std::int64_t>(tallied.lines));
        rows.text(minor_text(tallied.minor, head_.currency)).end();
    }
    const auto sum = [&](std::string_view item, OptionalMinor minor, std::uint64_t lines) {
        begin(item);
        rows.text("").text("").text(lines == 0 ? "" : std::to_string(lines));
        rows.text(minor_text(minor, head_.currency)).end();
    };
    sum("sum of lines", end_.sum_minor, end_.lines);
    if (head_.total_minor) {
        sum("report total", head_.total_minor, 0);
        sum("difference", added(end_.sum_minor, turned(head_.total_minor)), 0);
    }
    const Sums all = sums();
    sum("earned", all.earned, 0);
    sum("bank receipt", all.receipt, 0);
    sum("reserve change", all.reserve_change, 0);
    sum("fees", all.fees, 0);
    sum("left with the provider", all.left, 0);
}

void SellerReconciliation::print(Language language, std::string& out) const {
    const bool zh = language == Language::zh;
    const std::string_view code = ledger::code_of(head_.currency);
    exports::append_line(out, fmt::format("{}:{}: {} {} {}", file_, head_.line, head_.layout->name,
                                          shown_code(head_.settlement), code));
    out += '\n';
    std::vector<TableRow> rows;
    for (const auto& [key, tallied] : tallies_)
        rows.push_back({std::string(class_name(key.first, language)), shown_code(key.second),
                        std::to_string(tallied.lines), minor_text(tallied.minor, head_.currency)});
    rows.push_back({zh ? "明细合计" : "sum of lines", "", std::to_string(end_.lines),
                    minor_text(end_.sum_minor, head_.currency)});
    if (head_.total_minor) {
        rows.push_back({zh ? "报告总额" : "report total", "", "",
                        minor_text(head_.total_minor, head_.currency)});
        rows.push_back(
            {zh ? "差额" : "difference", "", "",
             minor_text(added(end_.sum_minor, turned(head_.total_minor)), head_.currency)});
    }
    append_table(rows, out);
    const Sums all = sums();
    const auto text = [&](OptionalMinor minor) { return minor_text(minor, head_.currency); };
    out += fmt::format(
        fmt::runtime(zh ? "  所得 {} = 银行到账 {} + 准备金变动 {} + 费用 {} + 留存平台 {}\n"
                        : "  earned {} = bank receipt {} + reserve change {} + fees {} + left with "
                          "the provider {}\n"),
        text(all.earned), text(all.receipt), text(all.reserve_change), text(all.fees),
        text(all.left));
}

}  // namespace rmbsim::adapters::cli
