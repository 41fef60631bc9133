#include "sim/world/wallet_interest_desk.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "ledger/currency.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/ecny/wallet_limit.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/kernel/event.hpp"
#include "sim/pool/interest.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/bank_interest.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

using std::chrono::days;

WalletInterestDesk::WalletInterestDesk(Desk& desk) : desk_(desk) {
    const EcnySpec& ecny = desk.scenario.ecny;
    for (std::uint32_t i = 0; i < ecny.wallets.size(); ++i)
        if (ecny.wallets[i].interest != no_index)
            positions_.push_back({.wallet = i, .period = period_from(desk.scenario.from)});
}

SettlementPeriod WalletInterestDesk::period_from(ledger::ValueDate day) const {
    return settlement_period({.every = SettlementSchedule::Every::quarter,
                              .day = desk_.scenario.ecny.rules.interest_day},
                             day);
}

void WalletInterestDesk::schedule_first() {
    for (std::uint32_t i = 0; i < positions_.size(); ++i) schedule(i);
}

void WalletInterestDesk::schedule(std::uint32_t index) {
    const ledger::ValueDate day = positions_[index].period.booked;
    if (day > desk_.scenario.to) return;  // accrue_to_end() books it
    const TimeZone& zone = desk_.scenario.zones[desk_.scenario.ecny.zone];
    desk_.queue.schedule(ms_of(zone.instant(day, TimeOfDay{0})),
                         {.phase = Phase::liquidity, .origin = desk_.origins.wallets},
                         EventKind::wallet_interest, index);
}

std::int64_t WalletInterestDesk::earned(const Position& position, ledger::ValueDate to) const {
    const Scenario& s = desk_.scenario;
    const WalletSpec& wallet = s.ecny.wallets[position.wallet];
    const WalletTier& tier = s.ecny.rules.tiers[wallet.tier];
    const ledger::AccountId own = desk_.books.of(wallet.account).own;
    const auto balance_on = [&](ledger::ValueDate day) {
        return tier.earns(day) ? desk_.ledger.balance_on(own, day).minor : 0;
    };
    const int decimals = ledger::decimals_of(s.accounts[wallet.account].currency);
    return interest_over(position.period.from, to, s.interest_terms[wallet.interest], s.curves,
                         balance_on, decimals)
        .credit_minor;
}

void WalletInterestDesk::settle(std::uint32_t index) {
    Position& position = positions_[index];
    const std::int64_t minor = earned(position, position.period.earns_before);
    credit(position.wallet, minor, position.period.booked);
    position.period = period_from(position.period.earns_before);
    schedule(index);
}

void WalletInterestDesk::credit(std::uint32_t index, std::int64_t minor, ledger::ValueDate on) {
    if (minor <= 0) return;
    const WalletSpec& wallet = desk_.scenario.ecny.wallets[index];
    const BankAccountIds& ids = desk_.books.of(wallet.account);
    const InterestSplit split =
        split_interest(minor, room_under_cap(wallet.limits, desk_.ledger.booked(ids.own), on));
    EntryLines lines;
    lines.add(ids.own, split.to_wallet_minor).add(ids.interest_income, -minor);
    lines.add(ids.bank_interest_expense, minor).add(ids.mirror, -split.to_wallet_minor);
    if (split.to_account_minor > 0) {
        const BankAccountIds& rest = desk_.books.of(wallet.bank_account);
        lines.add(rest.own, split.to_account_minor).add(rest.mirror, -split.to_account_minor);
        if (rest.clearing != ids.clearing)
            lines.add(ids.clearing, -split.to_account_minor)
                .add(rest.clearing, split.to_account_minor);
    }
    const auto posted = desk_.recorder.post(
        {.rule = Rule::interest_credited, .value_date = on, .subject = wallet.account}, lines);
    if (!posted)
        desk_.note_unpaid("interest " + std::string(rule_row(Rule::interest_credited).code),
                          wallet.account, on, minor);
}

void WalletInterestDesk::accrue_to_end() {
    const ledger::ValueDate end = desk_.scenario.to;
    for (const Position& position : positions_) {
        if (position.period.from > end) continue;
        const std::uint32_t account = desk_.scenario.ecny.wallets[position.wallet].account;
        book_bank_interest(desk_, {.rule = Rule::interest_accrued,
                                   .account = account,
                                   .earned_minor = earned(position, end + days{1}),
                                   .value_date = end,
                                   .subject = account,
                                   .owed = true});
    }
}

ledger::ValueDate WalletInterestDesk::needed_from() const {
    ledger::ValueDate earliest = desk_.scenario.to;
    for (const Position& position : positions_) earliest = std::min(earliest, position.period.from);
    return earliest;
}

}  // namespace rmbsim::sim
