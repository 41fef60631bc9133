// What online selling came to, per seller and for all: how long money takes, what collecting costs, what
// is locked, what comes back.
//
// Units       money in the reporting currency at each day's mid, of the place where it is converted, taken to nine decimals; days from the day of sale to the day on
//             which the money is booked on the seller's account, weighted by the money
// Formulas    catalogue_commerce.cpp
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/measure/result.hpp"
#include "sim/world/commerce_listener.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

class CommerceKpis : public CommerceListener {
  public:
    explicit CommerceKpis(const Desk& desk) : desk_(desk) {}

    void on_store_day(const StoreDayFacts& facts) override;
    void on_received(const ReceiptFacts& facts) override;
    void on_converted(const ConversionFacts& facts) override;
    void on_credited(const CreditFacts& facts) override;
    std::vector<Kpi> kpis(const RunResult& balances) const;

  private:
    struct Sums {
        std::uint64_t orders = 0, chargebacks = 0;
        std::map<std::int32_t, std::int64_t> by_days;  // money that took so many days
        std::int64_t held_days = 0;                    // Σ of evenings
        std::int64_t collected = 0, cost = 0, gain = 0, received_fees = 0;
    };
    template <class Add>
    void each(std::uint32_t seller, Add add);
    std::int64_t reporting(std::int64_t minor, std::uint32_t store, ledger::ValueDate day);
    ledger::Market place_of(const StoreSpec& store) const;
    // Of a currency at a place on the day asked last: a district asks for it thousands of times.
    struct DayRate {
        ledger::ValueDate day{};
        std::int64_t billionths = 0;  // minor units of the reporting currency for one of the other
    };

    const Desk& desk_;
    std::map<std::pair<std::uint32_t, ledger::Market>, DayRate> rates_;  // currency, place
    Sums all_;
    std::map<std::uint32_t, Sums> by_seller_;
};

}  // namespace rmbsim::sim
