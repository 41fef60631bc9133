#include "sim/world/stores.hpp"

#include <cstdint>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/commerce/store_model.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/random.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::ValueDate;
using std::chrono::days;

constexpr TimeOfDay evening = std::chrono::hours{23};  // a day's orders are booked together
constexpr TimeOfDay payout_time = std::chrono::hours{10};

}  // namespace

Stores::Stores(Desk& desk, const RandomSource& random) : desk_(desk) {
    const Scenario& s = desk.scenario;
    for (std::uint32_t i = 0; i < s.stores.size(); ++i) {
        const StoreSpec& spec = s.stores[i];
        const BankAccount& account = s.accounts[spec.account];
        const auto line = [&](ChartLine chart_line) {
            return desk.books.line(desk.books.book_of_entity(account.owner), chart_line,
                                   account.currency, account.market);
        };
        stores_.push_back({.spec = &spec,
                           .model = StoreModel(spec, i, random),
                           .receivable = line(ChartLine::platform_receivable),
                           .revenue = line(ChartLine::revenue),
                           .fees = line(ChartLine::selling_expense)});
    }
}

void Stores::schedule_first() {
    for (std::uint32_t i = 0; i < stores_.size(); ++i) schedule(i, desk_.scenario.from);
}

void Stores::schedule(std::uint32_t store, ValueDate day) {
    if (day > desk_.scenario.to) return;
    const std::uint32_t account = stores_[store].spec->account;
    const ledger::SimTime at =
        desk_.scenario.zones[desk_.bank_of(account).zone].instant(day, evening);
    desk_.queue.schedule(at.time_since_epoch().count(),
                         {.phase = Phase::arrivals, .origin = desk_.origins.stores + store},
                         EventKind::store_day, store,
                         static_cast<std::uint32_t>((day - desk_.scenario.from).count()));
}

void Stores::trade(std::uint32_t index) {
    Store& store = stores_[index];
    const Scenario& s = desk_.scenario;
    const ValueDate day = s.from + days{static_cast<int>(desk_.recorder.event().detail)};
    const StoreDay traded = store.model.trade(day);
    desk_.counts.orders += traded.orders;
    const auto post = [&](Rule rule, const EntryLines& lines) {
        if (lines.lines().empty()) return;
        const auto posted =
            desk_.recorder.post({.rule = rule, .value_date = day, .subject = index}, lines);
        ledger::expects(posted.has_value(), "a store's own lines have no floor");
    };
    post(Rule::store_sales, EntryLines()
                                .add(store.receivable, traded.sales_minor)
                                .add(store.revenue, -traded.sales_minor));
    post(Rule::store_fees,
         EntryLines().add(store.fees, traded.fees_minor).add(store.receivable, -traded.fees_minor));
    post(Rule::store_refunds,
         EntryLines()
             .add(store.revenue, traded.refunds_minor)
             .add(store.fees, -traded.fees_returned_minor)
             .add(store.receivable, traded.fees_returned_minor - traded.refunds_minor));
    schedule(index, day + days{1});

    if (!store.model.is_statement_day(day)) return;
    const std::int64_t minor = store.model.state_account(day);
    if (minor == 0) return;
    const Bank& bank = desk_.bank_of(store.spec->account);
    const ValueDate paid = s.calendars[bank.calendar].add_business_days(
        day, static_cast<int>(store.spec->payout_business_days));
    if (paid > s.to) return;  // stays receivable from the marketplace
    payouts_.push_back({.store = index, .minor = minor});
    const ledger::SimTime at = s.zones[bank.zone].instant(paid, payout_time);
    desk_.queue.schedule(at.time_since_epoch().count(),
                         {.phase = Phase::arrivals, .origin = desk_.origins.stores + index},
                         EventKind::store_payout, static_cast<std::uint32_t>(payouts_.size() - 1));
}

void Stores::pay_out(std::uint32_t index) {
    const Payout& payout = payouts_[index];
    const Store& store = stores_[payout.store];
    const BankAccountIds& ids = desk_.books.of(store.spec->account);
    EntryLines lines;
    lines.add(ids.own, payout.minor).add(store.receivable, -payout.minor);
    lines.add(ids.mirror, -payout.minor).add(ids.clearing, payout.minor);
    const auto posted = desk_.recorder.post({.rule = Rule::store_payout,
                                             .value_date = desk_.local_date(store.spec->account),
                                             .subject = payout.store},
                                            lines);
    ledger::expects(posted.has_value(), "a receipt touches no floor");
    ++desk_.counts.payouts;
}

std::uint64_t Stores::draws() const {
    std::uint64_t sum = 0;
    for (const Store& store : stores_) sum += store.model.draws();
    return sum;
}

}  // namespace rmbsim::sim
