#include "sim/world/finance_desk.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/finance/facility.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/finance/receivable_register.hpp"
#include "sim/finance/waterfall.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/pool/interest.hpp"
#include "sim/scenario.hpp"
#include "sim/world/commerce_listener.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

using finance::Claims;
using finance::ReceivableId;
using ledger::ValueDate;
using std::chrono::days;

namespace {

// Purchase orders stand in the register beside stores' days, which are numbered by store and day.
constexpr std::uint64_t order_documents = std::uint64_t{1} << 63;

}  // namespace

FinanceDesk::FinanceDesk(Desk& desk) : desk_(desk), stores_(desk.scenario.stores.size()) {
    const auto& specs = desk.scenario.financing;
    lent_.reserve(specs.size());
    for (std::uint32_t i = 0; i < specs.size(); ++i) {
        lent_.emplace_back(desk, specs[i], i);
        for (const std::uint32_t store : specs[i].stores) stores_[store].facilities.push_back(i);
    }
}

std::int64_t FinanceDesk::worth(std::uint32_t store, std::int64_t minor, ValueDate day) const {
    const Scenario& s = desk_.scenario;
    const MarketplaceSpec& marketplace = s.marketplaces[s.stores[store].marketplace];
    const BankAccount& account = s.accounts[lent_[stores_[store].facilities.front()].spec->account];
    if (marketplace.currency == account.currency) return minor;
    const auto mid = s.fx.mid(marketplace.currency, account.currency, account.market, day);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return desk_.converted(minor, marketplace.currency, account.currency, *mid,
                           ledger::Rounding::floor);
}

void FinanceDesk::on_store_day(const StoreDayFacts& facts) {
    StoreSales& sales = stores_[facts.store];
    if (sales.facilities.empty()) return;
    const std::uint32_t known = receivables_.size();
    register_sales(sales, facts);
    take_back(sales, facts);
    for (const std::uint32_t index : sales.facilities) watch(lent_[index], facts);
    draw_on_sales(sales, facts.store, known);
    for (const std::uint32_t index : sales.facilities) draw_on_orders(lent_[index]);
}

void FinanceDesk::register_sales(StoreSales& sales, const StoreDayFacts& facts) {
    std::map<std::int32_t, std::int64_t> by_day;  // orders that waited are shipped with today's
    for (const ShippedOrder& order : facts.shipped) by_day[order.sale_day] += order.net();
    const Scenario& s = desk_.scenario;
    const StoreSpec& store = s.stores[facts.store];
    const BankAccount& account = s.accounts[lent_[sales.facilities.front()].spec->account];
    for (const auto& [day, minor] : by_day) {
        if (minor <= 0) continue;
        const auto added =
            receivables_.add({.key = {.debtor = store.marketplace,
                                      .creditor = store.seller,
                                      .document = std::uint64_t{facts.store} << 32 |
                                                  static_cast<std::uint32_t>(day)},
                              .face = {worth(facts.store, minor, facts.day), account.currency},
                              .created = facts.day,
                              .due = facts.day});
        if (!added) continue;  // a few orders of a day that was registered: not lent on
        sales.open.push_back({.day = day, .receivable = *added, .left_minor = minor});
        const std::int64_t owed = std::min(sales.owed_minor, minor);
        sales.owed_minor -= owed;
        reduce_oldest(sales, owed);
    }
}

void FinanceDesk::take_back(StoreSales& sales, const StoreDayFacts& facts) {
    std::int64_t charges = facts.taken_back;
    for (const TakenBack& taken : facts.taken) {
        charges -= taken.taken();
        const auto own = std::ranges::find(sales.open, taken.order.sale_day, &Sale::day);
        const std::int64_t here =
            own == sales.open.end() ? 0 : std::min(own->left_minor, taken.taken());
        if (here > 0) reduce(*own, here);
        reduce_oldest(sales, taken.taken() - here);
    }
    reduce_oldest(sales, std::max<std::int64_t>(charges, 0));
    for (const std::uint32_t index : sales.facilities) collect(lent_[index]);
}

void FinanceDesk::reduce(Sale& sale, std::int64_t minor) {
    const std::int64_t outstanding = receivables_[sale.receivable].outstanding();
    const auto part =
        static_cast<std::int64_t>(ledger::Int128{outstanding} * minor / sale.left_minor);
    sale.left_minor -= minor;
    dilute(sale.receivable, part);
}

void FinanceDesk::reduce_oldest(StoreSales& sales, std::int64_t minor) {
    while (minor > 0) {
        while (!sales.open.empty() && sales.open.front().left_minor == 0) sales.open.pop_front();
        if (sales.open.empty()) {
            sales.owed_minor += minor;
            return;
        }
        const std::int64_t here = std::min(minor, sales.open.front().left_minor);
        reduce(sales.open.front(), here);
        minor -= here;
    }
}

void FinanceDesk::dilute(ReceivableId receivable, std::int64_t minor) {
    if (minor == 0) return;
    const auto assigned = receivables_[receivable].assigned;
    if (!assigned) {
        receivables_.dilute(receivable, minor);
        return;
    }
    Lent& lent = lent_[assigned->facility];
    const finance::Dilution diluted =
        lent.facility.dilute(receivables_, receivable, minor, today(lent));
    book_charges(lent);
    lent.books.reserve_pays(diluted.from_reserve);
    lent.books.reserve_released(diluted.reserve_released_minor);
}

// On today's sales, after what today's refunds took from them.
void FinanceDesk::draw_on_sales(StoreSales& sales, std::uint32_t store, std::uint32_t known) {
    for (const Sale& sale : sales.open) {
        if (sale.receivable.index < known || sale.left_minor == 0) continue;
        for (const std::uint32_t index : sales.facilities) {
            Lent& lent = lent_[index];
            if (lent.spec->kind != FinancingKind::purchase_order)
                draw(lent, store, sale.receivable);
        }
    }
}

