// What the checks of pools share: where an account's owner is, and whether a link's ends are known.
#pragma once

#include <cstdint>

#include "adapters/yaml/building.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {

inline bool is_domestic_company(const Building& b, std::uint32_t entity) {
    return b.scenario.regime && entity != sim::no_index &&
           b.scenario.entities[entity].jurisdiction == b.scenario.regime->jurisdiction;
}

inline bool is_domestic(const Building& b, std::uint32_t account) {
    return is_domestic_company(b, b.scenario.accounts[account].owner);
}

inline bool ends_are_known(const sim::LinkSpec& link) {
    return link.child != sim::no_index && link.header != sim::no_index;
}

// Each link and the order of a pool, as far as the simulator can carry them out; warns of owners that are no
// members and of an admission test that is failed.
void check_links(Building& b, const sim::PoolSpec& pool);

}  // namespace rmbsim::adapters
