// The ranking as a table of the terminal.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "adapters/report/figures.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/ranking.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/text_width.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

struct Scale {  // a figure is divided by 10^power and shown with so many decimals
    int power = 0;
    int decimals = 2;
    std::string_view en, zh;
    std::string unit() const { return en.empty() ? "" : "," + std::string(en); }
};
constexpr Scale scales_en[] = {
    {0, 2, "", ""}, {0, 0, "", ""}, {3, 1, " thousand", ""}, {6, 2, " m", ""}};
constexpr Scale scales_zh[] = {{0, 2, "", ""}, {0, 0, "", ""}, {4, 1, "", "万"}, {8, 2, "", "亿"}};

constexpr int name_columns_min = 8, name_columns_enough = 22;

// Finest first: the scale of the differences, and that of idle cash, which is a level and larger.
struct Scales {
    std::size_t money, idle;
};
constexpr Scales tried[] = {{0, 0}, {1, 1}, {1, 3}, {2, 2}, {2, 3}, {3, 3}};

// Half away from zero.
std::string scaled(const std::string& text, const Scale& scale) {
    const auto exact = parse_exact(text);
    if (!exact) return text;
    __int128 value = exact->minor;
    for (int shift = scale.decimals - scale.power - exact->decimals; shift > 0; --shift)
        value *= 10;
    __int128 divisor = 1;
    for (int shift = exact->decimals + scale.power - scale.decimals; shift > 0; --shift)
        divisor *= 10;
    const __int128 size = value < 0 ? -value : value;
    const auto rounded = static_cast<std::int64_t>((2 * size + divisor) / (2 * divisor));
    return plain({value < 0 ? -rounded : rounded, scale.decimals});
}

std::string cell(const std::optional<std::string>& text, const Scale& scale, bool difference) {
    if (!text) return "–";
    const std::string shown = scaled(*text, scale);
    return difference ? grouped_signed(shown) : grouped(shown);
}

std::string half_width(const std::optional<sim::IntervalText>& interval, const Scale& scale) {
    if (!interval) return "";
    const auto low = parse_exact(interval->low), high = parse_exact(interval->high);
    const auto width = low && high ? minus(*high, *low) : std::nullopt;
    if (!width) return "";
    const Exact half{width->minor * 5, width->decimals + 1};
    return "±" + grouped(scaled(plain(half), scale));
}

std::string shortened(const std::string& text, int columns) {
    if (columns_of(text) <= columns) return text;
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t next = at + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U)
            ++next;
        if (columns_of(shown) + columns_of(text.substr(at, next - at)) + 1 > columns) break;
        shown += text.substr(at, next - at);
        at = next;
    }
    return shown + "…";
}

struct Column {
    std::string head;
    std::vector<std::string> cells;
    bool right = true;
    int width() const {
        int most = columns_of(head);
        for (const std::string& text : cells) most = std::max(most, columns_of(text));
        return most;
    }
};

std::vector<Column> columns_for(const ReportInput& input, const std::vector<RankedStructure>& rows,
                                const Scale& scale, const Scale& of_idle, bool zh) {
    const bool compared = input.baseline.has_value();
    const auto words = [&](const char* en, const char* chinese) {
        return std::string(zh ? chinese : en);
    };
    std::vector<Column> columns{
        {"#", {}},
        {words("structure", "方案"), {}, false},
        {compared ? words("net benefit", "净收益") : words("net result", "净损益"), {}}};
    if (input.replications > 1) columns.push_back({"95 %", {}});
    for (const char* head :
         {zh ? "利息" : "interest", zh ? "汇兑" : "FX", zh ? "税" : "tax", zh ? "手续费" : "fees"})
        columns.push_back({head, {}});
    std::string idle = words("idle cash", "闲置资金");
    if (of_idle.power != scale.power) idle += zh ? fmt::format("({})", of_idle.zh) : of_idle.unit();
    columns.push_back({std::move(idle), {}});
    columns.push_back({words("bound by", "用尽额度"), {}, false});
    columns.push_back({words("losers", "受损"), {}});
    for (const RankedStructure& row : rows) {
        const sim::RunResult& result = *input.variants[row.variant].result;
        std::size_t at = 0;
        const auto put = [&](std::string text) { columns[at++].cells.push_back(std::move(text)); };
        put(std::to_string(row.rank));
        put(text_in(zh ? Language::zh : Language::en, result.title_en, result.title_zh));
        put(row.is_baseline ? words("baseline", "基准") : cell(row.net, scale, compared));
        if (input.replications > 1) put(half_width(row.interval, scale));
        for (const auto& component : row.components) put(cell(component, scale, compared));
        put(cell(row.idle, of_idle, false));
        put(row.tightest == nullptr ? "–"
                                    : fmt::format("{} {}{}", row.tightest->id,
                                                  row.tightest->days_bound, zh ? "天" : " d"));
        put(row.is_baseline || !compared ? "–" : std::to_string(row.losers));
    }
    return columns;
}

}  // namespace

std::string mean_and_half_width(const sim::IntervalText& interval) {
    constexpr Scale whole{0, 0, "", ""};
    return grouped(scaled(interval.mean, whole)) + " " + half_width(interval, whole);
}

std::vector<std::string> ranking_lines(const ReportInput& input, Language language, int width) {
    const bool zh = language == Language::zh;
    const std::vector<RankedStructure> rows = ranked_structures(input);
    std::vector<Column> columns;
    int room = 0;
    Scale chosen;
    const std::span<const Scale> scales = zh ? std::span<const Scale>(scales_zh) : scales_en;
    for (const Scales& pair : tried) {
        chosen = scales[pair.money];
        columns = columns_for(input, rows, chosen, scales[pair.idle], zh);
        room = width;
        for (std::size_t i = 0; i < columns.size(); ++i)
            room -= (i == 1 ? 0 : columns[i].width()) + (i == 0 ? 0 : 2);
        if (room >= std::min(columns[1].width(), name_columns_enough)) break;
    }
    room = std::clamp(room, name_columns_min, std::max(name_columns_min, columns[1].width()));
    const auto line_of = [&](const auto& text_of) {
        std::string line;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const int columns_wide = i == 1 ? room : columns[i].width();
            std::string text = i == 1 ? shortened(text_of(columns[i]), room) : text_of(columns[i]);
            if (i > 0) line += "  ";
            line += columns[i].right ? pad_left(std::move(text), columns_wide)
                                     : pad_right(std::move(text), columns_wide);
        }
        return line.substr(0, line.find_last_not_of(' ') + 1);
    };
    const std::string& currency = input.variants.front().result->reporting_currency;
    std::string unit =
        zh ? fmt::format("各方案按净收益排序，单位：{}{}", chosen.zh,
                         currency == "CNY" ? "元" : " " + currency)
           : fmt::format("Structures by what they earn, in {}{}", currency, chosen.en);
    if (input.baseline) {
        const sim::RunResult& baseline = *input.variants[*input.baseline].result;
        const std::string name = text_in(language, baseline.title_en, baseline.title_zh);
        unit += zh ? fmt::format("；与「{}」相比", name) : fmt::format("; against “{}”", name);
    }
    if (input.replications > 1)
        unit += zh ? fmt::format("；{} 次随机历史", input.replications)
                   : fmt::format("; {} random histories", input.replications);
    std::vector<std::string> lines = wrapped(unit, width);
    lines.push_back(line_of([](const Column& column) { return column.head; }));
    for (std::size_t r = 0; r < rows.size(); ++r)
        lines.push_back(line_of([&](const Column& column) { return column.cells[r]; }));
    return lines;
}

}  // namespace rmbsim::adapters
