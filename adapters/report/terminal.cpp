#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "adapters/report/figures.hpp"
#include "adapters/report/labels.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/ranking.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/seller_lines.hpp"
#include "adapters/report/settlement_lines.hpp"
#include "adapters/report/text_width.hpp"
#include "adapters/report/verdict.hpp"
#include "ledger/digest.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

enum class Tone : std::uint8_t { plain, strong, quiet, good, bad };

class Table {  // what all lines share: language, width, colour
  public:
    Table(const ReportInput& input, Language language, TerminalStyle style)
        : input_(input), language_(language), style_(style), zh_(language == Language::zh) {}

    std::string render();

  private:
    std::string paint(std::string_view text, Tone tone) const;
    std::string words(std::string_view en, std::string_view zh) const {
        return std::string(zh_ ? zh : en);
    }
    std::string named(const std::string& entity) const {
        const EntityName name = entity_named(input_, entity);
        return text_in(language_, name.en, name.zh);
    }
    void line(const std::string& text) { out_ += text + "\n"; }
    // "Limits   text …" with the text's further lines below its first.
    void paragraph(const std::string& head, const std::string& text, Tone tone = Tone::plain);

    void title();
    void ranking();
    void bank_ranking();
    void bank_intervals();
    void systems();
    void sellers();
    void money();
    void columns();
    void headline();
    void interval();
    void component(std::string_view name, std::string_view en, std::string_view zh);
    void idle_cash();
    void limits();
    void trapped();
    void losers();
    void break_even();
    void expectations();
    void counts();
    void pointers();

    const ReportInput& input_;
    Language language_;
    TerminalStyle style_;
    bool zh_;
    std::string out_;
    int label_columns_ = 32;
    int money_columns_ = 18;
    static constexpr int head_columns = 10;
};

std::string Table::paint(std::string_view text, Tone tone) const {
    if (!style_.colour || tone == Tone::plain) return std::string(text);
    const std::string_view code = tone == Tone::strong  ? "1"
                                  : tone == Tone::quiet ? "2"
                                  : tone == Tone::good  ? "32"
                                                        : "31";
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

void Table::paragraph(const std::string& head, const std::string& text, Tone tone) {
    const std::string margin(head_columns, ' ');
    bool first = true;
    for (const std::string& part : wrapped(text, style_.width - head_columns)) {
        line((first ? paint(pad_right(head, head_columns), tone) : margin) + part);
        first = false;
    }
}

void Table::title() {
    std::string text = input_.scenario + " · " + input_.period;
    if (!input_.regime.empty()) {
        text += " · " + words("regime ", "政策 ") + input_.regime;
        if (!input_.instrument.empty()) text += " (" + input_.instrument + ")";
    }
    text += " · " + words("seed ", "种子 ") + input_.seed;
    for (const std::string& part : wrapped(text, style_.width)) line(paint(part, Tone::strong));
}

void Table::ranking() {
    if (!has_ranking(input_)) return;
    line("");
    const sim::RunResult* candidate = &candidate_of(input_);
    const auto ranked = ranked_structures(input_);
    const auto lines = ranking_lines(input_, language_, style_.width);
    const std::size_t heads = lines.size() - ranked.size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool winner =
            i >= heads && input_.variants[ranked[i - heads].variant].result == candidate;
        line(paint(lines[i], i < heads ? Tone::quiet : winner ? Tone::strong : Tone::plain));
    }
    line("");
}

void Table::bank_ranking() {
    if (input_.variants.size() < 2) return;
    line("");
    const auto lines = settlement_ranking_lines(input_, language_, style_.width);
    const std::size_t heads = lines.size() - input_.variants.size();
    for (std::size_t i = 0; i < lines.size(); ++i)
        line(paint(lines[i], i < heads ? Tone::quiet : i == heads ? Tone::strong : Tone::plain));
}

