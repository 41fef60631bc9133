// Online orders and the steps of sales: two sealed tables, written day by day, read for `explain` and audits.
//
// Names       an order that was written down has its id as its sale entry's client id; one that was drawn is
//             <store>.<number>
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/read_directory.hpp"
#include "adapters/sqlite/row_seal.hpp"
#include "sim/kernel/commerce_log.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {

class CommerceInsert {
  public:
    explicit CommerceInsert(const Database& database);
    void write(const sim::CommerceLogDay& day);
    const SealedInsert& orders() const { return orders_; }
    const SealedInsert& steps() const { return steps_; }

  private:
    SealedInsert orders_, steps_;
};

// An order by its id or as <store>.<number>; nullopt: there is none, or the run did not follow it.
std::optional<sim::OrderFact> order_named(const Database& database, const sim::Directory& directory,
                                          std::string_view name);
// Sum of the net proceeds of a store's sales of a day, and how many orders those were.
struct CohortSize {
    std::int64_t net = 0, orders = 0;
};
CohortSize cohort_of(const Database& database, std::uint32_t store, std::int32_t sale_day);
std::vector<sim::SaleStep> steps_of(const Database& database, std::uint32_t store,
                                    std::int32_t sale_day);
// Ids of the entries about one order: its sale, refunds, chargebacks.
std::vector<std::uint32_t> entries_of_order(const Database& database, const sim::OrderFact& order);

// What the marketplace charged the store on the evening of the order's shipment: advertising, fees of the month.
std::vector<std::uint32_t> charges_of_day(const Database& database, const sim::OrderFact& order);

// Reads both tables to their ends, so that an audit can compare them with what was sealed.
std::vector<TableEnd> read_commerce(const Database& database, Findings& findings);

}  // namespace rmbsim::adapters::sqlite
