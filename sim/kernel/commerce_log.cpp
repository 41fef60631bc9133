#include "sim/kernel/commerce_log.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace rmbsim::sim {

std::string_view name_of(SaleStepKind kind) {
    static constexpr std::array<std::string_view, sale_step_count> names = {
        "released", "stated", "received", "over_limit", "converted", "credited"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace rmbsim::sim
