// The catalogue of indicators: one row a name, with unit, formula and the words people read.
//
// Names       "interest_net"; of a family "fx_exposure_net.CNH", whose row is "fx_exposure_net"
// Units       ccy: the reporting currency or the one named; ratio: a fraction, four decimals;
//             ccy_seconds: "CNY·s"; count, seconds, days, months, bp, hours, index, date, time; "-" is the value where nothing is to be stated
// Errors      an indicator without a row is a broken contract: no figure is put out unexplained
// Source      pooling-practice §20, and what a row names
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ledger/decimal.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

struct KpiEntry {
    std::string_view name, unit, en, zh;
    std::string_view formula;  // in words, names of indicators and account codes
    std::string_view formula_zh;
    std::string_view source;
};

std::span<const KpiEntry> kpi_catalogue();
bool is_difference(std::string_view kpi);          // stated of a candidate against its baseline
const KpiEntry* catalogued(std::string_view kpi);  // nullptr: no such name or family

// The indicator with unit, formula and source of its row.
Kpi stated(std::string_view name, std::string_view entity, std::string value,
           std::string_view currency = {});

inline constexpr std::string_view not_stated = "-";
// part / whole × scale; not_stated where there is no whole.
std::string ratio_text(const ledger::Decimal& part, const ledger::Decimal& whole, int decimals = 4,
                       int scale = 1);

}  // namespace rmbsim::sim
