// The entries of one facility, in the books of seller, lender, the seller's bank and the guarantee fund.
//
// Loan        seller 2001, lender 1303; a receivable assigned without recourse leaves the seller's books
//             instead: 1221.06, against what the platform owes. Fee and interest owed: 2231 and 1132
// Reserve     seller 1012.10, lender 2011.10
// Loss        lender 6702; what a fund has paid, and what is lost, the seller goes on owing where it
//             answers for it: 1221.07 towards the fund, 2001 and 2231 towards the lender
// Cash        through the seller's account; a lender that is another bank settles by 3001
// Units       minor units of the seller's account
// Errors      the caller takes no more than is available; then no entry is refused
// Source      settlement-rules §13; derecognition by CAS 23 (RECALLED)
#pragma once

#include <cstdint>

#include "ledger/id.hpp"
#include "sim/finance/facility.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/finance/shortfall.hpp"
#include "sim/finance/waterfall.hpp"
#include "sim/rules.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

class FinanceBooks {
  public:
    FinanceBooks(Desk& desk, const FinancingSpec& spec, std::uint32_t index);

    void drawn(const finance::Drawdown& drawdown);
    void charged(const finance::Claims& claims);  // fees and interest, owed from now on
    void repaid(const finance::Claims& claims);   // out of the account
    void reserve_pays(const finance::Claims& claims);
    void reserve_released(std::int64_t minor);
    // A default: `claims` are what it ended, by the layers of `borne`.
    void closed(const finance::Claims& claims, const finance::LossSplit& borne, bool seller_owes);
    void recovered(const finance::Recovery& recovery);

    std::int64_t seller_has() const;  // may be taken from its account now
    std::int64_t fund_has() const;

  private:
    struct Lines {
        ledger::AccountId debt{}, owed{}, fees{}, interest{}, reserve{}, fund_claims{};  // seller
        ledger::AccountId loans{}, accrued{}, fee_income{}, interest_income{}, deposit{}, loss{},
            clearing{};                  // lender
        ledger::AccountId guaranteed{};  // fund
    };
    void open_lines();
    void take_from(EntryLines& lines, std::uint32_t account, std::int64_t minor) const;
    void add_seller_debt(EntryLines& lines, const finance::Claims& claims) const;
    void add_lender_claims(EntryLines& lines, const finance::Claims& claims) const;
    void post(Rule rule, const EntryLines& lines);

    Desk& desk_;
    const FinancingSpec& spec_;
    std::uint32_t index_;
    Lines lines_;
    finance::Claims lost_;  // written off by the lender, still on the seller's books
};

}  // namespace rmbsim::sim
