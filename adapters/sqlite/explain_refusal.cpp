// explain refusal N, and the rule behind a sweep or a flow that was refused: regime, document and article,
// the day from which it holds, the parameter's value, the headroom, how well each is known.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "adapters/report/labels.hpp"
#include "adapters/report/language.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

std::string money(std::int64_t minor, const sim::Refusal& refusal) {
    return fmt::format("{} {}", grouped(minor, refusal.decimals), refusal.currency);
}

}  // namespace

const sim::Refusal* refusal_of(std::span<const sim::Refusal> refusals, std::string_view what) {
    for (const sim::Refusal& refusal : refusals)
        if (refusal.what == what) return &refusal;
    return nullptr;
}

std::string mark_text(const std::string& mark, Language language) {
    const bool confirmed = mark.empty() || mark.starts_with("VERIFIED") || mark == "DERIVED";
    return confirmed ? mark : mark + Words{" (not confirmed)", "(未核实)"}.in(language);
}

void tell_rule(Explanation& to, const sim::Refusal& refusal) {
    const Language language = to.language();
    to.fact({"because", "原因"}, label_of(LabelKind::reason, refusal.reason, language) +
                                     (refusal.limit.empty() ? "" : ": " + refusal.limit));
    to.fact({"regime", "规则"}, refusal.regime);
    if (!refusal.parameter.empty())
        to.fact({"tested", "检验项"},
                refusal.value.empty()
                    ? refusal.parameter
                    : fmt::format("{}: {} {}", refusal.parameter, refusal.value, refusal.unit));
    std::string document = refusal.document;
    if (!refusal.article.empty())
        document += fmt::format(fmt::runtime(language == Language::zh ? " 第{}条" : ", art. {}"),
                                refusal.article);
    to.fact({"document", "文件"}, document);
    if (refusal.in_force)
        to.fact({"in force from", "生效日"}, date_text(ledger::day_number(*refusal.in_force)));
    if (refusal.headroom_minor)
        to.fact({"headroom", "余量"}, money(*refusal.headroom_minor, refusal));
    if (refusal.value_on)
        to.fact({"decided by value date", "按起息日"},
                date_text(ledger::day_number(*refusal.value_on)));
    to.fact({"mark", "核实"}, mark_text(refusal.mark, language));
    to.fact({"note", "说明"}, refusal.note);
}

Explained explain_refusal(JournalFile& file, std::uint32_t number, const ExplainOptions& options) {
    const std::span<const sim::Refusal> refusals = options.refusals;
    if (number == 0 || number > refusals.size())
        return std::unexpected(fmt::format("there is no refusal {}: the run has {} refusals{}",
                                           number, refusals.size(),
                                           refusals.empty() ? "" : ", from 1"));
    const sim::Refusal& refusal = refusals[number - 1];
    constexpr std::string_view by_sweep = "decision ", by_flow = "flow ";
    const std::string_view what = refusal.what;
    if (what.starts_with(by_sweep)) {
        std::uint32_t id = 0;
        for (const char c : what.substr(by_sweep.size()))
            id = id * 10 + static_cast<std::uint32_t>(c - '0');
        return explain_decision(file, id, options);
    }
    if (what.starts_with(by_flow))
        return explain_flow(file, std::string(what.substr(by_flow.size())), options);
    const bool zh = options.language == Language::zh;
    Explanation to(options.language);
    to.title(fmt::format("{} {}: {}", zh ? "拒绝" : "refusal", number, what));
    to.fact({"subject", "对象"}, refusal.subject);
    to.fact({"day", "日期"}, date_text(ledger::day_number(refusal.on)));
    if (refusal.wish_minor != 0) {
        to.fact({"wish", "意愿金额"}, money(refusal.wish_minor, refusal));
        to.fact({"amount", "实际金额"}, money(refusal.amount_minor, refusal));
    }
    tell_rule(to, refusal);
    return to.text();
}

}  // namespace rmbsim::adapters::sqlite
