#include "sim/world/interest_desk.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/event.hpp"
#include "sim/pool/interest.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/rail/rail.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/interest_tax.hpp"
#include "sim/world/bank_interest.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/recorder.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::ValueDate;
using std::chrono::days;

// The interest method of notional pooling: the bank pays and charges the header alone.
bool bears_no_interest(const Scenario& scenario, std::uint32_t account) {
    return std::ranges::any_of(scenario.notional_pools, [&](const NotionalPoolSpec& pool) {
        return pool.style == NotionalStyle::interest &&
               std::ranges::find(pool.accounts, account) != pool.accounts.end();
    });
}

constexpr TimeOfDay payment_time =
    std::chrono::hours{9};  // of intercompany interest, local to the payer

}  // namespace

InterestDesk::InterestDesk(Desk& desk, Payments& payments, const Sweeps& sweeps)
    : desk_(desk), payments_(payments), sweeps_(sweeps) {
    const Scenario& s = desk.scenario;
    const auto add = [&](Position position) {
        position.period = settlement_period(s.interest_terms[position.terms].schedule, s.from);
        positions_.push_back(position);
    };
    for (std::uint32_t a = 0; a < s.accounts.size(); ++a) {
        if (s.accounts[a].interest == no_index || bears_no_interest(s, a)) continue;
        Position position;
        position.index = a;
        position.terms = s.accounts[a].interest;
        add(position);
    }
    for (std::uint32_t p = 0; p < sweeps.pairs().size(); ++p) {
        const Sweeps::PairUse& pair = sweeps.pairs()[p];
        const PoolSpec& pool = s.pools[pair.pool];
        Position position;
        position.is_pair = true;
        position.index = p;
        position.terms = pair.cross_border ? pool.cross_border_terms
                         : pair.overseas   ? pool.overseas_terms
                                           : pool.domestic_terms;
        if (position.terms == no_index) continue;
        open_pair_lines(position);
        add(position);
    }
}

void InterestDesk::open_pair_lines(Position& position) {
    const Scenario& s = desk_.scenario;
    const Sweeps::PairUse& pair = sweeps_.pairs()[position.index];
    const auto market_of = [&](std::uint32_t account) { return s.accounts[account].market; };
    const auto line = [&](bool near, ChartLine chart_line) {
        const std::uint32_t entity = near ? pair.near_entity : pair.far_entity;
        const std::uint32_t partner = near ? pair.far_entity : pair.near_entity;
        return desk_.books.line(desk_.books.book_of_entity(entity), chart_line, pair.currency,
                                market_of(near ? pair.near_account : pair.far_account),
                                desk_.books.book_of_entity(partner).index);
    };
    position.near_income = line(true, ChartLine::interest_income);
    position.near_expense = line(true, ChartLine::interest_expense);
    position.near_receivable = line(true, ChartLine::interest_receivable);
    position.near_payable = line(true, ChartLine::interest_payable);
    position.far_income = line(false, ChartLine::interest_income);
    position.far_expense = line(false, ChartLine::interest_expense);
    position.far_receivable = line(false, ChartLine::interest_receivable);
    position.far_payable = line(false, ChartLine::interest_payable);
    const auto tax_lines = [&](bool near_pays, bool payee_owes) {
        const bool near_owes = near_pays != payee_owes;
        const auto tax_line = [&](bool near, ChartLine chart_line) {
            return desk_.books.line(
                desk_.books.book_of_entity(near ? pair.near_entity : pair.far_entity), chart_line,
                pair.currency, market_of(near ? pair.near_account : pair.far_account));
        };
        Position::TaxLines lines;
        lines.payable = tax_line(near_owes, ChartLine::taxes_payable);
        lines.expense = tax_line(!near_pays, ChartLine::tax_expense);
        return lines;
    };
    const bool near_home = desk_.is_domestic(pair.near_entity);
    if (pair.cross_border)
        (near_home ? position.near_pays_tax : position.far_pays_tax) = tax_lines(near_home, false);
    if (!s.tax.stated) return;
    const bool domestic = !pair.cross_border && !pair.overseas;
    position.near_pays_tax = tax_lines(true, domestic);
    position.far_pays_tax = tax_lines(false, domestic);
}

