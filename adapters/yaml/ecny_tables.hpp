// Tables of scenarios/reference/ecny_tiers.yaml, and of wallets and their orders in a scenario. See table.hpp.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

const Table& wallet_tiers_table();

extern const Table wallet_table;
extern const Table wallet_contract_table;
extern const Table wallet_order_table;

}  // namespace rmbsim::adapters
