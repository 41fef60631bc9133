// Fee schedules of banks, and the service fee of a pool.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

// Account: the schedule that has it, for an account may have one only.
using Scheduled = std::map<std::uint32_t, std::string>;

std::optional<std::int64_t> read_fee(Building& b, const MappingView& view, std::string_view key,
                                     ledger::CurrencyId currency) {
    const auto minor = view.minor(key, currency);
    if (minor && *minor < 0)
        b.reading.error(view.node(key)->at,
                        fmt::format("`{}` is {}: a negative fee", key, view.node(key)->text),
                        "an amount from 0 on");
    return minor;
}

ledger::Decimal read_share(Building& b, const MappingView& view, std::string_view key,
                           std::string_view expected) {
    const auto share = view.decimal(key);
    if (share && share->is_negative())
        b.reading.error(view.node(key)->at,
                        fmt::format("`{}` is {}: a negative fee", key, view.node(key)->text),
                        std::string(expected));
    return share.value_or(ledger::Decimal(0));
}

sim::FeeTier read_price(Building& b, const MappingView& view, ledger::CurrencyId currency) {
    sim::FeeTier tier;
    tier.fixed_minor = read_fee(b, view, "fixed", currency).value_or(0);
    tier.per_mille = read_share(b, view, "per_mille", "thousandths of the amount, from 0 on");
    if (tier.per_mille > ledger::Decimal(1000))
        b.reading.error(view.node("per_mille")->at,
                        fmt::format("`per_mille` is {}: more than the whole amount",
                                    view.node("per_mille")->text),
                        "thousandths of the amount, up to 1000", "0.05 % is written 0.5");
    return tier;
}

// Neighbouring tiers meet: `to` may be left out, where it is written it is the next one's `from`.
void read_fee_tiers(Building& b, const MappingView& scale, ledger::CurrencyId currency,
                    sim::FeeScale& into) {
    const std::vector<MappingView> views = scale.children("tiers");
    const auto text = [&](std::int64_t minor) {
        return ledger::to_text(minor, ledger::decimals_of(currency));
    };
    std::optional<std::int64_t> end_before;
    for (std::size_t i = 0; i < views.size(); ++i) {
        const MappingView& view = views[i];
        sim::FeeTier tier = read_price(b, view, currency);
        const auto from = view.minor("from", currency), to = view.minor("to", currency);
        if (from) {
            tier.from_minor = *from;
            const InputPosition at = view.node("from")->at;
            if (i == 0 && *from != 0)
                b.reading.error(at,
                                fmt::format("a gap: the first tier begins at {}, and nothing "
                                            "prices a smaller amount",
                                            text(*from)),
                                "from: 0.00");
            if (i > 0 && *from <= into.tiers.back().from_minor)
                b.reading.error(
                    at,
                    fmt::format("tier {} begins at {}, not above {}, where tier {} begins", i + 1,
                                text(*from), text(into.tiers.back().from_minor), i),
                    "tiers in ascending order of `from`, each once");
            else if (end_before && *end_before != *from)
                b.reading.error(at,
                                fmt::format("{}: tier {} ends at {}, tier {} begins at {}",
                                            *end_before < *from ? "a gap" : "an overlap", i,
                                            text(*end_before), i + 1, text(*from)),
                                "each tier begins where the one before it ends",
                                "`to` may be left out");
        }
        if (to && i + 1 == views.size())
            b.reading.error(view.node("to")->at,
                            fmt::format("a gap: the last tier ends at {}, and nothing prices a "
                                        "larger amount",
                                        text(*to)),
                            "no `to` in the last tier");
        end_before = to;
        into.tiers.push_back(std::move(tier));
    }
}

sim::FeeScale read_scale(Building& b, const MappingView& schedule, std::string_view key,
                         ledger::CurrencyId currency) {
    sim::FeeScale scale;
    const auto view = schedule.child(key);
    if (!view) return scale;
    const bool plain = view->has("fixed") || view->has("per_mille");
    if (plain == view->has("tiers"))
        b.reading.error(view->at(),
                        plain ? fmt::format("`{}` has both tiers and a price of its own", key)
                              : fmt::format("`{}` names no price", key),
                        "{fixed: 2.00}, {per_mille: 0.05}, both, or tiers: […]");
    if (view->has("tiers"))
        read_fee_tiers(b, *view, currency, scale);
    else
        scale.tiers.push_back(read_price(b, *view, currency));
    const auto least = read_fee(b, *view, "min", currency),
               most = read_fee(b, *view, "max", currency);
    if (least && most && *least > *most)
        b.reading.error(view->node("min")->at,
                        fmt::format("`min` is {}, above `max`, {}", view->node("min")->text,
                                    view->node("max")->text),
                        "min <= max");
    if (least) scale.min_minor = *least;
    // A scale that was found wrong is never used; clamp() wants its ends in order all the same.
    if (most) scale.max_minor = std::max(*most, scale.min_minor);
    return scale;
}

void take_account(Building& b, const MappingView& view, std::uint32_t account, const Node& node,
                  Scheduled& scheduled, sim::FeeSchedule& schedule) {
    const auto [earlier, is_new] = scheduled.try_emplace(account, schedule.id);
    if (is_new) return schedule.accounts.push_back(account);
    b.reading.error(node.at,
                    fmt::format("account '{}' has fee schedule '{}' already",
                                b.scenario.accounts[account].id, earlier->second),
                    "each account in one schedule",
                    view.has("accounts") ? "" : "name the `accounts` of each schedule");
}

