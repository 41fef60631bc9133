// The unique end-to-end transaction reference of a payment: a version-4 UUID, lower case, from the run's
// chance.
//
// Keyed by    (seed, replication, payment): nothing else, so whoever knows the run's seed makes it again
// Draws       the first four of the payment's stream of Purpose::uetr; not counted among a run's draws
// Source      RFC 9562 §5.4: 122 random bits, version 4, variant 10; ISO 20022 UUIDv4Identifier
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rmbsim::sim {

struct Uetr {
    std::array<char, 36> text{};
    std::string_view view() const { return {text.data(), text.size()}; }
};

Uetr uetr_of(std::uint64_t seed, std::uint32_t replication, std::uint32_t payment);

}  // namespace rmbsim::sim
