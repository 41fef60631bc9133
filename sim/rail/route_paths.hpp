// The ways from one bank to another through the network, before anything is asked of rails and clocks.
//
// Order       by the order of banks, participations and accounts in the library: the same on every machine
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ledger/currency.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::sim {

struct Hop {
    const RailBank* from = nullptr;
    const RailBank* to = nullptr;
    const RailRow* rail = nullptr;
    std::string serves;  // of a leg to or from a direct participant: the rail it is for
    std::vector<ledger::CurrencyId> currencies;  // of the account; empty: all that the rail carries
};

struct Paths {
    std::vector<std::vector<Hop>> found;
    bool left_out = false;  // more than `most`
};

Paths paths_between(const RailLibrary& library, const RailBank& from, const RailBank& to,
                    std::size_t legs, std::size_t most);

}  // namespace rmbsim::sim
