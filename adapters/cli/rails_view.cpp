#include "adapters/cli/rails_view.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/failure.hpp"
#include "adapters/cli/policy_library.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/report/language.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/rails_library.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/spelling.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/policy/regime.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::adapters::cli {
namespace {

// Enumerators as people read them in Chinese; one that is missing is shown as it is.
constexpr auto words_zh = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"rtgs", "实时全额"},
    {"deferred_net", "定时净额"},
    {"hybrid", "混合结算"},
    {"instant", "即时"},
    {"correspondent", "代理行"},
    {"atomic_pvp", "原子同步交收"},
    {"day", "日间"},
    {"night", "夜间"},
    {"special", "特殊时段"},
    {"all", "全部"},
    {"funding", "仅注资与同业拆借"},
    {"ordinary", "一般营业日"},
    {"first_after_break", "休市后首日"},
    {"break_first_day", "休市首日"},
    {"makeup_weekend", "调休周末"},
    {"every_day", "每日"},
    {"on_posting", "入账时"},
    {"on_net_posting", "净额入账时"},
    {"on_admission", "纳入轧差时"},
    {"per_hop", "逐段"},
    {"on_commit", "双边提交时"},
    {"none", "无"},
    {"fifo", "先进先出"},
    {"urgent_then_fifo", "先加急后普通"},
    {"returned", "退回"},
    {"carried_over", "结转"},
    {"not_queued", "不排队"},
    {"dequeue", "撤销排队"},
    {"request_with_consent", "经收款方同意"},
    {"not_possible", "不可"},
    {"new_payment", "另行汇回"},
    {"reverse_chain", "原路退回"},
    {"release", "释放"},
    {"persons", "个人"},
    {"banks", "银行"},
    {"item", "单笔"},
    {"person_day", "每人每日"},
    {"person_year", "每人每年"},
    {"company", "企业"},
    {"person", "个人"},
    {"bank", "银行"},
    {"cost", "费用优先"},
    {"time", "时间优先"},
    {"rmb_first", "人民币优先"},
});

sim::RailLibrary load_or_fail_rails(const std::string& library) {
    auto rails = load_rails(library);
    if (!rails) throw CommandFailure(rails.error());
    return std::move(*rails);
}

[[noreturn]] void fail_name(const std::string& place, const std::string& kind,
                            const std::string& name, const std::vector<std::string_view>& known) {
    const std::string_view near = ledger::nearest(name, known);
    throw CommandFailure(
        Diagnostic{.file = place,
                   .message = fmt::format("unknown {} '{}'", kind, name),
                   .expected = fmt::format("one of: {}", fmt::join(known, ", ")),
                   .hint = near.empty() ? "" : fmt::format("did you mean '{}'?", near)});
}

}  // namespace

RailsView::RailsView(const std::string& library, Language language)
    : language_(language), rails_(load_or_fail_rails(library)) {}

const sim::RailRow& RailsView::rail(const std::string& id) const {
    if (const sim::RailRow* found = rails_.rail(id)) return *found;
    std::vector<std::string_view> known;
    for (const sim::RailRow& row : rails_.rails) known.push_back(row.id);
    fail_name("rails", "rail", id, known);
}

const sim::RailBank& RailsView::bank(const std::string& id_or_jurisdiction,
                                     const std::string& option) const {
    if (const sim::RailBank* found = rails_.bank_or_first_in(id_or_jurisdiction)) return *found;
    std::vector<std::string_view> known;
    for (const sim::RailBank& bank : rails_.banks) {
        known.push_back(bank.id);
        if (std::ranges::find(known, bank.jurisdiction) == known.end())
            known.push_back(bank.jurisdiction);
    }
    fail_name(option, "bank or jurisdiction", id_or_jurisdiction, known);
}

std::string RailsView::pick(const std::string& en, const std::string& zh) const {
    return text_in(language_, en, zh);
}

