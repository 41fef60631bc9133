#include "sim/world/payments.hpp"

#include <cstdint>
#include <expected>
#include <optional>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/rail/rail.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

SimTimeMs ms(ledger::SimTime time) { return time.time_since_epoch().count(); }

}  // namespace

std::expected<ledger::EntryId, ledger::PostError> Payments::transfer(
    const Instruction& instruction, const Counterparts& counterparts, Rule rule) {
    return transfer(instruction, counterparts, rule, desk_.local_date(instruction.from_account));
}

std::expected<ledger::EntryId, ledger::PostError> Payments::transfer(
    const Instruction& instruction, const Counterparts& counterparts, Rule rule,
    ledger::ValueDate value_date) {
    const BankAccountIds& from = desk_.books.of(instruction.from_account);
    const BankAccountIds& to = desk_.books.of(instruction.to_account);
    const std::int64_t a = instruction.minor;
    EntryLines lines;
    if (!counterparts.same_owner) lines.add(counterparts.senders, a);
    lines.add(from.own, -a).add(to.own, a);
    if (!counterparts.same_owner) lines.add(counterparts.receivers, -a);
    lines.add(from.mirror, a).add(to.mirror, -a);
    if (from.clearing != to.clearing) lines.add(from.clearing, -a).add(to.clearing, a);
    if (instruction.rail != UINT32_MAX) add_fee(lines, instruction);
    return desk_.recorder.post(
        {.rule = rule, .value_date = value_date, .subject = instruction.decision}, lines);
}

std::int64_t Payments::fee_in(std::uint32_t rail, std::uint32_t account) const {
    const RailSpec& spec = desk_.scenario.rails[rail];
    const BankAccount& payer = desk_.scenario.accounts[account];
    if (spec.fee_minor == 0 || spec.fee_currency == payer.currency) return spec.fee_minor;
    const auto mid = desk_.scenario.fx.mid(spec.fee_currency, payer.currency, payer.market,
                                           desk_.local_date(account));
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return desk_.converted(spec.fee_minor, spec.fee_currency, payer.currency, *mid,
                           ledger::Rounding::ceiling);
}

std::int64_t Payments::fee_of(const Instruction& instruction) const {
    if (instruction.route == UINT32_MAX) return fee_in(instruction.rail, instruction.from_account);
    std::int64_t sum = 0;
    for (const RouteLegSpec& leg : desk_.scenario.payment_routes[instruction.route])
        sum += fee_in(leg.rail, instruction.from_account);
    return sum;
}

void Payments::add_fee(EntryLines& lines, const Instruction& instruction) const {
    const std::int64_t fee = fee_of(instruction);
    const BankAccountIds& payer = desk_.books.of(instruction.from_account);
    lines.add(payer.fees, fee)
        .add(payer.own, -fee)
        .add(payer.mirror, fee)
        .add(payer.bank_fee_income, -fee);
}

void Payments::charge_fee(const Instruction& instruction) {
    EntryLines lines;
    add_fee(lines, instruction);
    if (lines.lines().empty()) return;
    const auto charged =
        desk_.recorder.post({.rule = Rule::payment_fee,
                             .value_date = desk_.local_date(instruction.from_account),
                             .subject = instruction.id},
                            lines);
    ledger::expects(charged.has_value(), "a payment is sent only when its fee can be paid, too");
}

void Payments::tell(const Instruction& instruction, PaymentStatus status) {
    const BankAccountIds& from = desk_.books.of(instruction.from_account);
    desk_.recorder.tell({.amount_minor = instruction.minor,
                         .book = desk_.directory.accounts[from.own.index].spec.book.index,
                         .subject = instruction.id,
                         .link = instruction.link,
                         .code = static_cast<std::uint16_t>(status),
                         .kind = RecordKind::payment,
                         .posting_count = 1,
                         .postings = {{{.minor = instruction.minor, .account = from.own.index}}}});
}

std::expected<ledger::EntryId, ledger::PostError> Payments::send(Instruction instruction,
                                                                 const Counterparts& counterparts) {
    instruction.id = desk_.last_payment_id + 1;
    const BankAccountIds& from = desk_.books.of(instruction.from_account);
    const std::int64_t a = instruction.minor;
    const std::int64_t fee = fee_of(instruction);
    if (desk_.ledger.available(from.own) - a < fee)
        return std::unexpected(ledger::PostError::below_floor);
    EntryLines lines;
    lines.add(from.transit, a).add(from.own, -a).add(from.mirror, a).add(from.remittance, -a);
    const auto sent = desk_.recorder.post({.rule = Rule::payment_sent,
                                           .value_date = desk_.local_date(instruction.from_account),
                                           .subject = instruction.id},
                                          lines);
    if (!sent) return sent;
    desk_.last_payment_id = instruction.id;
    ++desk_.counts.payments;
    charge_fee(instruction);

    if (instruction.pair != UINT32_MAX)
        quotas_.reserve(instruction.pair, instruction.outward, instruction.quota_minor);

    const std::size_t row = results_.size();
    std::uint32_t slot = 0;
    if (free_.empty()) {
        slot = static_cast<std::uint32_t>(under_way_.size());
        under_way_.push_back({instruction, counterparts, row});
    } else {
        slot = free_.back();
        free_.pop_back();
        under_way_[slot] = {instruction, counterparts, row};
    }
    const Scenario& s = desk_.scenario;
    const BankAccount& payer = s.accounts[instruction.from_account];
    results_.push_back(
        {.id = instruction.id,
         .link = instruction.link == UINT32_MAX ? "" : desk_.directory.links[instruction.link].id,
         .from_account = payer.id,
         .to_account = s.accounts[instruction.to_account].id,
         .currency = std::string(ledger::code_of(payer.currency)),
         .decimals = ledger::info(payer.currency).decimals,
         .minor = instruction.minor,
         .sent_ms = ms(desk_.now()),
         .settled_ms = std::nullopt});
    hand_over(instruction, slot);
    return sent;
}

