// What a notional pool's bank reckons over one settlement period, and what each participant put in.
//
// Balances    value-dated closing balances of each calendar day: after the day's sweeps, so a header that
//             physical links feed counts what they left in it (hybrid: physical layers, freeze, notional)
// Pool        interest on the net balance at the pool's terms; on a day beyond a cap no offset is granted
//             and every account keeps its own terms
// Enhancement each account's matched part earns (credit) or saves (debit) its margin, in its currency
// Rounding    half_up once for each account's credit and debit interest, for the pool's two sides, and for
//             each account's enhancement
// Source      pooling-practice §10, §11
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "ledger/time.hpp"
#include "sim/pool/allocation.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct OffsetDenied {  // a day beyond a cap, in the pool's base currency
    ledger::ValueDate on{};
    bool gross = false;  // by the cap on Σ of overdrafts; else by that on the net
    std::int64_t minor = 0, cap_minor = 0;
};

struct NotionalReckoning {
    std::vector<std::int64_t> stand_alone_minor;  // one an account; > 0 is earned
    std::int64_t pool_minor = 0;                  // interest and advantage
    std::vector<std::int64_t> enhancement_minor;  // enhancement: one an account
    std::vector<Contribution> contributions;      // one a participant
    std::vector<OffsetDenied> denied;
};

NotionalReckoning reckon(
    const Scenario& scenario, const NotionalPoolSpec& pool, ledger::ValueDate from,
    ledger::ValueDate to,
    const std::function<std::int64_t(std::uint32_t account, ledger::ValueDate day)>& balance_on);

}  // namespace rmbsim::sim
