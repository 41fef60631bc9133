#include "adapters/seller_reports/kinds.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmbsim::adapters::sellers {

std::optional<std::uint32_t> Kinds::find(std::string_view provider, std::string_view type,
                                         std::string_view amount_type, std::string_view code) {
    key_.assign(provider);
    for (const std::string_view part : {type, amount_type, code}) {
        key_ += '\x1f';
        key_ += part;
    }
    if (const auto found = by_key_.find(key_); found != by_key_.end()) return found->second;
    if (kinds_.size() == kinds_most) return std::nullopt;
    kinds_.push_back({.provider = std::string(provider),
                      .type = std::string(type),
                      .amount_type = std::string(amount_type),
                      .code = std::string(code),
                      .amount_class = reference_.class_of(provider, type, amount_type, code)});
    const auto kind = static_cast<std::uint32_t>(kinds_.size() - 1);
    by_key_.emplace(key_, kind);
    return kind;
}

}  // namespace rmbsim::adapters::sellers
