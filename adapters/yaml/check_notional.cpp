// Whether a bank may offset: a notional pool that the law or a missing agreement forbids is refused here,
// never reckoned. Source: pooling-practice §10.4; pool-rules §9, row "offsetting".
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::string_view offset_parameter = "interest_offset_between_companies";

std::string cited(const sim::Regime& regime, const sim::DatedValue& value) {
    std::string text = fmt::format(
        "{} of {} ({}), {}", value.version(), regime.id,
        value.citation.instrument.empty() ? regime.instrument : value.citation.instrument,
        sim::name_of(value.citation.mark));
    for (const std::uint32_t number : value.citation.sources) {
        const auto source = std::find_if(regime.sources.begin(), regime.sources.end(),
                                         [&](const sim::Source& s) { return s.id == number; });
        text += source == regime.sources.end() ? fmt::format("; source [{}]", number)
                                               : fmt::format("; [{}] {}", number, source->text);
    }
    return text;
}

// Banks of the mainland may not net debit and credit interest of different companies.
void check_law(Building& b, const MappingView& view, const sim::NotionalPoolSpec& pool,
               const sim::Bank& bank) {
    if (pool.participants.size() < 2) return;
    if (!b.scenario.regime) {
        if (bank.jurisdiction == "CN")
            b.reading.error(view.at(),
                            fmt::format("notional pool '{}' is at '{}' in CN, and no regime says "
                                        "whether its companies' interest may be offset there",
                                        pool.id, bank.id),
                            "policy: {regime: …}", "rmbsim policy list names the regimes");
        return;
    }
    bool warned = false;
    for (ledger::ValueDate day = b.scenario.from; day <= b.scenario.to;
         day += std::chrono::days{1}) {
        const sim::Regime* regime = sim::regime_on(b.scenario, day);
        if (regime == nullptr || bank.jurisdiction != regime->jurisdiction) continue;
        const sim::DatedValue* value = regime->parameter(offset_parameter, day);
        if (value == nullptr && !warned)
            b.reading.warning(view.at(),
                              fmt::format("regime {} does not say on {} whether interest of "
                                          "different companies may be offset",
                                          regime->id, to_text(day)));
        warned = warned || value == nullptr;
        if (value == nullptr || !value->value.is_zero()) continue;
        b.reading.error(
            view.node("accounts")->at,
            fmt::format("notional pool '{}' offsets interest of {} companies at '{}' in {}, which "
                        "the rules of {} forbid",
                        pool.id, pool.participants.size(), bank.id, bank.jurisdiction,
                        to_text(day)),
            "accounts of one company, a bank elsewhere, or a physical pool under `pools`",
            cited(*regime, *value));
        return;
    }
}

void check_agreements(Building& b, const MappingView& view, const sim::NotionalPoolSpec& pool,
                      const sim::Bank& bank) {
    const auto agreements = view.child("agreements");
    if (!agreements || pool.participants.size() < 2) return;  // a company sets off its own balances
    const bool has_foreigner = std::any_of(
        pool.participants.begin(), pool.participants.end(),
        [&](std::uint32_t e) { return b.scenario.entities[e].jurisdiction != bank.jurisdiction; });
    const auto needs = [&](std::string_view flag, std::string_view why) {
        if (agreements->boolean(flag).value_or(false)) return;
        b.reading.error(
            agreements->has(flag) ? agreements->node(flag)->at : agreements->at(),
            fmt::format("notional pool '{}' needs `{}`: {}", pool.id, flag, why),
            fmt::format("{}: true, where it is so", flag),
            "without it the bank offsets nothing: use a physical pool (pooling-practice §10.4)");
    };
    needs("cross_guarantee", "its overdrafts are covered by other companies' money");
    needs("right_of_set_off", "the bank must be able to set off one company's money");
    if (has_foreigner)
        needs("non_resident_participation",
              fmt::format("not all of its companies are from {}", bank.jurisdiction));
}

// Stand-alone interest is reckoned for the same days as the pool's.
void check_terms(Building& b, const MappingView& view, const sim::NotionalPoolSpec& pool) {
    if (pool.terms == sim::no_index) {
        if (!view.has("interest"))
            b.reading.error(view.node("header")->at,
                            fmt::format("nothing prices notional pool '{}': its header has no "
                                        "interest terms",
                                        pool.id),
                            "interest: in the pool or in the header");
        return;
    }
    const sim::SettlementSchedule& due = b.scenario.interest_terms[pool.terms].schedule;
    for (const std::uint32_t account : pool.accounts) {
        const sim::BankAccount& of = b.scenario.accounts[account];
        if (of.interest == sim::no_index) {
            b.reading.error(of.at,
                            fmt::format("account '{}' is in notional pool '{}' and has no interest "
                                        "terms: what it would earn apart is not known",
                                        of.id, pool.id),
                            "interest: what holds for it without the pool");
            continue;
        }
        const sim::SettlementSchedule& own = b.scenario.interest_terms[of.interest].schedule;
        if (own.every != due.every || own.day != due.day || own.month != due.month ||
            own.settlement_day_earns != due.settlement_day_earns)
            b.reading.error(of.at,
                            fmt::format("account '{}' settles interest on other days than notional "
                                        "pool '{}'",
                                        of.id, pool.id),
                            "the same `settle` in the terms of the account and of the pool");
    }
}

void check_currencies_of(Building& b, const MappingView& view, const sim::NotionalPoolSpec& pool) {
    for (const std::uint32_t account : pool.accounts) {
        const sim::BankAccount& of = b.scenario.accounts[account];
        if (!b.account_currencies[account] || of.currency == pool.base) continue;
        if (pool.style != sim::NotionalStyle::enhancement)
            b.reading.error(view.node("accounts")->at,
                            fmt::format("account '{}' is in {}, the notional pool in {}", of.id,
                                        ledger::code_of(of.currency), ledger::code_of(pool.base)),
                            "accounts of one currency, or style: enhancement",
                            "over currencies only the matched share is reckoned together; interest "
                            "stays in each account's currency");
        else if (!b.scenario.fx.knows(of.currency, of.market) ||
                 !b.scenario.fx.knows(pool.base, of.market))
            b.reading.error(view.node("accounts")->at,
                            fmt::format("there is no fixing between {} and {}, the base of the "
                                        "notional pool",
                                        ledger::code_of(of.currency), ledger::code_of(pool.base)),
                            "both among the columns of market.fx");
        else
            continue;
        return;  // the others mostly for the same reason
    }
}

}  // namespace

void check_notional(Building& b, const MappingView& view, const sim::NotionalPoolSpec& pool) {
    if (pool.accounts.empty() || b.scenario.accounts[pool.header].bank == sim::no_index) return;
    const std::uint32_t bank = b.scenario.accounts[pool.header].bank;
    for (const std::uint32_t account : pool.accounts) {
        const sim::BankAccount& of = b.scenario.accounts[account];
        if (of.bank == bank || of.bank == sim::no_index) continue;
        b.reading.error(view.node("accounts")->at,
                        fmt::format("account '{}' is at '{}', the header at '{}'", of.id,
                                    b.scenario.banks[of.bank].id, b.scenario.banks[bank].id),
                        "accounts of one bank: no other can set them off",
                        "sweep between banks with a physical pool below the notional one");
        return;
    }
    check_law(b, view, pool, b.scenario.banks[bank]);
    check_agreements(b, view, pool, b.scenario.banks[bank]);
    check_terms(b, view, pool);
    check_currencies_of(b, view, pool);
}

}  // namespace rmbsim::adapters
