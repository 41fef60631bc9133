#include "sim/ecny/paid_window.hpp"

#include <chrono>
#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {
namespace {

std::chrono::year year_of(ledger::ValueDate date) {
    return std::chrono::year_month_day{date}.year();
}

}  // namespace

std::int64_t PaidWindow::of_day(ledger::ValueDate date) const {
    return date == last_ ? day_minor_ : 0;
}

std::int64_t PaidWindow::of_year(ledger::ValueDate date) const {
    return year_of(date) == year_of(last_) ? year_minor_ : 0;
}

void PaidWindow::add(ledger::ValueDate date, std::int64_t minor) {
    ledger::expects(minor > 0, "what is paid is above zero");
    ledger::expects(date >= last_, "a wallet's payments come in the order of their days");
    const auto sum = [&](std::int64_t paid) {
        return ledger::fitting(ledger::checked_add(paid, minor), "what a wallet pays in a year");
    };
    day_minor_ = sum(of_day(date));
    year_minor_ = sum(of_year(date));
    last_ = date;
}

}  // namespace rmbsim::sim
