// Netting proper: what members owe each other becomes transfers with the centre. Pure.
//
// Units       items in minor units of their currency; rates are units of base for one: exact where an
//             amount is exchanged, stated to twelve decimals where items are summed up in base
// Invariants  the members' nets sum to zero in base, exactly, before rounding; the order of the items
//             changes nothing; a pair of equal opposite items changes no net (pooling-practice §23.10)
// Rounding    half even, once a member, currency and side; what that leaves over in base is `residual`,
//             for the centre's rounding account
// Source      pooling-practice §16.2
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/netting/netting_spec.hpp"

namespace rmbsim::sim {

struct CycleRate {
    ledger::CurrencyId currency{};
    ledger::Rate to_base = 0;  // units of base for one unit, twelve decimals
    ledger::Rate exact = 0;    // the same before it was stated
};

// The rates of one cycle: set once. Sums in base take the stated rates, so that they stay exact; what
// moves takes the exact ones, so that 42,360 CNH at 7.06 are 6,000 USD and no cent less.
class RateSheet {
  public:
    explicit RateSheet(ledger::CurrencyId base) : base_(base) {}
    void set(ledger::CurrencyId currency, const ledger::Rate& to_base);
    const ledger::Rate& to_base(ledger::CurrencyId currency) const;  // one that is not set: a bug
    const ledger::Rate& exact(ledger::CurrencyId currency) const;    // so is this
    ledger::CurrencyId base() const { return base_; }
    const std::vector<CycleRate>& rates() const { return rates_; }
    // Exact, in major units of base.
    ledger::Decimal in_base(std::int64_t minor, ledger::CurrencyId currency) const;
    // In minor units of `to`, half even.
    std::int64_t converted(std::int64_t minor, ledger::CurrencyId from,
                           ledger::CurrencyId to) const;

  private:
    const CycleRate& of(ledger::CurrencyId currency) const;
    ledger::CurrencyId base_;
    std::vector<CycleRate> rates_;
};

struct NetMember {
    ledger::CurrencyId own{};
    bool gross = false;  // settles gross per currency, whatever the option
};

struct NetItem {
    std::uint32_t debtor = 0, creditor = 0;  // members
    std::int64_t minor = 0;
    ledger::CurrencyId currency{};
};

struct CurrencyPosition {  // of one member
    ledger::CurrencyId currency{};
    std::int64_t payable_minor = 0, receivable_minor = 0;
    // What the position becomes in the member's own currency; zero where it settles as it is.
    std::int64_t own_payable_minor = 0, own_receivable_minor = 0;
    bool converted = false;
    std::int64_t balance() const { return receivable_minor - payable_minor; }
};

struct NetLeg {  // a transfer with the centre: > 0 the member receives
    std::uint32_t member = 0;
    ledger::CurrencyId currency{};
    std::int64_t minor = 0;
    friend bool operator==(const NetLeg&, const NetLeg&) = default;
};

struct MemberNet {
    std::vector<CurrencyPosition> positions;                // by currency, ascending
    ledger::Decimal payable_base = 0, receivable_base = 0;  // major units, exact
    ledger::Decimal net_base() const { return receivable_base - payable_base; }
};

struct Deal {  // what the centre sells (> 0) or buys of a currency, against base
    ledger::CurrencyId currency{};
    std::int64_t minor = 0;
};

struct
    FxVolume {  // of a currency, exchanged against others: by every company alone, and after netting
    ledger::CurrencyId currency{};
    std::int64_t gross_minor = 0, net_minor = 0;
    std::int64_t avoided_minor() const { return gross_minor - net_minor; }
};

struct NetOutcome {
    std::vector<MemberNet> members;
    std::vector<NetLeg> legs;         // by member, then currency; payments before receipts
    std::vector<Deal> deals;          // by currency
    std::int64_t residual_minor = 0;  // base; > 0: the centre is left with it
    std::uint32_t item_count = 0;
    ledger::Decimal gross_base = 0;    // of all items
    std::vector<FxVolume> fx;          // by currency
    ledger::Decimal net_base() const;  // sum of the nets above zero
};

NetOutcome net(std::span<const NetMember> members, std::span<const NetItem> items,
               const RateSheet& rates, NettingOption option);

// For each pair that owes each other anything: what remains, in base, exactly; first < second.
struct PairNet {
    std::uint32_t first = 0, second = 0;
    ledger::Decimal net_base = 0;  // > 0: the first receives
};
std::vector<PairNet> bilateral(std::span<const NetItem> items, const RateSheet& rates);

// What a payer whose cash earns or costs `rate` gains when an item due on `due` is settled on `settled`
// (a lag; with settled < due a lead, and below zero): amount × rate × days / D, in major units. The
// receiver loses the same at its own rate.
ledger::Decimal payer_gain(std::int64_t minor, ledger::CurrencyId currency,
                           const ledger::Rate& rate, ledger::ValueDate due,
                           ledger::ValueDate settled, ledger::DayCount day_count);

}  // namespace rmbsim::sim
