#include "sim/kernel/random.hpp"

#include <Random123/philox.h>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>

#include "ledger/contract.hpp"
#include "ledger/int128.hpp"

namespace rmbsim::sim {

RandomStream::RandomStream(std::uint64_t seed, std::uint32_t replication, std::uint32_t entity,
                           Purpose purpose)
    : seed_(seed),
      replication_(replication),
      entity_(entity),
      purpose_(static_cast<std::uint32_t>(purpose)) {}

std::uint32_t RandomStream::next() {
    const auto lane = static_cast<std::size_t>(draws_ % 4);
    if (lane == 0) {
        const r123::Philox4x32 philox;
        const auto block = static_cast<std::uint32_t>(draws_ / 4);
        const r123::Philox4x32::ctr_type counter{{block, entity_, purpose_, replication_}};
        const r123::Philox4x32::key_type key{
            {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)}};
        const auto words = philox(counter, key);
        std::copy(words.begin(), words.end(), block_.begin());
    }
    ++draws_;
    return block_[lane];
}

std::uint32_t RandomStream::below(std::uint32_t bound) {
    ledger::expects(bound > 0, "a bounded draw has somewhere to fall");
    std::uint64_t product = std::uint64_t{next()} * bound;
    if (static_cast<std::uint32_t>(product) < bound) {  // few draws; only they need the division
        const std::uint32_t unfair = (0U - bound) % bound;  // 2^32 mod bound values too many
        while (static_cast<std::uint32_t>(product) < unfair)
            product = std::uint64_t{next()} * bound;
    }
    return static_cast<std::uint32_t>(product >> 32);
}

bool RandomStream::happens(std::uint32_t numerator, std::uint32_t denominator) {
    return below(denominator) < numerator;
}

std::int64_t quantile(std::span<const QuantileKnot> knots, std::uint32_t uniform) {
    ledger::expects(knots.size() >= 2, "an inverse distribution has two ends");
    auto above = std::ranges::upper_bound(knots, std::uint64_t{uniform}, {}, &QuantileKnot::share);
    if (above == knots.end()) --above;
    const QuantileKnot& high = *above;
    const QuantileKnot& low = *std::prev(above);
    const auto width = static_cast<ledger::Int128>(high.share - low.share);
    const ledger::Int128 into =
        static_cast<ledger::Int128>(uniform - low.share) * (high.value - low.value);
    return low.value + static_cast<std::int64_t>(into / width);
}

}  // namespace rmbsim::sim
