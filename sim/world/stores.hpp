// Books the online stores: sales, fees and refunds each evening, payouts when the bank receives them.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/commerce/store_model.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

class Stores {
  public:
    Stores(Desk& desk, const RandomSource& random);

    void schedule_first();
    void trade(std::uint32_t store);  // one day's orders; schedules the next and any payout
    void pay_out(std::uint32_t payout);
    std::uint64_t draws() const;

  private:
    struct Store {
        const StoreSpec* spec = nullptr;
        StoreModel model;
        ledger::AccountId receivable{}, revenue{}, fees{};
    };
    struct Payout {
        std::uint32_t store = 0;
        std::int64_t minor = 0;
    };
    void schedule(std::uint32_t store, ledger::ValueDate day);

    Desk& desk_;
    std::vector<Store> stores_;
    std::vector<Payout> payouts_;
};

}  // namespace rmbsim::sim
