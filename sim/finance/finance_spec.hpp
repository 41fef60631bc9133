// Financing as a scenario states it: facilities on platforms' receivables and on purchase orders, and
// electronic notes.
//
// Units       money in minor units of the account named beside it; rates are fractions a year
// Invariants  as in sim/scenario.hpp: every index is valid; stores pay into `account`; facilities that
//             share a store share the account; dates lie in order
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/written.hpp"

namespace rmbsim::sim {

enum class FinancingKind : std::uint8_t {
    receivable_advance,  // 平台应收款融资: a loan on what platforms owe
    factoring,           // 保理: the receivable is assigned; without recourse it leaves the books
    purchase_order,      // 订单融资: repaid out of the stores' next receipts
};

struct PurchaseOrder {
    std::string id;
    ledger::ValueDate on{};
    std::int64_t minor = 0;  // > 0
    InputPosition at;
};

struct FinancingSpec {
    std::string id;
    Title name;
    FinancingKind kind = FinancingKind::receivable_advance;
    std::vector<std::uint32_t> stores;   // Scenario::stores
    std::uint32_t lender = 0;            // Scenario::banks
    std::uint32_t account = 0;           // the seller's: drawn into, repaid out of
    std::uint32_t guarantor = no_index;  // account of the fund
    finance::FacilityTerms terms;
    RateTerm rate;                                 // of the day an advance is drawn
    std::optional<std::uint32_t> grace_days = {};  // due and unpaid so long: default
    std::vector<PurchaseOrder> orders;             // purchase_order: ascending in `on`
    std::string document;                          // the agreement, for refusals
    InputPosition at;
};

struct NoteStep {  // passed on, or discounted at a bank
    std::string id;
    ledger::ValueDate on{};
    std::uint32_t from = 0;         // account of the holder
    std::uint32_t to = no_index;    // account of the next holder …
    std::uint32_t bank = no_index;  // … or the bank that discounts
    std::int64_t minor = 0;
    RateTerm rate = {};  // of the discount
    InputPosition at;
};

struct NoteSpec {
    std::string id;
    std::uint32_t issuer = 0, holder = 0;  // accounts, one currency
    std::int64_t minor = 0;
    ledger::ValueDate issued{}, due{};
    std::optional<std::uint32_t> tiers_max = {}, days_max = {};
    std::vector<NoteStep> steps;  // ascending in `on`
    std::string document;         // of the limits
    InputPosition at;
};

}  // namespace rmbsim::sim
