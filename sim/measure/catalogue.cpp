#include "sim/measure/catalogue.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "sim/measure/catalogue_parts.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

std::span<const KpiEntry> kpi_catalogue() {
    static const std::vector<KpiEntry> all = [] {
        std::vector<KpiEntry> rows;
        for (const auto part : {result_entries(), difference_entries(), cash_entries(),
                                activity_entries(), exchange_entries(), settlement_entries(),
                                commerce_entries(), finance_entries(), export_entries()})
            rows.insert(rows.end(), part.begin(), part.end());
        return rows;
    }();
    return all;
}

const KpiEntry* catalogued(std::string_view kpi) {
    const auto rows = kpi_catalogue();
    const auto row = std::ranges::find(rows, kpi.substr(0, kpi.find('.')), &KpiEntry::name);
    return row == rows.end() ? nullptr : &*row;
}

bool is_difference(std::string_view kpi) {
    const auto rows = difference_entries();
    return std::ranges::find(rows, kpi, &KpiEntry::name) != rows.end();
}

Kpi stated(std::string_view name, std::string_view entity, std::string value,
           std::string_view currency) {
    const KpiEntry* row = catalogued(name);
    ledger::expects(row != nullptr, "an indicator stands in the catalogue");
    std::string unit(row->unit);
    if (unit == "ccy") unit = currency;
    if (unit == "ccy_seconds") unit = std::string(currency) + "·s";
    return {.name = std::string(name),
            .entity = std::string(entity),
            .unit = std::move(unit),
            .value = std::move(value),
            .formula = std::string(row->formula),
            .source = std::string(row->source)};
}

std::string ratio_text(const ledger::Decimal& part, const ledger::Decimal& whole, int decimals,
                       int scale) {
    if (whole.is_zero()) return std::string(not_stated);
    return (part * ledger::Decimal(scale) / whole).to_text(decimals);
}

}  // namespace rmbsim::sim
