// What desks learn about online selling: each store's evening, and money that has reached its seller.
//
// Called      after the entries of what is told are booked, in the order in which listeners were added
// Units       minor units of the store's currency; CreditFacts::minor in the account's
#pragma once

#include <cstdint>
#include <span>

#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/purse.hpp"
#include "sim/commerce/store_model.hpp"

namespace rmbsim::sim {

struct StoreDayFacts {
    std::uint32_t store = 0;
    ledger::ValueDate day{};
    std::int64_t sales = 0;  // shipped today, at buyers' prices without tax
    std::int64_t receivable =
        0;  // … less the marketplace's fees: what it came to owe, reserve included
    std::int64_t taken_back = 0;  // … and what refunds, chargebacks and charges took from it today
    std::int64_t released = 0;    // from its reserve
    std::int64_t stated = 0;      // leaves the marketplace: a payout under way
    std::int64_t held = 0, available = 0;  // what it owes after all that; available < 0: owed to it
    bool is_frozen = false;
    std::span<const ShippedOrder> shipped = {};
    std::span<const TakenBack> taken = {};
};

struct CreditFacts {
    std::uint32_t account = 0;  // Scenario::accounts: booked there, spendable
    std::uint32_t route = 0;    // Scenario::collection_routes
    std::int64_t minor = 0;
    ledger::ValueDate day{};
    std::span<const Cohort>
        cohorts;  // what it was when it left the marketplaces, in their currency
};

struct ReceiptFacts {  // a payout has reached who collects it: foreign money received (收汇)
    std::uint32_t store = 0;
    std::int64_t minor = 0;  // before the fee of the bank that receives
    std::int64_t fee = 0;
    ledger::ValueDate day{};
};

struct ConversionFacts {
    std::uint32_t seller = 0;  // entity
    ledger::CurrencyId currency{};
    std::int64_t minor = 0;    // of it, before fees
    std::int64_t at_mid = 0;   // renminbi, of all of it at the day's mid of the place
    std::int64_t brought = 0;  // renminbi that came of it
    std::int64_t at_receipt_mid =
        0;  // renminbi, had each payout been converted at mid on its arrival
    ledger::ValueDate day{};
};

struct CommerceListener {
    virtual ~CommerceListener() = default;
    virtual void on_store_day(const StoreDayFacts&) {}
    virtual void on_received(const ReceiptFacts&) {}
    virtual void on_converted(const ConversionFacts&) {}
    virtual void on_credited(const CreditFacts&) {}
};

}  // namespace rmbsim::sim
