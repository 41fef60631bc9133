// The days of a netting cycle, and which items it takes.
//
// Days        counted back from the value date over days on which all calendars are open
// Rolling     an item that is late, disputed or not yet due is asked again in the next cycle
// Errors      cycles whose days lie outside a calendar's coverage are left out
// Source      pooling-practice §16.1
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/netting/netting_spec.hpp"

namespace rmbsim::sim {

struct CycleDays {
    ledger::ValueDate open{}, input_cut_off{}, dispute_cut_off{}, rates{}, value{},
        rebooking{};  // the first business day after the value date
    friend bool operator==(const CycleDays&, const CycleDays&) = default;
};

// Those whose rates are set on `from` or later and whose value date is not after `to`, ascending.
std::vector<CycleDays> cycles(const NettingCycle& cycle,
                              const std::vector<const Calendar*>& calendars, ledger::ValueDate from,
                              ledger::ValueDate to);

enum class ItemStanding : std::uint8_t { late, disputed, not_due, enters };  // order is precedence
std::string_view name_of(ItemStanding standing);

// Payable-driven: the payer must have entered it by the input cut-off, which it does not do while it
// disputes. Receivable-driven: invoiced by the input cut-off, no dispute at the dispute cut-off.
ItemStanding standing_of(const NettingItem& item, const CycleDays& days, NettingDrive driven_by,
                         std::uint16_t due_within);

}  // namespace rmbsim::sim
