#include "sim/world/ecny_desk.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/id.hpp"
#include "ledger/money.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/ecny/wallet_limit.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/kernel/event.hpp"
#include "sim/policy/regime.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;

EcnyDesk::EcnyDesk(Desk& desk) : desk_(desk) {
    const Scenario& s = desk.scenario;
    const auto line = [&](std::uint32_t account, ledger::BookId book, ChartLine chart_line,
                          std::uint32_t number = 1) {
        const BankAccount& of = s.accounts[account];
        return desk.books.line(book, chart_line, of.currency, of.market, UINT32_MAX, false, number);
    };
    for (const WalletSpec& spec : s.ecny.wallets) {
        const ledger::BookId holder = desk.books.book_of_entity(s.accounts[spec.account].owner);
        wallets_.push_back(
            {.spec = &spec,
             .payable = line(spec.account, holder, ChartLine::accounts_payable),
             .receivable = line(spec.account, holder, ChartLine::accounts_receivable),
             .other_income = line(spec.account, holder, ChartLine::other_income),
             .paid = {}});
    }
    for (const WalletContract& spec : s.ecny.contracts) {
        const auto number = static_cast<std::uint32_t>(contracts_.size()) + 1;
        const std::uint32_t account = s.ecny.wallets[spec.source].account;
        const ledger::BookId holder = desk.books.book_of_entity(s.accounts[account].owner);
        const ledger::BookId bank = desk.books.book_of_bank(s.accounts[account].bank);
        const ChartLine cost = spec.kind == ContractKind::escrow ? ChartLine::accounts_payable
                                                                 : ChartLine::other_expense;
        contracts_.push_back(
            {.spec = &spec,
             .held = line(account, holder, ChartLine::conditional_money, number),
             .held_at_bank = line(account, bank, ChartLine::conditional_deposit, number),
             .cost = line(account, holder, cost),
             .money = {}});
    }
}

void EcnyDesk::schedule(SimTimeMs at, Due due) {
    dues_.push_back(due);
    desk_.queue.schedule(at, {.phase = Phase::arrivals, .origin = desk_.origins.wallets},
                         EventKind::wallet_due, static_cast<std::uint32_t>(dues_.size() - 1));
}

void EcnyDesk::schedule_first() {
    const EcnySpec& ecny = desk_.scenario.ecny;
    for (std::uint32_t i = 0; i < ecny.orders.size(); ++i) {
        schedule(ecny.orders[i].at, {.kind = Due::Kind::order, .index = i});
        for (const SimTimeMs at : ecny.orders[i].uploads)
            schedule(at, {.kind = Due::Kind::upload, .index = i});
    }
    for (std::uint32_t i = 0; i < ecny.contracts.size(); ++i)
        schedule(ecny.contracts[i].terms.expires_at, {.kind = Due::Kind::expiry, .index = i});
}

void EcnyDesk::act(std::uint32_t index) {
    const Due due = dues_[index];
    switch (due.kind) {
        case Due::Kind::order:
            return take(due.index);
        case Due::Kind::upload:
            return upload(due.index);
        case Due::Kind::expiry:
            return expire(due.index);
    }
}

void EcnyDesk::take(std::uint32_t index) {
    const WalletOrder& order = desk_.scenario.ecny.orders[index];
    ++desk_.counts.flows;
    switch (order.action) {
        case WalletAction::load:
            return load(order, true);
        case WalletAction::unload:
            return load(order, false);
        case WalletAction::pay:
        case WalletAction::purchase:
            return pay(order);
        case WalletAction::deposit:
            return deposit(order);
        case WalletAction::deliver:
            return deliver(order);
        case WalletAction::release:
            return release(order);
        case WalletAction::refund:
            return refund(order);
        case WalletAction::offline:
            return pay_offline(index);
    }
}

WalletUse EcnyDesk::use_of(std::uint32_t wallet) const {
    const std::int64_t held = offline_.held_minor(wallet);
    return {.balance_minor = desk_.ledger.booked(ids_of(wallet).own) - held,
            .day_minor = wallets_[wallet].paid.of_day(today()),
            .year_minor = wallets_[wallet].paid.of_year(today()),
            .offline_minor = held};
}

