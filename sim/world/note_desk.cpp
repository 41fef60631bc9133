#include "sim/world/note_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/id.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/finance/discount.hpp"
#include "sim/finance/e_note.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/kernel/event.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/pool/interest.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

constexpr TimeOfDay note_time = std::chrono::hours{10};  // local to the issuer's bank
constexpr std::uint32_t issue_step = UINT32_MAX, due_step = UINT32_MAX - 1;  // else of the steps

}  // namespace

using finance::NoteId;
using ledger::ChartLine;
using ledger::ValueDate;

NoteDesk::NoteDesk(Desk& desk) : desk_(desk) {
    for (const NoteSpec& spec : desk.scenario.notes) {
        Issued& note = notes_.emplace_back(spec);
        const auto open = [&](std::uint32_t account) {
            note.lines.emplace(account, open_lines(account, spec));
        };
        open(spec.issuer);
        open(spec.holder);
        for (const NoteStep& step : spec.steps) {
            open(step.from);
            if (step.to != no_index) open(step.to);
            if (step.bank != no_index) note.banks.emplace(step.bank, open_bank(step.bank, spec));
        }
    }
}

std::uint32_t NoteDesk::party_of_bank(std::uint32_t bank) const {
    return static_cast<std::uint32_t>(desk_.scenario.entities.size()) + bank;
}

NoteDesk::Lines NoteDesk::open_lines(std::uint32_t account, const NoteSpec& spec) {
    const BankAccount& of = desk_.scenario.accounts[account];
    const ledger::BookId book = desk_.books.book_of_entity(of.owner);
    const ledger::BookId issuer =
        desk_.books.book_of_entity(desk_.scenario.accounts[spec.issuer].owner);
    const auto line = [&](ChartLine chart_line, std::uint32_t partner = UINT32_MAX) {
        return desk_.books.line(book, chart_line, of.currency, of.market, partner);
    };
    const bool is_issuer = book == issuer;
    return {
        .notes = is_issuer ? ledger::AccountId{} : line(ChartLine::note_receivable, issuer.index),
        .receivable = line(ChartLine::accounts_receivable),
        .payable = line(ChartLine::accounts_payable),
        .issued = is_issuer ? line(ChartLine::note_payable) : ledger::AccountId{},
        .interest = line(ChartLine::interest_expense)};
}

NoteDesk::BankLines NoteDesk::open_bank(std::uint32_t bank, const NoteSpec& spec) {
    const BankAccount& issuer = desk_.scenario.accounts[spec.issuer];
    const ledger::BookId book = desk_.books.book_of_bank(bank);
    const auto line = [&](ChartLine chart_line, std::uint32_t partner = UINT32_MAX) {
        return desk_.books.line(book, chart_line, issuer.currency, issuer.market, partner);
    };
    return {.loans = line(ChartLine::bank_loans, desk_.books.book_of_entity(issuer.owner).index),
            .income = line(ChartLine::bank_interest_income),
            .clearing = line(ChartLine::bank_clearing)};
}

void NoteDesk::schedule_first() {
    for (std::uint32_t i = 0; i < notes_.size(); ++i) {
        const NoteSpec& spec = *notes_[i].spec;
        const Bank& bank = desk_.bank_of(spec.issuer);
        const auto put = [&](ValueDate day, std::uint32_t step) {
            if (day > desk_.scenario.to) return;
            const auto at = desk_.scenario.zones[bank.zone].instant(day, note_time);
            desk_.queue.schedule(at.time_since_epoch().count(),
                                 {.phase = Phase::liquidity, .origin = desk_.origins.notes + i},
                                 EventKind::note_due, i, step);
        };
        put(spec.issued, issue_step);
        for (std::uint32_t step = 0; step < spec.steps.size(); ++step)
            put(spec.steps[step].on, step);
        if (spec.due <= desk_.scenario.to)
            put(next_open({&desk_.scenario.calendars[bank.calendar]}, spec.due), due_step);
    }
}

