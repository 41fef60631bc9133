// `rails list`, `rails show RAIL` for programs, `rails timetable RAIL`, and which function answers the rest.
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
            print_rail(view, rail, on);
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
