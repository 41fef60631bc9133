// The library of rails and a small network of typical banks that use them: what a route is sought in.
//
// Data        scenarios/reference/rails.yaml; calendars and zones are those that its rows name
// Invariants  every id a row or bank names is there (the reader has checked it); ids are unique
// Rates       comparison rates only say which of two fees in different currencies is the dearer, and
//             whether an amount is above a ceiling in another currency; no money is converted by them
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/written.hpp"

namespace rmbsim::sim {

struct Participation {
    std::string rail;
    std::string via;  // the direct participant that it uses; empty: direct itself 直接参与者
    std::string by;   // the rail between it and that participant; empty with `via`
};

struct AccountAt {  // its own account at another bank (nostro, 往账)
    ledger::CurrencyId currency{};
    std::string at;    // the bank that keeps it
    std::string rail;  // the row of model `correspondent` that says how it is instructed
};

struct RailBank {
    std::string id;
    std::string name_en, name_zh;
    std::string jurisdiction;
    std::vector<Participation> participations;
    std::vector<AccountAt> accounts;
    Cited cited;
    InputPosition at;
};

struct ComparisonRate {
    ledger::CurrencyId currency{};
    ledger::Decimal cny = 0;  // yuan for one unit
    Cited cited;
};

struct RailSource {
    std::string id, text, url;
};

struct RailLibrary {
    std::vector<RailRow> rails;
    std::vector<RailBank> banks;
    std::vector<ComparisonRate> rates;
    std::vector<RailSource> sources;
    std::vector<Calendar> calendars;
    std::vector<TimeZone> zones;

    const RailRow* rail(std::string_view id) const;   // nullptr: none
    const RailBank* bank(std::string_view id) const;  // nullptr: none
    // A bank by its id, or the first of a jurisdiction.
    const RailBank* bank_or_first_in(std::string_view id_or_jurisdiction) const;
    const ComparisonRate* rate(ledger::CurrencyId currency) const;
};

}  // namespace rmbsim::sim
