#include "adapters/statements/reconcile.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "adapters/statements/statement.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::statements {
namespace {

const Balance* last_of(const Statement& statement, BalanceKind kind) {
    const Balance* found = nullptr;
    for (const Balance& balance : statement.balances)
        if (balance.kind == kind) found = &balance;
    return found;
}

const Balance* first_of(const Statement& statement, BalanceKind kind) {
    for (const Balance& balance : statement.balances)
        if (balance.kind == kind) return &balance;
    return nullptr;
}

const Balance* either(const Balance* first, const Balance* second) {
    return first != nullptr ? first : second;
}

std::string amount_text(std::int64_t minor, ledger::CurrencyId currency) {
    return ledger::to_text(minor, ledger::decimals_of(currency)) + " " +
           std::string(ledger::code_of(currency));
}

std::optional<std::int64_t> difference(const Reconciliation& of) {
    auto sum = ledger::checked_add(of.opening->minor, of.tally.credits_minor);
    if (sum) sum = ledger::checked_subtract(*sum, of.tally.debits_minor);
    if (sum) sum = ledger::checked_subtract(*sum, of.closing->minor);
    return sum;
}

}  // namespace

void Tally::add(const Statement& head, const Entry& entry) {
    if (entry.status != EntryStatus::booked) {
        ++not_booked;
        return;
    }
    if (head.currency && entry.currency != *head.currency) {
        ++other_currency;
        return;
    }
    if (entry.minor == std::numeric_limits<std::int64_t>::min()) {
        overflowed = true;
        return;
    }
    std::int64_t& sum = entry.minor < 0 ? debits_minor : credits_minor;
    const auto total = ledger::checked_add(sum, entry.minor < 0 ? -entry.minor : entry.minor);
    if (total)
        sum = *total;
    else
        overflowed = true;
    ++(entry.minor < 0 ? debits : credits);
}

Reconciliation reconcile(const Statement& statement, const Tally& tally) {
    Reconciliation result{.opening = {},
                          .closing = {},
                          .tally = tally,
                          .difference_minor = {},
                          .findings = statement.findings};
    const Balance* const opening = either(first_of(statement, BalanceKind::opening),
                                          first_of(statement, BalanceKind::previous_closing));
    const Balance* const closing = either(last_of(statement, BalanceKind::closing),
                                          last_of(statement, BalanceKind::interim_booked));
    if (opening != nullptr) result.opening = *opening;
    if (closing != nullptr) result.closing = *closing;
    const std::uint32_t line = closing != nullptr ? closing->line : statement.line;
    if (tally.overflowed)
        result.findings.push_back({line, "the lines' sum leaves the range of 64 bits"});
    if (tally.other_currency > 0)
        result.findings.push_back(
            {line, std::to_string(tally.other_currency) +
                       " booked lines are in another currency than the account: not counted"});
    if (opening == nullptr || closing == nullptr || tally.overflowed) return result;
    if (opening->currency != closing->currency ||
        (statement.currency && opening->currency != *statement.currency)) {
        result.findings.push_back(
            {line, "opening in " + std::string(ledger::code_of(opening->currency)) +
                       ", closing in " + std::string(ledger::code_of(closing->currency)) +
                       ": not to be reconciled"});
        return result;
    }
    result.difference_minor = difference(result);
    if (!result.difference_minor)
        result.findings.push_back({line, "opening and lines leave the range of 64 bits"});
    else if (*result.difference_minor != 0)
        result.findings.push_back(
            {line, "opening " + amount_text(opening->minor, opening->currency) + " + credits " +
                       amount_text(tally.credits_minor, opening->currency) + " - debits " +
                       amount_text(tally.debits_minor, opening->currency) + " - closing " +
                       amount_text(closing->minor, closing->currency) + " = " +
                       amount_text(*result.difference_minor, opening->currency)});
    return result;
}

Reconciliation reconcile(const Statement& collected) {
    Tally tally;
    for (const Entry& entry : collected.entries) tally.add(collected, entry);
    return reconcile(collected, tally);
}

}  // namespace rmbsim::adapters::statements