void NoteDesk::act(const Event& event) {
    Issued& note = notes_[event.target];
    if (event.detail == issue_step) return issue(note);
    if (event.detail == due_step) return fall_due(note);
    take_step(note, note.spec->steps[event.detail]);
}

void NoteDesk::post(Rule rule, const Issued& note, const EntryLines& lines) {
    const auto posted = desk_.recorder.post(
        {.rule = rule,
         .value_date = desk_.local_date(note.spec->issuer),
         .subject = static_cast<std::uint32_t>(note.spec - desk_.scenario.notes.data())},
        lines);
    ledger::expects(posted.has_value(), "a note takes no more than is available");
}

void NoteDesk::issue(Issued& note) {
    const NoteSpec& spec = *note.spec;
    const std::uint32_t issuer = desk_.scenario.accounts[spec.issuer].owner;
    const std::uint32_t holder = desk_.scenario.accounts[spec.holder].owner;
    const auto issued =
        note.book.issue({.issuer = issuer,
                         .holder = holder,
                         .amount = {spec.minor, desk_.scenario.accounts[spec.issuer].currency},
                         .issued = spec.issued,
                         .due = spec.due});
    if (!issued) return refuse(note, spec.id, finance::name_of(issued.error()), spec.minor);
    note.is_issued = true;
    note.root = *issued;
    note.account_of[holder] = spec.holder;
    const Lines &from = note.lines.at(spec.issuer), &to = note.lines.at(spec.holder);
    post(Rule::note_issued, note,
         EntryLines()
             .add(from.payable, spec.minor)
             .add(from.issued, -spec.minor)
             .add(to.notes, spec.minor)
             .add(to.receivable, -spec.minor));
}

void NoteDesk::take_step(Issued& note, const NoteStep& step) {
    if (!note.is_issued) return refuse(note, step.id, "not_open", step.minor);
    if (step.bank != no_index) return discount(note, step);
    pass_on(note, step);
}

namespace {

// The part that a holder disposes of: the first that suffices, else the first that it holds, else the
// whole, which is then refused.
NoteId part_for(const finance::NoteBook& book, NoteId root, std::uint32_t holder,
                std::int64_t minor) {
    std::optional<NoteId> any;
    for (const NoteId part : book.parts_of(root)) {
        const finance::Note& note = book[part];
        if (note.state != finance::NoteState::open || note.holder() != holder) continue;
        if (note.amount.minor >= minor) return part;
        if (!any) any = part;
    }
    return any.value_or(book.parts_of(root).front());
}

}  // namespace

void NoteDesk::pass_on(Issued& note, const NoteStep& step) {
    const std::uint32_t from = desk_.scenario.accounts[step.from].owner;
    const std::uint32_t to = desk_.scenario.accounts[step.to].owner;
    const auto passed = note.book.pass_on(part_for(note.book, note.root, from, step.minor), from,
                                          to, step.minor, step.on);
    if (!passed) return refuse(note, step.id, finance::name_of(passed.error()), step.minor);
    note.account_of[to] = step.to;
    const Lines &before = note.lines.at(step.from), &after = note.lines.at(step.to);
    post(Rule::note_passed, note,
         EntryLines()
             .add(before.payable, step.minor)
             .add(before.notes, -step.minor)
             .add(after.notes, step.minor)
             .add(after.receivable, -step.minor));
}

