#include "sim/world/bank_fee.hpp"

#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

bool book_bank_fee(Desk& desk, const BankFee& fee) {
    if (fee.minor == 0) return true;
    const BankAccountIds& ids = desk.books.of(fee.account);
    EntryLines lines;
    lines.add(ids.fees, fee.minor)
        .add(ids.own, -fee.minor)
        .add(ids.mirror, fee.minor)
        .add(ids.bank_fee_income, -fee.minor);
    return desk.recorder
        .post({.rule = fee.rule, .value_date = fee.value_date, .subject = fee.subject}, lines)
        .has_value();
}

}  // namespace rmbsim::sim
