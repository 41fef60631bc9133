// Payments between banks, recorded and by chance, and what goes wrong with their rails.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/payments.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/payments/read_payments.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/read_inverse.hpp"
#include "adapters/yaml/read_orders.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/system_spec.hpp"

namespace rmbsim::adapters {
namespace {

using sim::settlement::Order;
using sim::settlement::SystemSpec;

constexpr std::size_t link_most = 100;
constexpr std::size_t payment_file_bytes_max = std::size_t{1} << 30;

void read_one_payment(Building& b, const MappingView& view, SystemSpec& system, OrdersRead& all) {
    for (const std::string_view key : {"on", "time", "payer", "payee", "amount"})
        if (!view.has(key))
            b.reading.error(view.at(), fmt::format("key '{}' is missing in this payment", key),
                            "on, time, payer, payee and amount beside `id`");
    Order order;
    const auto party = [&](std::string_view key) {
        const Node* node = view.node(key);
        if (node == nullptr) return sim::settlement::no_participant;
        const std::uint32_t found = participant_called(b, system, node->text);
        if (found == sim::settlement::no_participant)
            b.reading.error(node->at,
                            fmt::format("bank '{}' takes no part in the rail", node->text),
                            "a bank under `participants` of the rail");
        return found;
    };
    order.payer = party("payer");
    order.payee = party("payee");
    if (order.payer == order.payee && order.payer != sim::settlement::no_participant)
        b.reading.error(view.node("payee")->at, "payer and payee are one bank", "two banks");
    order.minor = view.minor("amount", system.currency).value_or(1);
    if (order.minor <= 0)
        b.reading.error(view.node("amount")->at, "the amount is not above zero",
                        "an amount above zero");
    const auto written = view.whole("priority", 255);
    if (written && *written >= system.rules.classes)
        b.reading.error(view.node("priority")->at,
                        fmt::format("class {} of {}", *written, system.rules.classes),
                        fmt::format("0 to {}", system.rules.classes - 1));
    order.priority_class = class_of(system, written);
    order.splittable = view.boolean("split").value_or(false);
    const auto on = view.date("on");
    const auto time = parse_time_of_day(view.text("time"));
    const sim::TimeZone* zone = zone_of(b, system);
    if (!on || !time || zone == nullptr || !b.has_period()) return;
    if (!is_in_period(b, *on))
        b.reading.error(
            view.node("on")->at, fmt::format("{} lies outside the period", to_text(*on)),
            fmt::format("a day from {} to {}", to_text(b.scenario.from), to_text(*b.period_end)));
    order.at = sim::ms_of(zone->instant(*on, *time));
    add_order(b, system, order, view.text("id"), view.text("link"), view.at(), all);
}

void read_payment_file(Building& b, const MappingView& view, SystemSpec& system, OrdersRead& all) {
    const OpenedFile* file = b.open(*view.node("file"), payment_file_bytes_max);
    const sim::TimeZone* zone = zone_of(b, system);
    if (file == nullptr || zone == nullptr || !b.has_period()) return;
    for (const PaymentRow& row : read_payment_rows(*file, system.currency, b.reading.diagnostics)) {
        const auto at = [&](std::uint32_t column) {
            return InputPosition{.file = file->index, .line = row.line, .column = column};
        };
        Order order{.minor = row.minor, .priority_class = class_of(system, row.priority)};
        order.payer = participant_called(b, system, row.payer);
        order.payee = participant_called(b, system, row.payee);
        if (order.payer == sim::settlement::no_participant)
            b.reading.error(at(row.payer_column),
                            fmt::format("bank '{}' takes no part in the rail", row.payer),
                            "a bank under `participants` of the rail");
        else if (order.payee == sim::settlement::no_participant || order.payee == order.payer)
            b.reading.error(at(row.payee_column),
                            fmt::format("'{}' is no other participant of the rail", row.payee),
                            "another bank under `participants` of the rail");
        if (row.priority && *row.priority >= system.rules.classes)
            b.reading.error(at(row.id_column),
                            fmt::format("class {} of {}", *row.priority, system.rules.classes),
                            fmt::format("0 to {}", system.rules.classes - 1));
        if (!is_in_period(b, row.date))
            b.reading.error(at(row.id_column),
                            fmt::format("{} lies outside the period", to_text(row.date)),
                            fmt::format("a day from {} to {}", to_text(b.scenario.from),
                                        to_text(*b.period_end)));
        if (row.date > b.scenario.to) continue;  // a run that ends early
        order.at = sim::ms_of(zone->instant(row.date, row.time));
        add_order(b, system, order, row.id, row.link, at(row.id_column), all);
    }
}

// Who an account of a message belongs to here, or no_index.
std::uint32_t account_named(const Building& b, const iso20022::Account& account) {
    return b.accounts.find(account.iban.empty() ? account.other : account.iban);
}

std::uint32_t participant_with_bic(const Building& b, const SystemSpec& system,
                                   const std::string& bic) {
    for (std::uint32_t p = 0; p < system.participants.size(); ++p) {
        const std::uint32_t bank = system.participants[p].bank;
        if (bank == sim::no_index || b.scenario.banks[bank].bic.empty()) continue;
        if (bic.starts_with(b.scenario.banks[bank].bic.substr(0, 8))) return p;
    }
    return sim::settlement::no_participant;
}

// The scenario says who keeps the account, the file where to send: told once for each such pair.
void compare_agent(Building& b, std::uint32_t account, const std::string& agent,
                   const InputPosition& at, OrdersRead& all) {
    const sim::Bank& bank = b.scenario.banks[b.scenario.accounts[account].bank];
    if (agent.empty() || bank.bic.empty() || agent.starts_with(bank.bic.substr(0, 8)) ||
        !all.other_agents.emplace(account, agent).second)
        return;
    b.reading.warning(at,
                      fmt::format("the file names {} as the bank of account '{}', which {} keeps",
                                  agent, b.scenario.accounts[account].id, bank.id),
                      fmt::format("{}, the BIC of '{}'", bank.bic, bank.id),
                      "the payment goes by the scenario's bank; mend the file, the account's "
                      "`bank` or the bank's `bic`");
}

// A customer's payment where both accounts are known here, else one between the two agents.
void read_transfer(Building& b, SystemSpec& system, const payments::Payment& payment,
                   std::int64_t at_ms, const InputPosition& at, OrdersRead& all) {
    const iso20022::CreditTransfer& transfer = payment.transfer;
    const std::string id =
        !transfer.end_to_end_id.empty() ? transfer.end_to_end_id : transfer.instruction_id;
    if (transfer.amount.currency != system.currency || transfer.amount.minor <= 0) {
        b.reading.error(
            at, fmt::format("payment '{}' is of {}", id, ledger::to_text(transfer.amount)),
            fmt::format("an amount above zero in {}", ledger::code_of(system.currency)));
        return;
    }
    const std::uint32_t from = account_named(b, transfer.debtor_account);
    const std::uint32_t to = account_named(b, transfer.creditor_account);
    if (from != sim::no_index && to != sim::no_index) {
        for (const std::uint32_t account : {from, to})
            if (sim::settlement::participant_at(system, b.scenario.accounts[account].bank) ==
                sim::settlement::no_participant)
                b.reading.error(at,
                                fmt::format("the bank of account '{}' takes no part in the rail",
                                            b.scenario.accounts[account].id),
                                "a bank under `participants` of the rail");
        compare_agent(b, from, transfer.debtor_agent.bic, at, all);
        compare_agent(b, to, transfer.creditor_agent.bic, at, all);
        const auto [first, is_new] = all.names.emplace(id, at);
        if (!is_new) {
            b.reading.error(at, fmt::format("payment '{}' occurs twice", id),
                            "a name once over all payments");
            return;
        }
        b.scenario.customer_orders.push_back(
            {.at = at_ms,
             .rail = system.rail,
             .from_account = from,
             .to_account = to,
             .minor = transfer.amount.minor,
             .name = static_cast<std::uint32_t>(system.names.size())});
        system.names.push_back(id);
        return;
    }
    if (from != sim::no_index || to != sim::no_index) {
        const iso20022::Account& other =
            from != sim::no_index ? transfer.creditor_account : transfer.debtor_account;
        b.reading.error(
            at,
            fmt::format("payment '{}' has one account of this scenario, and '{}', which "
                        "is not",
                        id, other.iban.empty() ? other.other : other.iban),
            "both under `accounts:`, or neither");
        return;
    }
    Order order{.at = at_ms, .minor = transfer.amount.minor};
    order.payer = participant_with_bic(b, system, transfer.debtor_agent.bic);
    order.payee = participant_with_bic(b, system, transfer.creditor_agent.bic);
    order.priority_class = class_of(
        system, transfer.priority == "HIGH" ? std::optional<std::uint32_t>(0) : std::nullopt);
    if (order.payer == sim::settlement::no_participant ||
        order.payee == sim::settlement::no_participant || order.payer == order.payee) {
        b.reading.error(at, fmt::format("payment '{}' goes between nobody that is known here", id),
                        "accounts under `accounts:`, or agents with the BIC of two participants");
        return;
    }
    add_order(b, system, order, id, "", at, all);
}

void read_message_file(Building& b, const MappingView& view, SystemSpec& system, OrdersRead& all) {
    const OpenedFile* file = b.open(*view.node("messages"), payment_file_bytes_max);
    const sim::TimeZone* zone = zone_of(b, system);
    if (file == nullptr || zone == nullptr || !b.has_period()) return;
    const auto read =
        payments::read_payments_text(file->text, file->shown,
                                     {.schemas = b.options.library / "reference" / "iso20022",
                                      .check_digits = Severity::warning});
    if (!read) return b.reading.diagnostics.add_all(read.error());
    b.reading.diagnostics.add_all(read->warnings);
    const auto time = parse_time_of_day(view.text("time"));
    for (const payments::Payment& payment : read->all) {
        const InputPosition at{.file = file->index, .line = payment.line, .column = 1};
        const auto written = parse_date(payment.transfer.settlement_date);
        const auto on = view.has("on") ? view.date("on") : written;
        if (!on || !is_in_period(b, *on)) {
            b.reading.error(view.has("on") ? view.node("on")->at : at,
                            "the payment's day lies outside the period",
                            fmt::format("a day from {} to {}", to_text(b.scenario.from),
                                        to_text(*b.period_end)),
                            "write `on` beside `messages`");
            if (view.has("on")) return;
            continue;
        }
        if (*on > b.scenario.to) continue;
        read_transfer(b, system, payment,
                      sim::ms_of(zone->instant(*on, time.value_or(std::chrono::hours{10}))), at,
                      all);
    }
}

void read_generator(Building& b, const MappingView& view, SystemSpec& system, OrdersRead& all) {
    sim::settlement::OrderSource source{.id = view.text("generate"), .at = view.at()};
    // Its payments are called <id>.<n>: the streams go by the id, so that two of one id were the same.
    if (!all.names.emplace(source.id, view.at()).second)
        b.reading.error(view.at(), fmt::format("'{}' is the name of other payments", source.id),
                        "a name once over all payments");
    for (const std::string_view key : {"per_day", "amounts"})
        if (!view.has(key))
            b.reading.error(view.at(), fmt::format("key '{}' is missing in this generator", key),
                            "per_day and amounts beside `generate`");
    source.per_day = view.whole("per_day", 20'000'000).value_or(0);
    for (const sim::OrderValueKnot& knot :
         read_inverse(b, view, "amounts", system.currency, "payment"))
        source.amounts.push_back({.share = knot.share, .minor = knot.minor});
    using std::chrono::hours;
    const sim::Session within = parse_hours(view.text("hours"))
                                    .value_or(sim::Session{.open = hours{9}, .close = hours{17}});
    source.first = within.open;
    source.last = within.close;
    if (const auto share = view.share("urgent_share")) {
        const auto split = share->split_at(4);
        if (!split || !split->remainder.is_zero())
            b.reading.error(view.node("urgent_share")->at, "the share has more than four decimals",
                            "such as 0.05");
        else
            source.urgent_in_10000 = static_cast<std::uint32_t>(split->whole);
    }
    if (view.has("weights")) source.weights.assign(system.participants.size(), 0);
    std::uint32_t with_weight = 0;
    for (const Entry& entry : view.entries("weights")) {
        const std::uint32_t p = participant_called(b, system, entry.key);
        const auto weight = parse_whole(entry.value.text);
        if (p == sim::settlement::no_participant)
            b.reading.error(entry.key_at,
                            fmt::format("bank '{}' takes no part in the rail", entry.key),
                            "a bank under `participants` of the rail");
        else if (!weight || *weight < 0 || *weight > 1'000'000)
            b.reading.error(entry.value.at, fmt::format("'{}' is no weight", entry.value.text),
                            "a whole number from 0 to 1000000");
        else
            source.weights[p] = static_cast<std::uint32_t>(*weight);
        if (weight && *weight > 0) ++with_weight;
    }
    if (view.has("weights") && with_weight < 2)
        b.reading.error(view.node("weights")->at, "fewer than two banks have a weight",
                        "two banks or more with a weight above zero");
    system.sources.push_back(std::move(source));
}

// Legs of one name settle together; over one rail as a group of it, over several jointly.
void join_links(Building& b, OrdersRead& all) {
    std::vector<std::uint32_t> next(b.scenario.systems.size(), 0);
    for (const auto& [link, legs] : all.links) {
        const std::size_t system = legs.front().first;
        if (legs.size() < 2) {
            const SystemSpec& of = b.scenario.systems[system];
            b.reading.error(all.names.at(of.names[of.orders[legs.front().second].name]),
                            fmt::format("link '{}' has one payment", link), "two payments or more");
            continue;
        }
        if (legs.size() > link_most) {
            const SystemSpec& of = b.scenario.systems[system];
            b.reading.error(all.names.at(of.names[of.orders[legs.front().second].name]),
                            fmt::format("link '{}' has {} payments", link, legs.size()),
                            fmt::format("at most {}", link_most));
            continue;
        }
        std::map<std::size_t, std::uint32_t> legs_in;
        for (const auto& [of, order] : legs) ++legs_in[of];
        std::uint32_t joint = sim::settlement::no_joint;
        if (legs_in.size() > 1) {
            for (const auto& [of, order] : legs)
                if (b.scenario.systems[of].rules.mode == sim::settlement::Mode::deferred_net)
                    b.reading.error(
                        all.names.at(b.scenario.systems[of]
                                         .names[b.scenario.systems[of].orders[order].name]),
                        fmt::format("link '{}' goes over several rails, and this one "
                                    "settles in cycles",
                                    link),
                        "rails that settle payment by payment");
            joint = static_cast<std::uint32_t>(b.scenario.joint_links.size());
            b.scenario.joint_links.emplace_back();
            for (const auto& [of, count] : legs_in)
                b.scenario.joint_links.back().parts.push_back(
                    {.system = static_cast<std::uint32_t>(of), .group = next[of], .legs = count});
        }
        for (const auto& [of, order] : legs) {
            Order& leg = b.scenario.systems[of].orders[order];
            leg.group = next[of];
            leg.group_size = static_cast<std::uint8_t>(legs_in[of]);
            leg.joint = joint;
        }
        for (const auto& [of, count] : legs_in) ++next[of];
    }
}

// All that could wait in one queue must fit 64 bits; a payment over several rails waits in each.
void check_sums(Building& b) {
    std::map<std::uint32_t, ledger::Int128> sums;  // by rail
    for (const SystemSpec& system : b.scenario.systems) {
        for (const Order& order : system.orders) {
            if (order.route == sim::settlement::no_route) {
                sums[system.rail] += order.minor;
                continue;
            }
            for (const sim::RouteLegSpec& leg : b.scenario.payment_routes[order.route])
                sums[leg.rail] += order.minor;
        }
        for (const sim::settlement::OrderSource& source : system.sources)
            if (!source.amounts.empty())
                sums[system.rail] += ledger::Int128{source.amounts.back().minor} * source.per_day;
    }
    for (const auto& [rail, sum] : sums) {
        if (sum <= INT64_MAX / 4) continue;
        b.reading.error(b.scenario.rails[rail].at,
                        fmt::format("the payments of rail '{}' can add up to more than fits",
                                    b.scenario.rails[rail].id),
                        "less than 2^61 minor units over a day");
    }
}

}  // namespace

void build_payments(Building& b) {
    OrdersRead all;
    for (const MappingView& view : b.root.children("payments")) {
        const int ways =
            view.has("file") + view.has("id") + view.has("generate") + view.has("messages");
        if (ways != 1) {
            b.reading.error(view.at(), "these payments are none or several at once",
                            "one of `file`, `messages`, `id` and `generate`");
            continue;
        }
        if (is_routed(view)) {
            read_routed_payment(b, view, all);
            continue;
        }
        if (!view.has("rail")) {
            b.reading.error(view.at(), "key 'rail' is missing in these payments",
                            "a rail of kind settlement, or `route` or `legs` of one payment");
            continue;
        }
        SystemSpec* system = system_at(b, view.node("rail"));
        if (system == nullptr) continue;
        if (view.has("file"))
            read_payment_file(b, view, *system, all);
        else if (view.has("messages"))
            read_message_file(b, view, *system, all);
        else if (view.has("id"))
            read_one_payment(b, view, *system, all);
        else
            read_generator(b, view, *system, all);
    }
    join_links(b, all);
    check_sums(b);
    std::ranges::stable_sort(b.scenario.customer_orders, {}, &sim::CustomerOrder::at);
    for (SystemSpec& system : b.scenario.systems)
        std::ranges::stable_sort(system.orders, {}, &Order::at);
}

}  // namespace rmbsim::adapters
