// Tables of online selling: marketplaces, payment institutions, ways home, stores, orders. See table.hpp.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table marketplace_table;
extern const Table provider_table;
extern const Table collection_table;
extern const Table store_table;
extern const Table order_table;
extern const Table district_table;

}  // namespace rmbsim::adapters
