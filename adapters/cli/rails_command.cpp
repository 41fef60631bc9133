// `rails list`, `rails show RAIL`, `rails timetable RAIL`, and which function answers `route`.
#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/policy_library.hpp"
#include "adapters/cli/rails_view.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/rail/timetable.hpp"

namespace rmbsim::adapters::cli {
namespace {

constexpr std::chrono::days timetable_most{400};

std::vector<std::string> currency_codes(const sim::RailRow& rail) {
    std::vector<std::string> codes;
    for (const ledger::CurrencyId currency : rail.currencies)
        codes.emplace_back(ledger::code_of(currency));
    return codes;
}

Json head_of(const sim::RailRow& rail) {
    Json made{{"rail", rail.id},
              {"name", {{"en", rail.name_en}, {"zh", rail.name_zh}}},
              {"operator", {{"en", rail.operator_en}, {"zh", rail.operator_zh}}},
              {"asset", {{"en", rail.settlement_asset_en}, {"zh", rail.settlement_asset_zh}}},
              {"model", name_of(rail.model)},
              {"rules", rail.rules},
              {"currencies", currency_codes(rail)},
              {"calendars", rail.calendars},
              {"zone", rail.zone},
              {"customers", name_of(rail.customers)},
              {"funded_from", rail.funded_from}};
    made.update(rail_cited_json(rail.cited));
    return made;
}

void list_rails(const RailsView& view, const Options& options) {
    Json rows = Json::array();
    for (const sim::RailRow& rail : view.rails().rails) {
        if (wants_json(options)) {
            rows.push_back(head_of(rail));
            continue;
        }
        std::cout << fmt::format("{:<22} {}  {}  {}\n{:23}{}\n", rail.id,
                                 view.word(name_of(rail.model)),
                                 fmt::join(currency_codes(rail), " "), view.name(rail), "",
                                 view.pick(rail.operator_en, rail.operator_zh));
    }
    if (wants_json(options)) print(Json{{"rails", std::move(rows)}});
}

Json dated(const sim::InForce& in_force, const sim::Cited& cited) {
    Json made{{"from", date_text(in_force.from)}, {"until", date_or_null(in_force.until)}};
    made.update(rail_cited_json(cited));
    return made;
}

Json session_rule_json(const sim::SessionRule& rule) {
    Json days = Json::array();
    for (const sim::DayKind kind : rule.days) days.push_back(name_of(kind));
    return Json{{"session", name_of(rule.kind)},
                {"days", std::move(days)},
                {"opens", clock_text(rule.opens)},
                {"sweep_from", rule.sweep_from ? Json(clock_text(*rule.sweep_from)) : Json()},
                {"closes", clock_text(rule.closes)},
                {"accepts", name_of(rule.accepts)}};
}

Json money_or_null(const std::optional<ledger::Money>& money) {
    return money ? Json(amount_text(*money)) : Json();
}

Json shown_rail(const sim::RailRow& rail, const std::optional<ledger::ValueDate>& on) {
    Json made = head_of(rail);
    const auto holds = [&](const sim::InForce& in_force) { return !on || in_force.holds(*on); };
    for (const char* part : {"also_open", "hours", "limits", "fees", "net"})
        made[part] = Json::array();
    for (const sim::AlsoOpen& also : rail.also_open) {
        if (!holds(also.in_force)) continue;
        Json row = dated(also.in_force, also.cited);
        row["any_of"] = also.any_of;
        made["also_open"].push_back(std::move(row));
    }
    for (const sim::HoursVersion& hours : rail.hours) {
        if (!holds(hours.in_force)) continue;
        Json row = dated(hours.in_force, hours.cited);
        row["sessions"] = Json::array();
        for (const sim::SessionRule& rule : hours.sessions)
            row["sessions"].push_back(session_rule_json(rule));
        made["hours"].push_back(std::move(row));
    }
    for (const sim::RailLimit& limit : rail.limits) {
        if (!holds(limit.in_force)) continue;
        Json row = dated(limit.in_force, limit.cited);
        row.update(Json{{"per", name_of(limit.per)}, {"most", amount_text(limit.most)}});
        made["limits"].push_back(std::move(row));
    }
    for (const sim::RailFee& fee : rail.fees) {
        if (!holds(fee.in_force)) continue;
        Json row = dated(fee.in_force, fee.cited);
        row.update(Json{{"per_item", money_or_null(fee.per_item)},
                        {"share", fee.share.to_text()},
                        {"least", money_or_null(fee.least)},
                        {"most", money_or_null(fee.most)},
                        {"deducted", money_or_null(fee.deducted)}});
        made["fees"].push_back(std::move(row));
    }
    for (const sim::NetSettlement& net : rail.net) {
        if (!holds(net.in_force)) continue;
        Json row = dated(net.in_force, net.cited);
        row["in"] = net.in;
        for (const sim::TimeOfDay time : net.times)
            row["times"].push_back(clock_text({.days = 0, .time = time}));
        made["net"].push_back(std::move(row));
    }
    made["items"] = Json{{"queue", name_of(rail.queue)},
                         {"at_close", name_of(rail.at_close)},
                         {"recall_before", name_of(rail.recall_before)},
                         {"recall_after", name_of(rail.recall_after)},
                         {"returns", name_of(rail.returns)},
                         {"finality", name_of(rail.finality)}};
    made["items"].update(rail_cited_json(rail.rules_cited));
    made["latency"] = Json{{"ms", rail.latency.count()}};
    made["latency"].update(rail_cited_json(rail.latency_cited));
    return made;
}

class RailPage {
  public:
    RailPage(const RailsView& view, const sim::RailRow& rail,
             const std::optional<ledger::ValueDate>& on)
        : view_(view), rail_(rail), on_(on) {}

