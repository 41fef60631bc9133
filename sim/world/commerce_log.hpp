// Keeps a day's online orders and steps of sales for the store, where somebody wants them.
//
// Kept        with a store to write them, of scenarios of up to 300 stores: a district's are counted, not
//             followed
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/id.hpp"
#include "sim/commerce/purse.hpp"
#include "sim/kernel/commerce_log.hpp"

namespace rmbsim::sim {

class CommerceLog {
  public:
    static constexpr std::size_t stores_followed = 300;

    void keep(bool kept) { kept_ = kept; }
    bool keeps() const { return kept_; }
    void note(const OrderFact& order) {
        if (kept_) orders_.push_back(order);
    }
    // `renminbi` of all cohorts together; each gets its share, the remainders to the largest.
    void note(SaleStepKind kind, std::span<const Cohort> cohorts, std::int64_t renminbi,
              std::int64_t time_ms, ledger::EntryId entry);
    CommerceLogDay take();  // valid until the next note

  private:
    bool kept_ = false;
    std::vector<OrderFact> orders_, orders_taken_;
    std::vector<SaleStep> steps_, steps_taken_;
};

}  // namespace rmbsim::sim
