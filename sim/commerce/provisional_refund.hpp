// Refunds paid before their condition is met: goods in a warehouse abroad not yet sold (9810 预退税), exports
// whose money has not come in (收汇).
//
// Order       what is met fills the lots in the order in which they were added (FIFO)
// Share       refund × met ÷ quantity, half_up, of the whole met so far: the parts of a lot add up to its
//             refund exactly
// Confirmed   within the lot's window only (核算); what is not confirmed when the window ends is recovered,
//             whatever was met by then
// Claimed     what was recovered may be claimed again as far as its condition is met later, never more
// Invariants  confirmed + claimed again <= refund; confirmed + recovered <= refund, and = refund once the
//             window has ended
// Units       quantity: pieces, or minor units of the money that must come in; refunds in minor yuan
// Source      settlement-rules §9.3 items 1–4, §15 (9810 reconciliation missed: RECALLED re-claim)
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ledger/time.hpp"

namespace rmbsim::sim {

struct ProvisionalLot {
    std::int64_t quantity = 0;      // > 0
    std::int64_t refund_minor = 0;  // >= 0
    ledger::ValueDate from{};       // the window, both included
    ledger::ValueDate until{};
};

struct LotChange {
    std::size_t lot = 0;  // as numbered by add()
    std::int64_t minor = 0;
    friend bool operator==(const LotChange&, const LotChange&) = default;
};

struct LotState {
    std::int64_t met = 0;  // of the quantity
    std::int64_t confirmed_minor = 0, recovered_minor = 0, claimed_again_minor = 0;
    bool ended = false;  // its window: nothing of it can be confirmed any more
};

class ProvisionalRefunds {
  public:
    std::size_t add(const ProvisionalLot& lot);

    // Returns what no lot was short of.
    std::int64_t meet(std::int64_t quantity);
    // Of the lots whose window holds `day`, what is met and was not confirmed.
    std::vector<LotChange> confirm(ledger::ValueDate day);
    // Of the lots whose window has ended before `day`, what was not confirmed.
    std::vector<LotChange> recover(ledger::ValueDate day);
    // Of the lots that were recovered, what has been met and is neither confirmed nor claimed.
    std::vector<LotChange> claim_again();

    std::size_t size() const { return lots_.size(); }
    const ProvisionalLot& lot(std::size_t index) const { return lots_[index]; }
    const LotState& state(std::size_t index) const { return states_[index]; }
    std::int64_t unconfirmed_minor() const;  // paid, and neither confirmed nor recovered

  private:
    std::int64_t share_met(std::size_t index) const;
    std::vector<ProvisionalLot> lots_;
    std::vector<LotState> states_;
    std::size_t first_short_ = 0;  // lots before it are met in full
};

}  // namespace rmbsim::sim