std::string RailsView::word(std::string_view enumerator) const {
    const auto found = std::ranges::find(words_zh, enumerator,
                                         &std::pair<std::string_view, std::string_view>::first);
    if (language_ != Language::zh || found == words_zh.end()) return std::string(enumerator);
    return std::string(found->second);
}

std::string RailsView::cited(const sim::Cited& cited) const {
    return fmt::format("{}{} [{}]", name_of(cited.mark),
                       is_confirmed(cited.mark) ? "" : pick(" (unconfirmed)", "(未经核实)"),
                       cited.source);
}

std::string RailsView::clock(const sim::RailRow& rail, ledger::SimTime instant) const {
    const auto zone = std::ranges::find(rails_.zones, rail.zone, &sim::TimeZone::name);
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(zone->local_time(instant)).count();
    return fmt::format("{} {:02}:{:02}:{:02}", to_text(zone->local_date(instant)), seconds / 3600,
                       seconds / 60 % 60, seconds % 60);
}

std::string clock_text(const sim::LocalClock& clock) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(clock.time).count();
    const bool midnight = clock.days == 1 && minutes == 0;
    if (midnight) return "24:00";
    return fmt::format("{:02}:{:02}{}", minutes / 60, minutes % 60,
                       clock.days == 0 ? "" : fmt::format(" {:+}d", clock.days));
}

std::vector<std::string> currency_codes(const sim::RailRow& rail) {
    std::vector<std::string> codes;
    for (const ledger::CurrencyId currency : rail.currencies)
        codes.emplace_back(ledger::code_of(currency));
    return codes;
}

std::string amount_text(ledger::Money money) {
    return fmt::format("{} {}", ledger::to_text(money), ledger::code_of(money.currency));
}

Json rail_cited_json(const sim::Cited& cited) {
    return Json{{"mark", name_of(cited.mark)},
                {"confirmed", is_confirmed(cited.mark)},
                {"source", cited.source},
                {"note", cited.note}};
}

std::string utc_text(ledger::SimTime instant) {
    return time_text(instant.time_since_epoch().count());
}

ledger::SimTime instant_or_fail(const std::string& text, const std::string& place) {
    const auto fail = [&]() -> CommandFailure {
        return CommandFailure(
            Diagnostic{.file = place,
                       .message = fmt::format("'{}' is not an instant", text),
                       .expected = "a day, a time and an offset from UTC",
                       .hint = "16:30 in Shenzhen is written 2026-11-20T16:30+08:00"});
    };
    if (text.size() < 17 || text[10] != 'T') throw fail();
    const auto date = parse_date(text.substr(0, 10));
    const std::size_t mark = text.find_first_of("Z+-", 11);
    if (!date || mark == std::string::npos) throw fail();
    std::string time = text.substr(11, mark - 11);
    std::chrono::seconds seconds{0};
    if (time.size() == 8 && time[5] == ':') {  // seconds
        const auto count = parse_whole(time.substr(6));
        if (!count || *count < 0 || *count > 59) throw fail();
        seconds = std::chrono::seconds{*count};
        time = time.substr(0, 5);
    }
    const auto of_day = parse_time_of_day(time);
    const std::string offset = text.substr(mark + 1);
    const auto ahead = parse_time_of_day(offset);
    if (!of_day || (text[mark] == 'Z' ? !offset.empty() : !ahead)) throw fail();
    ledger::SimTime instant{
        std::chrono::milliseconds{date->time_since_epoch() + *of_day + seconds}};
    if (text[mark] == '+') instant -= *ahead;
    if (text[mark] == '-') instant += *ahead;
    return instant;
}

void expect_within_zones(ledger::ValueDate date, const std::string& place) {
    using namespace std::chrono;
    const ledger::ValueDate first{local_days{2015y / January / 5}},
        last{local_days{2099y / December / 31}};
    if (first <= date && date <= last) return;
    throw CommandFailure(Diagnostic{.file = place,
                                    .message = to_text(date) + " lies outside of the time zones",
                                    .expected = fmt::format("a day from {} on", to_text(first)),
                                    .hint = {}});
}

}  // namespace rmbsim::adapters::cli
