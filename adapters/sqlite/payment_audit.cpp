#include "adapters/sqlite/payment_audit.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/day_reader.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "ledger/chart.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

using ledger::Int128;
using sim::PaymentStepKind;

bool books_payments(std::uint32_t rule) {
    return rule == sim::id_of(sim::Rule::settled_gross).index ||
           rule == sim::id_of(sim::Rule::settled_together).index ||
           rule == sim::id_of(sim::Rule::settled_net).index ||
           rule == sim::id_of(sim::Rule::settled_jointly).index;
}

}  // namespace

PaymentAudit::PaymentAudit(const Database& database, const sim::Directory& directory,
                           Findings& findings)
    : directory_(directory), findings_(findings), steps_(database, "payment_step", findings) {
    read_payments(database, findings);
    read_step();
}

void PaymentAudit::read_payments(const Database& database, Findings& findings) {
    SealedRows rows(database, "payment", findings, 1, RowIds::ascending);
    while (rows.next()) {
        const Paid made{
            .id = rows.number<std::uint32_t>(0),
            .payer = rows.number<std::uint32_t>(3),
            .payee = rows.number<std::uint32_t>(4),
            .currency = ledger::find_currency(rows.text(6)).value_or(ledger::CurrencyId{}),
            .minor = rows.integer(5)};
        const bool known = made.payer < directory_.books.size() &&
                           made.payee < directory_.books.size() && made.payer != made.payee;
        if (!known) findings.add(fmt::format("payment P-{}: its banks cannot be", made.id));
        if (made.minor <= 0) findings.add(fmt::format("payment P-{}: it is of nothing", made.id));
        if (!payments_.empty() && payments_.back().id >= made.id) continue;  // told already
        if (const std::uint32_t of = rows.index_or_none(10); of != UINT32_MAX) {
            const Paid* original = paid(of);
            if (original == nullptr)
                findings.add(fmt::format(
                    "payment P-{} brings back P-{}, which there is not before it", made.id, of));
            else if (original->minor != made.minor || original->payer != made.payee ||
                     original->payee != made.payer)
                findings.add(fmt::format(
                    "payment P-{} brings back P-{}, but not its amount between the same two",
                    made.id, of));
        }
        payments_.push_back(made);
    }
    payment_end_ = {"payment", rows.rows(), rows.last_seal(), rows.read_to_end()};
}

PaymentAudit::Paid* PaymentAudit::paid(std::uint32_t id) {
    const auto at = std::ranges::lower_bound(payments_, id, {}, &Paid::id);
    return at == payments_.end() || at->id != id ? nullptr : &*at;
}

void PaymentAudit::read_step() {
    step_.reset();
    if (!steps_.next()) return;
    const auto kind = step_named(steps_.text(3));
    if (!kind)
        findings_.add(fmt::format("{}: '{}' is no step", steps_.name_of_row(), steps_.text(3)));
    const bool left_unsettled = kind == PaymentStepKind::returned ||
                                kind == PaymentStepKind::withdrawn ||
                                kind == PaymentStepKind::rejected;
    step_ = {.payment = steps_.number<std::uint32_t>(1),
             .entry = steps_.index_or_none(7),
             .time_ms = steps_.integer(2),
             .minor = steps_.integer(6),
             .settled = kind == PaymentStepKind::settled,
             .ends = left_unsettled};
}

void PaymentAudit::take_step(const Step& step) {
    Paid* of = paid(step.payment);
    if (of == nullptr) {
        findings_.add(fmt::format("a step at {} is of payment P-{}, which there is not",
                                  time_text(step.time_ms), step.payment));
        return;
    }
    if (of->ended)
        findings_.add(fmt::format("payment P-{}: there is a step at {}, after it ended", of->id,
                                  time_text(step.time_ms)));
    if (step.settled) {
        if (Int128{of->settled} + step.minor > of->minor || step.minor <= 0) {
            findings_.add(
                fmt::format("payment P-{}: its parts add up to more than its amount", of->id));
            return;
        }
        of->settled += step.minor;
    }
    if (!step.ends) return;
    of->ended = true;
    if (Int128{of->settled} + step.minor != of->minor)
        findings_.add(fmt::format(
            "payment P-{}: what settled and what left unsettled are not its amount", of->id));
}

