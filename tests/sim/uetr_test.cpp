#include "sim/kernel/uetr.hpp"

#include <cstdint>
#include <set>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "sim/kernel/random.hpp"

namespace rmbsim::sim {

TEST_CASE("a UETR is the payment's first four draws as a version-4 UUID", "[uetr]") {
    RandomStream stream(20260101, 0, 17, Purpose::uetr);
    const std::uint32_t a = stream.next(), b = stream.next(), c = stream.next(), d = stream.next();
    // RFC 9562 section 5.4: four bits of version in octet 6, two of variant in octet 8.
    const std::string expected =
        fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:08x}", a, b >> 16, 0x4000U | (b & 0x0fffU),
                    0x8000U | ((c >> 16) & 0x3fffU), c & 0xffffU, d);
    CHECK(uetr_of(20260101, 0, 17).view() == expected);
}

TEST_CASE("a UETR depends on seed, replication and payment alone", "[uetr]") {
    std::set<std::string> all;
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        for (std::uint32_t replication = 0; replication < 3; ++replication)
            for (std::uint32_t payment = 1; payment <= 200; ++payment) {
                const Uetr made = uetr_of(seed, replication, payment);
                CHECK(made.view() == uetr_of(seed, replication, payment).view());
                all.emplace(made.view());
            }
    CHECK(all.size() == 3U * 3U * 200U);
}

}  // namespace rmbsim::sim
