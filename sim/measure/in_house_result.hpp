// A member's in-house account at the end, and what went through it.
#pragma once

#include <cstdint>
#include <string>

namespace rmbsim::sim {

struct InHouseResult {
    std::string on_behalf, kind, entity, virtual_account, currency;
    std::uint8_t decimals = 2;
    std::int64_t balance_minor = 0;  // > 0: the centre owes the member
    std::int64_t lowest_minor = 0, limit_minor = 0;
    std::int64_t value_minor = 0;  // of the flows that the centre paid or received
    std::uint32_t count = 0, refused = 0, in_own_name = 0;
};

}  // namespace rmbsim::sim
