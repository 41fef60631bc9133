// Which rows of a file stand in it twice, byte for byte, however far apart; in constant memory.
//
// Method      a hash of 128 bits (XXH3) a row, sorted through scratch files: two different rows of a file of 10^9
//             rows agree by chance once in 10^20 files
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "adapters/seller_reports/spilled_sort.hpp"

namespace rmbsim::adapters::sellers {

class RepeatedRows {
  public:
    explicit RepeatedRows(const std::filesystem::path& scratch, std::size_t in_memory = 1U << 18);
    void add(std::string_view row, std::uint32_t line);
    // Each row that repeats one, in the order of lines, with the line where it stands first.
    void drain(const std::function<void(std::uint32_t line, std::uint32_t first)>& take);

  private:
    struct Mark {
        std::uint64_t high, low;
        std::uint32_t line;
        friend auto operator<=>(const Mark&, const Mark&) = default;
    };
    struct Repeat {
        std::uint32_t line, first;
        friend auto operator<=>(const Repeat&, const Repeat&) = default;
    };
    SpilledSort<Mark> marks_;
    SpilledSort<Repeat> repeats_;
};

}  // namespace rmbsim::adapters::sellers
