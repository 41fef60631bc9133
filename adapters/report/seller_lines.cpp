#include "adapters/report/seller_lines.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/report/figures.hpp"
#include "adapters/report/headed_columns.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/text_width.hpp"
#include "ledger/decimal.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

using ledger::Decimal;

constexpr int names_of_ways = 26;

struct Shown {
    std::string_view kpi, en, zh;
    int decimals;
    bool compared;
};
constexpr Shown shown[] = {
    {"days_to_yuan_mean", "days", "天数", 1, true},
    {"days_to_yuan_p95", "95 %", "95%", 0, false},
    {"collection_cost_bp", "cost bp", "成本bp", 1, true},
    {"conversion_gain", "fx gain", "汇兑得失", 0, false},
    {"reserve_locked_mean", "held back", "预留", 0, false},
    {"chargeback_rate", "chargebacks", "拒付率", 4, false},
    {"cash_gap_worst", "cash gap", "资金缺口", 0, true},
};

std::optional<Decimal> figure(const sim::RunResult& result, std::string_view name) {
    const sim::Kpi* kpi = sim::find_kpi(result, name, "group");
    return kpi == nullptr || kpi->value == sim::not_stated ? std::nullopt
                                                           : Decimal::parse(kpi->value);
}

std::string cell(const std::optional<Decimal>& value, int decimals) {
    return value ? grouped(value->to_text(decimals)) : "–";
}

std::string signed_cell(const std::optional<Decimal>& value, const std::optional<Decimal>& base,
                        int decimals) {
    if (!value || !base) return "–";
    return grouped_signed((*value - *base).to_text(decimals));
}

}  // namespace

std::vector<std::string> seller_lines(const ReportInput& input, Language language, int width) {
    const bool sells = std::ranges::any_of(input.variants, [](const ReportVariant& variant) {
        return figure(*variant.result, "days_to_yuan_mean").has_value();
    });
    if (!sells) return {};
    const bool zh = language == Language::zh;
    const sim::RunResult* base =
        input.baseline ? input.variants.at(*input.baseline).result : nullptr;
    std::vector<HeadedColumn> columns{
        {.head = zh ? "网店回款" : "Online sales", .cells = {}, .right = false}};
    for (const ReportVariant& variant : input.variants)
        columns.front().cells.push_back(
            text_in(language, variant.result->title_en, variant.result->title_zh));
    for (const Shown& each : shown) {
        HeadedColumn column{.head = std::string(zh ? each.zh : each.en), .cells = {}};
        HeadedColumn difference{.head = "±", .cells = {}};
        for (const ReportVariant& variant : input.variants) {
            const auto value = figure(*variant.result, each.kpi);
            column.cells.push_back(cell(value, each.decimals));
            if (base != nullptr)
                difference.cells.push_back(
                    variant.result == base
                        ? "·"
                        : signed_cell(value, figure(*base, each.kpi), each.decimals));
        }
        columns.push_back(std::move(column));
        if (base != nullptr && each.compared) columns.push_back(std::move(difference));
    }
    // Too wide: the last columns go first; the page has them all.
    std::vector<std::string> lines = lines_of(columns, names_of_ways);
    const auto too_wide = [&] {
        return std::ranges::any_of(
            lines, [&](const std::string& line) { return columns_of(line) > width; });
    };
    while (columns.size() > 3 && too_wide()) {
        columns.pop_back();
        lines = lines_of(columns, names_of_ways);
    }
    return lines;
}

}  // namespace rmbsim::adapters
