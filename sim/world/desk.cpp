#include "sim/world/desk.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/market/exchange.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

Origins number_origins(const Scenario& scenario) {
    const auto size = [](const auto& rows) { return static_cast<std::uint32_t>(rows.size()); };
    std::uint32_t links = 0, groups = 0;  // at most one group a link and time of day
    for (const PoolSpec& pool : scenario.pools) {
        links += size(pool.links);
        for (const LinkSpec& link : pool.links) groups += size(link.at_times);
    }
    Origins origins;
    origins.accounts = 1;
    origins.groups = origins.accounts + size(scenario.accounts);
    origins.rails = origins.groups + groups;
    origins.stores = origins.rails + size(scenario.rails);
    origins.pairs = origins.stores + size(scenario.stores);
    origins.links = origins.pairs + links;               // at most one pair a link
    origins.notional_pools = origins.links + 2 * links;  // a link and its return
    origins.netting = origins.notional_pools + size(scenario.notional_pools);
    origins.hedges = origins.netting + size(scenario.netting);
    origins.in_house = origins.hedges + size(scenario.hedges.deals);
    origins.conversions = origins.in_house + size(scenario.on_behalf);
    origins.systems = origins.conversions + size(scenario.conversions);
    origins.live = origins.systems + size(scenario.systems);
    origins.customers = origins.live + 1;
    origins.collections = origins.customers + 1;
    origins.notes = origins.collections + size(scenario.stores);
    origins.exports = origins.notes + size(scenario.notes);
    origins.wallets = origins.exports + size(scenario.exports.exporters);
    return origins;
}

void Desk::note_unpaid(std::string what, std::uint32_t account, ledger::ValueDate on,
                       std::int64_t minor) {
    const BankAccount& spec = scenario.accounts[account];
    refusals.push_back({.what = std::move(what),
                        .subject = spec.id,
                        .on = on,
                        .wish_minor = minor,
                        .currency = std::string(ledger::code_of(spec.currency)),
                        .decimals = ledger::info(spec.currency).decimals,
                        .reason = "below_floor",
                        .limit = {},
                        .regime = {},
                        .parameter = {},
                        .document = {}});
}

std::int64_t Desk::converted(std::int64_t minor, ledger::CurrencyId from, ledger::CurrencyId to,
                             const ledger::Rate& rate, ledger::Rounding rounding) const {
    return exchanged_at(rate, {minor, from}, to, rounding).minor;
}

std::int64_t Desk::reporting_minor(std::int64_t minor, std::uint32_t account,
                                   ledger::ValueDate date) const {
    const BankAccount& spec = scenario.accounts[account];
    if (spec.currency == scenario.reporting_currency) return minor;
    const auto mid = scenario.fx.mid(spec.currency, scenario.reporting_currency, spec.market, date);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return converted(minor, spec.currency, scenario.reporting_currency, *mid,
                     ledger::Rounding::half_even);
}

}  // namespace rmbsim::sim