    void print() const {
        std::cout << fmt::format("{}  {}\n{}  {}  {}  {}\n{}  {}\n", rail_.id, view_.name(rail_),
                                 view_.pick(rail_.operator_en, rail_.operator_zh),
                                 view_.word(name_of(rail_.model)),
                                 fmt::join(currency_codes(rail_), " "),
                                 view_.pick(rail_.settlement_asset_en, rail_.settlement_asset_zh),
                                 view_.cited(rail_.cited), rail_.cited.note);
        hours();
        limits();
        fees();
        if (!rail_.net.empty()) nets();
        items();
        std::cout << fmt::format("\n{}\n", view_.pick("SOURCES", "来源"));
        for (const sim::RailSource& source : view_.rails().sources)
            if (is_used(source.id))
                std::cout << fmt::format("  [{}] {} {}\n", source.id, source.text, source.url);
    }

  private:
    bool shows(const sim::InForce& in_force) const { return !on_ || in_force.holds(*on_); }

    void row(const sim::InForce& in_force, const std::string& what, const sim::Cited& cited) const {
        std::cout << fmt::format("  {}  {}  {}{}\n", span_text(in_force.from, in_force.until), what,
                                 view_.cited(cited), cited.note.empty() ? "" : "  " + cited.note);
    }

    void hours() const {
        std::cout << fmt::format("\n{} ({}; {} {})\n", view_.pick("HOURS", "运行时间"), rail_.zone,
                                 view_.pick("calendars", "日历"),
                                 rail_.calendars.empty()
                                     ? view_.pick("every day", "每日")
                                     : fmt::format("{}", fmt::join(rail_.calendars, " ")));
        for (const sim::AlsoOpen& also : rail_.also_open)
            if (shows(also.in_force))
                row(also.in_force,
                    fmt::format(fmt::runtime(view_.pick("also weekdays on which one of {} is open",
                                                        "以下任一地区营业的周一至周五亦开放：{}")),
                                fmt::join(also.any_of, " ")),
                    also.cited);
        for (const sim::HoursVersion& version : rail_.hours) {
            if (!shows(version.in_force)) continue;
            row(version.in_force, "", version.cited);
            for (const sim::SessionRule& rule : version.sessions) session(rule);
        }
    }

    void session(const sim::SessionRule& rule) const {
        std::vector<std::string> days;
        for (const sim::DayKind kind : rule.days) days.push_back(view_.word(name_of(kind)));
        std::cout << fmt::format(
            "    {}  {} … {}{}{}  {}\n", view_.word(name_of(rule.kind)), clock_text(rule.opens),
            clock_text(rule.closes),
            rule.sweep_from
                ? fmt::format("  {} {}", view_.pick("no new payment from", "停止受理自"),
                              clock_text(*rule.sweep_from))
                : "",
            rule.accepts == sim::Accepts::all ? "" : "  " + view_.word(name_of(rule.accepts)),
            fmt::join(days, view_.pick(", ", "、")));
    }

