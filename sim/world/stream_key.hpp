// A name's own number, for random streams that must not move when other names are added.
#pragma once

#include <cstdint>
#include <string_view>

namespace rmbsim::sim {

// FNV-1a, 32 bits.
constexpr std::uint32_t stream_key(std::string_view id) {
    std::uint32_t hash = 2'166'136'261U;
    for (const char c : id) {
        hash ^= static_cast<std::uint8_t>(c);
        hash *= 16'777'619U;
    }
    return hash;
}

}  // namespace rmbsim::sim