void read_accounts_charged(Building& b, const MappingView& view, Scheduled& scheduled,
                           sim::FeeSchedule& schedule) {
    const auto& accounts = b.scenario.accounts;
    if (!view.has("accounts")) {
        if (schedule.bank == sim::no_index || view.node("bank") == nullptr) return;
        for (std::uint32_t a = 0; a < accounts.size(); ++a)
            if (accounts[a].bank == schedule.bank && accounts[a].currency == schedule.currency)
                take_account(b, view, a, *view.node("bank"), scheduled, schedule);
        return;
    }
    for (const Node* node : view.items("accounts")) {
        const std::uint32_t account = b.accounts.resolve(node, b.reading);
        if (account == sim::no_index) continue;
        const sim::BankAccount& of = accounts[account];
        if (schedule.bank != sim::no_index && of.bank != sim::no_index && of.bank != schedule.bank)
            b.reading.error(node->at,
                            fmt::format("account '{}' is not at {}, whose fees these are", of.id,
                                        b.scenario.banks[schedule.bank].id),
                            "accounts at the schedule's bank");
        else if (b.account_currencies[account] && of.currency != schedule.currency)
            b.reading.error(
                node->at,
                fmt::format("account '{}' is in {}, its fees in {}", of.id,
                            ledger::code_of(of.currency), ledger::code_of(schedule.currency)),
                "accounts in the schedule's currency", "a schedule for each currency");
        else
            take_account(b, view, account, *node, scheduled, schedule);
    }
}

// Past sweeps are planned again, and whole trees at once, without what they cost.
void check_sweeps_charged(Building& b, const MappingView& view, const sim::FeeSchedule& schedule) {
    for (const std::string_view key : {"sweep", "entrusted_loan"}) {
        if (!view.has(key)) continue;
        for (const sim::PoolSpec& pool : b.scenario.pools) {
            const bool corrects = pool.back_value != sim::BackValueMode::none;
            const bool grants = pool.order.tree == sim::TreeRule::request_and_grant;
            const bool charged =
                std::any_of(pool.links.begin(), pool.links.end(), [&](const sim::LinkSpec& link) {
                    const auto has = [&](std::uint32_t account) {
                        return std::find(schedule.accounts.begin(), schedule.accounts.end(),
                                         account) != schedule.accounts.end();
                    };
                    return has(link.child) || has(link.header);
                });
            if (charged && (corrects || grants))
                b.reading.error(
                    view.key_at(key),
                    fmt::format(
                        "`{}` is charged in pool '{}', {}", key, pool.id,
                        corrects ? "which corrects past sweeps" : "which is planned as a whole"),
                    "a fee per sweep in pools without back_value and with tree: post_order");
        }
    }
}

}  // namespace

void build_fees(Building& b) {
    IdIndex ids{"fee schedule"};
    Scheduled scheduled;
    for (const MappingView& view : b.root.children("fee_schedules")) {
        ids.add(view.node("id"), b.reading);
        sim::FeeSchedule schedule;
        schedule.id = view.text("id");
        schedule.bank = b.banks.resolve(view.node("bank"), b.reading);
        const auto currency = parse_currency(view.text("currency"));
        if (!currency) continue;  // diagnosed
        schedule.currency = currency->currency;
        schedule.account_month_minor =
            read_fee(b, view, "account_month", schedule.currency).value_or(0);
        schedule.sweep = read_scale(b, view, "sweep", schedule.currency);
        schedule.entrusted_loan = read_scale(b, view, "entrusted_loan", schedule.currency);
        if (const auto commitment = view.child("commitment"))
            schedule.commitment = {
                .rate = read_share(b, *commitment, "rate", "a yearly rate from 0 on"),
                .day_count = ledger::parse_day_count(commitment->text("day_count"))
                                 .value_or(ledger::DayCount::act_360)};
        if (const auto commitment = view.child("commitment"))
            warn_outside_sane_rates(b, *commitment, "rate");
        read_accounts_charged(b, view, scheduled, schedule);
        if (schedule.accounts.empty() && schedule.bank != sim::no_index && !view.has("accounts"))
            b.reading.warning(view.node("currency")->at,
                              fmt::format("fee schedule '{}' charges nothing: bank '{}' has no "
                                          "account in {}",
                                          schedule.id, b.scenario.banks[schedule.bank].id,
                                          ledger::code_of(schedule.currency)),
                              "the currency of an account at that bank",
                              "a schedule for each currency");
        check_sweeps_charged(b, view, schedule);
        b.scenario.fee_schedules.push_back(std::move(schedule));
    }
}

void read_service_fee(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    const auto fee = view.child("service_fee");
    if (!fee) return;
    const std::uint32_t account = b.accounts.resolve(fee->node("account"), b.reading);
    if (account == sim::no_index || !b.account_currencies[account]) return;
    const sim::BankAccount& payer = b.scenario.accounts[account];
    const bool of_member =
        std::any_of(pool.members.begin(), pool.members.end(),
                    [&](const sim::MemberSpec& member) { return member.entity == payer.owner; });
    if (!of_member && payer.owner != sim::no_index)
        b.reading.error(fee->node("account")->at,
                        fmt::format("account '{}' belongs to no member of pool '{}'", payer.id,
                                    view.text("id")),
                        "an account of a member");
    if (const auto month = read_fee(b, *fee, "month", payer.currency))
        pool.service_fee = {.account = account, .month_minor = *month};
}

}  // namespace rmbsim::adapters