// To the payment system, or, on a rail without accounts, to the clock.
void Payments::hand_over(const Instruction& instruction, std::uint32_t slot) {
    const Scenario& s = desk_.scenario;
    if (settlement_ != nullptr && settlement_->settles(instruction.rail)) {
        tell(instruction, PaymentStatus::accepted);
        return settlement_->submit(instruction.rail, s.accounts[instruction.from_account].bank,
                                   s.accounts[instruction.to_account].bank, instruction.minor,
                                   instruction.id, slot, instruction.name, instruction.route);
    }
    const RailTiming when = timing(s.rails[instruction.rail], s.calendars, s.zones, desk_.now());
    tell(instruction, when.taken > desk_.now() ? PaymentStatus::queued : PaymentStatus::accepted);
    desk_.queue.schedule(
        ms(when.arrives),
        {.phase = Phase::arrivals, .origin = desk_.origins.rails + instruction.rail},
        EventKind::rail_arrival, slot);
}

void Payments::give_back(std::uint32_t slot) {
    const UnderWay back = under_way_[slot];
    free_.push_back(slot);
    const Instruction& instruction = back.instruction;
    const BankAccountIds& from = desk_.books.of(instruction.from_account);
    const std::int64_t a = instruction.minor;
    EntryLines lines;
    lines.add(from.own, a).add(from.transit, -a).add(from.remittance, a).add(from.mirror, -a);
    const auto returned =
        desk_.recorder.post({.rule = Rule::payment_returned,
                             .value_date = desk_.local_date(instruction.from_account),
                             .subject = instruction.id},
                            lines);
    ledger::expects(returned.has_value(), "money that comes back can be booked");
    if (instruction.pair != UINT32_MAX)
        quotas_.release(instruction.pair, instruction.outward, instruction.quota_minor);
    tell(instruction, PaymentStatus::returned);
}

void Payments::on_sent_back(std::uint32_t payment_id) {
    const auto found = arrived_.find(payment_id);
    if (found == arrived_.end()) return;  // it was no company's
    const Instruction instruction = found->second.instruction;
    const Counterparts counterparts = found->second.counterparts;
    arrived_.erase(found);
    const BankAccountIds& from = desk_.books.of(instruction.from_account);
    const BankAccountIds& to = desk_.books.of(instruction.to_account);
    const std::int64_t a = instruction.minor;
    EntryLines lines;
    lines.add(to.own, -a).add(from.own, a);
    if (!counterparts.same_owner)
        lines.add(counterparts.receivers, a).add(counterparts.senders, -a);
    lines.add(to.mirror, a).add(to.clearing, -a).add(from.clearing, a).add(from.mirror, -a);
    const auto sent_back =
        desk_.recorder.post({.rule = Rule::payment_returned,
                             .value_date = desk_.local_date(instruction.from_account),
                             .subject = instruction.id},
                            lines);
    // The payee has spent it: its bank has sent it back, and has a claim on it.
    if (!sent_back)
        desk_.note_unpaid("payment P-" + std::to_string(instruction.id) + ".return",
                          instruction.to_account, desk_.local_date(instruction.to_account), a);
}

void Payments::arrive(std::uint32_t slot) {
    const UnderWay arrived = under_way_[slot];
    free_.push_back(slot);
    const Instruction& instruction = arrived.instruction;
    const BankAccountIds& from = desk_.books.of(instruction.from_account);
    const BankAccountIds& to = desk_.books.of(instruction.to_account);
    const std::int64_t a = instruction.minor;
    EntryLines lines;
    if (arrived.counterparts.same_owner) {
        lines.add(from.transit, -a).add(to.own, a);
    } else {
        lines.add(arrived.counterparts.senders, a).add(from.transit, -a);
        lines.add(to.own, a).add(arrived.counterparts.receivers, -a);
    }
    lines.add(from.remittance, a).add(from.clearing, -a).add(to.clearing, a).add(to.mirror, -a);
    const auto settled = desk_.recorder.post(
        {.rule = instruction.purpose == PaymentPurpose::interest ? Rule::intercompany_interest_paid
                                                                 : Rule::payment_settled,
         .value_date = desk_.local_date(instruction.to_account),
         .subject = instruction.id},
        lines);
    ledger::expects(settled.has_value(), "money that has left an account arrives");
    if (instruction.pair != UINT32_MAX)
        quotas_.settle(instruction.pair, instruction.outward, instruction.quota_minor);
    if (instruction.purpose == PaymentPurpose::customer) arrived_.emplace(instruction.id, arrived);
    results_[arrived.row].settled_ms = ms(desk_.now());
    tell(instruction, PaymentStatus::settled);
    if (instruction.purpose == PaymentPurpose::trade && trade_ != nullptr)
        trade_->on_trade_paid(instruction.id, *settled);
}

}  // namespace rmbsim::sim
