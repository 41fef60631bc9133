// The kinds of a flow as users write them, and on which side of the account each stands.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "sim/scenario.hpp"

namespace rmbsim::adapters {

// In the order of sim::FlowKind.
inline constexpr std::array<std::string_view, 11> flow_kind_words = {
    "sales", "other_receipt", "suppliers",     "payroll",       "tax",           "dividend",
    "capex", "rent",          "other_payment", "loan_drawdown", "loan_repayment"};

constexpr std::optional<sim::FlowKind> flow_kind(std::string_view word) {
    for (std::size_t i = 0; i < flow_kind_words.size(); ++i)
        if (flow_kind_words[i] == word) return static_cast<sim::FlowKind>(i);
    return std::nullopt;
}

constexpr bool is_received(sim::FlowKind kind) {
    return kind == sim::FlowKind::sales || kind == sim::FlowKind::other_receipt ||
           kind == sim::FlowKind::loan_drawdown;
}

}  // namespace rmbsim::adapters
