#include "adapters/result/hedge_json.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "adapters/csv/values.hpp"
#include "adapters/result/amount_text.hpp"
#include "ledger/money.hpp"
#include "sim/measure/hedge_result.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Json hedges_json(const std::vector<sim::HedgeResult>& hedges) {
    Json list = Json::array();
    for (const sim::HedgeResult& hedge : hedges) {
        const auto foreign = [&](std::int64_t minor) {
            return ledger::to_text(minor, hedge.foreign_decimals);
        };
        const auto home = [&](std::int64_t minor) {
            return ledger::to_text(minor, hedge.home_decimals);
        };
        list.push_back({{"hedge", hedge.hedge},
                        {"kind", hedge.kind},
                        {"entity", hedge.entity},
                        {"foreign", hedge.foreign},
                        {"home", hedge.home},
                        {"sells_foreign", hedge.sells_foreign},
                        {"notional", foreign(hedge.foreign_minor)},
                        {"near_amount", home(hedge.near_home_minor)},
                        {"amount", home(hedge.home_minor)},
                        {"dealt_on", to_text(hedge.dealt_on)},
                        {"value_on", to_text(hedge.value_on)},
                        {"spot", hedge.spot},
                        {"rate", hedge.rate},
                        {"points", hedge.points},
                        {"stage", hedge.stage},
                        {"carrying_value", home(hedge.carried_minor)},
                        {"result", home(hedge.result_minor)},
                        {"exposure", foreign(hedge.exposure_minor)}});
    }
    return list;
}

std::vector<sim::HedgeResult> read_hedges(const Json& list) {
    std::vector<sim::HedgeResult> hedges;
    for (const Json& row : list) {
        const auto text = [&](const char* name) { return row.at(name).get<std::string>(); };
        const AmountText notional = read_amount(text("notional")),
                         amount = read_amount(text("amount"));
        sim::HedgeResult hedge;
        hedge.hedge = text("hedge");
        hedge.kind = text("kind");
        hedge.entity = text("entity");
        hedge.foreign = text("foreign");
        hedge.home = text("home");
        hedge.sells_foreign = row.at("sells_foreign").get<bool>();
        hedge.foreign_decimals = notional.decimals;
        hedge.home_decimals = amount.decimals;
        hedge.foreign_minor = notional.minor;
        hedge.near_home_minor = read_amount(text("near_amount")).minor;
        hedge.home_minor = amount.minor;
        hedge.dealt_on = read_day(text("dealt_on"));
        hedge.value_on = read_day(text("value_on"));
        hedge.spot = text("spot");
        hedge.rate = text("rate");
        hedge.points = text("points");
        hedge.stage = text("stage");
        hedge.carried_minor = read_amount(text("carrying_value")).minor;
        hedge.result_minor = read_amount(text("result")).minor;
        hedge.exposure_minor = read_amount(text("exposure")).minor;
        hedges.push_back(std::move(hedge));
    }
    return hedges;
}

}  // namespace rmbsim::adapters
