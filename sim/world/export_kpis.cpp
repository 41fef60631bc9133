// What exports brought back and when, by exporter's company and for the group.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/export_desk.hpp"

namespace rmbsim::sim {

std::vector<Kpi> ExportDesk::kpis() const {
    std::vector<Kpi> kpis;
    if (exporters_.empty()) return kpis;
    const Scenario& s = desk_.scenario;
    struct Found {
        Sums sums;
        std::int64_t unconfirmed = 0;
    };
    Found group;
    std::map<std::string, Found> by_entity;
    for (const Exporter& exporter : exporters_) {
        const std::uint32_t owner = s.accounts[exporter.spec->account].owner;
        for (Found* found : {&group, &by_entity[s.entities[owner].id]}) {
            found->sums.paid += exporter.sums.paid;
            found->sums.recovered += exporter.sums.recovered;
            found->sums.to_cost += exporter.sums.to_cost;
            found->sums.paid_days = found->sums.paid_days + exporter.sums.paid_days;
            found->unconfirmed += exporter.unsold.unconfirmed_minor();
        }
    }
    const auto put = [&](const std::string& entity, const Found& found) {
        const auto yuan = [&](std::string_view name, std::int64_t minor) {
            kpis.push_back(
                stated(name, entity, ledger::to_text({minor, ledger::currency("CNY")}), "CNY"));
        };
        yuan("export_refund_paid", found.sums.paid);
        yuan("export_refund_recovered", found.sums.recovered);
        yuan("export_refund_unconfirmed", found.unconfirmed);
        yuan("export_vat_to_cost", found.sums.to_cost);
        kpis.push_back(
            stated("refund_days_outstanding", entity,
                   ratio_text(found.sums.paid_days, ledger::Decimal(found.sums.paid), 2)));
    };
    put("group", group);
    for (const auto& [entity, found] : by_entity) put(entity, found);
    return kpis;
}

}  // namespace rmbsim::sim
