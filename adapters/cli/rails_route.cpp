// `rails route`: the way chosen, leg by leg, and why the others were not.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iostream>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/failure.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/policy_library.hpp"
#include "adapters/cli/rails_view.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/scalars.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/rail/route.hpp"

namespace rmbsim::adapters::cli {
namespace {

// Without --verbose, so that a ceiling is seen beside the ways that are merely slower.
constexpr std::size_t possible_shown = 4, impossible_shown = 6;

[[noreturn]] void fail_route(std::string place, std::string message, std::string expected) {
    throw CommandFailure(
        Diagnostic{.file = std::move(place),
                   .message = std::move(message),
                   .expected = std::move(expected),
                   .hint = "rmbsim rails route --from CN --to US --currency USD --amount 100000.00 "
                           "--at 2026-11-20T16:30+08:00"});
}

ledger::Money amount_asked(const Options& options) {
    const std::string code = options.currency.empty() ? "CNY" : options.currency;
    const auto currency = parse_currency(code);
    if (!currency)
        fail_route("--currency", fmt::format("'{}' is not an ISO 4217 code", code),
                   "a three-letter code such as CNY or HKD");
    const auto money = ledger::parse_money(options.amount, currency->currency);
    if (!money) {
        AmountFault fault =
            fault_of(money.error(), options.amount, ledger::code_of(currency->currency),
                     ledger::decimals_of(currency->currency));
        fail_route("--amount", std::move(fault.message), std::move(fault.expected));
    }
    if (money->minor <= 0)
        fail_route("--amount", fmt::format("'{}' is nothing to pay", options.amount),
                   "an amount above zero");
    return *money;
}

// Renminbi first: the payee is asked whether yuan will do, at the comparison rate.
std::vector<ledger::Money> offers_of(const RailsView& view, const Options& options) {
    const ledger::Money asked = amount_asked(options);
    const ledger::CurrencyId cny = ledger::currency("CNY");
    if (options.objective != "rmb_first" || asked.currency == cny) return {asked};
    const sim::ComparisonRate* rate = view.rails().rate(asked.currency);
    if (rate == nullptr) return {asked};
    const auto yuan =
        ledger::to_money(ledger::to_decimal(asked) * rate->cny, cny, ledger::Rounding::half_up);
    if (!yuan) fail_route("--amount", "the amount in yuan outgrows 64 bits", "a smaller amount");
    return {*yuan, asked};
}

sim::RouteRequest request_of(const RailsView& view, const Options& options) {
    for (const auto& [option, given] :
         {std::pair{"--from", &options.from}, std::pair{"--to", &options.to},
          std::pair{"--amount", &options.amount}, std::pair{"--at", &options.at}})
        if (given->empty())
            fail_route("rails route", fmt::format("{} is missing", option),
                       "--from BANK --to BANK --amount AMOUNT --at INSTANT");
    sim::RouteRequest request;
    request.from = view.bank(options.from, "--from").id;
    request.to = view.bank(options.to, "--to").id;
    if (request.from == request.to) {
        // From CN to CN is from the first bank of a place to another there.
        const auto& banks = view.rails().banks;
        const sim::RailBank* first = view.rails().bank(request.from);
        const auto other = std::ranges::find_if(banks, [&](const sim::RailBank& bank) {
            return bank.jurisdiction == options.to && bank.id != first->id;
        });
        if (other == banks.end())
            fail_route("--to", fmt::format("'{}' is the payer's bank", options.to), "another bank");
        request.to = other->id;
    }
    request.offers = offers_of(view, options);
    request.at = instant_or_fail(options.at, "--at");
    expect_within_zones(
        ledger::ValueDate{std::chrono::floor<std::chrono::days>(request.at.time_since_epoch())},
        "--at");
    for (const auto objective :
         {sim::RouteObjective::cost, sim::RouteObjective::time, sim::RouteObjective::rmb_first})
        if (options.objective == name_of(objective)) request.objective = objective;
    for (const auto payer : {sim::Payer::company, sim::Payer::person, sim::Payer::bank})
        if (options.payer == name_of(payer)) request.payer = payer;
    return request;
}

std::string duration_text(std::chrono::milliseconds time) {
    const auto seconds = time.count() / 1000;
    if (seconds < 60) return fmt::format("{} s", seconds);
    if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
    return fmt::format("{} h {} min", seconds / 3600, seconds / 60 % 60);
}

// The text behind a row: what a reader looks up.
std::string document_of(const RailsView& view, const sim::Cited& cited) {
    const auto& sources = view.rails().sources;
    const auto found = std::ranges::find(sources, cited.source, &sim::RailSource::id);
    return found == sources.end() ? cited.source : found->text;
}

std::string why_not(const RailsView& view, const sim::Route& route) {
    const sim::RouteVerdict& verdict = route.verdict;
    const auto say = [&](const char* en, const char* zh, const auto&... with) {
        return fmt::format(fmt::runtime(view.pick(en, zh)), with...);
    };
    using enum sim::RouteReason;
    switch (verdict.reason) {
        case chosen:
            return {};
        case currency_not_carried:
            return say("{} does not carry {}", "{} 不办理 {}", verdict.rail,
                       ledger::code_of(route.amount.currency));
        case wrong_direction:
            return say("{} goes the other way", "{} 方向不符", verdict.rail);
        case not_for_payer:
            return say("{} is not for this payer", "{} 不适用于该付款人", verdict.rail);
        case over_limit:
            return say("above the ceiling of {}: {} ({}); {} [{}]",
                       "超过 {} 限额：{}（{}）；{} [{}]", verdict.rail,
                       amount_text(verdict.limit->most), view.word(name_of(verdict.limit->per)),
                       document_of(view, verdict.limit->cited), name_of(verdict.limit->cited.mark));
        case no_comparison_rate:
            return say("the ceiling of {} is in a currency without a comparison rate",
                       "{} 的限额币种无比较汇率", verdict.rail);
        case no_session:
            return say("{} has no session within 40 days, or its calendar ends",
                       "{} 40日内无场次或日历已止", verdict.rail);
        case not_renminbi:
            return say("not in renminbi", "非人民币");
        case dearer:
            return say("dearer by {} CNY", "贵 {} 元", verdict.dearer_cny.to_text(2));
        case later: {
            std::string text = say("later by {}", "晚 {}", duration_text(verdict.later));
            if (verdict.opens)
                text += say("; {} closed until {}", "；{} 关闭至 {}", verdict.closed_rail,
                            view.clock(*view.rails().rail(verdict.closed_rail), *verdict.opens));
            return text;
        }
        case more_legs:
            return say("as good, but with more legs", "同等但段数更多");
        case later_in_name:
            return say("as good in all; names decide", "各项相同，按名称排序");
    }
    return {};
}

Json leg_json(const sim::RouteLeg& leg) {
    Json fees = Json::array();
    for (const ledger::Money& fee : leg.fees) fees.push_back(amount_text(fee));
    return Json{{"rail", leg.rail},
                {"from", leg.from},
                {"to", leg.to},
                {"submitted", utc_text(leg.submitted)},
                {"taken", utc_text(leg.taken)},
                {"session", name_of(leg.session)},
                {"settled", utc_text(leg.settled)},
                {"booking_date", date_text(leg.booking_date)},
                {"value_date", date_text(leg.value_date)},
                {"net_settled", leg.final_at ? Json(utc_text(*leg.final_at)) : Json()},
                {"fees", std::move(fees)},
                {"tariff_known", leg.priced}};
}

Json route_json(const RailsView& view, const sim::Route& route) {
    Json made{{"path", route.path()},
              {"amount", amount_text(route.amount)},
              {"reason", name_of(route.verdict.reason)},
              {"why", why_not(view, route)}};
    if (route.verdict.limit) made["document"] = document_of(view, route.verdict.limit->cited);
    if (!route.possible()) return made;
    made.update(Json{{"arrives", utc_text(route.arrives)},
                     {"value_date", date_text(route.value_date)},
                     {"cost_cny", route.cost_cny.to_text(2)},
                     {"legs_without_tariff", route.legs_unpriced},
                     {"legs", Json::array()}});
    for (const sim::RouteLeg& leg : route.legs) made["legs"].push_back(leg_json(leg));
    return made;
}

void print_legs(const RailsView& view, const sim::Route& route) {
    std::size_t number = 0;
    for (const sim::RouteLeg& leg : route.legs) {
        const sim::RailRow& rail = view.rail(leg.rail);
        std::cout << fmt::format("{}. {}  {} > {}  ({})\n", ++number, leg.rail, leg.from, leg.to,
                                 rail.zone);
        if (leg.waits())
            std::cout << fmt::format("   {} {}\n", view.pick("handed in", "提交"),
                                     view.clock(rail, leg.submitted));
        std::cout << fmt::format("   {} {}  {} {}  {}\n", view.pick("taken", "受理"),
                                 view.clock(rail, leg.taken), view.pick("settled", "结算"),
                                 view.clock(rail, leg.settled), view.word(name_of(leg.session)));
        std::cout << fmt::format("   {} {}  {} {}\n", view.pick("booking date", "记账日"),
                                 date_text(leg.booking_date), view.pick("value date", "起息日"),
                                 date_text(leg.value_date));
        if (leg.final_at)
            std::cout << fmt::format("   {} {}\n", view.pick("net settled", "净额清算"),
                                     view.clock(rail, *leg.final_at));
        std::vector<std::string> fees;
        for (const ledger::Money& fee : leg.fees) fees.push_back(amount_text(fee));
        std::cout << fmt::format("   {} {}\n", view.pick("fee", "费用"),
                                 fees.empty()
                                     ? view.pick("no public tariff is known", "未见公开收费标准")
                                     : fmt::format("{}", fmt::join(fees, " + ")));
    }
}

}  // namespace

void print_route(const RailsView& view, const Options& options) {
    const sim::RouteRequest request = request_of(view, options);
    const sim::RouteAnswer answer = sim::find_route(view.rails(), request);
    if (options.format == "json") {
        Json others = Json::array();
        for (const sim::Route& route : answer.others) others.push_back(route_json(view, route));
        print(Json{{"from", request.from},
                   {"to", request.to},
                   {"at", utc_text(request.at)},
                   {"objective", name_of(request.objective)},
                   {"payer", name_of(request.payer)},
                   {"chosen", answer.best ? route_json(view, *answer.best) : Json()},
                   {"others", std::move(others)},
                   {"more_paths", answer.paths_left_out}});
        return;
    }
    std::cout << fmt::format(
        "{} > {}  {}  {}  {}\n", request.from, request.to,
        amount_text(answer.best ? answer.best->amount : request.offers.front()),
        utc_text(request.at), view.word(name_of(request.objective)));
    if (answer.best) {
        print_legs(view, *answer.best);
        std::cout << fmt::format("{} {}  {} {}  {} {} CNY", view.pick("arrives", "到账"),
                                 utc_text(answer.best->arrives), view.pick("value date", "起息日"),
                                 date_text(answer.best->value_date), view.pick("cost", "费用"),
                                 answer.best->cost_cny.to_text(2));
        if (answer.best->legs_unpriced > 0)
            std::cout << fmt::format(
                fmt::runtime(view.pick(" and {} leg(s) without a public tariff (unconfirmed)",
                                       "，另有{}段未见公开收费标准(未经核实)")),
                answer.best->legs_unpriced);
        std::cout << '\n';
    } else {
        std::cout << view.pick("no way is open", "无可行路径") << '\n';
    }
    if (answer.others.empty()) return;
    std::cout << fmt::format("\n{}\n", view.pick("NOT CHOSEN", "未选路径"));
    std::size_t possible = 0, impossible = 0;
    std::set<std::pair<sim::RouteReason, std::string>>
        told;  // one ceiling or shut rail is told once
    for (const sim::Route& route : answer.others) {
        const bool is_possible = route.possible();
        const bool is_new =
            is_possible || told.emplace(route.verdict.reason, route.verdict.rail).second;
        const bool fits =
            is_possible ? possible < possible_shown : is_new && impossible < impossible_shown;
        if (!options.verbose && !fits) continue;
        ++(is_possible ? possible : impossible);
        std::cout << fmt::format("  {}  {}\n    {}\n", route.path(), amount_text(route.amount),
                                 why_not(view, route));
    }
    const std::size_t shown = possible + impossible;
    if (shown < answer.others.size())
        std::cout << fmt::format(
            fmt::runtime(view.pick("  … and {} more: --verbose\n", "  …… 另有{}条：--verbose\n")),
            answer.others.size() - shown);
}

}  // namespace rmbsim::adapters::cli
