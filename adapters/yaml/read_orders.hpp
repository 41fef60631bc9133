// What the readers of payments between banks have in common: names, systems, participants.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/settlement/system_spec.hpp"

namespace rmbsim::adapters {

struct OrdersRead {  // over all sources of one scenario
    std::map<std::string, InputPosition, std::less<>> names;
    std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>, std::less<>>
        links;                                                     // (system, order)
    std::set<std::pair<std::uint32_t, std::string>> other_agents;  // of accounts, in messages
};

// Of the rail, or nullptr: diagnosed.
sim::settlement::SystemSpec* system_at(Building& b, const Node* rail);
bool is_in_period(const Building& b, ledger::ValueDate date);
// Its clock, or nullptr: it cannot be asked about the period.
const sim::TimeZone* zone_of(const Building& b, const sim::settlement::SystemSpec& system);
// The class as written, or the least urgent.
std::uint8_t class_of(const sim::settlement::SystemSpec& system,
                      std::optional<std::uint32_t> written);
std::uint32_t participant_called(const Building& b, const sim::settlement::SystemSpec& system,
                                 std::string_view bank);
// False: the name is taken, diagnosed.
bool take_name(Building& b, const std::string& id, const InputPosition& at, OrdersRead& all);
void add_order(Building& b, sim::settlement::SystemSpec& system, sim::settlement::Order order,
               const std::string& id, const std::string& link, const InputPosition& at,
               OrdersRead& all);

// One payment between customers' accounts, or over several rails: build_routes.cpp
bool is_routed(const MappingView& view);
void read_routed_payment(Building& b, const MappingView& view, OrdersRead& all);

}  // namespace rmbsim::adapters