void NoteDesk::discount(Issued& note, const NoteStep& step) {
    const BankAccount& account = desk_.scenario.accounts[step.from];
    const auto rate = rate_on(step.rate, desk_.scenario.curves, step.on);
    ledger::expects(rate.has_value(), "the loader has checked that curves cover the period");
    const auto passed =
        note.book.pass_on(part_for(note.book, note.root, account.owner, step.minor), account.owner,
                          party_of_bank(step.bank), step.minor, step.on);
    if (!passed) return refuse(note, step.id, finance::name_of(passed.error()), step.minor);
    const finance::EarlyPayment early = finance::paid_early(
        step.minor, *rate, {.from = step.on, .to = note.spec->due}, ledger::DayCount::act_360);
    const Lines& seller = note.lines.at(step.from);
    const BankLines& bank = note.banks.at(step.bank);
    const BankAccountIds& ids = desk_.books.of(step.from);
    EntryLines lines;
    lines.add(ids.own, early.paid_minor).add(seller.interest, early.discount_minor);
    lines.add(seller.notes, -step.minor);
    lines.add(bank.loans, step.minor).add(bank.income, -early.discount_minor);
    lines.add(ids.mirror, -early.paid_minor);
    if (account.bank != step.bank)
        lines.add(bank.clearing, -early.paid_minor).add(ids.clearing, early.paid_minor);
    post(Rule::note_discounted, note, lines);
    discounts_[account.owner] += desk_.reporting_minor(early.discount_minor, step.from, step.on);
}

void NoteDesk::fall_due(Issued& note) {
    if (!note.is_issued) return;
    for (const NoteId part : note.book.parts_of(note.root)) pay(note, part);
}

void NoteDesk::pay(Issued& note, NoteId part) {
    const NoteSpec& spec = *note.spec;
    const std::int64_t minor = note.book[part].amount.minor;
    const std::uint32_t holder = note.book[part].holder();
    const BankAccountIds& issuer = desk_.books.of(spec.issuer);
    const bool pays = desk_.ledger.available(issuer.own) >= minor;
    const auto settled = note.book.settle(part, pays);
    ledger::expects(settled.has_value(), "a note falls due once");
    if (!pays) return refuse(note, spec.id, "dishonoured", minor);
    EntryLines lines;
    lines.add(note.lines.at(spec.issuer).issued, minor).add(issuer.own, -minor);
    lines.add(issuer.mirror, minor).add(issuer.clearing, -minor);
    if (const auto account = note.account_of.find(holder); account != note.account_of.end()) {
        const BankAccountIds& to = desk_.books.of(account->second);
        lines.add(to.own, minor).add(note.lines.at(account->second).notes, -minor);
        lines.add(to.mirror, -minor).add(to.clearing, minor);
    } else {
        const BankLines& bank = note.banks.at(holder - party_of_bank(0));
        lines.add(bank.clearing, minor).add(bank.loans, -minor);
    }
    post(Rule::note_paid, note, lines);
}

void NoteDesk::refuse(const Issued& note, std::string_view what, std::string_view reason,
                      std::int64_t minor) {
    const ledger::CurrencyId currency = desk_.scenario.accounts[note.spec->issuer].currency;
    desk_.refusals.push_back({.what = "note " + std::string(what),
                              .subject = std::string(what),
                              .on = desk_.local_date(note.spec->issuer),
                              .wish_minor = minor,
                              .currency = std::string(ledger::code_of(currency)),
                              .decimals = ledger::info(currency).decimals,
                              .reason = std::string(reason),
                              .limit = {},
                              .regime = {},
                              .parameter = {},
                              .document = note.spec->document});
}

std::vector<Kpi> NoteDesk::kpis() const {
    std::vector<Kpi> kpis;
    if (notes_.empty()) return kpis;
    std::int64_t group = 0;
    const ledger::CurrencyId reporting = desk_.scenario.reporting_currency;
    const auto put = [&](const std::string& entity, std::int64_t minor) {
        kpis.push_back(stated("note_discount", entity, ledger::to_text({minor, reporting}),
                              ledger::code_of(reporting)));
    };
    for (const auto& [entity, minor] : discounts_) {
        group += minor;
        put(desk_.scenario.entities[entity].id, minor);
    }
    put("group", group);
    return kpis;
}

}  // namespace rmbsim::sim
