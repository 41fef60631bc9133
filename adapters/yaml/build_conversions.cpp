// Places of conversion, and the revaluation of foreign balances.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "sim/hedge/conversion_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using sim::ConversionPolicy;
using sim::no_index;

ledger::CurrencyId yuan() { return ledger::currency("CNY"); }

void check_rate(Building& b, const Node* at, ledger::CurrencyId currency, ledger::Market market) {
    if (at == nullptr || b.scenario.fx.knows(currency, market)) return;
    b.reading.error(at->at,
                    fmt::format("there is no {} rate of {}", ledger::name_of(market),
                                ledger::code_of(currency)),
                    fmt::format("{} among the columns of market.fx.{}", ledger::code_of(currency),
                                ledger::name_of(market)));
}

bool account_fits(Building& b, const MappingView& view, std::uint32_t foreign,
                  std::uint32_t account) {
    const sim::BankAccount& theirs = b.scenario.accounts[foreign];
    const sim::BankAccount& ours = b.scenario.accounts[account];
    const auto& at = view.node("renminbi")->at;
    if (!b.account_currencies[account]) return false;
    if (ours.currency != yuan()) {
        b.reading.error(at, fmt::format("account '{}' is not in renminbi", ours.id),
                        "an account in CNY or CNH");
        return false;
    }
    if (ours.owner != theirs.owner || ours.bank != theirs.bank) {
        b.reading.error(at,
                        fmt::format("accounts '{}' and '{}' have different {}", theirs.id, ours.id,
                                    ours.owner != theirs.owner ? "owners" : "banks"),
                        fmt::format("an account of the owner of '{}' at the same bank", theirs.id),
                        "money that is at another bank first goes there, by a link or a flow");
        return false;
    }
    return true;
}

sim::PlaceSpec read_place(Building& b, const MappingView& view, std::uint32_t foreign,
                          ledger::Market market) {
    sim::PlaceSpec place;
    place.renminbi = b.accounts.resolve(view.node("renminbi"), b.reading);
    place.fx = b.fx_terms.resolve(view.node("fx"), b.reading);
    place.fee_minor = view.minor("fee", yuan()).value_or(0);
    if (place.fee_minor < 0)
        b.reading.error(view.node("fee")->at, fmt::format("a fee of {}", view.text("fee")),
                        "renminbi, zero or more");
    if (place.fx != no_index && b.scenario.fx_terms[place.fx].market != market) {
        const bool onshore = market == ledger::Market::onshore;
        b.reading.error(view.node("fx")->at,
                        fmt::format("FX terms '{}' are of the {} market", view.text("fx"),
                                    ledger::name_of(b.scenario.fx_terms[place.fx].market)),
                        fmt::format("terms of the {} market, whose renminbi is {}",
                                    ledger::name_of(market), onshore ? "CNY" : "CNH"),
                        fmt::format("fx_terms: [{{…, market: {}}}]", ledger::name_of(market)));
    }
    if (foreign == no_index || place.renminbi == no_index || !b.account_currencies[foreign])
        return place;
    if (account_fits(b, view, foreign, place.renminbi))
        for (const ledger::CurrencyId currency : {b.scenario.accounts[foreign].currency, yuan()})
            check_rate(b, view.node("fx"), currency, market);
    return place;
}

void read_policy(Building& b, IdIndex& ids, const MappingView& view) {
    ids.add(view.node("id"), b.reading);
    ConversionPolicy policy;
    policy.id = view.text("id");
    policy.foreign = b.accounts.resolve(view.node("foreign"), b.reading);
    const auto currency =
        policy.foreign == no_index ? std::nullopt : b.account_currencies[policy.foreign];
    if (currency == yuan())
        b.reading.error(view.node("foreign")->at,
                        fmt::format("account '{}' is in renminbi", view.text("foreign")),
                        "an account in foreign currency");
    policy.keep_minor = view.minor("keep", currency).value_or(0);
    if (policy.keep_minor < 0)
        b.reading.error(view.node("keep")->at, fmt::format("keep: {}", view.text("keep")),
                        "zero or more");
    policy.direction = view.word_or("direction", sim::ConversionDirection::both);
    policy.is_offshore_allowed = view.boolean("offshore_allowed").value_or(false);
    if (view.has("at")) policy.at = parse_time_of_day(view.text("at")).value_or(policy.at);
    if (const auto place = view.child("onshore"))
        policy.onshore = read_place(b, *place, policy.foreign, ledger::Market::onshore);
    if (const auto place = view.child("offshore"))
        policy.offshore = read_place(b, *place, policy.foreign, ledger::Market::offshore);
    for (const ConversionPolicy& other : b.scenario.conversions)
        if (other.foreign == policy.foreign && policy.foreign != no_index)
            b.reading.error(view.node("foreign")->at,
                            fmt::format("'{}' and '{}' both convert '{}'", other.id, policy.id,
                                        view.text("foreign")),
                            "one policy an account");
    b.scenario.conversions.push_back(std::move(policy));
}

void read_revaluation(Building& b, const MappingView& view) {
    sim::RevaluationSpec spec;
    spec.entity = b.entities.resolve(view.node("company"), b.reading);
    const auto currency = parse_currency(view.text("currency"));
    spec.market = view.word_or("market", ledger::Market::onshore);
    spec.is_reversed = view.word("next_day").value_or(0) == 1;
    if (!currency || spec.entity == no_index) return;
    spec.currency = currency->currency;
    for (const sim::RevaluationSpec& other : b.scenario.revaluations)
        if (other.entity == spec.entity)
            b.reading.error(view.node("company")->at,
                            fmt::format("'{}' is revalued twice", view.text("company")),
                            "each company once");
    bool has_foreign = false;
    for (std::size_t i = 0; i < b.scenario.accounts.size(); ++i) {
        const sim::BankAccount& account = b.scenario.accounts[i];
        if (account.owner != spec.entity || !b.account_currencies[i] ||
            account.currency == spec.currency)
            continue;
        has_foreign = true;
        for (const ledger::CurrencyId of : {account.currency, spec.currency})
            check_rate(b, view.node("company"), of, spec.market);
    }
    if (!has_foreign)
        b.reading.warning(view.node("company")->at,
                          fmt::format("'{}' has no account in a currency other than {}",
                                      view.text("company"), view.text("currency")),
                          "a company with foreign balances");
    b.scenario.revaluations.push_back(spec);
}

}  // namespace

void build_conversions(Building& b) {
    IdIndex ids{"place of conversion"};
    for (const MappingView& view : b.root.children("conversion_place")) read_policy(b, ids, view);
    for (const MappingView& view : b.root.children("revaluation")) read_revaluation(b, view);
}

}  // namespace rmbsim::adapters
