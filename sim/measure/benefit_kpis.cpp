#include "sim/measure/benefit_kpis.hpp"

#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

std::vector<Kpi> net_benefits(const RunResult& baseline, const RunResult& candidate) {
    std::vector<Kpi> benefits;
    const ledger::CurrencyId currency = ledger::currency(candidate.reporting_currency);
    for (const Kpi& kpi : candidate.kpis) {
        if (kpi.name != "net_result") continue;
        const Kpi* before = find_kpi(baseline, "net_result", kpi.entity);
        if (before == nullptr) continue;
        const auto after = ledger::parse_money(kpi.value, currency);
        const auto earlier = ledger::parse_money(before->value, currency);
        ledger::expects(after && earlier, "an indicator's text is an amount");
        benefits.push_back(
            {.name = "net_benefit",
             .entity = kpi.entity,
             .unit = kpi.unit,
             .value = ledger::to_text(*after - *earlier),
             .formula = "net_result - net_result of the baseline, on identical flows",
             .source = "pooling-practice §20 Net interest benefit, after tax and fees"});
    }
    return benefits;
}

}  // namespace rmbsim::sim
