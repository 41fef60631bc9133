#include "adapters/report/verdict.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "adapters/report/figures.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/ranking.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/settlement_lines.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

struct Component {
    std::string_view name, en, zh;
};
constexpr Component components[] = {
    {"interest_net", "interest", "利息"},   {"fx_cost", "the FX spread", "汇兑点差"},
    {"tax_cost", "taxes", "税费"},          {"bank_fees", "bank fees", "银行手续费"},
    {"hedge_result", "hedges", "套期损益"},
};

// The component that moved the result most, in the direction of the result.
const Component* main_cause(const ReportInput& input, bool gain) {
    const Component* cause = nullptr;
    std::int64_t largest = 0;
    for (const Component& component : components) {
        const auto figure = figure_of(input, component.name, "group");
        if (!figure || !figure->difference) continue;
        const auto value = parse_exact(*figure->difference);
        if (!value || (value->minor > 0) != gain) continue;
        const std::int64_t size = gain ? value->minor : -value->minor;
        if (size > largest) {
            largest = size;
            cause = &component;
        }
    }
    return cause;
}

std::string benefit_sentence(const ReportInput& input, Language language) {
    const sim::RunResult& candidate = candidate_of(input);
    const sim::RunResult* baseline = baseline_of(input);
    const bool zh = language == Language::zh;
    const std::string name = text_in(language, candidate.title_en, candidate.title_zh);
    if (baseline == nullptr) {
        const auto figure = figure_of(input, "net_result", "group");
        const auto value = figure && figure->after ? parse_exact(*figure->after) : std::nullopt;
        if (!value) return "";
        const std::string money = in_prose(*value, candidate.reporting_currency, language);
        return zh ? fmt::format("本期扣除税费后的资金净损益为{}。", money)
                  : fmt::format("Interest, conversion, taxes and fees together come to {}. ",
                                money);
    }
    const auto figure = figure_of(input, "net_benefit", "group");
    const auto net = figure ? figure : figure_of(input, "net_result", "group");
    const auto value = net && net->difference ? parse_exact(*net->difference) : std::nullopt;
    if (!value) return "";
    const bool gain = value->minor >= 0;
    const std::string money = in_prose({gain ? value->minor : -value->minor, value->decimals},
                                       candidate.reporting_currency, language);
    const std::string other = text_in(language, baseline->title_en, baseline->title_zh);
    const Component* cause = main_cause(input, gain);
    if (zh) {
        const std::string why = cause == nullptr ? "" : fmt::format("，主要来自{}", cause->zh);
        return fmt::format("与「{}」相比，「{}」扣除税费后净收益{}{}{}。", other, name,
                           gain ? "增加" : "减少", money, why);
    }
    const std::string why = cause == nullptr ? "" : fmt::format(", mostly from {}", cause->en);
    return fmt::format("After taxes and fees, “{}” earns {} {} than “{}”{}. ", name, money,
                       gain ? "more" : "less", other, why);
}

// What chance leaves of the benefit, and how far the next structure is behind.
std::string rivals_sentence(const ReportInput& input, Language language) {
    const bool zh = language == Language::zh;
    const std::string& currency = candidate_of(input).reporting_currency;
    std::string text;
    const auto money = [&](const std::string& exact) {
        const auto value = parse_exact(exact);
        return value ? in_prose(*value, currency, language) : exact;
    };
    const sim::IntervalText* interval =
        input.replications > 1 ? interval_of(input, input.candidate, "net_result", "group")
                               : nullptr;
    if (interval != nullptr)
        text += zh ? fmt::format("{}次随机历史的均值为{} {}（95%置信区间）。", input.replications,
                                 mean_and_half_width(*interval), currency)
                   : fmt::format("Over {} random histories the mean is {} {} (95 % interval). ",
                                 input.replications, currency, mean_and_half_width(*interval));
    if (!has_ranking(input)) return text;
    for (const RankedStructure& row : ranked_structures(input)) {
        if (row.variant == input.candidate) continue;
        const sim::RunResult& next = *input.variants[row.variant].result;
        const sim::Kpi* ours = sim::find_kpi(candidate_of(input), "net_result", "group");
        const sim::Kpi* theirs = sim::find_kpi(next, "net_result", "group");
        const auto ahead = ours != nullptr && theirs != nullptr
                               ? sim::difference_of(ours->value, theirs->value)
                               : std::nullopt;
        if (!ahead || ahead->starts_with('-')) break;  // the baseline itself is better
        const std::string name = text_in(language, next.title_en, next.title_zh);
        text += zh ? fmt::format("其次为「{}」，少{}。", name, money(*ahead))
                   : fmt::format("Next is “{}”, {} behind. ", name, money(*ahead));
        break;
    }
    return text;
}

