#include "adapters/yaml/read_orders.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/system_spec.hpp"

namespace rmbsim::adapters {

using sim::settlement::Order;
using sim::settlement::SystemSpec;

SystemSpec* system_at(Building& b, const Node* rail) {
    const std::uint32_t index = b.rails.resolve(rail, b.reading);
    if (index == sim::no_index) return nullptr;
    const auto at = std::ranges::find(b.scenario.systems, index, &SystemSpec::rail);
    if (at != b.scenario.systems.end()) return &*at;
    b.reading.error(rail->at, fmt::format("rail '{}' does not settle payments", rail->text),
                    "a rail of kind settlement");
    return nullptr;
}

bool is_in_period(const Building& b, ledger::ValueDate date) {
    return b.scenario.from <= date && date <= *b.period_end;
}

const sim::TimeZone* zone_of(const Building& b, const SystemSpec& system) {
    const std::uint32_t zone = b.scenario.rails[system.rail].zone;
    return b.has_clock(zone) ? &b.scenario.zones[zone] : nullptr;
}

std::uint8_t class_of(const SystemSpec& system, std::optional<std::uint32_t> written) {
    const std::uint32_t last = system.rules.classes - 1U;
    return static_cast<std::uint8_t>(std::min(written.value_or(last), last));
}

std::uint32_t participant_called(const Building& b, const SystemSpec& system,
                                 std::string_view bank) {
    const std::uint32_t index = b.banks.find(bank);
    return index == sim::no_index ? sim::settlement::no_participant
                                  : sim::settlement::participant_at(system, index);
}

bool take_name(Building& b, const std::string& id, const InputPosition& at, OrdersRead& all) {
    if (all.names.emplace(id, at).second) return true;
    b.reading.error(at, fmt::format("payment '{}' occurs twice", id),
                    "a name once over all payments");
    return false;
}

void add_order(Building& b, SystemSpec& system, Order order, const std::string& id,
               const std::string& link, const InputPosition& at, OrdersRead& all) {
    if (!take_name(b, id, at, all)) return;
    order.name = static_cast<std::uint32_t>(system.names.size());
    system.names.push_back(id);
    if (!link.empty())
        all.links[link].emplace_back(static_cast<std::size_t>(&system - b.scenario.systems.data()),
                                     system.orders.size());
    system.orders.push_back(order);
}

}  // namespace rmbsim::adapters
