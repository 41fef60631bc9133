#include "sim/world/sweep_charges.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/fees/fee.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/stamp_duty.hpp"
#include "sim/tax/tax_spec.hpp"
#include "sim/world/bank_fee.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;

SweepCharges::SweepCharges(Desk& desk)
    : desk_(desk), schedule_of_account_(desk.scenario.accounts.size(), no_index) {
    const auto& schedules = desk.scenario.fee_schedules;
    for (std::uint32_t i = 0; i < schedules.size(); ++i)
        for (const std::uint32_t account : schedules[i].accounts) schedule_of_account_[account] = i;
}

void SweepCharges::open_pair(std::uint32_t pair, std::uint32_t near_entity,
                             std::uint32_t far_entity, ledger::CurrencyId currency,
                             ledger::Market near_market, ledger::Market far_market) {
    if (!desk_.scenario.tax.stamp_duty) return;
    const auto lines = [&](std::uint32_t entity, ledger::Market market) {
        DutyLines of;
        if (!desk_.is_domestic(entity)) return of;
        const ledger::BookId book = desk_.books.book_of_entity(entity);
        of.entity = entity;
        of.expense = desk_.books.line(book, ChartLine::tax_expense, currency, market);
        of.payable = desk_.books.line(book, ChartLine::taxes_payable, currency, market);
        return of;
    };
    if (duty_lines_.size() <= pair) duty_lines_.resize(pair + 1);
    duty_lines_[pair] = {lines(near_entity, near_market), lines(far_entity, far_market)};
}

const FeeSchedule* SweepCharges::schedule_of(std::uint32_t account) const {
    const std::uint32_t index = schedule_of_account_[account];
    return index == no_index ? nullptr : &desk_.scenario.fee_schedules[index];
}

std::int64_t SweepCharges::most_sent(std::uint32_t account, bool to_another,
                                     std::int64_t free) const {
    const FeeSchedule* schedule = schedule_of(account);
    if (schedule == nullptr) return free;
    const std::array<const FeeScale*, 2> scales{&schedule->sweep, &schedule->entrusted_loan};
    return sim::most_sent(std::span(scales).first(to_another ? 2 : 1), free);
}

std::int64_t SweepCharges::fees_of(std::uint32_t account, bool to_another,
                                   std::int64_t minor) const {
    const FeeSchedule* schedule = schedule_of(account);
    if (schedule == nullptr) return 0;
    return fee_of(schedule->sweep, minor) +
           (to_another ? fee_of(schedule->entrusted_loan, minor) : 0);
}

void SweepCharges::charge(std::uint32_t sender, bool to_another, std::int64_t minor,
                          std::uint32_t decision) {
    const FeeSchedule* schedule = schedule_of(sender);
    if (schedule == nullptr) return;
    const auto book = [&](Rule rule, std::int64_t fee) {
        const bool charged = book_bank_fee(desk_, {.rule = rule,
                                                   .account = sender,
                                                   .minor = fee,
                                                   .value_date = desk_.local_date(sender),
                                                   .subject = decision});
        ledger::expects(charged, "a sweep moves only when its fees can be paid, too");
    };
    book(Rule::sweep_fee, fee_of(schedule->sweep, minor));
    if (to_another) book(Rule::entrusted_loan_fee, fee_of(schedule->entrusted_loan, minor));
}

void SweepCharges::stamp(const SweepLoan& loan, std::int64_t minor, std::uint32_t decision) {
    const Scenario& s = desk_.scenario;
    if (!s.tax.stamp_duty || loan.pair >= duty_lines_.size()) return;
    const std::int64_t claim = desk_.ledger.booked(loan.lenders_claim) + (loan.booked ? 0 : minor);
    const std::int64_t lent = std::clamp<std::int64_t>(claim, 0, minor);
    for (const DutyLines& lines : duty_lines_[loan.pair]) {
        if (lines.entity == no_index) continue;
        const StampDutyPayers unless_pays =
            lines.entity == loan.lender ? StampDutyPayers::borrower : StampDutyPayers::lender;
        if (*s.tax.stamp_duty == unless_pays) continue;
        const ledger::ValueDate day = s.zones[s.zone].local_date(desk_.now());
        const StampDuty duty = stamp_duty(s, s.pools[loan.pool], loan.lender, loan.borrower, day);
        const std::int64_t owed = duty_on(duty, lent);
        if (owed == 0) continue;
        EntryLines entry;
        entry.add(lines.expense, owed).add(lines.payable, -owed);
        const auto posted = desk_.recorder.post(
            {.rule = Rule::stamp_duty, .value_date = day, .subject = decision}, entry);
        ledger::expects(posted.has_value(), "a tax that is owed touches no floor");
    }
}

}  // namespace rmbsim::sim