    void limits() const {
        std::cout << fmt::format("\n{}\n", view_.pick("CEILINGS", "限额"));
        bool any = false;
        for (const sim::RailLimit& limit : rail_.limits)
            if (shows(limit.in_force)) {
                row(limit.in_force, view_.word(name_of(limit.per)) + " " + amount_text(limit.most),
                    limit.cited);
                any = true;
            }
        if (!any) std::cout << "  " << view_.pick("none is known", "未见公开限额") << '\n';
    }

    void fees() const {
        std::cout << fmt::format("\n{}\n", view_.pick("FEES", "费用"));
        bool any = false;
        for (const sim::RailFee& fee : rail_.fees) {
            if (!shows(fee.in_force)) continue;
            std::vector<std::string> parts;
            if (fee.per_item) parts.push_back(amount_text(*fee.per_item));
            if (!fee.share.is_zero())
                parts.push_back(fee.share.to_text() + view_.pick(" of the amount", "×金额"));
            if (fee.least) parts.push_back(">= " + amount_text(*fee.least));
            if (fee.most) parts.push_back("<= " + amount_text(*fee.most));
            if (fee.deducted)
                parts.push_back(view_.pick("deducted ", "中间行扣费 ") +
                                amount_text(*fee.deducted));
            row(fee.in_force, fmt::format("{}", fmt::join(parts, " + ")), fee.cited);
            any = true;
        }
        if (!any)
            std::cout << "  "
                      << view_.pick("no public tariff is known (unconfirmed)",
                                    "未见公开收费标准(未经核实)")
                      << '\n';
    }

    void nets() const {
        std::cout << fmt::format("\n{}\n", view_.pick("NET SETTLEMENT", "轧差净额清算"));
        for (const sim::NetSettlement& net : rail_.net) {
            if (!shows(net.in_force)) continue;
            std::vector<std::string> times;
            for (const sim::TimeOfDay time : net.times)
                times.push_back(clock_text({.days = 0, .time = time}));
            row(net.in_force, fmt::format("{} {}", net.in, fmt::join(times, " ")), net.cited);
        }
    }

    void items() const {
        std::cout << fmt::format("\n{}\n", view_.pick("ITEMS", "业务处理"));
        const auto line = [&](const char* en, const char* zh, std::string_view word) {
            std::cout << fmt::format("  {}: {}\n", view_.pick(en, zh), view_.word(word));
        };
        line("queue", "排队", name_of(rail_.queue));
        line("still queued at close", "场终仍排队", name_of(rail_.at_close));
        line("recall before settlement", "结算前撤销", name_of(rail_.recall_before));
        line("recall after settlement", "结算后追回", name_of(rail_.recall_after));
        line("returns", "退回", name_of(rail_.returns));
        line("final", "最终性", name_of(rail_.finality));
        std::cout << fmt::format(
            "  {}  {}\n  {}: {} s  {}  {}\n", view_.cited(rail_.rules_cited),
            rail_.rules_cited.note,
            view_.pick("latency once taken and funded", "受理且资金足额后用时"),
            rail_.latency.count() / 1000, view_.cited(rail_.latency_cited),
            rail_.latency_cited.note);
    }

    bool is_used(const std::string& source) const {
        const auto in = [&](const auto& rows) {
            return std::ranges::any_of(rows,
                                       [&](const auto& one) { return one.cited.source == source; });
        };
        return rail_.cited.source == source || rail_.rules_cited.source == source ||
               rail_.latency_cited.source == source || in(rail_.hours) || in(rail_.limits) ||
               in(rail_.fees) || in(rail_.net) || in(rail_.also_open);
    }

