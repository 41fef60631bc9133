// Interest that was settled before a back-valued flow was known: what it should have been, less what was
// booked, as entries of today (pooling-practice §8). The settled entries themselves stay as they are, and
// the correction earns nothing before today.
#include <algorithm>
#include <chrono>
#include <cstdint>

#include "ledger/time.hpp"
#include "sim/pool/interest.hpp"
#include "sim/rules.hpp"
#include "sim/world/bank_interest.hpp"
#include "sim/world/interest_desk.hpp"

namespace rmbsim::sim {

using ledger::ValueDate;

void InterestDesk::adjust(ValueDate since, ValueDate today) {
    for (Position& position : positions_) {
        std::erase_if(position.settled, [&](const Position::Settled& settled) {
            return settled.period.earns_before <= today - kept_;
        });
        for (Position::Settled& settled : position.settled) {
            if (settled.period.earns_before <= since) continue;
            const InterestDue right =
                due(position, settled.period.from, settled.period.earns_before);
            if (position.is_pair)
                adjust_pair(position, settled.booked, right, today);
            else
                adjust_account(position, settled.booked, right, today);
            settled.booked = right;
        }
    }
}

void InterestDesk::adjust_account(const Position& position, const InterestDue& booked,
                                  const InterestDue& right, ValueDate today) {
    const auto book = [&](std::int64_t earned, bool taken_back) {
        book_bank_interest(desk_, {.rule = Rule::interest_adjusted,
                                   .account = position.index,
                                   .earned_minor = earned,
                                   .value_date = today,
                                   .subject = position.index,
                                   .taken_back = taken_back});
    };
    const std::int64_t credit = right.credit_minor - booked.credit_minor,
                       debit = right.debit_minor - booked.debit_minor;
    book(credit, credit < 0);
    book(-debit, debit < 0);
}

// In debit near has lent, so far pays; what was paid too much goes back the other way.
void InterestDesk::adjust_pair(const Position& position, const InterestDue& booked,
                               const InterestDue& right, ValueDate today) {
    const std::int64_t by_far = right.credit_minor - booked.credit_minor,
                       by_near = right.debit_minor - booked.debit_minor;
    if (by_far != 0)
        book_pair_side(position, by_far, false, today, Rule::intercompany_interest_adjusted);
    if (by_near != 0)
        book_pair_side(position, by_near, true, today, Rule::intercompany_interest_adjusted);
}

}  // namespace rmbsim::sim
