// explain decision N, limit ID: what a sweep wished, what bounded it, and whose rule that was.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "ledger/account.hpp"
#include "ledger/entry.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::array outcome_words{
    Words{"not eligible: the regime's admission test failed, or the regime is not in force",
          "不符合准入:未通过备案条件,或规则尚未生效"},
    Words{"calendar closed: one end is on holiday", "日历关闭:一端为非营业日"},
    Words{"past the cut-off", "已过截止时间"},
    Words{"account blocked", "账户受限"},
    Words{"nothing to move", "无可划转金额"},
    Words{"direction not allowed by the link", "链路不允许该方向"},
    Words{"flow not allowed by the regime", "规则不允许该类划转"},
    Words{"blocked: a bound left nothing, or less than the wish and the link moves all or nothing",
          "受阻:上限不足"},
    Words{"below the minimum", "低于最低划转额"},
    Words{"refused by the ledger", "账本拒绝"},
    Words{"moved", "已划转"},
    Words{"rejected by the bank", "银行退回指令"},
    Words{"no balance: the statement has not come", "无余额:未收到对账单"},
    Words{"converted", "已兑换"},
};
static_assert(outcome_words.size() == sim::sweep_outcome_count);

constexpr std::array bound_words{
    Words{"value-dated surplus", "起息口径盈余"},
    Words{"header's capacity above its floor", "主账户可下拨余额"},
    Words{"headroom of limit", "额度余量"},
    Words{"maximum of the link", "单笔上限"},
    Words{"whole units", "整数单位"},
    Words{"minimum of the link", "单笔下限"},
    Words{"its share of what the header can give", "在主账户可下拨余额中的份额"},
    Words{"onshore (CNY), all in", "境内(CNY)全价"},
    Words{"offshore (CNH), all in", "境外(CNH)全价"},
    Words{"forgone: offshore is not allowed by the policy", "放弃收益:策略不允许境外兑换"},
};
static_assert(bound_words.size() == sim::bound_kind_count);

struct FoundDecision {
    sim::Decision decision;
    std::int32_t day = 0;
    std::vector<sim::LimitDay> limits;  // of that day
};

std::string currency_of_link(const sim::Directory& directory, const sim::LinkRow& link) {
    const std::uint32_t child = bank_account_named(directory, link.child);
    if (child == UINT32_MAX) return link.currency;
    const ledger::AccountSpec& spec = directory.accounts[child].spec;
    return std::string(ledger::display_code(spec.currency, spec.market));
}

std::string money(std::int64_t minor, int decimals, std::string_view unit) {
    if (minor == INT64_MAX) return "∞";
    return fmt::format("{} {}", grouped(minor, std::min(decimals, 18)), unit);
}

// "od-quota: cap 80,000,000.00 CNY, headroom 1,250,000.00": headroom in the link's own amounts, which a
// risk-weighted quota counts more than once, so the use is not cap less headroom.
std::string limit_standing(const sim::Directory& directory, const FoundDecision& found,
                           const sim::Decision::Bound& bound, Language language) {
    const sim::LimitRow& limit = directory.limits[bound.limit];
    const sim::LinkRow& link = directory.links[found.decision.link];
    std::string text =
        fmt::format("{} ({})", limit.id, text_in(language, limit.title_en, limit.title_zh));
    const auto day = std::ranges::find(found.limits, bound.limit, &sim::LimitDay::limit);
    if (day == found.limits.end()) return text;
    const bool zh = language == Language::zh;
    text += fmt::format(fmt::runtime(zh ? ":上限 {}" : ": cap {}"),
                        money(day->cap_minor, limit.decimals, limit.currency));
    if (day->cap_minor == INT64_MAX) return text;
    if (limit.currency == link.currency && bound.minor > 0)
        return text + fmt::format(fmt::runtime(zh ? ",余量 {}" : ", headroom {}"),
                                  money(bound.minor, limit.decimals, limit.currency));
    return text + fmt::format(fmt::runtime(zh ? ",当日峰值 {}" : ", the day's peak use {}"),
                              money(day->peak_minor, limit.decimals, limit.currency));
}

void tell_parameter(Explanation& to, const sim::ParameterRow& p) {
    to.fact({"parameter", "参数"},
            fmt::format("{} = {} {} ({})", p.name, p.value, p.unit, p.version));
    to.fact({"document", "文件"},
            p.article.empty() ? p.instrument : fmt::format("{}, {}", p.instrument, p.article));
    to.fact({"mark", "核实"}, mark_text(p.mark, to.language()));
    to.fact({"note", "说明"}, p.note);
    to.fact({"sources", "来源"}, p.sources);
}

