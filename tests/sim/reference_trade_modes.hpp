// The trade modes of scenarios/reference/trade-modes.yaml, as tests ask for them.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/trade_modes_library.hpp"
#include "sim/commerce/trade_mode.hpp"

namespace rmbsim::sim::published {

inline const TradeModes& trade_modes() {
    static const TradeModes modes = [] {
        auto loaded = adapters::load_trade_modes(std::string(RMBSIM_SOURCE_DIR) +
                                                 "/scenarios/reference/trade-modes.yaml");
        if (!loaded) throw std::runtime_error(to_text(loaded.error()));
        return std::move(*loaded);
    }();
    return modes;
}

}  // namespace rmbsim::sim::published
