// Tables of dated facts about members, pools and rules, used by the scenario's table.
#pragma once

#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table days_table;
extern const Table equity_step_table;
extern const Table class_step_table;
extern const Table policy_change_table;

// In the order of the enumerators of sim/policy/membership.hpp.
inline constexpr std::array<std::string_view, 3> trade_classes = {"A", "B", "C"};
inline constexpr std::array<std::string_view, 6> sectors = {"unspecified",         "manufacturing",
                                                            "finance_company",     "real_estate",
                                                            "government_platform", "bank"};
inline constexpr std::array<std::string_view, 2> loan_purposes = {"other", "current_account"};
inline constexpr std::array<std::string_view, 3> fund_natures = {"unspecified", "current",
                                                                 "capital"};
inline constexpr std::array<std::string_view, 2> reval_modes = {"drawing_rate", "daily"};

}  // namespace rmbsim::adapters