void FinanceDesk::draw_on_orders(Lent& lent) {
    const FinancingSpec& spec = *lent.spec;
    while (lent.next_order < spec.orders.size() && spec.orders[lent.next_order].on <= today(lent)) {
        const PurchaseOrder& order = spec.orders[lent.next_order];
        const BankAccount& account = desk_.scenario.accounts[spec.account];
        const StoreSpec& store = desk_.scenario.stores[spec.stores.front()];
        const auto added =
            receivables_.add({.key = {.debtor = store.marketplace,
                                      .creditor = account.owner,
                                      .document = order_documents | std::uint64_t{lent.next_order} |
                                                  std::uint64_t{lent.number} << 32},
                              .face = {order.minor, account.currency},
                              .created = order.on,
                              .due = order.on});
        ledger::expects(added.has_value(), "a facility numbers its orders once");
        ++lent.next_order;
        if (draw(lent, spec.stores.front(), *added)) lent.orders.push_back(*added);
    }
}

bool FinanceDesk::draw(Lent& lent, std::uint32_t store, ReceivableId receivable) {
    const Scenario& s = desk_.scenario;
    const ValueDate on = today(lent);
    const auto rate = rate_on(lent.spec->rate, s.curves, on);
    ledger::expects(rate.has_value(), "the loader has checked that curves cover the period");
    const auto drawn = lent.facility.draw(receivables_, receivable, *rate, on);
    if (!drawn) {
        refuse(lent, store, "advance", finance::name_of(drawn.error()),
               receivables_[receivable].outstanding());
        return false;
    }
    lent.told.erase(store);
    lent.books.drawn(*drawn);
    book_charges(lent);
    lent.advanced_reporting += desk_.reporting_minor(drawn->advanced_minor, lent.spec->account, on);
    return true;
}

void FinanceDesk::book_charges(Lent& lent) {
    Claims more = lent.facility.totals().charged;
    more -= lent.booked;
    lent.booked += more;
    more.principal = 0;
    if (more.total() == 0) return;
    lent.books.charged(more);
    lent.cost_reporting += desk_.reporting_minor(more.total(), lent.spec->account, today(lent));
}

void FinanceDesk::apply(Lent& lent, const finance::Application& application) {
    book_charges(lent);
    lent.books.repaid(application.paid);
    const finance::Recovery& back = application.recovered;
    if (back.fund_minor + back.lender_minor > 0) lent.books.recovered(back);
    const std::uint32_t account = lent.spec->account;
    lent.fund_reporting -= desk_.reporting_minor(back.fund_minor, account, today(lent));
    lent.lost_reporting -= desk_.reporting_minor(back.lender_minor, account, today(lent));
    lent.books.reserve_released(application.reserve_released_minor);
}

void FinanceDesk::collect(Lent& lent) {
    const std::int64_t due = lent.facility.due(today(lent)).total();
    book_charges(lent);
    const std::int64_t minor = std::min(due, lent.books.seller_has());
    if (minor > 0) apply(lent, lent.facility.seller_pays(minor, today(lent)));
}

void FinanceDesk::refuse(Lent& lent, std::uint32_t store, std::string_view what,
                         std::string_view reason, std::int64_t minor) {
    std::string& told = lent.told[store];
    if (told == reason) return;
    told = reason;
    const ledger::CurrencyId currency = desk_.scenario.accounts[lent.spec->account].currency;
    desk_.refusals.push_back({.what = std::string(what) + " to " + desk_.scenario.stores[store].id,
                              .subject = lent.spec->id,
                              .on = today(lent),
                              .wish_minor = minor,
                              .currency = std::string(ledger::code_of(currency)),
                              .decimals = ledger::info(currency).decimals,
                              .reason = std::string(reason),
                              .limit = {},
                              .regime = {},
                              .parameter = {},
                              .document = lent.spec->document});
}

void FinanceDesk::accrue_to_end() {
    for (Lent& lent : lent_) {
        lent.facility.charge_interest(std::max(today(lent), desk_.scenario.to + days{1}));
        book_charges(lent);
    }
}

std::vector<Kpi> FinanceDesk::kpis() const {
    if (lent_.empty()) return {};
    struct Sums {
        std::int64_t cost = 0, advanced = 0, fund = 0, lost = 0;
    };
    Sums group;
    std::map<std::uint32_t, Sums> by_seller;
    for (const Lent& lent : lent_)
        for (Sums* sums : {&group, &by_seller[desk_.scenario.accounts[lent.spec->account].owner]}) {
            sums->cost += lent.cost_reporting;
            sums->advanced += lent.advanced_reporting;
            sums->fund += lent.fund_reporting;
            sums->lost += lent.lost_reporting;
        }
    std::vector<Kpi> kpis;
    const ledger::CurrencyId reporting = desk_.scenario.reporting_currency;
    const auto put = [&](const std::string& entity, const Sums& sums) {
        const auto money = [&](const char* name, std::int64_t minor) {
            kpis.push_back(stated(name, entity, ledger::to_text({minor, reporting}),
                                  ledger::code_of(reporting)));
        };
        money("finance_cost", sums.cost);
        money("finance_advanced", sums.advanced);
        money("finance_guaranteed", sums.fund);
        money("finance_lost", sums.lost);
    };
    put("group", group);
    for (const auto& [seller, sums] : by_seller) put(desk_.scenario.entities[seller].id, sums);
    return kpis;
}

}  // namespace rmbsim::sim
