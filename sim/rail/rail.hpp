// A rail's day: when an instruction that is handed in now will arrive.
//
// Book transfer   at once, whenever its bank is open
// Cross-border    taken while open (every calendar open, local time within hours); otherwise it waits
//                 in the queue for the next opening; arrives `latency` after it was taken
#pragma once

#include <cstdint>
#include <vector>

#include "sim/calendar/calendar.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

enum class PaymentPurpose : std::uint8_t { sweep, interest, customer, trade };

struct Instruction {
    std::uint32_t id = 0;  // 1, 2, 3 …: "payment P-17"
    std::uint32_t rail = 0;
    std::uint32_t from_account = 0;  // scenario's accounts
    std::uint32_t to_account = 0;
    std::int64_t minor = 0;  // in both accounts' currency
    std::uint32_t link = UINT32_MAX;
    std::uint32_t decision = 0;       // 0: none
    std::int64_t quota_minor = 0;     // CNY value reserved on the cross-border position
    std::uint32_t pair = UINT32_MAX;  // cross-border position it moves
    bool outward = false;             // out of the mainland
    PaymentPurpose purpose = PaymentPurpose::sweep;
    std::uint32_t name = UINT32_MAX;   // of the rail's SystemSpec::names, of a customer's payment
    std::uint32_t route = UINT32_MAX;  // Scenario::payment_routes; `rail` is its first leg's
};

struct RailTiming {
    ledger::SimTime taken{};  // when the rail accepts it: now, or the next opening
    ledger::SimTime arrives{};
};

RailTiming timing(const RailSpec& rail, const std::vector<Calendar>& calendars,
                  const std::vector<TimeZone>& zones, ledger::SimTime now);

}  // namespace rmbsim::sim
