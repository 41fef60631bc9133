// What sellers receive, as far as it is a lender's; and what is not repaid.
#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "ledger/allocation.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/purse.hpp"
#include "sim/finance/facility.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/finance/receivable_register.hpp"
#include "sim/finance/shortfall.hpp"
#include "sim/finance/waterfall.hpp"
#include "sim/world/commerce_listener.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/finance_desk.hpp"

namespace rmbsim::sim {

using finance::Claims;
using finance::ReceivableId;

void FinanceDesk::on_credited(const CreditFacts& facts) {
    if (lent_.empty() || facts.cohorts.empty()) return;
    std::map<std::uint32_t, std::int64_t> by_store;
    for (const Cohort& cohort : facts.cohorts) by_store[cohort.store] += cohort.minor;
    std::vector<ledger::Int128> weights;
    for (const auto& [store, minor] : by_store) weights.push_back(minor);
    const std::vector<std::int64_t> parts = ledger::allocate(facts.minor, weights);
    std::size_t nth = 0;
    for (const auto& [store, minor] : by_store) {
        const std::int64_t part = parts[nth++];
        StoreSales& sales = stores_[store];
        if (sales.facilities.empty()) continue;
        if (lent_[sales.facilities.front()].spec->account == facts.account)
            receive(sales, minor, part);
        else
            reduce_oldest(sales, minor);  // paid elsewhere: nothing for the lender in it
    }
}

// The receiving bank's fee is borne by the oldest sales.
void FinanceDesk::on_received(const ReceiptFacts& facts) {
    StoreSales& sales = stores_[facts.store];
    if (!sales.facilities.empty()) reduce_oldest(sales, facts.fee);
}

// `minor` came of `store_minor`: the oldest sales first, each its share to the unit.
void FinanceDesk::receive(StoreSales& sales, std::int64_t store_minor, std::int64_t minor) {
    std::vector<ledger::Int128> weights;
    std::int64_t unmatched = store_minor;
    for (const Sale& sale : sales.open) {
        if (unmatched == 0) break;
        const std::int64_t here = std::min(unmatched, sale.left_minor);
        weights.push_back(here);
        unmatched -= here;
    }
    weights.push_back(unmatched);  // of sales that are not registered: the seller's
    const std::vector<std::int64_t> parts = ledger::allocate(minor, weights);
    std::int64_t sellers = minor;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
        Sale& sale = sales.open[i];
        sellers -= pay_on(sale.receivable, parts[i]);
        sale.left_minor -= static_cast<std::int64_t>(weights[i]);
        if (sale.left_minor == 0)
            dilute(sale.receivable, receivables_[sale.receivable].outstanding());
    }
    while (!sales.open.empty() && sales.open.front().left_minor == 0) sales.open.pop_front();
    for (const std::uint32_t index : sales.facilities) {
        sellers = repay_orders(lent_[index], sellers);
        collect(lent_[index]);
    }
}

// Returns what a lender took of it.
std::int64_t FinanceDesk::pay_on(ReceivableId receivable, std::int64_t minor) {
    const finance::Receivable& owed = receivables_[receivable];
    const std::int64_t here = std::min(minor, owed.outstanding());
    if (!owed.assigned) {
        receivables_.receive(receivable, here);
        return 0;
    }
    Lent& lent = lent_[owed.assigned->facility];
    const finance::Application application = lent.facility.receive(
        receivables_, receivable, std::min(here, lent.books.seller_has()), today(lent));
    apply(lent, application);
    return here - application.to_seller();
}

// Returns what of it is still the seller's.
std::int64_t FinanceDesk::repay_orders(Lent& lent, std::int64_t minor) {
    while (!lent.orders.empty() && minor > 0) {
        const ReceivableId order = lent.orders.front();
        const std::int64_t here =
            std::min({minor, receivables_[order].outstanding(), lent.books.seller_has()});
        if (here == 0) return minor;
        const finance::Application application =
            lent.facility.receive(receivables_, order, here, today(lent));
        apply(lent, application);
        minor -= here - application.to_seller();
        const bool repaid = application.to_seller() > 0;
        if (!repaid && receivables_[order].outstanding() > 0) return minor;
        lent.orders.pop_front();  // repaid, or all of it has come in
    }
    return minor;
}

void FinanceDesk::watch(Lent& lent, const StoreDayFacts& facts) {
    if (facts.is_frozen)
        lent.frozen.insert(facts.store);
    else
        lent.frozen.erase(facts.store);
    const bool frozen = !lent.frozen.empty();
    const ledger::ValueDate on = today(lent);
    if (frozen && !lent.facility.is_accelerated()) {
        lent.facility.accelerate(on);
        collect(lent);
    }
    if (!frozen && lent.facility.is_accelerated() && !lent.ended) lent.facility.lift();
    const bool is_due = lent.facility.due(on).total() > 0;
    book_charges(lent);
    if (!is_due) lent.due_since.reset();
    if (is_due && !lent.due_since) lent.due_since = on;
    if (is_due && lent.spec->grace_days &&
        on - *lent.due_since >= std::chrono::days{*lent.spec->grace_days})
        end(lent,
            frozen ? finance::ShortfallCause::account_frozen : finance::ShortfallCause::refund);
}

void FinanceDesk::end(Lent& lent, finance::ShortfallCause cause) {
    const std::uint32_t account = lent.spec->account;
    const ledger::ValueDate on = today(lent);
    const finance::CloseOut out = lent.facility.close_out(
        cause, {.seller_minor = lent.books.seller_has(), .fund_minor = lent.books.fund_has()}, on);
    book_charges(lent);
    Claims ended = out.covered;
    ended += out.lost;
    lent.books.closed(ended, out.borne, finance::falls_to_seller(lent.spec->terms.recourse, cause));
    lent.books.reserve_released(out.reserve_released_minor);
    lent.fund_reporting += desk_.reporting_minor(out.borne.fund_minor, account, on);
    lent.lost_reporting += desk_.reporting_minor(out.borne.lender_minor, account, on);
    lent.facility.accelerate(on);  // a seller in default draws no more
    lent.ended = true;
    lent.due_since.reset();
    refuse(lent, lent.spec->stores.front(), "repayment", finance::name_of(cause), ended.total());
}

}  // namespace rmbsim::sim
