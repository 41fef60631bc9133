#include "ledger/allocation.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/int128.hpp"

namespace rmbsim::ledger {
namespace {

// total × weight / weights_sum with its remainder, exact although the product may need 190 bits.
struct Share {
    Int128 whole, remainder;
};

Share share_of(Int128 total, Int128 weight, Int128 weights_sum) {
    // total < 2^63: shift it in from the top, one bit at a time, keeping the remainder below the sum.
    Int128 whole = 0, remainder = 0;
    for (int bit = 62; bit >= 0; --bit) {
        whole *= 2;
        remainder *= 2;
        if ((total >> bit) & 1) remainder += weight;
        whole += remainder / weights_sum;
        remainder %= weights_sum;
    }
    return {whole, remainder};
}

}  // namespace

std::vector<std::int64_t> allocate(std::int64_t total_minor, std::span<const Int128> weights) {
    expects(!weights.empty(), "there is somebody to allocate to");
    expects(total_minor != INT64_MIN, "a total fits int64 with either sign");
    constexpr Int128 limit = Int128{1} << 120;  // doubling a remainder stays within 128 bits
    Int128 sum = 0;
    for (const Int128 weight : weights) {
        expects(weight >= 0 && weight < limit, "a weight is between zero and 2^120");
        sum += weight;
        expects(sum < limit, "weights sum to less than 2^120");
    }
    expects(sum > 0, "at least one weight is above zero");

    const std::int64_t sign = total_minor < 0 ? -1 : 1;
    const Int128 total = Int128{total_minor} * sign;
    std::vector<std::int64_t> parts(weights.size());
    std::vector<Int128> remainders(weights.size());
    Int128 given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Share share = share_of(total, weights[i], sum);
        parts[i] = static_cast<std::int64_t>(share.whole);
        remainders[i] = share.remainder;
        given += share.whole;
    }
    std::vector<std::size_t> by_remainder(weights.size());
    std::iota(by_remainder.begin(), by_remainder.end(), std::size_t{0});
    std::ranges::stable_sort(
        by_remainder, [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; given < total; ++i, ++given) parts[by_remainder[i]] += 1;
    for (std::int64_t& part : parts) part *= sign;
    return parts;
}

}  // namespace rmbsim::ledger
