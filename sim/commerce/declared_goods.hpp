// What one exporter declares in a month, by refund rate, and the day on which it left on average.
//
// Units       fen; sales in minor units of the stores' currency; days since 1970-01-01
// Invariants  a row's rate is that of every export date in it
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/trade_mode.hpp"

namespace rmbsim::sim {

struct DeclaredGoods {
    const RefundRate* rate = nullptr;
    std::int64_t fob_minor = 0, invoices_minor = 0, vat_minor = 0;
    std::int64_t sales_minor = 0;    // that must be received for it; 0: nobody watches
    ledger::Int128 day_fob_sum = 0;  // Σ export day × FOB
    ledger::ValueDate last_day{};    // of export
};

class DeclaredMonth {
  public:
    void add(const RefundRate& rate, ledger::ValueDate day, const DeclaredGoods& goods);
    std::vector<DeclaredGoods>& rows() { return rows_; }
    const std::vector<DeclaredGoods>& rows() const { return rows_; }
    std::int64_t fob_minor() const;
    // By FOB; a month without goods has no such day: a broken contract.
    ledger::Decimal mean_export_day() const;

  private:
    std::vector<DeclaredGoods> rows_;
};

}  // namespace rmbsim::sim
