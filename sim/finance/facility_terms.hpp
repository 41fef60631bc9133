// What a lender and a seller have agreed on advances against receivables.
//
// Units       shares are fractions (0.80 is 80 %), money is in minor units of the facility's currency
// Invariants  0 < advance_rate <= 1; 0 <= fee, reserve, guarantee share <= 1; 0 < concentration <= 1, below
//             1 only beside a limit; each tranche stands once in `waterfall`; the loader has promised it
// Source      settlement-rules §13: kinds of product, and the order fees, principal, interest, remainder;
//             with and without recourse 有追索权、无追索权保理: Civil Code art. 766, 767 (RECALLED)
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"

namespace rmbsim::sim::finance {

// With recourse the seller stands for its debtor, too; without, only for its goods and its account.
enum class Recourse : std::uint8_t { with, without };

// Why a receivable, or the account it is paid into, does not bring what was lent on it.
enum class ShortfallCause : std::uint8_t { refund, chargeback, account_frozen, debtor_default };

// What a receipt pays; the remainder is the seller's.
enum class Tranche : std::uint8_t { fees, principal, interest };
using WaterfallOrder = std::array<Tranche, 3>;
inline constexpr WaterfallOrder fees_principal_interest{Tranche::fees, Tranche::principal,
                                                        Tranche::interest};

struct GuaranteeTerms {  // a fund that takes a share of a lender's losses 风险补偿资金池
    ledger::Rate share = 0;
    std::optional<std::int64_t> cap_minor = {};  // of all it pays under this facility
};

struct FacilityTerms {
    ledger::CurrencyId currency{};
    ledger::Rate advance_rate = 1;  // of what is outstanding
    Recourse recourse = Recourse::with;
    ledger::Rate fee = 0;            // of the advance; owed from its day, paid out of the receipt
    ledger::Rate reserve = 0;        // of the advance, kept back from it 保证金
    ledger::Rate concentration = 1;  // of the limit that advances on one debtor may take
    std::optional<std::int64_t> limit_minor = {};  // of principal
    ledger::DayCount day_count = ledger::DayCount::act_360;
    WaterfallOrder waterfall = fees_principal_interest;
    GuaranteeTerms guarantee = {};
};

std::string_view name_of(Recourse recourse);
std::string_view name_of(ShortfallCause cause);
std::string_view name_of(Tranche tranche);

// Whether the seller makes good what is missing. What buyers send back or charge back, and an account
// frozen for its owner's conduct, are the seller's own warranty.
constexpr bool falls_to_seller(Recourse recourse, ShortfallCause cause) {
    return recourse == Recourse::with || cause != ShortfallCause::debtor_default;
}

}  // namespace rmbsim::sim::finance