std::string limit_sentence(const ReportInput& input, Language language) {
    const sim::LimitResult* limit = tightest_limit(input);
    const bool zh = language == Language::zh;
    if (limit == nullptr || !limit->first_bound || !limit->last_bound)
        return candidate_of(input).limits.empty() ? ""
               : zh                               ? "期内各项额度均未用尽。"
                                                  : "No limit bound in the period. ";
    const std::string title = text_in(language, limit->title_en, limit->title_zh);
    const std::string first = iso_date(*limit->first_bound);
    const std::string last = iso_date(*limit->last_bound);
    if (first == last)
        return zh ? fmt::format("{}于{}用尽，{}笔划转被削减。", title, first, limit->cuts)
                  : fmt::format("{} reached its limit on {}, which cut {} {}. ", title, first,
                                limit->cuts, limit->cuts == 1 ? "sweep" : "sweeps");
    return zh ? fmt::format("{}在{}至{}之间有{}天用尽，{}笔划转被削减。", title, first, last,
                            limit->days_bound, limit->cuts)
              : fmt::format("{} reached its limit on {} {} between {} and {}, which cut {} {}. ",
                            title, limit->days_bound, limit->days_bound == 1 ? "day" : "days",
                            first, last, limit->cuts, limit->cuts == 1 ? "sweep" : "sweeps");
}

std::string counted(std::size_t count) {
    static constexpr std::string_view words[] = {"Two", "Three", "Four",  "Five",
                                                 "Six", "Seven", "Eight", "Nine"};
    return count >= 2 && count < 10 ? std::string(words[count - 2]) : std::to_string(count);
}

std::string losers_sentence(const ReportInput& input, Language language) {
    if (!input.baseline) return "";
    const bool zh = language == Language::zh;
    const std::vector<Figure> losers = worse_off(input);
    if (losers.empty()) return zh ? "没有成员企业因此受损。" : "No company is worse off.";
    const EntityName worst = entity_named(input, losers.front().entity);
    const std::string name = text_in(language, worst.en, worst.zh);
    const auto value = parse_exact(*losers.front().difference);
    const std::string money = value ? in_prose({-value->minor, value->decimals},
                                               candidate_of(input).reporting_currency, language)
                                    : "";
    if (losers.size() == 1)
        return zh ? fmt::format("{}净收益减少{}。", name, money)
                  : fmt::format("One company is worse off: {}, by {}.", name, money);
    return zh ? fmt::format("{}家企业受损，最多的是{}（净收益减少{}）。", losers.size(), name,
                            money)
              : fmt::format("{} companies are worse off, most of all {}, by {}.",
                            counted(losers.size()), name, money);
}

}  // namespace

std::string iso_date(ledger::ValueDate date) {
    const std::chrono::year_month_day day{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string when_bound(const sim::LimitResult& limit, Language language) {
    if (!limit.first_bound || !limit.last_bound) return "";
    const std::string first = iso_date(*limit.first_bound);
    std::string last = iso_date(*limit.last_bound);
    if (first.substr(0, 4) == last.substr(0, 4)) last.erase(0, 5);
    const auto span = (*limit.last_bound - *limit.first_bound).count() + 1;
    const bool every_day = span == static_cast<std::int64_t>(limit.days_bound);
    const std::string range = span == 1 ? first : first + " … " + last;
    if (language == Language::zh)
        return fmt::format("{}（{}{}天，{}笔被削减）", range, every_day ? "" : "其中",
                           limit.days_bound, limit.cuts);
    const std::string_view unit = !every_day ? "of these days" : span == 1 ? "day" : "days";
    return fmt::format("{} ({} {}, {} {} cut)", range, limit.days_bound, unit, limit.cuts,
                       limit.cuts == 1 ? "sweep" : "sweeps");
}

const sim::LimitResult* tightest_limit(const ReportInput& input) {
    const sim::LimitResult* tightest = nullptr;
    for (const sim::LimitResult& limit : candidate_of(input).limits)
        if (limit.cuts > 0 && (tightest == nullptr || limit.cuts > tightest->cuts))
            tightest = &limit;
    return tightest;
}

std::string verdict(const ReportInput& input, Language language) {
    std::string text = is_bank_report(input)
                           ? settlement_verdict(input, language)
                           : benefit_sentence(input, language) + rivals_sentence(input, language) +
                                 limit_sentence(input, language) + losers_sentence(input, language);
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

}  // namespace rmbsim::adapters