    const RailsView& view_;
    const sim::RailRow& rail_;
    const std::optional<ledger::ValueDate>& on_;
};

std::string weekday_of(const RailsView& view, ledger::ValueDate date) {
    constexpr std::array<std::string_view, 7> en = {"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 7> zh = {"周日", "周一", "周二", "周三",
                                                    "周四", "周五", "周六"};
    const auto day = std::chrono::weekday{date}.c_encoding();
    return view.pick(std::string(en.at(day)), std::string(zh.at(day)));
}

void print_timetable(const RailsView& view, const sim::RailRow& rail, const Options& options) {
    if (options.from.empty())
        throw CommandFailure(Diagnostic{.file = "rails timetable",
                                        .message = "the first day is missing",
                                        .expected = "--from DATE, and --to DATE or a week",
                                        .hint = "rmbsim rails timetable cips --from 2026-11-20"});
    const ledger::ValueDate from = date_or_fail(options.from, "--from");
    const ledger::ValueDate to =
        options.to.empty() ? from + std::chrono::days{6} : date_or_fail(options.to, "--to");
    expect_within_zones(from, "--from");
    expect_within_zones(to, "--to");
    if (to < from || to - from > timetable_most)
        throw CommandFailure(
            Diagnostic{.file = "--to",
                       .message = fmt::format("{} does not follow {} within {} days", date_text(to),
                                              date_text(from), timetable_most.count()),
                       .expected = "from <= to, at most 400 days later",
                       .hint = {}});
    const auto table = sim::sessions(rail, view.rails().calendars, view.rails().zones, from, to);
    const auto known_to = sim::covered_to(rail, view.rails().calendars);
    const bool ends = known_to && *known_to < to;
    if (wants_json(options)) {
        Json rows = Json::array();
        for (const sim::RailSession& session : table)
            rows.push_back(Json{{"business_date", date_text(session.business_date)},
                                {"session", name_of(session.kind)},
                                {"opens", utc_text(session.opens)},
                                {"sweep_from", utc_text(session.sweep_from)},
                                {"closes", utc_text(session.closes)},
                                {"accepts", name_of(session.accepts)}});
        print(Json{{"rail", rail.id},
                   {"calendars_end", ends ? Json(date_text(*known_to)) : Json()},
                   {"sessions", std::move(rows)}});
        return;
    }
    std::cout << fmt::format("{}  {}  ({})\n", rail.id, view.name(rail), rail.zone);
    for (const sim::RailSession& session : table)
        std::cout << fmt::format(
            "{} {}  {}  {} … {}{}  {}\n", date_text(session.business_date),
            weekday_of(view, session.business_date), view.word(name_of(session.kind)),
            view.clock(rail, session.opens).substr(0, 16),
            view.clock(rail, session.closes).substr(0, 16),
            session.sweep_from < session.closes
                ? fmt::format("  {} {}", view.pick("no new payment from", "停止受理自"),
                              view.clock(rail, session.sweep_from).substr(0, 16))
                : "",
            view.word(name_of(session.accepts)));
    if (table.empty()) std::cout << view.pick("no session", "无场次") << '\n';
    if (ends)
        std::cout << fmt::format(
            fmt::runtime(view.pick("its calendars end on {}; nothing is known after\n",
                                   "其日历止于{}，此后未知\n")),
            date_text(*known_to));
}

}  // namespace

int show_rails(const Options& options, const Surroundings& surroundings) {
    const RailsView view(surroundings.library, options.language);
    const std::string& what = options.words.front();
    const auto more = options.words.size() - 1;
    std::optional<ledger::ValueDate> on;
    if (!options.on.empty()) on = date_or_fail(options.on, "--on");
    if (what == "list" && more == 0) {
        list_rails(view, options);
    } else if (what == "show" && more == 1) {
        const sim::RailRow& rail = view.rail(options.words[1]);
        if (wants_json(options))
            print(shown_rail(rail, on));
        else
            RailPage(view, rail, on).print();
    } else if (what == "timetable" && more == 1) {
        print_timetable(view, view.rail(options.words[1]), options);
    } else if (what == "route" && more == 0) {
        print_route(view, options);
    } else {
        throw CommandFailure(Diagnostic{
            .file = "rails",
            .message = fmt::format("'{}' is not understood", fmt::join(options.words, " ")),
            .expected =
                "list, show RAIL, timetable RAIL --from DATE, or route --from BANK --to BANK",
            .hint = "rmbsim rails timetable cips --from 2026-11-20 --to 2026-11-23"});
    }
    return 0;
}

}  // namespace rmbsim::adapters::cli
