#include "sim/kernel/uetr.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/kernel/random.hpp"

namespace rmbsim::sim {

Uetr uetr_of(std::uint64_t seed, std::uint32_t replication, std::uint32_t payment) {
    RandomStream stream(seed, replication, payment, Purpose::uetr);
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t word = 0; word < 4; ++word) {
        const std::uint32_t drawn = stream.next();
        for (std::size_t i = 0; i < 4; ++i)
            bytes[4 * word + i] = static_cast<std::uint8_t>(drawn >> (24 - 8 * i));
    }
    bytes[6] = static_cast<std::uint8_t>(0x40 | (bytes[6] & 0x0f));
    bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
    constexpr std::string_view digits = "0123456789abcdef";
    Uetr uetr;
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) uetr.text[at++] = '-';
        uetr.text[at++] = digits[bytes[i] >> 4];
        uetr.text[at++] = digits[bytes[i] & 0x0f];
    }
    return uetr;
}

}  // namespace rmbsim::sim