// What chance alone may do to the figures of the variant shown.
void Table::bank_intervals() {
    if (input_.replications < 2) return;
    const std::string& rail = candidate_of(input_).settlement.front().rail;
    const auto& intervals = input_.variants.at(input_.candidate).intervals;
    for (const char* name : {"settlement_settled_ratio", "settlement_delay_indicator"}) {
        const auto* found = sim::find_interval(intervals, name, rail);
        if (found == nullptr) continue;
        const sim::IntervalText& level = found->level;
        const std::string label = label_of(LabelKind::kpi, name, language_);
        paragraph(
            "",
            zh_ ? fmt::format("{}（{}），{} 次随机历史：均值 {}，95 % 区间 {} … {}", label, rail,
                              input_.replications, level.mean, level.low, level.high)
                : fmt::format("{} of {}, {} random histories: mean {}, 95 % interval {} … {}",
                              label, rail, input_.replications, level.mean, level.low, level.high));
    }
}

void Table::systems() {
    const auto lines = settlement_lines(candidate_of(input_), language_, style_.width);
    if (lines.empty()) return;
    line("");
    if (is_bank_report(input_) && input_.variants.size() > 1)
        line(paint(text_in(language_, candidate_of(input_).title_en, candidate_of(input_).title_zh),
                   Tone::strong));
    for (std::size_t i = 0; i < lines.size(); ++i)
        line(paint(lines[i], i == 0 ? Tone::quiet : Tone::plain));
}

void Table::sellers() {
    const auto lines = seller_lines(input_, language_, style_.width);
    if (lines.empty()) return;
    line("");
    for (std::size_t i = 0; i < lines.size(); ++i)
        line(paint(lines[i], i == 0 ? Tone::quiet : Tone::plain));
}

void Table::columns() {
    if (!input_.baseline) return;
    const sim::RunResult& candidate = candidate_of(input_);
    const sim::RunResult* baseline = baseline_of(input_);
    const auto head = [&](const sim::RunResult& result) {  // a long title does not touch the next
        const std::string title = text_in(language_, result.title_en, result.title_zh);
        const int room = money_columns_ - 2;
        if (columns_of(title) <= room) return pad_left(title, money_columns_);
        return pad_left(wrapped(title, room - 1).front() + "…", money_columns_);
    };
    line(paint(pad_right("", label_columns_) + head(*baseline) + head(candidate) +
                   pad_left(words("difference", "差额"), money_columns_),
               Tone::quiet));
}

void Table::headline() {
    const std::string_view name = input_.baseline ? "net_benefit" : "net_result";
    auto figure = figure_of(input_, name, "group");
    if (!figure) figure = figure_of(input_, "net_result", "group");
    if (!figure) return;
    const auto& shown = input_.baseline ? figure->difference : figure->after;
    if (!shown) return;
    const bool negative = shown->starts_with('-');
    const int blank = label_columns_ + (input_.baseline ? 2 * money_columns_ : 0);
    const std::string money = input_.baseline ? grouped_signed(*shown) : grouped(*shown);
    const std::string label = label_of(LabelKind::kpi, name, language_);
    const std::string_view arrow = !input_.baseline ? "" : negative ? "   ▼" : "   ▲";
    line(paint(pad_right(label, blank), Tone::strong) +
         paint(pad_left(money, money_columns_) + " " + figure->unit + std::string(arrow),
               negative ? Tone::bad : Tone::good));
}

// What chance alone may do to the figure above.
void Table::interval() {
    if (input_.replications < 2) return;
    const auto* found = interval_of(input_, input_.candidate, "net_result", "group");
    if (found == nullptr) return;
    paragraph("", zh_ ? fmt::format("{} 次随机历史：均值 {}，标准差 {}，95 % 区间 {} … {}",
                                    input_.replications, grouped_signed(found->mean),
                                    grouped(found->deviation), grouped_signed(found->low),
                                    grouped_signed(found->high))
                      : fmt::format("{} random histories: mean {}, deviation {}, 95 % interval {} "
                                    "… {}",
                                    input_.replications, grouped_signed(found->mean),
                                    grouped(found->deviation), grouped_signed(found->low),
                                    grouped_signed(found->high)));
}

void Table::component(std::string_view name, std::string_view en, std::string_view zh) {
    const auto figure = figure_of(input_, name, "group");
    if (!figure) return;
    const auto cell = [&](const std::optional<std::string>& value) {
        return pad_left(value ? grouped(*value) : "", money_columns_);
    };
    std::string text = pad_right("  " + words(en, zh), label_columns_);
    if (input_.baseline) {
        text += cell(figure->before) + cell(figure->after);
        if (figure->difference)
            text += pad_left(grouped_signed(*figure->difference), money_columns_);
    } else {
        text += cell(figure->after);
    }
    line(text);
}

