// RMB first (本币优先): flows in foreign currency whose partner agrees are settled in renminbi.
//
// Choice      per flow, by a draw of its own keyed by the flow's name: another flow, another account or
//             another policy changes no choice; the same in every variant of a comparison
// Price       the value date's mid rate, less (received) or plus (paid) the concession; received
//             amounts are rounded down, paid ones up
// Books       the counterpart line at the mid rate, the concession as 6061 in fx_cost
// Quota       a loan in foreign currency uses tenor factor + FX factor of the quota, one in renminbi the
//             tenor factor alone (the regime's parameters; pool-rules §6): 1.5 times (long) or 1.33 times
//             (short) as much
// Source      pool-rules §2.4; 银发〔2025〕251号 encourages renminbi, no minimum share is known
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/hedge/hedge_spec.hpp"
#include "sim/kernel/random.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

// Room of a quota that a loan takes, as a multiple of its amount; nullopt without the parameters.
struct QuotaFactors {
    ledger::Rate tenor = 0, fx = 0;
    ledger::Decimal of_renminbi() const { return tenor; }
    ledger::Decimal of_foreign() const { return tenor + fx; }
};
std::optional<QuotaFactors> quota_factors(const Regime& regime, LoanTenor tenor,
                                          ledger::ValueDate date);

// Whether the partner of the flow of this name agrees.
bool accepts_renminbi(const SettlementPolicy& policy, std::string_view flow_name,
                      const RandomSource& random);

class SettlementCurrency {
  public:
    SettlementCurrency(Desk& desk, const RandomSource& random);

    struct InRenminbi {
        EntryLines lines;
        std::uint32_t account = 0;  // bank account in renminbi
        std::int64_t minor = 0;     // received > 0, paid < 0
    };
    // nullopt: as invoiced.
    std::optional<InRenminbi> in_renminbi(const Flow& flow, std::string_view name);
    // To be told once the entry stands.
    void note(const Flow& flow, bool in_renminbi);
    std::vector<Kpi> kpis() const;

  private:
    static constexpr std::size_t kinds = 11;
    struct Policy {
        const SettlementPolicy* spec = nullptr;
        ledger::AccountId cost{};
        std::array<ledger::AccountId, kinds> counterparts{};
        std::uint64_t flows = 0, settled = 0;
        std::int64_t invoiced_minor = 0, settled_minor = 0;  // renminbi at mid, sizes
        ledger::Decimal saved = 0;                           // half spreads not paid, renminbi
        ledger::Decimal room_used = 0, room_saved = 0;       // renminbi
    };
    Policy* policy_of(const Flow& flow);
    std::int64_t at_mid(const Policy& policy, const Flow& flow) const;  // a size

    Desk& desk_;
    RandomSource random_;
    std::vector<Policy> policies_;
};

}  // namespace rmbsim::sim
