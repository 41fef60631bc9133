// The rails of scenarios/reference/rails.yaml, as tests ask for them, and instants by local clocks.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/rails_library.hpp"
#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim::published {

inline const RailLibrary& rails() {
    static const RailLibrary library = [] {
        auto loaded = adapters::load_rails(std::string(RMBSIM_SOURCE_DIR) + "/scenarios");
        if (!loaded) throw std::runtime_error(to_text(loaded.error()));
        return std::move(*loaded);
    }();
    return library;
}

inline const RailRow& rail(std::string_view id) {
    const RailRow* row = rails().rail(id);
    ledger::expects(row != nullptr, "a test names a rail that is there");
    return *row;
}

// "2026-11-20 16:30" on the clocks of a zone.
inline ledger::SimTime local(const std::string& day_and_time,
                             const std::string& zone_name = "Asia/Shanghai") {
    const int hour = std::stoi(day_and_time.substr(11, 2)),
              minute = std::stoi(day_and_time.substr(14, 2));
    return zone(zone_name).instant(date(day_and_time.substr(0, 10)),
                                   std::chrono::hours{hour} + std::chrono::minutes{minute});
}

}  // namespace rmbsim::sim::published