void Table::idle_cash() {
    const auto figure = figure_of(input_, "idle_cash_mean", "group");
    if (!figure || !figure->after) return;
    std::string text =
        pad_right(label_of(LabelKind::kpi, "idle_cash_mean", language_), label_columns_);
    if (figure->before) text += pad_left(grouped(*figure->before), money_columns_);
    text += pad_left(grouped(*figure->after), money_columns_);
    if (figure->before) {
        const auto before = parse_exact(*figure->before);
        const auto after = parse_exact(*figure->after);
        const auto change = before && after ? percent_change(*before, *after) : std::nullopt;
        if (change) text += pad_left(grouped_signed(*change) + " %", money_columns_);
    } else {
        text += " " + figure->unit;
    }
    line(text);
}

// A quota that no pool has named is titled by the clause it stands in: too long for a table.
std::string short_title(const sim::LimitResult& limit, Language language) {
    constexpr int columns_most = 44;
    const std::string title = text_in(language, limit.title_en, limit.title_zh);
    return title.empty() || columns_of(title) > columns_most ? limit.id : title;
}

void Table::limits() {
    std::string head = words("Limits", "额度");
    for (const sim::LimitResult& limit : candidate_of(input_).limits) {
        const std::string money = grouped(plain({limit.cap_minor, limit.decimals}));
        std::string text = fmt::format("{} {} {}{}", short_title(limit, language_), money,
                                       limit.currency, zh_ ? "：" : ": ");
        if (limit.cuts > 0) {
            text += words("bound on ", "用尽于 ") + when_bound(limit, language_);
        } else if (limit.peak_minor == 0) {
            text += words("not used", "未使用");
        } else {
            text += fmt::format("{} {} % {} {}", words("highest use", "最高使用率"),
                                percent_of(limit.peak_minor, limit.cap_minor), words("on", "于"),
                                iso_date(limit.peak_on));
            if (limit.projected_exhaustion)
                text += words(", at this pace used up on ", "，按此速度将用尽于 ") +
                        iso_date(*limit.projected_exhaustion);
        }
        paragraph(head, text, limit.cuts > 0 ? Tone::bad : Tone::plain);
        head.clear();
    }
}

void Table::trapped() {
    std::vector<sim::TrappedCash> rows = candidate_of(input_).trapped;
    std::ranges::stable_sort(rows, std::greater{}, &sim::TrappedCash::reporting_minor);
    std::string text;
    for (std::size_t i = 0; i < rows.size() && i < 3; ++i) {
        const sim::TrappedCash& row = rows[i];
        const std::string money = grouped(plain({row.minor, row.decimals})) + " " + row.currency;
        const std::string reason = label_of(LabelKind::trapped, row.reason, language_);
        if (i > 0) text += words(", ", "；");
        text += zh_ ? fmt::format("{} （{}，{}）", money, row.account, reason)
                    : fmt::format("{} in {} ({})", money, row.account, reason);
    }
    if (rows.size() > 3)
        text += zh_ ? fmt::format("；另有 {} 个账户", rows.size() - 3)
                    : fmt::format(", and {} more", rows.size() - 3);
    if (!text.empty()) paragraph(words("Trapped", "受限资金"), text);
}

void Table::losers() {
    if (!input_.baseline) return;
    const std::vector<Figure> rows = worse_off(input_);
    std::string head = words("Worse off", "受损成员");
    if (rows.empty()) return paragraph(head, words("nobody", "无"));
    for (std::size_t i = 0; i < rows.size() && i < 3; ++i) {
        std::string text = named(rows[i].entity) + "  " + grouped_signed(*rows[i].difference);
        const std::string why =
            fmt::format("{}rmbsim explain {} kpi net_benefit --entity {}", words("why: ", "原因："),
                        input_.folder, rows[i].entity);
        const bool fits = columns_of(text) + columns_of(why) + 5 + head_columns <= style_.width;
        if (i == 0 && fits) text += "   (" + why + ")";
        line(paint(pad_right(head, head_columns), Tone::bad) + text);
        if (i == 0 && !fits) line(std::string(head_columns, ' ') + paint(why, Tone::quiet));
        head.clear();
    }
    if (rows.size() > 3)
        paragraph("", zh_ ? fmt::format("另有 {} 家", rows.size() - 3)
                          : fmt::format("and {} more", rows.size() - 3));
}

