// Rails of kind settlement: the row with its hours, the rule pack, participants and timetable.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/rails_library.hpp"
#include "adapters/yaml/read_rule_packs.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/rail/timetable.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/system_spec.hpp"

namespace rmbsim::adapters {
namespace {

using sim::settlement::Participant;
using sim::settlement::SessionWindow;
using sim::settlement::SystemSpec;
using std::chrono::days;

// More than any balance that can be added to others without leaving 64 bits.
constexpr std::int64_t most_minor = INT64_MAX / 64;

const sim::RailRow* row_of(Building& b, const MappingView& view) {
    const Node* name = view.node("system");
    if (name == nullptr) return nullptr;
    if (!b.rail_library) {
        auto loaded = load_rails(b.options.library);
        if (!loaded) b.reading.diagnostics.add_all(loaded.error());
        b.rail_library = loaded ? std::move(*loaded) : sim::RailLibrary{};
    }
    if (const sim::RailRow* row = b.rail_library->rail(name->text)) return row;
    std::vector<std::string_view> ids;
    for (const sim::RailRow& row : b.rail_library->rails) ids.push_back(row.id);
    b.reading.error(name->at, fmt::format("there is no rail '{}' in the library", name->text),
                    fmt::format("one of {}", joined(ids)), did_you_mean(name->text, ids));
    return nullptr;
}

void read_rules(Building& b, const MappingView& view, const sim::RailRow* row, SystemSpec& system) {
    if (!b.rule_packs)
        b.rule_packs = read_rule_packs(b.options.library, b.reading.named_at(view.at()), b.reading);
    const Node* named = view.node("rules");
    const std::string id = named != nullptr ? named->text : row != nullptr ? row->rules : "";
    const auto pack = std::ranges::find(*b.rule_packs, id, &sim::settlement::RulePack::id);
    if (pack == b.rule_packs->end()) {
        std::vector<std::string_view> ids;
        for (const auto& known : *b.rule_packs) ids.push_back(known.id);
        b.reading.error(
            named != nullptr ? named->at : view.at(),
            id.empty() ? "the rail has no rules" : fmt::format("there is no rule pack '{}'", id),
            fmt::format("rules: one of {}", joined(ids)), did_you_mean(id, ids));
        return;
    }
    system.rules = *pack;
    const auto overrides = view.child("overrides");
    if (!overrides) return;
    read_pack_choices(*overrides, system.currency, system.rules, b.reading);
    if (const auto splitting = overrides->child("splitting"))
        read_splitting(*splitting, system.currency, system.rules.splitting, b.reading);
}

// An amount of a participant's, from 0 to what can be added up.
std::int64_t amount_of(Building& b, const MappingView& view, std::string_view key,
                       ledger::CurrencyId currency, std::int64_t otherwise) {
    const auto minor = view.minor(key, currency);
    if (minor && (*minor < 0 || *minor > most_minor))
        b.reading.error(view.node(key)->at, fmt::format("`{}` is {}", key, view.text(key)),
                        "an amount from 0 on, below 2^57 minor units");
    return minor.value_or(otherwise);
}

void read_collateral(Building& b, const MappingView& view, ledger::CurrencyId currency,
                     Participant& participant) {
    for (const MappingView& row : view.children("collateral")) {
        sim::settlement::Collateral pledged;
        pledged.id = row.text("id");
        pledged.units = row.whole("units", 4'000'000'000U).value_or(0);
        pledged.price_minor = amount_of(b, row, "price", currency, 0);
        pledged.haircut = row.share("haircut").value_or(ledger::Decimal(0));
        participant.collateral.push_back(std::move(pledged));
    }
}

void read_participants(Building& b, const MappingView& view, SystemSpec& system) {
    std::vector<const Entry*> limits;
    const std::vector<MappingView> rows = view.children("participants");
    for (const MappingView& row : rows) {
        Participant participant;
        participant.at = row.at();
        participant.bank = b.banks.resolve(row.node("bank"), b.reading);
        if (participant.bank != sim::no_index &&
            sim::settlement::participant_at(system, participant.bank) !=
                sim::settlement::no_participant)
            b.reading.error(row.node("bank")->at,
                            fmt::format("'{}' takes part twice", row.text("bank")),
                            "each bank once in a rail");
        participant.balance_minor = amount_of(b, row, "balance", system.currency, 0);
        participant.credit_minor = amount_of(b, row, "credit", system.currency, 0);
        participant.cap_minor = amount_of(b, row, "cap", system.currency, sim::settlement::no_cap);
        if (system.rules.mode == sim::settlement::Mode::deferred_net)
            for (const std::string_view key : {"cap", "limits", "reserve_urgent"})
                if (row.has(key))
                    b.reading.error(row.key_at(key),
                                    fmt::format("`{}` has no use in deferred net settlement", key),
                                    "it in a gross system");
        participant.reserved[0] = amount_of(b, row, "reserve_urgent", system.currency, 0);
        read_collateral(b, row, system.currency, participant);
        system.participants.push_back(std::move(participant));
    }
    if (rows.size() < 2)
        b.reading.error(view.key_at("participants"),
                        fmt::format("rail '{}' has fewer than two participants", view.text("id")),
                        "participants: two or more");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const Entry& entry : rows[i].entries("limits")) {
            sim::settlement::LimitTerm limit;
            if (entry.key != "any") {
                limit.payee = sim::settlement::participant_at(system, b.banks.find(entry.key));
                if (b.banks.find(entry.key) == sim::no_index ||
                    limit.payee == sim::settlement::no_participant || limit.payee == i)
                    b.reading.error(entry.key_at,
                                    fmt::format("'{}' is no other participant", entry.key),
                                    "a bank that takes part in this rail, or any");
            }
            const auto most = read_minor(entry.value, system.currency, b.reading);
            limit.most = most.value_or(0);
            if (limit.most < 0)
                b.reading.error(entry.value.at, "the limit is negative", "an amount from 0 on");
            system.participants[i].limits.push_back(limit);
        }
    }
}

// The sessions of the period that take payments, with a day before for those that go on into it.
std::vector<SessionWindow> windows_of(Building& b, const MappingView& view, const sim::RailRow* row,
                                      const sim::RailSpec& rail,
                                      std::vector<SessionWindow>& funding) {
    std::vector<SessionWindow> windows;
    if (!b.has_clock(rail.zone)) return windows;
    const ledger::ValueDate from = b.scenario.from - days{1}, to = b.scenario.to + days{1};
    if (row != nullptr) {
        const auto held =
            sim::sessions(*row, b.rail_library->calendars, b.rail_library->zones, from, to);
        for (const sim::RailSession& session : held) {
            const SessionWindow window{.business_date = session.business_date,
                                       .opens = sim::ms_of(session.opens),
                                       .sweep_from = sim::ms_of(session.sweep_from),
                                       .closes = sim::ms_of(session.closes)};
            funding.push_back(window);
            if (session.accepts == sim::Accepts::all) windows.push_back(window);
        }
        if (windows.empty())
            b.reading.error(view.node("system")->at,
                            fmt::format("rail '{}' holds no session in the period", row->id),
                            "a period in which it is open");
        return windows;
    }
    if (!view.has("hours")) return windows;
    std::vector<const sim::Calendar*> calendars;
    for (const std::uint32_t index : rail.calendars)
        if (index != sim::no_index) calendars.push_back(&b.scenario.calendars[index]);
    const sim::TimeZone& zone = b.scenario.zones[rail.zone];
    for (ledger::ValueDate day = from; day <= to; day += days{1}) {
        const auto covers = [&](const sim::Calendar* c) { return c->covers(day); };
        if (!std::ranges::all_of(calendars, covers) || !sim::all_open(calendars, day)) continue;
        const std::int64_t opens = sim::ms_of(zone.instant(day, rail.hours.open));
        const std::int64_t closes = sim::ms_of(zone.instant(day, rail.hours.close));
        windows.push_back(
            {.business_date = day, .opens = opens, .sweep_from = closes, .closes = closes});
    }
    funding = windows;
    return windows;
}

void read_currency(Building& b, const MappingView& view, const sim::RailRow* row,
                   SystemSpec& system) {
    system.currency = ledger::currency("CNY");
    if (row != nullptr && !row->currencies.empty()) system.currency = row->currencies.front();
    system.market = ledger::Market::onshore;
    if (!view.has("currency")) {
        if (row == nullptr)
            b.reading.error(view.at(), "key 'currency' is missing in this rail",
                            "the currency of its accounts, or a `system` that has one");
        return;
    }
    const std::string text = view.text("currency");
    if (text == "CNH") system.market = ledger::Market::offshore;
    if (const auto found = ledger::find_currency(text == "CNH" ? "CNY" : text))
        system.currency = *found;
    if (row != nullptr && !row->carries(system.currency))
        b.reading.error(view.node("currency")->at,
                        fmt::format("rail '{}' carries no {}", row->id, text),
                        "a currency of the library's row");
}

void read_clearing(Building& b, const MappingView& view, const sim::RailRow* row,
                   SystemSpec& system) {
    const auto balances = view.word("balances");
    system.clearing.per_session = balances ? *balances == 1 : row != nullptr && row->zero_balance;
    for (const std::string& text : texts_of(view, "clear_at"))
        if (const auto time = parse_time_of_day(text))
            system.clearing.positions_at.push_back(*time);
    std::ranges::sort(system.clearing.positions_at);
    const Node* from = view.node("funded_by");
    if (from == nullptr) return;
    system.clearing.rail = b.rails.resolve(from, b.reading);
    if (system.clearing.rail == sim::no_index) return;
    const auto other =
        std::ranges::find(b.scenario.systems, system.clearing.rail, &SystemSpec::rail);
    if (other == b.scenario.systems.end()) {
        b.reading.error(from->at, fmt::format("rail '{}' keeps no accounts", from->text),
                        "a rail of kind settlement that stands before this one");
        return;
    }
    if (other->currency != system.currency)
        b.reading.error(from->at, fmt::format("rail '{}' is in another currency", from->text),
                        "a rail of the same currency");
    for (const Participant& participant : system.participants)
        if (sim::settlement::participant_at(*other, participant.bank) ==
            sim::settlement::no_participant)
            b.reading.error(participant.at,
                            fmt::format("the bank has no account in rail '{}'", from->text),
                            "a participant of the rail that funds this one");
}

void read_liquidity(Building& b, const MappingView& view, SystemSpec& system) {
    const std::uint32_t zone = b.scenario.rails.back().zone;
    for (const MappingView& row : view.children("liquidity")) {
        const std::uint32_t bank = b.banks.resolve(row.node("bank"), b.reading);
        const std::uint32_t participant = bank == sim::no_index
                                              ? sim::settlement::no_participant
                                              : sim::settlement::participant_at(system, bank);
        if (bank != sim::no_index && participant == sim::settlement::no_participant)
            b.reading.error(row.node("bank")->at,
                            fmt::format("bank '{}' takes no part in the rail", row.text("bank")),
                            "a bank under `participants` of the rail");
        if (row.has("in") == row.has("out")) {
            b.reading.error(row.at(), "liquidity goes in or out", "one of `in` and `out`");
            continue;
        }
        const std::string_view key = row.has("in") ? "in" : "out";
        const std::int64_t minor = amount_of(b, row, key, system.currency, 1);
        if (minor == 0)
            b.reading.error(row.node(key)->at, "the amount is not above zero",
                            "an amount above zero");
        const auto on = row.date("on");
        const auto time = parse_time_of_day(row.text("time"));
        if (!on || !time || !b.has_clock(zone)) continue;
        if (*on < b.scenario.from || *on > *b.period_end)
            b.reading.error(row.node("on")->at,
                            fmt::format("{} lies outside the period", to_text(*on)),
                            fmt::format("a day from {} to {}", to_text(b.scenario.from),
                                        to_text(*b.period_end)));
        if (*on > b.scenario.to) continue;  // a run that ends early
        system.liquidity.push_back({.at = sim::ms_of(b.scenario.zones[zone].instant(*on, *time)),
                                    .participant = participant,
                                    .minor = key == "in" ? minor : -minor});
    }
}

// Accounts that one bank keeps for others: whose they are, and how long it works on an instruction.
void read_keeper(Building& b, const MappingView& view, const sim::RailRow* row,
                 SystemSpec& system) {
    if (row == nullptr || row->model != sim::RailModel::correspondent) {
        if (view.has("keeper"))
            b.reading.error(view.key_at("keeper"), "`keeper` has no use in a system of its own",
                            "it beside a `system` that is a correspondent's accounts");
        return;
    }
    system.processing_ms = b.scenario.rails.back().latency.count();
    if (!view.has("keeper")) {
        b.reading.error(view.at(),
                        fmt::format("rail '{}' does not say whose accounts it is", view.text("id")),
                        "keeper: the bank that keeps them, one of the participants");
        return;
    }
    system.keeper = b.banks.resolve(view.node("keeper"), b.reading);
    if (system.keeper != sim::no_index &&
        sim::settlement::participant_at(system, system.keeper) == sim::settlement::no_participant)
        b.reading.error(view.node("keeper")->at, "the keeper takes no part in the rail",
                        "a bank under `participants` of the rail");
}

}  // namespace

