// Cash by company and limits by day, as series for the charts.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/report/figures.hpp"
#include "adapters/report/island.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/verdict.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t companies_shown = 12;  // the page stacks fewer; the rest is "other"

struct CompanyCash {  // positive and negative accounts apart: a stack must not hide an overdraft
    std::string entity;
    std::vector<std::int64_t> above, below;
    std::int64_t size = 0;  // sum of absolute balances in units of reporting currency

    void add(const std::vector<std::int64_t>& minor) {
        above.resize(std::max(above.size(), minor.size()));
        below.resize(above.size());
        for (std::size_t day = 0; day < minor.size(); ++day) {
            (minor[day] >= 0 ? above : below)[day] += minor[day];
            size += std::abs(minor[day] / 100);
        }
    }
    void add(const CompanyCash& other) {
        above.resize(std::max(above.size(), other.above.size()));
        below.resize(above.size());
        for (std::size_t day = 0; day < other.above.size(); ++day) {
            above[day] += other.above[day];
            below[day] += other.below[day];
        }
    }
};

std::vector<CompanyCash> cash_by_company(const sim::RunResult& result) {
    std::vector<CompanyCash> companies;
    for (const sim::BalanceSeries& series : result.balances) {
        auto found = std::ranges::find(companies, series.entity, &CompanyCash::entity);
        if (found == companies.end()) {
            companies.push_back({series.entity, {}, {}, 0});
            found = companies.end() - 1;
        }
        found->add(series.reporting_minor);
    }
    std::ranges::stable_sort(companies, std::greater{}, &CompanyCash::size);
    if (companies.size() > companies_shown) {
        CompanyCash other{"other", {}, {}, 0};
        for (std::size_t i = companies_shown; i < companies.size(); ++i) other.add(companies[i]);
        companies.resize(companies_shown);
        companies.push_back(std::move(other));
    }
    return companies;
}

Json limit_json(const sim::LimitResult& limit, const sim::Directory& directory) {
    Json caps = Json::array(), used = Json::array(), peaks = Json::array(), cuts = Json::array(),
         blocked = Json::array();
    for (const sim::LimitDay& day : limit.days) {
        caps.push_back(day.cap_minor);
        used.push_back(day.used_minor);
        peaks.push_back(day.peak_minor);
        cuts.push_back(day.cuts);
        blocked.push_back(day.blocked_minor);
    }
    const auto date = [](const std::optional<ledger::ValueDate>& day) {
        return day ? Json(iso_date(*day)) : Json();
    };
    const auto money = [&](std::int64_t minor) { return plain({minor, limit.decimals}); };
    Json row = {{"id", limit.id},
                {"title",
                 {{"en", text_in(Language::en, limit.title_en, limit.title_zh)},
                  {"zh", text_in(Language::zh, limit.title_en, limit.title_zh)}}},
                {"quota", limit.quota},
                {"currency", limit.currency},
                {"decimals", limit.decimals},
                {"cap", money(limit.cap_minor)},
                {"peak", money(limit.peak_minor)},
                {"peak_percent", percent_of(limit.peak_minor, limit.cap_minor)},
                {"peak_on", iso_date(limit.peak_on)},
                {"least_headroom", money(limit.least_headroom_minor)},
                {"first_bound", date(limit.first_bound)},
                {"last_bound", date(limit.last_bound)},
                {"days_bound", limit.days_bound},
                {"cuts", limit.cuts},
                {"blocked", money(limit.blocked_minor)},
                {"projected", date(limit.projected_exhaustion)},
                {"series",
                 {{"cap", std::move(caps)},
                  {"used", std::move(used)},
                  {"peak", std::move(peaks)},
                  {"cuts", std::move(cuts)},
                  {"blocked", std::move(blocked)}}}};
    if (limit.parameter < directory.parameters.size()) {
        const sim::ParameterRow& parameter = directory.parameters[limit.parameter];
        row["parameter"] = parameter.version;
        row["document"] = parameter.instrument;
        row["mark"] = parameter.mark;
    }
    return row;
}

}  // namespace

nlohmann::ordered_json cash_part(const ReportVariant& variant) {
    Json rows = Json::array();
    for (const CompanyCash& company : cash_by_company(*variant.result))
        rows.push_back(
            {{"entity", company.entity}, {"above", company.above}, {"below", company.below}});
    return rows;
}

nlohmann::ordered_json limits_part(const ReportVariant& variant) {
    Json rows = Json::array();
    for (const sim::LimitResult& limit : variant.result->limits)
        rows.push_back(limit_json(limit, *variant.directory));
    return rows;
}

}  // namespace rmbsim::adapters