EcnyDesk::Checked EcnyDesk::checked(const WalletOrder& order) const {
    const bool is_purchase = order.action == WalletAction::purchase;
    const Wallet &from = wallets_[order.from], &to = wallets_[order.to];
    if (is_purchase && !to.spec->is_merchant)
        return {.verdict = {.reason = WalletRefusal::not_a_merchant}, .wallet = order.to};
    const WalletUse use = use_of(order.from);
    const WalletVerdict paying = order.action == WalletAction::offline
                                     ? may_pay_offline(from.spec->limits, use, today(), order.minor)
                                     : may_pay(from.spec->limits, use, today(), order.minor);
    if (!paying.passes()) return {.verdict = paying, .wallet = order.from};
    return {.verdict = may_receive(to.spec->limits, desk_.ledger.booked(ids_of(order.to).own),
                                   today(), order.minor),
            .wallet = order.to};
}

// 兑入, 兑出: free, and no payment: only the cap and the money stand against it.
void EcnyDesk::load(const WalletOrder& order, bool into_wallet) {
    const std::uint32_t wallet = into_wallet ? order.to : order.from;
    const WalletSpec& spec = *wallets_[wallet].spec;
    const WalletVerdict verdict =
        into_wallet ? may_receive(spec.limits, desk_.ledger.booked(ids_of(wallet).own), today(),
                                  order.minor)
                    : may_pay({}, use_of(wallet), today(), order.minor);
    if (!verdict.passes()) return refuse_by(verdict, order, wallet);
    const std::uint32_t from = into_wallet ? spec.bank_account : spec.account;
    const std::uint32_t to = into_wallet ? spec.account : spec.bank_account;
    const BankAccountIds& payer = desk_.books.of(from);
    EntryLines lines;
    lines.add(payer.own, -order.minor).add(payer.mirror, order.minor);
    add_received(lines, to, payer.clearing, order.minor);
    book(order, into_wallet ? Rule::wallet_loaded : Rule::wallet_unloaded, wallet, lines);
}

void EcnyDesk::pay(const WalletOrder& order) {
    const Checked found = checked(order);
    if (!found.verdict.passes()) return refuse_by(found.verdict, order, found.wallet);
    EntryLines lines;
    add_paid(lines, order.from, order.to, order.minor);
    if (!book(order, Rule::wallet_paid, order.from, lines)) return;
    wallets_[order.from].paid.add(today(), order.minor);
}

void EcnyDesk::pay_offline(std::uint32_t index) {
    const WalletOrder& order = desk_.scenario.ecny.orders[index];
    const Checked found = checked(order);
    if (!found.verdict.passes()) return refuse_by(found.verdict, order, found.wallet);
    offline_.take(index, order.from, order.minor);
    wallets_[order.from].paid.add(today(), order.minor);
}

void EcnyDesk::upload(std::uint32_t index) {
    const WalletOrder& order = desk_.scenario.ecny.orders[index];
    if (!offline_.is_taken(index)) return;  // it was refused on the spot
    const std::int64_t minor = offline_.upload(index);
    if (minor == 0) {
        refuse(order, order.from, "already_settled").what =
            "upload of " + order.id;  // the payment itself stands
        return;
    }
    EntryLines lines;
    add_paid(lines, order.from, order.to, minor);
    book(order, Rule::offline_settled, order.from, lines);
}

std::vector<std::string> EcnyDesk::warnings() const {
    std::set<std::string> said;
    for (const Wallet& wallet : wallets_)
        for (const WalletLimit& limit : wallet.spec->limits)
            if (!limit.tier.empty() && !is_confirmed(limit.mark))
                said.insert("wallet limit " + limit.tier + "." + std::string(name_of(limit.per)) +
                            " = " + ledger::to_text(limit.most_minor, 2) + " CNY is " +
                            std::string(name_of(limit.mark)) + ": unconfirmed");
    return {said.begin(), said.end()};
}

}  // namespace rmbsim::sim
