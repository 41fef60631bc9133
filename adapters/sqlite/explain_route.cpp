// A payment over several rails: its legs with their booking and value dates, and why it went this way.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/route_choice.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::size_t date_width = 10;  // of "2026-11-20 18:30:00 +08:00"

struct ReasonWords {
    std::string_view name;
    Words words;
};

constexpr std::array reasons{
    ReasonWords{"chosen", {"taken", "采用"}},
    ReasonWords{"currency_not_carried", {"does not carry the currency", "不办理该币种"}},
    ReasonWords{"wrong_direction", {"goes the other way", "方向不符"}},
    ReasonWords{"not_for_payer", {"not for this payer", "不适用于该付款人"}},
    ReasonWords{"over_limit", {"above its ceiling", "超过限额"}},
    ReasonWords{"no_comparison_rate", {"its ceiling has no comparison rate", "限额币种无比较汇率"}},
    ReasonWords{"no_session", {"no session within 40 days", "40日内无场次"}},
    ReasonWords{"not_renminbi", {"not in renminbi", "非人民币"}},
    ReasonWords{"dearer", {"dearer", "费用较高"}},
    ReasonWords{"later", {"later", "到账较晚"}},
    ReasonWords{"more_legs", {"as good, with more legs", "同等但段数更多"}},
    ReasonWords{"later_in_name", {"as good in all", "各项相同"}},
};

std::string route_reason_words(const sim::RouteChoice& choice, Language language) {
    const auto at = std::ranges::find(reasons, choice.reason, &ReasonWords::name);
    std::string text = at == reasons.end() ? choice.reason : at->words.in(language);
    if (!choice.rail.empty()) text = choice.rail + ": " + text;
    return text;
}

std::vector<sim::ZoneOffset> clocks_of(const sim::Directory& directory, std::string_view rail) {
    const sim::PaymentSystemRow* system = system_of(directory, rail);
    return system == nullptr ? std::vector<sim::ZoneOffset>{} : system->offsets;
}

std::string value_date_of(const Database& database, std::uint32_t entry) {
    Statement row(database, "SELECT value_day FROM entry WHERE id = ?");
    row.bind(0, std::int64_t{entry});
    return row.step() ? date_text(static_cast<std::int32_t>(row.integer(0))) : "";
}

void tell_leg(TextTable& table, JournalFile& file, const PaymentRow& leg, Language language) {
    const sim::Directory& directory = file.directory();
    const auto offsets = clocks_of(directory, leg.rail);
    const auto code = [&](std::uint32_t book) {
        return book < directory.books.size() ? directory.books[book].code : std::string("?");
    };
    std::optional<std::int64_t> taken;
    PaymentEnd end;
    for (const PaymentStepRow& step : steps_of(file.database(), leg.id)) {
        end.take(step, leg.minor);
        const bool waits_outside = step.step == name_of(sim::PaymentStepKind::waiting) &&
                                   step.reason != name_of(sim::PaymentReason::processing);
        if (!taken && !waits_outside) taken = step.time_ms;
    }
    const bool booked = end.entry.has_value() && end.ended_ms >= 0;
    const std::string when = booked ? local_time_text(end.ended_ms, offsets) : end.status;
    table.row({fmt::format("{}", leg.leg), fmt::format("P-{}", leg.id), leg.rail,
               fmt::format("{} → {}", code(leg.payer_book), code(leg.payee_book)),
               local_time_text(leg.submitted_ms, offsets),
               taken ? local_time_text(*taken, offsets) : Words{"no", "否"}.in(language), when,
               booked ? when.substr(0, date_width) : "",
               booked ? value_date_of(file.database(), *end.entry) : ""});
}

void tell_choices(Explanation& to, const sim::Directory& directory, const PaymentRow& first) {
    const Language language = to.language();
    TextTable table({Align::left, Align::right, Align::left, Align::left});
    std::string objective;
    for (const sim::RouteChoice& choice : directory.route_choices) {
        if (choice.payment != first.name) continue;
        objective = choice.objective;
        if (table.empty())
            table.row({Words{"way", "路径"}.in(language),
                       Words{"cost CNY", "费用(元)"}.in(language),
                       Words{"arrives", "到账"}.in(language), ""});
        table.row({choice.path, choice.cost_cny,
                   local_time_text(choice.arrives_ms, clocks_of(directory, first.rail)),
                   route_reason_words(choice, language)});
    }
    if (table.empty()) return;
    to.line(language == Language::zh
                ? fmt::format("比较过的路径(目标:{};费用按通道公开价目)", objective)
                : fmt::format("ways looked at, for {}; cost by the rails' tariffs", objective));
    to.table(table);
}

}  // namespace

void tell_route(Explanation& to, JournalFile& file, const PaymentRow& payment) {
    const Language language = to.language();
    const std::uint32_t first = payment.leg_of == 0 ? payment.id : payment.leg_of;
    const std::vector<PaymentRow> legs = legs_of(file.database(), first);
    if (legs.empty()) return;
    TextTable table({Align::left, Align::left, Align::left, Align::left, Align::left, Align::left,
                     Align::left, Align::left, Align::left});
    table.row({Words{"leg", "程"}.in(language), "", Words{"rail", "通道"}.in(language),
               Words{"from → to", "付款行 → 收款行"}.in(language),
               Words{"handed in", "提交"}.in(language), Words{"taken", "受理"}.in(language),
               Words{"booked", "记账"}.in(language), Words{"booking date", "记账日"}.in(language),
               Words{"value date", "起息日"}.in(language)});
    for (const PaymentRow& leg : legs) tell_leg(table, file, leg, language);
    to.heading({"legs, each in local time of its rail", "各程(各通道当地时间)"});
    to.table(table);
    tell_choices(to, file.directory(), legs.front());
}

}  // namespace rmbsim::adapters::sqlite
