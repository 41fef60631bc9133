#include "adapters/iso20022/reason_codes.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

namespace rmbsim::adapters::iso20022 {
namespace {

constexpr ReasonCode reason_table[] = {
#include "adapters/iso20022/reason_codes.inc"
};

}  // namespace

std::span<const ReasonCode> reason_codes() { return reason_table; }

const ReasonCode* find_reason_code(std::string_view code) {
    const auto* const found = std::find_if(std::begin(reason_table), std::end(reason_table),
                                           [&](const ReasonCode& r) { return r.code == code; });
    return found == std::end(reason_table) ? nullptr : found;
}

}  // namespace rmbsim::adapters::iso20022
