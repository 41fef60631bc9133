#include "sim/world/notional_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/event.hpp"
#include "sim/pool/allocation.hpp"
#include "sim/pool/interest.hpp"
#include "sim/pool/notional_reckoning.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/rail/rail.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/bank_interest.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::ValueDate;
using std::chrono::days;

}  // namespace

NotionalDesk::NotionalDesk(Desk& desk, Payments& payments) : desk_(desk), payments_(payments) {
    for (std::uint32_t i = 0; i < desk.scenario.notional_pools.size(); ++i) open(i);
}

void NotionalDesk::open(std::uint32_t index) {
    const Scenario& s = desk_.scenario;
    const NotionalPoolSpec& spec = s.notional_pools[index];
    Pool pool;
    pool.period = settlement_period(s.interest_terms[spec.terms].schedule, s.from);
    const BankAccount& header = s.accounts[spec.header];
    for (std::size_t p = 0; p < spec.participants.size(); ++p) {
        const std::uint32_t entity = spec.participants[p];
        if (entity == header.owner || spec.style == NotionalStyle::enhancement) continue;
        Member member;
        member.participant = p;
        member.account = *std::ranges::find_if(
            spec.accounts, [&](std::uint32_t a) { return s.accounts[a].owner == entity; });
        const auto lines = [&](std::uint32_t own, std::uint32_t partner, std::uint32_t account) {
            const auto line = [&](ChartLine chart_line) {
                return desk_.books.line(desk_.books.book_of_entity(own), chart_line,
                                        header.currency, s.accounts[account].market,
                                        desk_.books.book_of_entity(partner).index);
            };
            return Lines{.income = line(ChartLine::interest_income),
                         .expense = line(ChartLine::interest_expense),
                         .receivable = line(ChartLine::interest_receivable),
                         .payable = line(ChartLine::interest_payable)};
        };
        member.of_leader = lines(header.owner, entity, spec.header);
        member.of_member = lines(entity, header.owner, member.account);
        pool.members.push_back(member);
    }
    pools_.push_back(std::move(pool));
}

void NotionalDesk::schedule_first() {
    for (std::uint32_t i = 0; i < pools_.size(); ++i) schedule(i);
}

void NotionalDesk::schedule(std::uint32_t index) {
    const Scenario& s = desk_.scenario;
    const ValueDate day = pools_[index].period.booked;
    if (day > s.to) return;  // accrue_to_end() books it
    const Bank& bank = desk_.bank_of(s.notional_pools[index].header);
    desk_.queue.schedule(
        s.zones[bank.zone].instant(day, TimeOfDay{0}).time_since_epoch().count(),
        {.phase = Phase::liquidity, .origin = desk_.origins.notional_pools + index},
        EventKind::notional_due, index);
}

ValueDate NotionalDesk::needed_from() const {
    ValueDate earliest = desk_.scenario.to;
    for (const Pool& pool : pools_) earliest = std::min(earliest, pool.period.from);
    return earliest;
}

void NotionalDesk::settle(std::uint32_t index) {
    const SettlementPeriod settled = pools_[index].period;
    book(index, settled.earns_before, settled.booked, false);
    const NotionalPoolSpec& spec = desk_.scenario.notional_pools[index];
    pools_[index].period =
        settlement_period(desk_.scenario.interest_terms[spec.terms].schedule, settled.earns_before);
    schedule(index);
}

void NotionalDesk::accrue_to_end() {
    const ValueDate end = desk_.scenario.to;
    for (std::uint32_t i = 0; i < pools_.size(); ++i)
        if (pools_[i].period.from <= end) book(i, end + days{1}, end, true);
}

