// explain decision N, of a conversion 结售汇: what each place would have brought, and why this one.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "ledger/decimal.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr int renminbi_decimals = 2, price_places = 6;

// "6.986500": renminbi for one of the foreign currency, fees included.
std::string all_in_price(std::int64_t renminbi_minor, std::int64_t foreign_minor, int decimals) {
    if (foreign_minor == 0) return {};
    return (ledger::Decimal::from_minor(renminbi_minor, renminbi_decimals) /
            ledger::Decimal::from_minor(foreign_minor, decimals))
        .to_text(price_places);
}

}  // namespace

void tell_conversion(Explanation& to, const sim::Directory& directory,
                     const sim::Decision& decision) {
    const sim::LinkRow& link = directory.links[decision.link];
    const bool zh = to.language() == Language::zh;
    const bool sells = decision.upward;
    const auto foreign = [&](std::int64_t minor) {
        return fmt::format("{} {}", grouped(minor, link.decimals), link.currency);
    };
    to.title(zh ? fmt::format("决策 {}:{} {}", decision.id, link.id, sells ? "结汇" : "购汇")
                : fmt::format("decision {}: {} {}", decision.id, link.id,
                              sells ? "sells foreign currency" : "buys foreign currency"));
    to.fact({"account", "账户"}, link.child);
    to.fact({"time", "时间"}, time_text(decision.time_ms));
    to.fact({"balance", "余额"}, foreign(decision.child_minor));
    to.fact({"amount", "金额"}, foreign(decision.wish_minor));
    const std::int64_t onshore = decision.bounds[0].minor, offshore = decision.bounds[1].minor;
    const bool is_forbidden = decision.bound_count > 2;
    const bool is_offshore = !is_forbidden && (sells ? offshore > onshore : offshore < onshore);
    std::string chosen =
        is_offshore
            ? Words{"offshore (CNH), the better one", "境外(CNH),全价较优"}.in(to.language())
        : is_forbidden
            ? Words{"onshore (CNY): offshore is better and not allowed by the policy",
                    "境内(CNY):境外较优,但策略不允许"}
                  .in(to.language())
            : Words{"onshore (CNY), the better one or the same", "境内(CNY),全价较优或相同"}.in(
                  to.language());
    if (decision.outcome != sim::SweepOutcome::converted)
        chosen += Words{"; refused by the ledger", ";账本拒绝"}.in(to.language());
    to.fact({"place", "地点"}, chosen);
    TextTable table({Align::left, Align::left, Align::right, Align::right});
    const auto row = [&](bool is_chosen, Words place, std::int64_t minor) {
        table.row({is_chosen ? "*" : "", place.in(to.language()),
                   fmt::format("{} CNY", grouped(minor, renminbi_decimals)),
                   all_in_price(minor, decision.wish_minor, link.decimals)});
    };
    row(!is_offshore, {"onshore (CNY)", "境内(CNY)"}, onshore);
    row(is_offshore, {"offshore (CNH)", "境外(CNH)"}, offshore);
    to.heading({"all in: renminbi, and for one of the currency (* chosen)",
                "全价:人民币金额及单价(* 为所选)"});
    to.table(table);
    const std::int64_t difference = onshore > offshore ? onshore - offshore : offshore - onshore;
    const std::string amount = fmt::format("{} CNY", grouped(difference, renminbi_decimals));
    if (is_forbidden)
        to.fact({"forgone", "放弃收益"}, amount);
    else
        to.fact({"gained over the other place", "较另一地点增益"}, amount);
}

}  // namespace rmbsim::adapters::sqlite
