#include "ledger/iso_text.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "ledger/time.hpp"

namespace rmbsim::ledger {
namespace {

std::string padded(std::int64_t number, std::size_t width) {
    std::string text = std::to_string(number);
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    return text;
}

}  // namespace

std::string iso_date(ValueDate date) {
    const std::chrono::year_month_day ymd{date};
    return padded(static_cast<int>(ymd.year()), 4) + '-' +
           padded(static_cast<unsigned>(ymd.month()), 2) + '-' +
           padded(static_cast<unsigned>(ymd.day()), 2);
}

std::string iso_instant(SimTime instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss clock{instant - day};
    return iso_date(ValueDate{day.time_since_epoch()}) + 'T' + padded(clock.hours().count(), 2) +
           ':' + padded(clock.minutes().count(), 2) + ':' + padded(clock.seconds().count(), 2) +
           'Z';
}

}  // namespace rmbsim::ledger
