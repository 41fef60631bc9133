// A lender's facility for one seller: advances against receivables, from drawing to repayment or loss.
//
// Draw        floor(advance_rate × what is outstanding), cut to what the debtor's share of the limit and
//             the limit itself leave; the reserve is kept back from it, the fee is owed from then on
// Interest    on principal at the rate of the day it was drawn; the first day counts, the last does not;
//             half_up on the sum since drawing, so that parts never drift from the whole
// Receipt     pays its own advance by the waterfall, then what is due on others, oldest first (抵销), then
//             losses borne by fund and lender; the remainder is the seller's
// Dilution    a refund makes due the part of the principal that it is of the receivable, rounded up;
//             the reserve pays it, as far as it goes, then the seller
// Reserve     released with the last unit owed on its advance: held less what it has paid
// Units       minor units of the facility's currency
// Invariants  charged = paid + by the reserve + borne in losses + owed, for the sum of all claims; what
//             comes in is paid out to the unit; an advance stands against one receivable of its own
// Errors      refusals are values, in order of precedence; a payment above what is outstanding of its
//             receivable, another currency, dates that run backwards: broken contracts
// Source      settlement-rules §13 (waterfall), §15 (partial refund: any advance in proportion; account
//             freeze: linked advances accelerate)
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/receivable_register.hpp"
#include "sim/finance/shortfall.hpp"
#include "sim/finance/waterfall.hpp"

namespace rmbsim::sim::finance {

enum class DrawBound : std::uint8_t { advance_rate, concentration_limit, facility_limit };

enum class DrawRefusal : std::uint8_t {  // order is precedence
    accelerated,                         // what is lent is due, nothing new is
    already_assigned,
    nothing_outstanding,
    concentration_limit,
    facility_limit,
    below_one_unit,  // the advance rate leaves nothing
};
std::string_view name_of(DrawBound bound);
std::string_view name_of(DrawRefusal refusal);

struct Drawdown {
    std::uint32_t advance = 0;
    std::int64_t advanced_minor = 0;  // principal
    std::int64_t fee_minor = 0;       // owed
    std::int64_t reserve_minor = 0;   // kept back
    DrawBound bound = DrawBound::advance_rate;
    std::int64_t to_seller() const { return advanced_minor - reserve_minor; }
    friend bool operator==(const Drawdown&, const Drawdown&) = default;
};

struct Application {  // of an amount that came in
    Claims paid = {};
    Recovery recovered = {};  // its remainder is the seller's
    std::int64_t reserve_released_minor = 0;
    std::int64_t to_seller() const { return recovered.remainder_minor; }
    friend bool operator==(const Application&, const Application&) = default;
};

struct Dilution {
    std::int64_t taken_minor = 0;  // off the receivable
    std::int64_t beyond_minor =
        0;  // after it was paid out: a claim on the seller, not on the lender
    Claims from_reserve = {};
    std::int64_t reserve_released_minor = 0;
    friend bool operator==(const Dilution&, const Dilution&) = default;
};

struct CloseOut {
    Claims covered;  // by reserve, seller and fund
    Claims lost;     // by the lender
    LossSplit borne;
    std::int64_t reserve_released_minor = 0;
    friend bool operator==(const CloseOut&, const CloseOut&) = default;
};

struct FacilityTotals {  // since the facility was opened
    Claims charged, paid;
    std::int64_t reserve_held_minor = 0, reserve_used_minor = 0, reserve_released_minor = 0;
    LossSplit borne;  // of close-outs; its reserve is in reserve_used_minor, too
    Recovery recovered;
    std::uint32_t advances = 0;
};

class Facility {
  public:
    Facility(std::uint32_t number, const FacilityTerms& terms);

    std::expected<Drawdown, DrawRefusal> draw(ReceivableRegister& receivables,
                                              ReceivableId receivable, const ledger::Rate& annual,
                                              ledger::ValueDate on);
    // A debtor's payment on a receivable that is assigned here.
    Application receive(ReceivableRegister& receivables, ReceivableId receivable,
                        std::int64_t minor, ledger::ValueDate on);
    Dilution dilute(ReceivableRegister& receivables, ReceivableId receivable, std::int64_t minor,
                    ledger::ValueDate on);
    // The seller pays what is due; what is beyond stays with it.
    Application seller_pays(std::int64_t minor, ledger::ValueDate on);

    void accelerate(ledger::ValueDate on);  // everything is due
    void lift() { accelerated_ = false; }   // new advances again; what fell due stays due
    bool is_accelerated() const { return accelerated_; }

    // Ends what is due, of one debtor or of all, by the loss layers; when a debtor defaults, all that is
    // lent on it is due.
    CloseOut close_out(ShortfallCause cause, const AbleToPay& able, ledger::ValueDate on,
                       std::optional<std::uint32_t> debtor = std::nullopt);

    Claims due(ledger::ValueDate on);            // with interest up to `on`
    Claims owed() const { return owed_; }        // interest as last charged
    void charge_interest(ledger::ValueDate on);  // on every open advance
    const FacilityTotals& totals() const { return totals_; }
    const FacilityTerms& terms() const { return terms_; }

  private:
    struct Advance {
        std::uint32_t debtor = 0;
        ledger::Rate annual = 0;
        ledger::ValueDate accrued_to{};
        ledger::Int128 principal_days = 0;
        std::int64_t interest_charged = 0;
        Claims owed;
        std::int64_t demanded_principal = 0;  // by dilution
        bool all_due = false;
        std::int64_t reserve = 0;
        std::int64_t lost_fund = 0, lost_lender = 0;  // not yet recovered
    };
    struct Room {
        std::int64_t minor = 0;
        DrawBound bound = DrawBound::advance_rate;
    };
    Room room(const Receivable& receivable) const;
    std::uint32_t advance_of(const Receivable& receivable) const;
    void accrue(Advance& advance, ledger::ValueDate on);
    static Claims due_of(const Advance& advance);
    void make_all_due(std::uint32_t index);
    Claims pay(std::uint32_t index, std::int64_t minor, const Claims& claims);
    std::int64_t release_reserve(std::uint32_t index);
    void recover(std::uint32_t index, Application& result);
    void set_off(Application& result, ledger::ValueDate on);

    std::uint32_t number_;
    FacilityTerms terms_;
    std::vector<Advance> advances_;
    std::set<std::uint32_t> open_;    // owe anything
    std::set<std::uint32_t> due_;     // of them, something is due
    std::set<std::uint32_t> losses_;  // written off, the seller still owes it
    std::map<std::uint32_t, std::int64_t> principal_of_debtor_;
    Claims owed_;
    bool accelerated_ = false;
    FacilityTotals totals_;
};

}  // namespace rmbsim::sim::finance
