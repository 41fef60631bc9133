#include "adapters/report/settlement_lines.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "adapters/report/figures.hpp"
#include "adapters/report/headed_columns.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/ranking.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/text_width.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/measure/settlement_sums.hpp"

namespace rmbsim::adapters {
namespace {

using ledger::Decimal;
using ledger::Int128;

constexpr int name_most = 26, indicator_decimals = 3;

std::string indicator_text(Int128 part, Int128 whole) {
    if (whole == 0) return "–";
    return (Decimal::from_int128(part) / Decimal::from_int128(whole)).to_text(indicator_decimals);
}

std::int64_t mean_ms(Int128 sum, Int128 of) {
    return of == 0 ? 0 : static_cast<std::int64_t>(sum / of);
}

std::string money_shown(Int128 minor, int decimals) {
    return grouped(sim::settlement_money_text(minor, decimals));
}

std::string short_money(Int128 minor, int decimals, const std::string& currency,
                        Language language) {
    const auto exact = parse_exact(sim::settlement_money_text(minor, decimals));
    return exact ? in_prose(*exact, currency, language)
                 : money_shown(minor, decimals) + " " + currency;
}

std::string channels_line(const sim::SettlementResult& system, bool zh) {
    static constexpr std::pair<std::string_view, std::string_view> names[sim::channel_count] = {
        {"on entry", "即时"},
        {"by release", "排队释放"},
        {"by offset", "撮合抵消"},
        {"by resolution", "集中解锁"},
        {"net", "净额"}};
    std::string text;
    for (std::size_t i = 0; i < sim::channel_count; ++i) {
        if (system.minor_by_channel[i] == 0) continue;
        text += text.empty() ? "" : " · ";
        text += fmt::format("{} {}", zh ? names[i].second : names[i].first,
                            percent_text(system.minor_by_channel[i], system.settled_minor));
    }
    return text;
}

std::string standstill_text(bool measured, std::uint32_t count, std::int64_t ms, bool zh) {
    if (!measured) return "–";
    if (count == 0) return zh ? "无" : "none";
    return fmt::format("{} ({})", clock_text(ms), count);
}

std::string titled(const sim::RunResult& result, Language language) {
    return text_in(language, result.title_en, result.title_zh);
}

// Where the baseline is one of two, the other is spoken of; the sums are of the systems of one currency.
std::string sums_sentence(const sim::SettlementSums& sums, Language language) {
    const bool zh = language == Language::zh;
    const auto money = [&](Int128 minor) {
        return short_money(minor, sums.decimals, sums.currency, language);
    };
    const std::string share = percent_text(sums.settled_minor, sums.submitted_minor);
    const std::string wait = clock_text(mean_ms(sums.value_time, sums.submitted_minor));
    const std::string rho = indicator_text(sums.value_time, sums.value_time_worst);
    std::string text =
        zh ? fmt::format("提交{}，结算 {}；按金额平均延迟 {}（延迟指标 ρ {}），占用流动性{}。",
                         money(sums.submitted_minor), share, wait, rho,
                         money(sums.liquidity_used_minor))
           : fmt::format(
                 "Of {} submitted {} settled, after a wait of {} by value (delay "
                 "indicator ρ {}), on {} of liquidity. ",
                 money(sums.submitted_minor), share, wait, rho, money(sums.liquidity_used_minor));
    if (sums.gridlocks > 0)
        text += zh ? fmt::format("支付僵局 {} 次，共 {}。", sums.gridlocks,
                                 clock_text(sums.gridlock_ms))
                   : fmt::format("Gridlock lasted {} in {} {}. ", clock_text(sums.gridlock_ms),
                                 sums.gridlocks, sums.gridlocks == 1 ? "spell" : "spells");
    if (sums.deadlocks > 0)
        text +=
            zh ? fmt::format("死锁 {} 次，共 {}。", sums.deadlocks, clock_text(sums.deadlock_ms))
               : fmt::format("Deadlock lasted {}: only new liquidity would have helped. ",
                             clock_text(sums.deadlock_ms));
    if (sums.left_out > 0)
        text += zh ? fmt::format("仅计 {} 的系统，另有 {} 个系统为其他币种。", sums.currency,
                                 sums.left_out)
                   : fmt::format("Only systems in {} are counted; {} in other currencies are not. ",
                                 sums.currency, sums.left_out);
    return text;
}

}  // namespace

bool is_bank_report(const ReportInput& input) {
    return std::ranges::all_of(input.variants, [](const ReportVariant& variant) {
        return sim::is_bank_run(*variant.result);
    });
}

std::string clock_text(std::int64_t ms) {
    const std::int64_t seconds = (ms + 500) / 1000;
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string percent_text(Int128 part, Int128 whole) {
    if (whole == 0) return "–";
    return (Decimal::from_int128(part) * Decimal(100) / Decimal::from_int128(whole)).to_text(1) +
           " %";
}

std::vector<std::string> settlement_lines(const sim::RunResult& result, Language language,
                                          int width) {
    if (result.settlement.empty()) return {};
    const bool zh = language == Language::zh;
    const auto words = [&](std::string_view en, std::string_view in_zh) {
        return std::string(zh ? in_zh : en);
    };
    std::vector<HeadedColumn> columns = {{words("Payment systems", "支付系统"), {}, false},
                                         {words("settled", "已结算"), {}},
                                         {words("share", "结算率"), {}},
                                         {words("mean delay", "平均延迟"), {}},
                                         {"ρ", {}},
                                         {words("liquidity used", "占用流动性"), {}},
                                         {words("longest queue", "最长队列"), {}},
                                         {words("gridlock", "僵局"), {}}};
    for (const sim::SettlementResult& system : result.settlement) {
        Int128 used = 0;
        for (const sim::ParticipantResult& participant : system.participants)
            used += participant.liquidity_used_minor;
        const std::string cells[] = {
            fmt::format("{} ({})", system.rail, system.currency),
            money_shown(system.settled_minor, system.decimals),
            percent_text(system.settled_minor, system.submitted_minor),
            clock_text(mean_ms(system.value_time_by_payments, system.submitted_minor)),
            indicator_text(system.value_time_by_payments, system.value_time_worst),
            money_shown(used, system.decimals),
            grouped(std::to_string(system.queue_most)),
            standstill_text(system.standstill_measured, system.gridlocks, system.gridlock_ms, zh)};
        for (std::size_t i = 0; i < columns.size(); ++i) columns[i].cells.push_back(cells[i]);
    }
    std::vector<std::string> lines = lines_of(columns, name_most);
    for (const sim::SettlementResult& system : result.settlement) {
        const std::string channels = channels_line(system, zh);
        if (channels.empty()) continue;
        for (const std::string& part :
             wrapped(fmt::format("{}{}{}", system.rail, zh ? "：" : ": ", channels), width - 2))
            lines.push_back("  " + part);
    }
    return lines;
}

std::vector<std::string> settlement_ranking_lines(const ReportInput& input, Language language,
                                                  int width) {
    const bool zh = language == Language::zh;
    const auto words = [&](std::string_view en, std::string_view in_zh) {
        return std::string(zh ? in_zh : en);
    };
    const sim::VariantComparison comparison = comparison_of(input);
    std::vector<HeadedColumn> columns = {{"#", {}},
                                         {words("variant", "方案"), {}, false},
                                         {words("settled share", "结算率"), {}},
                                         {words("mean delay", "平均延迟"), {}},
                                         {"ρ", {}},
                                         {words("liquidity used", "占用流动性"), {}},
                                         {words("gridlock", "僵局"), {}}};
    std::string currency;
    for (const std::size_t variant : comparison.ranking) {
        const sim::RunResult& result = *input.variants[variant].result;
        const sim::SettlementSums sums = sim::settlement_sums(result.settlement);
        currency = sums.currency;
        const std::string cells[] = {
            std::to_string(comparison.standings[variant].rank),
            titled(result, language) +
                (input.baseline == variant ? words(" (baseline)", "（基准）") : ""),
            percent_text(sums.settled_minor, sums.submitted_minor),
            clock_text(mean_ms(sums.value_time, sums.submitted_minor)),
            indicator_text(sums.value_time, sums.value_time_worst),
            money_shown(sums.liquidity_used_minor, sums.decimals),
            standstill_text(sums.standstill_measured, sums.gridlocks, sums.gridlock_ms, zh)};
        for (std::size_t i = 0; i < columns.size(); ++i) columns[i].cells.push_back(cells[i]);
    }
    std::vector<std::string> lines =
        wrapped(zh ? fmt::format("各方案依次按结算金额、延迟指标 ρ、占用流动性排序；金额单位：{}",
                                 currency == "CNY" ? "元" : currency)
                   : fmt::format("Variants by value settled, then delay indicator ρ, then "
                                 "liquidity used; money in {}",
                                 currency),
                width);
    for (std::string& line : lines_of(columns, 2 * name_most)) lines.push_back(std::move(line));
    return lines;
}

std::string settlement_verdict(const ReportInput& input, Language language) {
    const bool zh = language == Language::zh;
    const sim::RunResult& candidate = candidate_of(input);
    std::string text;
    if (input.variants.size() > 1) {
        const sim::VariantComparison comparison = comparison_of(input);
        const std::string name = titled(candidate, language);
        const std::size_t rank = comparison.standings[input.candidate].rank;
        const bool shared =
            std::ranges::count(comparison.standings, rank, &sim::Standing::rank) > 1;
        if (rank == 1)
            text += zh ? fmt::format("「{}」{}（依次比较结算金额、延迟、占用流动性）。", name,
                                     shared ? "并列最优" : "最优")
                       : fmt::format(
                             "“{}” {} (by value settled, then delay, then liquidity "
                             "used). ",
                             name, shared ? "shares the first place" : "does best");
        else
            text += zh ? fmt::format(
                             "「{}」不及基准方案「{}」。", name,
                             titled(*input.variants[comparison.ranking.front()].result, language))
                       : fmt::format(
                             "“{}” does not do better than “{}”. ", name,
                             titled(*input.variants[comparison.ranking.front()].result, language));
    }
    return text + sums_sentence(sim::settlement_sums(candidate.settlement), language);
}

}  // namespace rmbsim::adapters
