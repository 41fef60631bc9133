#include "sim/commerce/declared_goods.hpp"

#include <algorithm>
#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/trade_mode.hpp"

namespace rmbsim::sim {
namespace {

void grow(std::int64_t& sum, std::int64_t more) {
    sum = ledger::fitting(ledger::checked_add(sum, more), "a month's exports");
}

}  // namespace

void DeclaredMonth::add(const RefundRate& rate, ledger::ValueDate day, const DeclaredGoods& goods) {
    auto row = std::ranges::find(rows_, &rate, &DeclaredGoods::rate);
    if (row == rows_.end()) row = rows_.insert(rows_.end(), {.rate = &rate});
    grow(row->fob_minor, goods.fob_minor);
    grow(row->invoices_minor, goods.invoices_minor);
    grow(row->vat_minor, goods.vat_minor);
    grow(row->sales_minor, goods.sales_minor);
    row->day_fob_sum += ledger::Int128{ledger::day_number(day)} * goods.fob_minor;
    row->last_day = std::max(row->last_day, day);
}

std::int64_t DeclaredMonth::fob_minor() const {
    std::int64_t sum = 0;
    for (const DeclaredGoods& row : rows_) grow(sum, row.fob_minor);
    return sum;
}

ledger::Decimal DeclaredMonth::mean_export_day() const {
    ledger::Int128 sum = 0;
    for (const DeclaredGoods& row : rows_) sum += row.day_fob_sum;
    const std::int64_t fob = fob_minor();
    ledger::expects(fob > 0, "a mean day is of goods");
    return ledger::Decimal::from_int128(sum) / ledger::Decimal(fob);
}

}  // namespace rmbsim::sim
