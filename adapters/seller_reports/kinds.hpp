// The kinds of amounts that reports hold, each named once: what it is called there, and the class it falls into.
//
// Range       at most kinds_most: a file with more different codes is no report, and would cost memory
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/seller_reports/reference.hpp"

namespace rmbsim::adapters::sellers {

struct Kind {
    std::string provider, type, amount_type, code;
    AmountClass amount_class = AmountClass::unknown;
};

class Kinds {
  public:
    static constexpr std::size_t kinds_most = 10'000;
    explicit Kinds(const Reference& reference) : reference_(reference) {}

    // nullopt: there are too many.
    std::optional<std::uint32_t> find(std::string_view provider, std::string_view type,
                                      std::string_view amount_type, std::string_view code);
    const Kind& operator[](std::uint32_t kind) const { return kinds_[kind]; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    const Reference& reference_;
    std::vector<Kind> kinds_;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> by_key_;
    std::string key_;
};

}  // namespace rmbsim::adapters::sellers