void InterestDesk::schedule_first() {
    for (std::uint32_t i = 0; i < positions_.size(); ++i) schedule(i);
}

void InterestDesk::schedule(std::uint32_t index) {
    const Scenario& s = desk_.scenario;
    const Position& position = positions_[index];
    ValueDate day = position.period.booked;
    if (day > s.to) return;  // accrue_to_end() books it
    TimeOfDay time{0};
    std::uint32_t account = position.index;
    std::uint32_t origin = desk_.origins.accounts + account;
    if (position.is_pair) {
        const Sweeps::PairUse& pair = sweeps_.pairs()[position.index];
        account = pair.near_account;
        origin = desk_.origins.pairs + position.index;
        time = payment_time;
        day = next_open({&s.calendars[desk_.bank_of(pair.near_account).calendar],
                         &s.calendars[desk_.bank_of(pair.far_account).calendar]},
                        day);
    }
    if (day > s.to) return;  // accrue_to_end() books it
    const ledger::SimTime at = s.zones[desk_.bank_of(account).zone].instant(day, time);
    desk_.queue.schedule(at.time_since_epoch().count(),
                         {.phase = Phase::liquidity, .origin = origin}, EventKind::interest_due,
                         index);
}

ValueDate InterestDesk::needed_from() const {
    ValueDate earliest = desk_.scenario.to;
    for (const Position& position : positions_)
        earliest = std::min(earliest, position.settled.empty() ? position.period.from
                                                               : position.settled[0].period.from);
    return earliest;
}

InterestDue InterestDesk::due(const Position& position, ValueDate from, ValueDate to) const {
    const Scenario& s = desk_.scenario;
    const ledger::AccountId account = position.is_pair ? sweeps_.pairs()[position.index].ids.near
                                                       : desk_.books.of(position.index).own;
    InterestTerms terms = s.interest_terms[position.terms];
    if (position.is_pair) {  // one internal rate, whoever lends
        terms.debit = terms.credit;
        terms.debit_tiers = terms.credit_tiers;
    }
    const int decimals = ledger::decimals_of(desk_.ledger.spec(account).currency);
    return interest_over(
        from, to, terms, s.curves,
        [&](ValueDate day) { return desk_.ledger.balance_on(account, day).minor; }, decimals);
}

void InterestDesk::settle(std::uint32_t index) {
    Position& position = positions_[index];
    const InterestDue due_now = due(position, position.period.from, position.period.earns_before);
    const SettlementSchedule& schedule_of = desk_.scenario.interest_terms[position.terms].schedule;
    const Position settled = position;
    if (kept_ > days{0}) position.settled.push_back({position.period, due_now});
    position.period = settlement_period(schedule_of, position.period.earns_before);
    if (settled.is_pair)
        book_pair(settled, due_now, desk_.local_date(sweeps_.pairs()[settled.index].near_account),
                  false);
    else
        book_account(settled, due_now, settled.period.booked, false);
    schedule(index);
}

void InterestDesk::accrue_to_end() {
    const ValueDate end = desk_.scenario.to;
    for (const Position& position : positions_) {
        if (position.period.from > end) continue;
        const InterestDue accrued = due(position, position.period.from, end + days{1});
        if (position.is_pair)
            book_pair(position, accrued, end, true);
        else
            book_account(position, accrued, end, true);
    }
}

void InterestDesk::book_account(const Position& position, const InterestDue& due_now,
                                ValueDate value_date, bool accrual) {
    const auto book = [&](Rule rule, std::int64_t earned) {
        book_bank_interest(desk_, {.rule = accrual ? Rule::interest_accrued : rule,
                                   .account = position.index,
                                   .earned_minor = earned,
                                   .value_date = value_date,
                                   .subject = position.index,
                                   .owed = accrual});
    };
    book(Rule::interest_credited, due_now.credit_minor);
    book(Rule::interest_charged, -due_now.debit_minor);
}