std::optional<FoundDecision> find_decision(JournalFile& file, std::uint32_t id,
                                           std::uint64_t& count) {
    std::optional<FoundDecision> found;
    file.for_each_day([&](const sim::DayRecord& day) {
        count += day.decisions.size();
        for (const sim::Decision& d : day.decisions)
            if (d.id == id)
                found = FoundDecision{.decision = d,
                                      .day = day.seal.day,
                                      .limits = {day.limits.begin(), day.limits.end()}};
    });
    return found;
}

// The entries of a decision: its own, or those of the payment that it sent.
std::vector<FoundEntry> entries_of(JournalFile& file, const sim::Decision& d) {
    if (d.first_entry == UINT32_MAX) return {};
    auto found = find_entries(file, [&](std::uint32_t id, const ledger::EntryRow& row, auto) {
        return id == d.first_entry ||
               (about_of(row.rule) == About::decision && row.subject == d.id);
    });
    if (found.empty() || about_of(found.front().row.rule) != About::payment) return found;
    const std::uint32_t payment = found.front().row.subject;
    return find_entries(file, [&](std::uint32_t, const ledger::EntryRow& row, auto) {
        return about_of(row.rule) == About::payment && row.subject == payment;
    });
}

void tell_bounds(Explanation& to, const sim::Directory& directory, const FoundDecision& found,
                 const std::string& unit) {
    const sim::Decision& d = found.decision;
    const sim::LinkRow& link = directory.links[d.link];
    TextTable table({Align::left, Align::left, Align::right, Align::left});
    for (std::size_t i = 0; i < d.bound_count; ++i) {
        const sim::Decision::Bound& bound = d.bounds[i];
        const bool is_limit =
            bound.kind == sim::BoundKind::limit_headroom && bound.limit != UINT32_MAX;
        table.row({i == d.binding ? "*" : "",
                   bound_words[static_cast<std::size_t>(bound.kind)].in(to.language()),
                   money(bound.minor, link.decimals, unit),
                   is_limit ? limit_standing(directory, found, bound, to.language()) : ""});
    }
    if (table.empty()) return;
    to.heading(d.binding == UINT8_MAX ? Words{"bounds (none made it less)", "上限(均未限制)"}
                                      : Words{"bounds (* made it less)", "上限(* 为起限制者)"});
    to.table(table);
}

}  // namespace

Explained explain_decision(JournalFile& file, std::uint32_t id, const ExplainOptions& options) {
    const Language language = options.language;
    const sim::Directory& directory = file.directory();
    std::uint64_t count = 0;
    const auto found = find_decision(file, id, count);
    if (!found)
        return std::unexpected(fmt::format(
            "there is no decision {}: the journal has {} decisions, from 1", id, count));
    const sim::Decision& d = found->decision;
    const sim::LinkRow& link = directory.links[d.link];
    const std::string unit = currency_of_link(directory, link);
    const auto amount = [&](std::int64_t minor) { return money(minor, link.decimals, unit); };

    Explanation to(language);
    const bool zh = language == Language::zh;
    if (link.flow == "conversion") {
        tell_conversion(to, directory, d);
        const auto carried_out_by = entries_of(file, d);
        if (!carried_out_by.empty()) {
            to.heading({"carried out by", "执行分录"});
            tell_entries(to, directory, carried_out_by);
        }
        return to.text();
    }
    to.title(zh ? fmt::format("决策 {}:链路 {} 的{}", id, link.id, d.upward ? "归集" : "下拨")
                : fmt::format("decision {}: {} over link {}", id,
                              d.upward ? "concentration" : "funding", link.id));
    to.fact({"link", "链路"},
            fmt::format("{} {} {}, {}, pool {}, {}", link.child, d.upward ? "→" : "←", link.header,
                        link.method, link.pool, link.flow));
    to.fact({"time", "时间"}, time_text(d.time_ms));
    to.fact({"outcome", "结果"}, outcome_words[static_cast<std::size_t>(d.outcome)].in(language));
    to.fact({"child's balance", "成员账户余额"}, amount(d.child_minor));
    const std::uint32_t header = bank_account_named(directory, link.header);
    if (header != UINT32_MAX)
        to.fact({"header's balance", "主账户余额"},
                grouped_with_unit(d.header_minor, directory.accounts[header].spec));
    to.fact({"wish", "意愿金额"}, amount(d.wish_minor));
    to.fact({"amount", "实际金额"}, amount(d.amount_minor));
    if (d.amount_minor < d.wish_minor)
        to.fact({"not moved", "未划转"}, amount(d.wish_minor - d.amount_minor));
    tell_bounds(to, directory, *found, unit);

    if (d.binding < d.bound_count && d.bounds[d.binding].limit != UINT32_MAX)
        to.fact({"bound by", "限制来源"},
                limit_standing(directory, *found, d.bounds[d.binding], language));
    if (d.parameter != UINT32_MAX) {
        to.fact({"regime", "规则"}, directory.parameters[d.parameter].regime);
        tell_parameter(to, directory.parameters[d.parameter]);
    } else if (const sim::Refusal* refusal =
                   refusal_of(options.refusals, fmt::format("decision {}", id));
               refusal != nullptr && !refusal->document.empty()) {
        tell_rule(to, *refusal);
    } else {
        to.fact({"regime", "规则"}, directory.regime);
        to.fact({"document", "文件"}, directory.instrument);
    }
    const auto entries = entries_of(file, d);
    if (!entries.empty()) {
        to.heading({"carried out by", "执行分录"});
        tell_entries(to, directory, entries);
    }
    return to.text();
}

