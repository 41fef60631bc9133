// `rails show RAIL` for people: what is in force, and from which text.
#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/policy_library.hpp"
#include "adapters/cli/rails_view.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::adapters::cli {
namespace {

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

}  // namespace

void print_rail(const RailsView& view, const sim::RailRow& rail,
                const std::optional<ledger::ValueDate>& on) {
    RailPage(view, rail, on).print();
}

}  // namespace rmbsim::adapters::cli