void InterestDesk::book_pair(const Position& position, const InterestDue& due_now,
                             ValueDate value_date, bool accrual) {
    // near's current account in debit: near has lent, so far pays. Below zero the lender pays.
    const Rule rule = accrual ? Rule::interest_accrued : Rule::intercompany_interest;
    const std::int64_t by_far = due_now.credit_minor, by_near = due_now.debit_minor;
    if (by_far != 0)
        book_pair_side(position, by_far < 0 ? -by_far : by_far, by_far < 0, value_date, rule);
    if (by_near != 0)
        book_pair_side(position, by_near < 0 ? -by_near : by_near, by_near > 0, value_date, rule);
}

void InterestDesk::book_pair_side(const Position& position, std::int64_t contract, bool near_pays,
                                  ValueDate value_date, Rule rule) {
    const Sweeps::PairUse& pair = sweeps_.pairs()[position.index];
    const PoolSpec& pool = desk_.scenario.pools[pair.pool];
    const std::uint32_t payer = near_pays ? pair.near_entity : pair.far_entity;
    const std::uint32_t payee = near_pays ? pair.far_entity : pair.near_entity;
    const TaxedInterest interest =
        taxed(contract, interest_tax(desk_.scenario, pool, payer, payee, value_date));
    const std::int64_t gross = interest.gross_minor, net = interest.net_minor(),
                       tax = interest.withheld_minor + interest.own_vat_minor;
    const Position::TaxLines& taxes = near_pays ? position.near_pays_tax : position.far_pays_tax;
    EntryLines lines;
    const auto payable = near_pays ? position.near_payable : position.far_payable;
    const auto receivable = near_pays ? position.far_receivable : position.near_receivable;
    lines.add(near_pays ? position.near_expense : position.far_expense, gross).add(payable, -net);
    if (interest.own_vat_minor == 0) lines.add(taxes.payable, -tax);
    lines.add(receivable, net).add(near_pays ? position.far_income : position.near_income, -gross);
    lines.add(taxes.expense, tax);
    if (interest.own_vat_minor != 0) lines.add(taxes.payable, -tax);
    const auto booked = desk_.recorder.post(
        {.rule = rule, .value_date = value_date, .subject = position.index}, lines);
    ledger::expects(booked.has_value(), "interest between companies touches no floor");
    if (rule != Rule::interest_accrued) pay_pair(position, net, near_pays);
}

// What is taken back, the payee pays.
void InterestDesk::pay_pair(const Position& position, std::int64_t net, bool near_pays) {
    const Sweeps::PairUse& pair = sweeps_.pairs()[position.index];
    auto payable = near_pays ? position.near_payable : position.far_payable;
    auto receivable = near_pays ? position.far_receivable : position.near_receivable;
    if (net < 0) {
        std::swap(payable, receivable);
        near_pays = !near_pays;
    }
    const Instruction instruction{.rail = pair.rail,
                                  .from_account = near_pays ? pair.near_account : pair.far_account,
                                  .to_account = near_pays ? pair.far_account : pair.near_account,
                                  .minor = net < 0 ? -net : net,
                                  .purpose = PaymentPurpose::interest};
    const BankAccount& from = desk_.scenario.accounts[instruction.from_account];
    const BankAccount& to = desk_.scenario.accounts[instruction.to_account];
    if (from.currency != pair.currency || to.currency != pair.currency) return;  // stays owed
    const Payments::Counterparts counterparts{.senders = payable, .receivers = receivable};
    const bool at_once =
        pair.rail == no_index || desk_.scenario.rails[pair.rail].kind == RailKind::book_transfer;
    const bool paid =
        at_once ? payments_.transfer(instruction, counterparts, Rule::intercompany_interest_paid)
                      .has_value()
                : payments_.send(instruction, counterparts).has_value();
    if (paid) return;
    // Short of money, the payer goes on owing: the payable and receivable stand.
    desk_.note_unpaid("interest " + std::string(rule_row(Rule::intercompany_interest_paid).code),
                      instruction.from_account, desk_.local_date(instruction.from_account),
                      instruction.minor);
}

}  // namespace rmbsim::sim