void PaymentAudit::add(std::vector<Net>& nets, std::uint32_t book, ledger::CurrencyId currency,
                       Int128 minor) const {
    const auto at = std::ranges::find_if(
        nets, [&](const Net& net) { return net.book == book && net.currency == currency; });
    if (at == nets.end())
        nets.push_back({.book = book, .currency = currency, .minor = minor});
    else
        at->minor += minor;
}

void PaymentAudit::close_bare_set() {
    if (std::ranges::any_of(bare_, [](const Net& net) { return net.minor != 0; }))
        findings_.add(fmt::format("payments that settled at {} without an entry do not net to zero",
                                  time_text(bare_ms_)));
    bare_.clear();
}

// Steps that name this entry, and those before it that name none.
void PaymentAudit::check_entry(std::uint32_t id, const ledger::EntryRow& row,
                               std::span<const ledger::PostingRow> postings) {
    nets_.clear();
    std::size_t steps = 0;
    for (; step_ && (step_->entry == UINT32_MAX || step_->entry <= id); read_step()) {
        const Step step = *step_;
        if (step.entry == UINT32_MAX && step.time_ms > row.time_ms) break;
        take_step(step);
        if (!step.settled) {
            if (step.entry != UINT32_MAX)
                findings_.add(fmt::format("payment P-{}: a step that books nothing names entry {}",
                                          step.payment, step.entry));
            continue;
        }
        const Paid* of = paid(step.payment);
        if (of == nullptr) continue;
        if (step.entry == UINT32_MAX) {
            if (!bare_.empty() && bare_ms_ != step.time_ms) close_bare_set();
            bare_ms_ = step.time_ms;
            add(bare_, of->payer, of->currency, step.minor);
            add(bare_, of->payee, of->currency, -Int128{step.minor});
            continue;
        }
        if (step.entry != id || !books_payments(row.rule)) {
            findings_.add(fmt::format("payment P-{}: entry {}, which it names, books no payments",
                                      step.payment, step.entry));
            continue;
        }
        if (step.time_ms != row.time_ms)
            findings_.add(
                fmt::format("payment P-{}: it settled at {}, its entry {} was booked at {}",
                            step.payment, time_text(step.time_ms), id, time_text(row.time_ms)));
        ++steps;
        add(nets_, of->payer, of->currency, step.minor);
        add(nets_, of->payee, of->currency, -Int128{step.minor});
    }
    if (!books_payments(row.rule)) return;
    if (steps == 0)
        return findings_.add(fmt::format("entry {} books payments, but no payment names it", id));
    for (const ledger::PostingRow& posting : postings) {
        if (posting.account.index >= directory_.accounts.size()) return;  // told elsewhere
        const sim::AccountRow& account = directory_.accounts[posting.account.index];
        add(nets_, account.partner_book, account.spec.currency, -Int128{posting.minor});
    }
    for (const Net& net : nets_)
        if (net.minor != 0) {
            const bool known = net.book < directory_.books.size();
            findings_.add(fmt::format(
                "entry {}: its lines are not the net of the payments that name it (book {})", id,
                known ? directory_.books[net.book].code : "?"));
            return;
        }
}

void PaymentAudit::read(const DayRows& day) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < day.entries.size(); ++i) {
        const ledger::EntryRow& row = day.entries[i];
        const auto postings = std::span(day.postings).subspan(at, row.posting_count);
        at += row.posting_count;
        const bool is_due = step_ && (step_->entry == UINT32_MAX ? step_->time_ms <= row.time_ms
                                                                 : step_->entry <= day.ids[i]);
        if (is_due || books_payments(row.rule)) check_entry(day.ids[i], row, postings);
    }
}

void PaymentAudit::finish() {
    for (; step_; read_step()) {
        const Step step = *step_;
        take_step(step);
        if (step.entry != UINT32_MAX)
            findings_.add(fmt::format("payment P-{}: entry {}, which it names, does not exist",
                                      step.payment, step.entry));
        else if (const Paid* of = step.settled ? paid(step.payment) : nullptr) {
            if (!bare_.empty() && bare_ms_ != step.time_ms) close_bare_set();
            bare_ms_ = step.time_ms;
            add(bare_, of->payer, of->currency, step.minor);
            add(bare_, of->payee, of->currency, -Int128{step.minor});
        }
    }
    close_bare_set();
}

std::vector<TableEnd> PaymentAudit::ends() const {
    return {payment_end_,
            {"payment_step", steps_.rows(), steps_.last_seal(), steps_.read_to_end()}};
}

}  // namespace rmbsim::adapters::sqlite