void build_system(Building& b, const MappingView& view) {
    sim::RailSpec& rail = b.scenario.rails.back();
    const sim::RailRow* row = row_of(b, view);
    SystemSpec system;
    system.rail = static_cast<std::uint32_t>(b.scenario.rails.size() - 1);
    system.operator_id = "op-" + rail.id;
    system.operator_name = {rail.name.en + ", operator", rail.name.zh + " 运营机构"};
    if (row != nullptr) {
        system.row = row->id;
        if (!view.has("name")) {
            rail.name = {row->name_en, row->name_zh};
            system.operator_name = {row->operator_en, row->operator_zh};
        }
        if (!view.has("latency")) rail.latency = row->latency;
        rail.zone = b.clocks.zone_named(row->zone, view.node("system")->at);
    }
    for (const std::string_view key : {"calendars", "time_zone", "hours"}) {
        if (row != nullptr && view.has(key))
            b.reading.error(view.key_at(key), fmt::format("`{}` has no use beside `system`", key),
                            "the hours of the library's row",
                            "delete it, or delete `system` and write calendars, time_zone, hours");
        if (row == nullptr && !view.has("system") && !view.has(key))
            b.reading.error(view.at(), fmt::format("key '{}' is missing in this rail", key),
                            "a `system` of the library, or calendars, time_zone and hours");
    }
    read_currency(b, view, row, system);
    read_rules(b, view, row, system);
    read_participants(b, view, system);
    system.sessions = windows_of(b, view, row, rail, system.funding_sessions);
    system.measure_standstill = view.boolean("standstill").value_or(false);
    read_clearing(b, view, row, system);
    read_keeper(b, view, row, system);
    read_liquidity(b, view, system);
    if (row != nullptr)
        for (const sim::RailLimit& limit : row->limits)
            if (limit.per == sim::LimitPer::item && limit.in_force.holds(b.scenario.from) &&
                limit.most.currency == system.currency)
                system.item_most_minor = std::min(system.item_most_minor, limit.most.minor);
    b.scenario.systems.push_back(std::move(system));
}

}  // namespace rmbsim::adapters
