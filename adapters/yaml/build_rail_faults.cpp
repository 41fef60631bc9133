// What goes wrong with payment systems: participants, payments, hours.
#include <algorithm>
#include <array>
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
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/system_spec.hpp"

namespace rmbsim::adapters {
namespace {

using sim::settlement::FaultKind;
using sim::settlement::SystemSpec;

// In the order of the words of `kind`, from the first of payment systems on.
enum class RailFault : std::uint8_t {
    participant_outage,
    rail_outage,
    liquidity_hoarding,
    limit_cut,
    balance_cut,
    duplicate,
    recall,
    returned,
    wrong_account,
    late_opening,
    early_close,
    holiday,
    typhoon,
    late_file,
};

struct NeededKeys {
    RailFault kind;
    std::array<std::string_view, 4> keys;
};
constexpr std::array<NeededKeys, 14> needed_keys{{
    {RailFault::participant_outage, {"bank", "from", "to", ""}},
    {RailFault::rail_outage, {"from", "to", "", ""}},
    {RailFault::liquidity_hoarding, {"bank", "from", "to", ""}},
    {RailFault::limit_cut, {"bank", "from", "amount", ""}},
    {RailFault::balance_cut, {"bank", "from", "amount", ""}},
    {RailFault::duplicate, {"payment", "from", "", ""}},
    {RailFault::recall, {"payment", "from", "", ""}},
    {RailFault::returned, {"payment", "from", "", ""}},
    {RailFault::wrong_account, {"payment", "from", "", ""}},
    {RailFault::late_opening, {"to", "", "", ""}},
    {RailFault::early_close, {"from", "", "", ""}},
    {RailFault::holiday, {"", "", "", ""}},
    {RailFault::typhoon, {"from", "to", "", ""}},
    {RailFault::late_file, {"bank", "from", "to", ""}},
}};

// Hours that change for a day: the session that opens, is open or is held on it. False: there is none.
bool change_hours(std::vector<sim::settlement::SessionWindow>& sessions, const sim::TimeZone& zone,
                  RailFault kind, ledger::ValueDate on, std::optional<std::int64_t> from,
                  std::optional<std::int64_t> to) {
    const auto day_of = [&](std::int64_t ms) {
        return zone.local_date(ledger::SimTime{std::chrono::milliseconds{ms}});
    };
    bool changed = false;
    for (auto& session : sessions) {
        if (kind == RailFault::late_opening && to && day_of(session.opens) == on &&
            session.opens < *to && *to < session.sweep_from) {
            session.opens = *to;
            changed = true;
        }
        if (kind == RailFault::early_close && from && session.opens < *from &&
            *from < session.sweep_from) {
            const std::int64_t sweeping = session.closes - session.sweep_from;
            session.closes = *from;
            session.sweep_from = std::max(session.closes - sweeping, session.opens + 1);
            changed = true;
        }
    }
    if (kind == RailFault::holiday)
        changed = std::erase_if(sessions, [&](const auto& session) {
                      return session.business_date == on;
                  }) > 0;
    return changed;
}

FaultKind system_kind(RailFault kind) {
    // A typhoon and a late file are outages by other names: of a rail, of who hands in.
    if (kind == RailFault::typhoon) return FaultKind::rail_outage;
    if (kind == RailFault::late_file) return FaultKind::participant_outage;
    return static_cast<FaultKind>(kind);
}

}  // namespace

void build_rail_fault(Building& b, const MappingView& view) {
    const auto kind = static_cast<RailFault>(*view.word("kind") - 2);
    const Node* rail = view.node("rail");
    if (rail == nullptr) {
        b.reading.error(view.at(), "key 'rail' is missing in this fault",
                        "the id of a rail of kind settlement");
        return;
    }
    const std::uint32_t index = b.rails.resolve(rail, b.reading);
    const auto at = std::ranges::find(b.scenario.systems, index, &SystemSpec::rail);
    if (index == sim::no_index) return;
    if (at == b.scenario.systems.end()) {
        b.reading.error(rail->at, fmt::format("rail '{}' does not settle payments", rail->text),
                        "a rail of kind settlement");
        return;
    }
    SystemSpec& system = *at;
    bool good = true;
    for (const std::string_view key : needed_keys[static_cast<std::size_t>(kind)].keys)
        if (!key.empty() && !view.has(key)) {
            b.reading.error(view.at(), fmt::format("key '{}' is missing in this fault", key),
                            fmt::format("it with kind: {}", view.text("kind")));
            good = false;
        }
    sim::settlement::Fault fault{.id = view.text("id"), .kind = system_kind(kind), .at = view.at()};
    if (const Node* bank = view.node("bank")) {
        const std::uint32_t named = b.banks.resolve(bank, b.reading);
        if (named != sim::no_index)
            fault.participant = sim::settlement::participant_at(system, named);
        if (named != sim::no_index && fault.participant == sim::settlement::no_participant)
            b.reading.error(bank->at,
                            fmt::format("bank '{}' takes no part in the rail", bank->text),
                            "a bank under `participants` of the rail");
    }
    if (const Node* payment = view.node("payment")) {
        fault.reference = payment->text;
        if (std::ranges::find(system.names, fault.reference) == system.names.end())
            b.reading.error(payment->at, fmt::format("there is no payment '{}'", payment->text),
                            "the id of a recorded payment over this rail");
    }
    fault.minor = view.minor("amount", system.currency).value_or(0);
    if (fault.minor < 0)
        b.reading.error(view.node("amount")->at, "the amount is negative", "an amount from 0 on");
    const auto on = view.date("on");
    const std::uint32_t zone = b.scenario.rails[system.rail].zone;
    if (!good || !on || !b.has_clock(zone)) return;
    if (*on < b.scenario.from || *on > *b.period_end)
        b.reading.error(
            view.node("on")->at, fmt::format("{} lies outside the period", to_text(*on)),
            fmt::format("a day from {} to {}", to_text(b.scenario.from), to_text(*b.period_end)));
    const auto instant = [&](std::string_view key) -> std::optional<std::int64_t> {
        const auto time = parse_time_of_day(view.text(key));
        if (!time) return std::nullopt;
        return sim::ms_of(b.scenario.zones[zone].instant(*on, *time));
    };
    const auto from = instant("from"), to = instant("to");
    if (from && to && *to <= *from)
        b.reading.error(view.node("to")->at, "it ends before it begins", "from before to");
    if (kind >= RailFault::late_opening && kind <= RailFault::holiday) {
        change_hours(system.funding_sessions, b.scenario.zones[zone], kind, *on, from, to);
        if (!change_hours(system.sessions, b.scenario.zones[zone], kind, *on, from, to))
            b.reading.error(
                view.node("on")->at,
                fmt::format("no session of the rail is changed by this on {}", to_text(*on)),
                kind == RailFault::late_opening
                    ? "a session that opens on that day before `to` and goes on after it"
                : kind == RailFault::early_close ? "a session that takes payments at `from`"
                                                 : "a business date of the rail");
        return;
    }
    fault.from = from.value_or(0);
    fault.to = to.value_or(fault.from);
    system.faults.push_back(std::move(fault));
}

}  // namespace rmbsim::adapters
