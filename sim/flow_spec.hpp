// Flows as plain data: recorded ones, and those that chance makes.
//
// Units       minor units of the account's currency
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/written.hpp"

namespace rmbsim::sim {

enum class FlowKind : std::uint8_t {
    sales,
    other_receipt,
    suppliers,
    payroll,
    tax,
    dividend,
    capex,
    rent,
    other_payment,
    loan_drawdown,
    loan_repayment,
};

struct Flow {  // recorded; received > 0, paid < 0
    SimTimeMs at = 0;
    std::uint32_t account = 0;
    FlowKind kind = FlowKind::sales;
    std::int64_t minor = 0;
    std::int32_t value_day = 0;
    std::uint32_t name = 0;  // index into Scenario::flow_names ("F-12"), the client id
    std::uint32_t line = 0;  // of Scenario::flow_files[file]
    std::uint16_t file = 0;
};

struct OrderValueKnot {  // inverse distribution: at `share` ten-thousandths, `minor`
    std::uint32_t share = 0;
    std::int64_t minor = 0;
};

struct SeasonFactor {
    ledger::ValueDate from{}, to{};
    std::uint32_t percent = 100;
};

// Flows that chance makes: their ids are <id>.<date>.<n>, their draws keyed by the generator's id.
struct FlowGenerator {
    enum class Every : std::uint8_t { business_day, day, week, month };
    std::string id;
    std::uint32_t account = 0;
    FlowKind kind = FlowKind::sales;
    bool received = true;
    Every every = Every::business_day;
    std::uint8_t day =
        1;  // week: 1 is Monday; month: of the month, 31 its end; then the next open day
    std::uint32_t count_min = 1, count_max = 1;  // flows on such a day
    std::vector<OrderValueKnot> amounts;         // > 0, in the account's currency
    std::vector<SeasonFactor> season;            // of the amounts
    ledger::ValueDate from{}, to{};              // both included
    TimeOfDay first{}, last{};                   // local to the account's bank
    std::uint32_t line = 0;
    std::uint16_t file = 0;  // of Scenario::flow_files
    InputPosition at;
};

}  // namespace rmbsim::sim
