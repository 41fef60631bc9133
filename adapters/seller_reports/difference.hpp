// Settlements that do not add up: which of their lines alone would explain it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/survey.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::sellers {

// A settlement that has been read.
struct Settled {
    std::string id;
    ledger::CurrencyId currency{};
    std::uint32_t line = 0, column = 1;  // of its total
    std::uint32_t first_line = 0, last_line = 0;
    std::uint64_t lines = 0;
    std::int64_t sum_minor = 0;
    std::optional<std::int64_t> total_minor = {};
    std::vector<std::string> suspects = {};  // sentences

    // sum - total; nullopt: there is no total, or the difference is beyond int64
    std::optional<std::int64_t> difference() const;
    bool differs() const { return total_minor && *total_minor != sum_minor; }
};

// Fills `suspects` of those that differ. `rows` stand behind the header.
void find_suspects(Records& rows, const BoundColumns& columns, const Habits& habits,
                   std::vector<Settled>& settled);

}  // namespace rmbsim::adapters::sellers
