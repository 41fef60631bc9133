// Online orders and the way of each day's sales to its seller, as rows for stores: what `explain` follows.
//
// Cohort      the proceeds of one store's sales of one day. A step says how much of a cohort an entry moved:
//             before it is converted in the store's currency, then in renminbi too
// Units       minor units
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace rmbsim::sim {

struct OrderFact {
    std::uint32_t store = 0;   // Scenario::stores
    std::uint32_t number = 0;  // of the store; its entries have it as their subject
    std::int32_t sale_day = 0, shipped_day = 0, delivered_day = 0;
    std::int64_t price = 0, net = 0;
    std::uint32_t entry = 0;  // of the sale
};

enum class SaleStepKind : std::uint8_t {
    released,    // from the marketplace's reserve
    stated,      // in a statement
    received,    // by who collects it
    over_limit,  // by a bank, because the payment institution may not
    converted,
    credited,  // on the seller's account
};
inline constexpr std::uint8_t sale_step_count =
    static_cast<std::uint8_t>(SaleStepKind::credited) + 1;
std::string_view name_of(SaleStepKind kind);

struct SaleStep {
    std::uint32_t store = 0;
    std::int32_t sale_day = 0;
    SaleStepKind kind = SaleStepKind::released;
    std::int64_t time_ms = 0;
    std::int64_t minor = 0;     // of the store's currency
    std::int64_t renminbi = 0;  // converted, credited: what of it became, or is, renminbi; else 0
    std::uint32_t entry = 0;
};

struct CommerceLogDay {
    std::span<const OrderFact> orders;
    std::span<const SaleStep> steps;
};

}  // namespace rmbsim::sim
