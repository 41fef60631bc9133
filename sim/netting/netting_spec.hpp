// A netting centre as written in a scenario: its members, its calendar, how it settles, and the items
// that its members owe each other.
//
// Units       money in minor units of the item's currency; days before the value date in business days
//             of all the calendars named
// Base        the currency of the centre's account: cycle rates are units of it for one
// Source      pooling-practice §16; pool-rules §2.4 (轧差净额结算)
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"

namespace rmbsim::sim {

// Where in the file; the same three numbers as InputPosition, which includes this file.
struct NettingPlace {
    std::uint32_t file = 0, line = 0, column = 0;
};

enum class NettingOption : std::uint8_t {  // pooling-practice §16.2, order as there
    net_in_own_currency,                   // one transfer a member
    net_per_currency,                      // one a member and transaction currency
    gross_per_currency,                    // what is paid and what is received, per currency
    gross_in_own_currency,                 // two amounts a member
    pairwise,                              // no netting: every item is paid on its due date
};

enum class NettingDrive : std::uint8_t {
    payable,     // what the payer has entered by the input cut-off
    receivable,  // what suppliers have invoiced, unless it is disputed
};

struct NettingCycle {
    enum class Every : std::uint8_t { month, quarter } every = Every::month;
    std::uint8_t value_day = 25;  // of the month (of March, June … for quarter); 31: month's end
    RollConvention roll = RollConvention::following;
    // Business days before the value date. Source: pooling-practice §16.1 (frame RECALLED there)
    std::uint8_t open = 8, input_cut_off = 6, dispute_cut_off = 5, rates = 2;
    std::uint16_t due_within = 0;  // items due so many calendar days after the value date enter too
    TimeOfDay pays_in_at = std::chrono::hours{10};  // members pay the centre
    TimeOfDay pays_out_at = std::chrono::hours{15};
};

struct NettingMember {
    std::uint32_t entity = 0;
    std::vector<std::uint32_t> accounts;  // the first is its own currency's
    bool gross = false;                   // its country forbids netting
    std::uint32_t fx = UINT32_MAX;        // how it converts other currencies from and to its own
    std::optional<ledger::Rate> rate;     // of its cash, for the effect of paying earlier or later
    NettingPlace at;
};

struct NettingItem {
    std::string id;
    ledger::ValueDate on{};                  // invoiced, and known to the centre
    std::uint32_t debtor = 0, creditor = 0;  // indices into NettingSpec::members
    std::int64_t minor = 0;                  // > 0
    ledger::CurrencyId currency{};
    ledger::ValueDate due{};
    std::optional<ledger::ValueDate> disputed_until;  // the dispute is over on that day
    std::optional<ledger::ValueDate> accepted;        // the payer enters it; without: on `on`
    NettingPlace at;
};

struct NettingSpec {
    std::string id;
    std::vector<std::uint32_t> centre;  // accounts of one owner; the first is the base currency's
    NettingOption option = NettingOption::net_in_own_currency;
    NettingDrive driven_by = NettingDrive::receivable;
    NettingCycle cycle;
    std::vector<std::uint32_t> calendars;                    // all must be open
    std::uint32_t fx = UINT32_MAX;                           // the centre's dealing
    ledger::DayCount day_count = ledger::DayCount::act_360;  // of members' `rate`
    std::uint32_t rail = UINT32_MAX;  // between banks, where the currency has none of its own
    std::vector<std::pair<ledger::CurrencyId, std::uint32_t>> rails;
    std::vector<NettingMember> members;
    std::vector<NettingItem> items;  // in the order written
    NettingPlace at;

    std::uint32_t rail_of(ledger::CurrencyId currency) const {
        for (const auto& [of, which] : rails)
            if (of == currency) return which;
        return rail;
    }
};

}  // namespace rmbsim::sim
