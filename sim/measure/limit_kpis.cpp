#include "sim/measure/limit_kpis.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

}  // namespace

std::vector<Kpi> limit_kpis(std::span<const LimitResult> limits) {
    std::vector<Kpi> all;
    for (const LimitResult& limit : limits) {
        if (limit.days.empty()) continue;
        std::int64_t above = 0;
        std::string use(not_stated);
        Decimal highest = -1;
        for (const LimitDay& day : limit.days) {
            above +=
                ledger::Int128{day.peak_minor} * 10 > ledger::Int128{day.cap_minor} * 8 ? 1 : 0;
            if (day.cap_minor <= 0) continue;
            const Decimal share = Decimal(day.peak_minor) / Decimal(day.cap_minor);
            if (share <= highest) continue;
            highest = share;
            use = share.to_text(4);
        }
        const auto put = [&](const char* name, std::string value) {
            all.push_back(stated(std::string(name) + "." + limit.id, "group", std::move(value),
                                 limit.currency));
        };
        put("limit_use_peak", use);
        put("limit_headroom_min", ledger::to_text(limit.least_headroom_minor, limit.decimals));
        put("limit_days_above_80", std::to_string(above));
        put("limit_first_bound",
            limit.first_bound ? ledger::iso_date(*limit.first_bound) : std::string(not_stated));
        put("limit_blocked_value", ledger::to_text(limit.blocked_minor, limit.decimals));
    }
    return all;
}

}  // namespace rmbsim::sim
