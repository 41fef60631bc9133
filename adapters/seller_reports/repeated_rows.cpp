#include "adapters/seller_reports/repeated_rows.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <xxhash.h>

namespace rmbsim::adapters::sellers {

RepeatedRows::RepeatedRows(const std::filesystem::path& scratch, std::size_t in_memory)
    : marks_(scratch, in_memory), repeats_(scratch, in_memory) {}

void RepeatedRows::add(std::string_view row, std::uint32_t line) {
    const XXH128_hash_t hash = XXH3_128bits(row.data(), row.size());
    marks_.add({.high = hash.high64, .low = hash.low64, .line = line});
}

void RepeatedRows::drain(const std::function<void(std::uint32_t, std::uint32_t)>& take) {
    std::optional<Mark> first;
    marks_.drain([&](const Mark& mark) {
        if (first && first->high == mark.high && first->low == mark.low)
            repeats_.add({.line = mark.line, .first = first->line});
        else
            first = mark;
    });
    repeats_.drain([&](const Repeat& repeat) { take(repeat.line, repeat.first); });
}

}  // namespace rmbsim::adapters::sellers
