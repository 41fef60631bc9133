#include "sim/measure/benefit_kpis.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

constexpr int year_days = 365;
constexpr int basis_points = 10'000;

struct ComparedKpi {
    std::string_view name, of;
    bool saves = false;  // baseline less candidate: a decrease is the gain
};
constexpr std::array compared_kpis{
    ComparedKpi{"net_benefit", "net_result"},
    ComparedKpi{"net_interest_benefit", "interest_net"},
    ComparedKpi{"tax_drag", "tax_cost", true},
    ComparedKpi{"overdraft_avoided", "overdraft_mean", true},
    ComparedKpi{"overdraft_days_avoided", "overdraft_days", true},
    ComparedKpi{"external_borrowing_reduced", "external_borrowing_mean", true},
    ComparedKpi{"external_borrowing_peak_reduced", "external_borrowing_peak", true},
};

std::optional<Decimal> value_of(const RunResult& result, std::string_view name,
                                std::string_view entity) {
    const Kpi* kpi = find_kpi(result, name, entity);
    return kpi == nullptr ? std::nullopt : Decimal::parse(kpi->value);
}

class Benefits {
  public:
    Benefits(const RunResult& baseline, const RunResult& candidate)
        : baseline_(baseline),
          candidate_(candidate),
          decimals_(ledger::decimals_of(ledger::currency(candidate.reporting_currency))) {}

    void put_of(const std::string& entity) {
        for (const ComparedKpi& row : compared_kpis) {
            const auto before = value_of(baseline_, row.of, entity);
            const auto after = value_of(candidate_, row.of, entity);
            if (!before || !after) continue;
            const Decimal gain = row.saves ? *before - *after : *after - *before;
            const bool in_days = catalogued(row.name)->unit == "days";
            put(row.name, entity, gain.to_text(in_days ? 0 : decimals_));
            if (row.name == "net_interest_benefit") put_rate(entity, gain);
            if (row.name == "tax_drag") put_drag(entity, gain);
            if (row.name != "net_benefit" || entity == "group" || !gain.is_negative()) continue;
            ++losers_;
            loss_ = loss_ + gain;
        }
    }
    std::vector<Kpi> done() {
        const auto at =
            std::ranges::find_if(kpis_, [](const Kpi& kpi) { return kpi.entity != "group"; });
        const std::vector<Kpi> participation{
            stated("participation_losers", "group", std::to_string(losers_)),
            stated("participation_loss", "group", loss_.to_text(decimals_),
                   candidate_.reporting_currency)};
        kpis_.insert(at, participation.begin(), participation.end());
        put_return();
        return std::move(kpis_);
    }

  private:
    void put(std::string_view name, const std::string& entity, std::string value) {
        kpis_.push_back(stated(name, entity, std::move(value), candidate_.reporting_currency));
    }
    void put_rate(const std::string& entity, const Decimal& gain) {
        const auto idle = value_of(baseline_, "idle_cash_mean", entity);
        const auto overdrawn = value_of(baseline_, "overdraft_mean", entity);
        if (!idle || !overdrawn || candidate_.days.empty()) return;
        const Decimal a_year =
            gain * Decimal(year_days) / Decimal(static_cast<std::int64_t>(candidate_.days.size()));
        put("net_interest_benefit_bp", entity,
            ratio_text(a_year, *idle + *overdrawn, 2, basis_points));
    }
    void put_drag(const std::string& entity, const Decimal& drag) {
        const auto before = value_of(baseline_, "interest_net", entity);
        const auto after = value_of(candidate_, "interest_net", entity);
        if (before && after) put("tax_drag_ratio", entity, ratio_text(drag, *after - *before));
    }

    // Of the group's net benefit in a year, less what running the structure costs (§20 RoI, Payback, NPV).
    void put_return() {
        const auto& costs = candidate_.structure_costs;
        const auto before = value_of(baseline_, "net_result", "group");
        const auto after = value_of(candidate_, "net_result", "group");
        if (!costs || !before || !after || candidate_.days.empty()) return;
        const Decimal unit = Decimal::from_minor(1, decimals_);
        const Decimal set_up = Decimal(costs->set_up_minor) * unit;
        const Decimal a_year = (*after - *before) * Decimal(year_days) /
                                   Decimal(static_cast<std::int64_t>(candidate_.days.size())) -
                               Decimal(costs->yearly_minor) * unit;
        Decimal worth = -set_up, factor = 1;
        for (std::uint32_t year = 0; year < costs->years; ++year) {
            factor = factor / (Decimal(1) + costs->discount_rate);
            worth = worth + a_year * factor;
        }
        const bool pays = !a_year.is_negative() && !a_year.is_zero();
        const auto at =
            std::ranges::find_if(kpis_, [](const Kpi& kpi) { return kpi.entity != "group"; });
        const std::vector<Kpi> returns{
            stated("structure_return", "group", ratio_text(a_year, set_up)),
            stated("structure_payback", "group",
                   pays ? (set_up * Decimal(12) / a_year).to_text(1) : std::string(not_stated)),
            stated("structure_npv", "group", worth.to_text(decimals_),
                   candidate_.reporting_currency)};
        kpis_.insert(at, returns.begin(), returns.end());
    }

    const RunResult& baseline_;
    const RunResult& candidate_;
    int decimals_ = 2;
    std::vector<Kpi> kpis_;
    std::int64_t losers_ = 0;
    Decimal loss_ = 0;
};

}  // namespace

std::vector<Kpi> net_benefits(const RunResult& baseline, const RunResult& candidate) {
    Benefits benefits(baseline, candidate);
    for (const Kpi& kpi : candidate.kpis)
        if (kpi.name == "net_result") benefits.put_of(kpi.entity);
    return benefits.done();
}

}  // namespace rmbsim::sim
