#include "sim/world/bank_interest.hpp"

#include <cstdint>
#include <string>
#include <tuple>

#include "sim/rules.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

EntryLines lines_of(const BankAccountIds& ids, std::int64_t earned, bool owed, bool income) {
    EntryLines lines;
    if (owed)
        lines.add(earned > 0 ? ids.interest_receivable : ids.interest_payable, earned);
    else
        lines.add(ids.own, earned);
    lines.add(income ? ids.interest_income : ids.interest_expense, -earned);
    lines.add(income ? ids.bank_interest_expense : ids.bank_interest_income, earned);
    return lines.add(owed ? ids.bank_interest_payable : ids.mirror, -earned);
}

}  // namespace

void book_bank_interest(Desk& desk, const BankInterest& item) {
    if (item.earned_minor == 0) return;
    const BankAccountIds& ids = desk.books.of(item.account);
    const auto post = [&](bool owed) {
        return desk.recorder
            .post(
                {.rule = item.rule, .value_date = item.value_date, .subject = item.subject},
                lines_of(ids, item.earned_minor, owed, (item.earned_minor > 0) != item.taken_back))
            .has_value();
    };
    if (!item.owed && post(false)) return;
    std::ignore = post(true);
    if (item.owed) return;
    // A bank that finds the overdraft used up carries the interest as owed, and the run says so.
    desk.note_unpaid("interest " + std::string(rule_row(item.rule).code), item.account,
                     item.value_date,
                     item.earned_minor < 0 ? -item.earned_minor : item.earned_minor);
}

}  // namespace rmbsim::sim