Explained explain_limit(JournalFile& file, const std::string& id, Language language) {
    const sim::Directory& directory = file.directory();
    const auto row = std::ranges::find(directory.limits, id, &sim::LimitRow::id);
    if (row == directory.limits.end()) {
        std::vector<std::string> known;
        known.reserve(directory.limits.size());
        for (const sim::LimitRow& limit : directory.limits) known.push_back(limit.id);
        return std::unexpected(
            fmt::format("there is no limit {}{}", id, did_you_mean(id, known, language)));
    }
    const auto index = static_cast<std::uint32_t>(row - directory.limits.begin());
    const auto amount = [&](std::int64_t minor) {
        return money(minor, row->decimals, row->currency);
    };
    const bool zh = language == Language::zh;

    TextTable days(
        {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
    days.row({zh ? "日期" : "day", zh ? "上限" : "cap", zh ? "已用" : "used", zh ? "峰值" : "peak",
              zh ? "受限次数" : "cuts", zh ? "受阻金额" : "held back"});
    TextTable cuts({Align::left, Align::left, Align::right, Align::right, Align::left});
    std::optional<sim::LimitDay> last;
    std::vector<std::uint32_t> parameters;
    std::int64_t peak = 0;
    std::int32_t peak_day = 0;
    file.for_each_day([&](const sim::DayRecord& day) {
        for (const sim::LimitDay& now : day.limits) {
            if (now.limit != index) continue;
            const bool changed = !last || last->cap_minor != now.cap_minor ||
                                 last->used_minor != now.used_minor || now.cuts > 0;
            if (changed)
                days.row({date_text(day.seal.day), amount(now.cap_minor), amount(now.used_minor),
                          amount(now.peak_minor), fmt::format("{}", now.cuts),
                          now.cuts > 0 ? amount(now.blocked_minor) : ""});
            if (!last || now.peak_minor > peak) {
                peak = now.peak_minor;
                peak_day = day.seal.day;
            }
            if (now.parameter != UINT32_MAX &&
                std::ranges::find(parameters, now.parameter) == parameters.end())
                parameters.push_back(now.parameter);
            last = now;
        }
        for (const sim::Decision& d : day.decisions) {
            if (d.binding >= d.bound_count || d.bounds[d.binding].limit != index) continue;
            const sim::LinkRow& link = directory.links[d.link];
            const std::string unit = currency_of_link(directory, link);
            cuts.row({fmt::format("decision {}", d.id), time_text(d.time_ms),
                      money(d.wish_minor, link.decimals, unit),
                      money(d.amount_minor, link.decimals, unit), link.id});
        }
    });

    Explanation to(language);
    to.title(fmt::format("{} {}: {}", zh ? "额度" : "limit", id,
                         text_in(language, row->title_en, row->title_zh)));
    to.fact({"quota", "监管额度"}, row->quota.empty()
                                       ? Words{"the group's own", "集团自设"}.in(language)
                                       : fmt::format("{} ({})", row->quota, directory.regime));
    if (last) {
        to.fact({"at the end", "期末"},
                fmt::format("{} / {}", amount(last->used_minor), amount(last->cap_minor)));
        to.fact({"highest use", "峰值"}, fmt::format("{} ({})", amount(peak), date_text(peak_day)));
    }
    for (const std::uint32_t parameter : parameters)
        tell_parameter(to, directory.parameters[parameter]);
    to.heading({"days on which it changed or held something back", "变动或受限日"});
    to.table(days);
    if (!cuts.empty()) {
        to.heading({"sweeps that it made less: wish and amount", "受限划转:意愿与实际金额"});
        to.table(cuts);
    }
    return to.text();
}

}  // namespace rmbsim::adapters::sqlite