void Table::break_even() {
    if (!input_.break_even) return;
    paragraph(words("Breakeven", "盈亏平衡"),
              break_even_sentence(*input_.break_even, input_, language_));
}

void Table::expectations() {
    std::string head = words("Expected", "预期");
    for (const ExpectationLine& expectation : input_.expectations) {
        if (expectation.held) continue;
        paragraph(head,
                  fmt::format("{}{}{}{}", words("does not hold: ", "不成立："), expectation.text,
                              words("; found ", "；实际为 "), expectation.found),
                  Tone::bad);
        head.clear();
    }
}

void Table::counts() {
    const sim::RunResult& result = candidate_of(input_);
    const auto number = [](std::uint64_t count) { return grouped(std::to_string(count)); };
    const std::string digest = ledger::to_text(result.digest).substr(0, 7 + 8) + "…";
    const std::string time = input_.elapsed.empty() ? "" : input_.elapsed + " · ";
    const auto& counts = result.counts;
    if (is_bank_report(input_)) {
        const std::string text =
            zh_ ? fmt::format("{} 笔支付 · {} 本账共 {} 条分录 · {}{}", number(counts.payments),
                              result.books.size(), number(counts.entries), time, digest)
                : fmt::format("{} {} · {} entries in {} books · {}{}", number(counts.payments),
                              counts.payments == 1 ? "payment" : "payments", number(counts.entries),
                              result.books.size(), time, digest);
        return line(paint(text, Tone::quiet));
    }
    const std::string text =
        zh_ ? fmt::format("{} 笔流水 · {} 本账共 {} 条分录 · {} 项决策被拒或被削减 · {}{}",
                          number(counts.flows), result.books.size(), number(counts.entries),
                          number(result.refusals.size()), time, digest)
            : fmt::format("{} flows · {} entries in {} books · {} decisions refused or cut · {}{}",
                          number(counts.flows), number(counts.entries), result.books.size(),
                          number(result.refusals.size()), time, digest);
    for (const std::string& part : wrapped(text, style_.width)) line(paint(part, Tone::quiet));
}

void Table::pointers() {
    const sim::LimitResult* limit = tightest_limit(input_);
    const std::string what = is_bank_report(input_)
                                 ? "kpi settlement_delay_indicator --entity " +
                                       candidate_of(input_).settlement.front().rail
                             : limit != nullptr ? "limit " + limit->id
                             : input_.baseline  ? "kpi net_benefit"
                                                : "kpi net_result";
    const std::string report = words("Report: ", "报告：") + input_.folder + "/report.html";
    const std::string next =
        words("Next: ", "下一步：") + fmt::format("rmbsim explain {} {}", input_.folder, what);
    if (columns_of(report) + 3 + columns_of(next) <= style_.width)
        return line(report + "   " + next);
    line(report);
    line(next);
}

std::string Table::render() {
    if (style_.width < label_columns_ + 3 * money_columns_ + 8) {  // a narrow terminal
        if (input_.baseline) label_columns_ = 26;
        money_columns_ = 16;
    }
    title();
    if (is_bank_report(input_)) {
        bank_ranking();
    } else {
        money();
    }
    systems();
    sellers();
    if (is_bank_report(input_)) bank_intervals();
    limits();
    trapped();
    if (!is_bank_report(input_)) losers();
    break_even();
    expectations();
    line("");
    counts();
    pointers();
    return out_;
}

void Table::money() {
    ranking();
    columns();
    headline();
    interval();
    component("interest_net", "interest", "利息");
    component("fx_cost", "FX spread", "汇兑点差");
    component("tax_cost", "withholding tax and VAT", "预提所得税及增值税");
    component("bank_fees", "bank fees", "银行手续费");
    component("hedge_result", "hedges", "套期损益");
    idle_cash();
}

}  // namespace

std::string render_terminal(const ReportInput& input, Language language, TerminalStyle style) {
    return Table(input, language, style).render();
}

}  // namespace rmbsim::adapters
