// Recorded flows: `id,date,time,account,kind,amount[,note]`, one a line.
//
// Times       local to the account's bank; an empty time is 10:00
// Amounts     in the account's currency; receipts above zero, payments below
// Order       none here; the loader sorts all files together by (at, account, line)
// Errors      a Diagnostic at the exact field; after 200 of them the file is given up
// Speed       a million lines in about a second
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/csv/flow_ids.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {

inline constexpr sim::TimeOfDay usual_flow_time = std::chrono::hours{10};

struct FlowAccount {
    std::string_view id;
    std::uint32_t index = 0;
    ledger::CurrencyId currency{};
    const sim::TimeZone* zone = nullptr;  // nullptr: the account is wrong itself, and diagnosed
};

struct FlowPeriod {
    ledger::ValueDate from{}, to{};  // outside is an error
    ledger::ValueDate until{};       // later ones are left out: a run that ends early
};

struct FlowBook {  // over all files
    std::vector<sim::Flow> flows;
    std::vector<std::string> names;
    std::vector<std::string> files;  // shown names, by Flow::file
    // Client ids are unique over all files. They are views of the files' text, which must stay as
    // long as flows are read; `texts` keeps those with doubled quotes.
    FlowIds ids;
    std::deque<std::string> texts;
};

// What is wrong with an amount whose sign does not suit its kind; nullopt: nothing.
std::optional<AmountFault> sign_fault(sim::FlowKind kind, std::int64_t minor,
                                      std::string_view text);

void read_flows(const OpenedFile& file, const std::vector<FlowAccount>& accounts,
                const FlowPeriod& period, FlowBook& book, Diagnostics& diagnostics);

}  // namespace rmbsim::adapters