void NotionalDesk::book(std::uint32_t index, ValueDate to, ValueDate value_date, bool accrual) {
    const NotionalPoolSpec& spec = desk_.scenario.notional_pools[index];
    const NotionalReckoning reckoning =
        reckon(desk_.scenario, spec, pools_[index].period.from, to,
               [&](std::uint32_t account, ValueDate day) {
                   return desk_.ledger.balance_on(desk_.books.of(account).own, day).minor;
               });
    note_denied(index, reckoning);
    const auto post = [&](Rule rule, std::uint32_t account, std::int64_t earned) {
        book_bank_interest(desk_, {.rule = rule,
                                   .account = account,
                                   .earned_minor = earned,
                                   .value_date = value_date,
                                   .subject = index,
                                   .owed = accrual});
    };
    if (spec.style == NotionalStyle::enhancement) {
        for (std::size_t i = 0; i < spec.accounts.size(); ++i)
            post(Rule::notional_advantage, spec.accounts[i], reckoning.enhancement_minor[i]);
        return;
    }
    const std::int64_t alone = std::accumulate(reckoning.stand_alone_minor.begin(),
                                               reckoning.stand_alone_minor.end(), std::int64_t{0});
    if (spec.style == NotionalStyle::interest) post(Rule::notional_interest, spec.header, alone);
    post(Rule::notional_advantage, spec.header, reckoning.pool_minor - alone);
    allocate(index, reckoning, value_date, accrual);
}

void NotionalDesk::allocate(std::uint32_t index, const NotionalReckoning& reckoning,
                            ValueDate value_date, bool accrual) {
    const Scenario& s = desk_.scenario;
    const NotionalPoolSpec& spec = s.notional_pools[index];
    const bool paid_alone = spec.style == NotionalStyle::advantage;
    const Allocation allocation =
        allocate_pool(reckoning.pool_minor, spec.allocation, reckoning.contributions, paid_alone);
    for (const Member& member : pools_[index].members) {
        const std::int64_t had =
            paid_alone ? reckoning.contributions[member.participant].stand_alone_minor : 0;
        pass_on(index, member, allocation.result_minor[member.participant] - had, value_date,
                accrual);
    }
    const BankAccount& header = s.accounts[spec.header];
    for (const Loser& loser : losers(allocation, reckoning.contributions))
        warnings_.push_back(
            "notional pool " + spec.id + " to " + ledger::iso_date(value_date) + ": " +
            s.entities[spec.participants[loser.participant]].id + " has " +
            ledger::to_text(loser.shortfall_minor, ledger::decimals_of(header.currency)) + " " +
            std::string(ledger::display_code(header.currency, header.market)) +
            " less than its stand-alone interest");
}

void NotionalDesk::pass_on(std::uint32_t index, const Member& member, std::int64_t minor,
                           ValueDate value_date, bool accrual) {
    if (minor == 0) return;
    const NotionalPoolSpec& spec = desk_.scenario.notional_pools[index];
    const bool leader_pays = minor > 0;
    const std::int64_t amount = leader_pays ? minor : -minor;
    const Lines& payer = leader_pays ? member.of_leader : member.of_member;
    const Lines& payee = leader_pays ? member.of_member : member.of_leader;
    EntryLines lines;
    lines.add(payer.expense, amount).add(payer.payable, -amount);
    lines.add(payee.receivable, amount).add(payee.income, -amount);
    const auto booked = desk_.recorder.post(
        {.rule = Rule::notional_allocation, .value_date = value_date, .subject = index}, lines);
    ledger::expects(booked.has_value(), "interest between companies touches no floor");
    if (accrual) return;
    const Instruction instruction{.rail = no_index,
                                  .from_account = leader_pays ? spec.header : member.account,
                                  .to_account = leader_pays ? member.account : spec.header,
                                  .minor = amount,
                                  .purpose = PaymentPurpose::interest};
    // Short of money, the payer goes on owing: the payable and receivable stand.
    std::ignore =
        payments_.transfer(instruction, {.senders = payer.payable, .receivers = payee.receivable},
                           Rule::notional_allocation_paid);
}

void NotionalDesk::note_denied(std::uint32_t index, const NotionalReckoning& reckoning) {
    const NotionalPoolSpec& spec = desk_.scenario.notional_pools[index];
    for (const OffsetDenied& denied : reckoning.denied)
        desk_.refusals.push_back({.what = "notional pool " + spec.id,
                                  .subject = spec.id,
                                  .on = denied.on,
                                  .wish_minor = denied.minor,
                                  .amount_minor = denied.cap_minor,
                                  .currency = std::string(ledger::code_of(spec.base)),
                                  .decimals = ledger::info(spec.base).decimals,
                                  .reason = denied.gross ? "gross_overdraft_cap" : "net_cap",
                                  .limit = {},
                                  .regime = {},
                                  .parameter = {},
                                  .document = {}});
}

}  // namespace rmbsim::sim
