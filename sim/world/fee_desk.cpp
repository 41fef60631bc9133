#include "sim/world/fee_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/kernel/event.hpp"
#include "sim/pool/interest.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/bank_fee.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::ValueDate;
using std::chrono::days;

constexpr TimeOfDay end_of_day = std::chrono::hours{24} - std::chrono::milliseconds{1};

ValueDate month_end(ValueDate day) {
    const std::chrono::year_month_day ymd{day};
    return ValueDate{std::chrono::local_days{ymd.year() / ymd.month() / std::chrono::last}};
}

}  // namespace

FeeDesk::FeeDesk(Desk& desk) : desk_(desk) {
    const Scenario& s = desk.scenario;
    for (const FeeSchedule& schedule : s.fee_schedules) {
        for (const std::uint32_t account : schedule.accounts) {
            if (schedule.commitment)
                add({.rule = Rule::commitment_fee,
                     .account = account,
                     .commitment = &*schedule.commitment});
            if (schedule.account_month_minor != 0)
                add({.rule = Rule::account_fee,
                     .account = account,
                     .month_minor = schedule.account_month_minor});
        }
    }
    for (std::uint32_t p = 0; p < s.pools.size(); ++p)
        if (const auto& service = s.pools[p].service_fee)
            add({.rule = Rule::pool_service_fee,
                 .account = service->account,
                 .month_minor = service->month_minor,
                 .pool = p});
}

void FeeDesk::add(Item item) {
    const BankAccount& account = desk_.scenario.accounts[item.account];
    if (item.commitment != nullptr && account.overdraft_minor == 0) return;
    item.from = desk_.scenario.from;
    item.payable = desk_.books.line(desk_.books.book_of_entity(account.owner),
                                    ChartLine::accounts_payable, account.currency, account.market);
    item.receivable =
        desk_.books.line(desk_.books.book_of_bank(account.bank), ChartLine::accounts_receivable,
                         account.currency, account.market);
    items_.push_back(item);
}

void FeeDesk::schedule_first() {
    for (std::uint32_t i = 0; i < items_.size(); ++i) schedule(i);
}

void FeeDesk::schedule(std::uint32_t index) {
    const Scenario& s = desk_.scenario;
    const Item& item = items_[index];
    const ValueDate day = month_end(item.from);
    if (day > s.to) return;
    desk_.queue.schedule(
        s.zones[desk_.bank_of(item.account).zone]
            .instant(day, end_of_day)
            .time_since_epoch()
            .count(),
        {.phase = Phase::liquidity, .origin = desk_.origins.accounts + item.account},
        EventKind::fee_due, index);
}

ValueDate FeeDesk::needed_from() const {
    ValueDate earliest = desk_.scenario.to;
    for (const Item& item : items_)
        if (item.commitment != nullptr) earliest = std::min(earliest, item.from);
    return earliest;
}

std::int64_t FeeDesk::fee_of(const Item& item, ValueDate last) const {
    const Scenario& s = desk_.scenario;
    if (item.commitment == nullptr) {
        const bool asked = item.pool == no_index || s.pools[item.pool].in_force.holds(last);
        return asked ? item.month_minor : 0;
    }
    const std::int64_t line = s.accounts[item.account].overdraft_minor;
    const ledger::AccountId own = desk_.books.of(item.account).own;
    InterestTerms terms;  // a fee by the day on what is not drawn is interest on it
    terms.credit.fixed = item.commitment->rate;
    terms.day_count = item.commitment->day_count;
    return interest_over(item.from, last + days{1}, terms, s.curves,
                         [&](ValueDate day) {
                             const std::int64_t balance = desk_.ledger.balance_on(own, day).minor;
                             return std::max<std::int64_t>(
                                 line + std::min<std::int64_t>(balance, 0), 0);
                         })
        .credit_minor;
}

void FeeDesk::charge(std::uint32_t index) {
    Item& item = items_[index];
    const ValueDate last = month_end(item.from);
    const std::int64_t fee = fee_of(item, last);
    item.from = last + days{1};
    schedule(index);
    const bool paid = book_bank_fee(desk_, {.rule = item.rule,
                                            .account = item.account,
                                            .minor = fee,
                                            .value_date = last,
                                            .subject = item.account});
    if (paid) return;
    book_owed(item, fee, last);
    desk_.note_unpaid("fee " + std::string(rule_row(item.rule).code), item.account, last, fee);
}

void FeeDesk::accrue_to_end() {
    const ValueDate end = desk_.scenario.to;
    for (const Item& item : items_)
        if (item.commitment != nullptr && item.from <= end) book_owed(item, fee_of(item, end), end);
}

void FeeDesk::book_owed(const Item& item, std::int64_t minor, ValueDate on) {
    EntryLines lines;
    lines.add(desk_.books.of(item.account).fees, minor)
        .add(item.payable, -minor)
        .add(item.receivable, minor)
        .add(desk_.books.of(item.account).bank_fee_income, -minor);
    if (lines.lines().empty()) return;
    const auto booked =
        desk_.recorder.post({.rule = item.rule, .value_date = on, .subject = item.account}, lines);
    ledger::expects(booked.has_value(), "a fee that is owed touches no floor");
}

}  // namespace rmbsim::sim
