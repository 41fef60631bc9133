// Marketplaces with their dated terms, and payment institutions.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::uint32_t days_at_most = 3660;

// A book has one name: a party's must not be that of a company, a bank or another party.
void claim_book(Building& b, const MappingView& view) {
    const std::string id = view.text("id");
    std::string_view other;
    for (const sim::Entity& entity : b.scenario.entities)
        if (entity.id == id) other = "a company";
    for (const sim::Bank& bank : b.scenario.banks)
        if (bank.id == id) other = "a bank";
    for (const sim::MarketplaceSpec& marketplace : b.scenario.marketplaces)
        if (marketplace.id == id) other = "a marketplace";
    for (const sim::ProviderSpec& provider : b.scenario.providers)
        if (provider.id == id) other = "a payment institution";
    if (!other.empty() && view.node("id") != nullptr)
        b.reading.error(view.node("id")->at, fmt::format("'{}' is {} already", id, other),
                        "a name of its own: each has its own book");
}

std::int64_t fee_from_zero(Building& b, const MappingView& view, std::string_view key,
                           std::optional<ledger::CurrencyId> currency) {
    const std::int64_t minor = view.minor(key, currency).value_or(0);
    if (minor < 0)
        b.reading.error(view.node(key)->at, fmt::format("{}: {}", key, view.text(key)),
                        "an amount from 0 on");
    return minor;
}

sim::MarketplaceTerms read_terms(Building& b, const MappingView& view,
                                 std::optional<ledger::CurrencyId> currency) {
    sim::MarketplaceTerms terms;
    const auto zero = ledger::Rate(0);
    terms.from = view.date("from").value_or(ledger::ValueDate::min());
    terms.referral_fee = view.share("referral_fee").value_or(zero);
    terms.fulfilment_fee_minor = fee_from_zero(b, view, "fulfilment_fee", currency);
    terms.advertising = view.share("advertising").value_or(zero);
    terms.collected_tax = view.share("collected_tax").value_or(zero);
    if (const auto keeps = view.child("refund_keeps")) {
        terms.refund_keeps = keeps->share("share").value_or(zero);
        if (keeps->has("most"))
            terms.refund_keeps_most_minor = fee_from_zero(b, *keeps, "most", currency);
    }
    terms.chargeback_fee_minor = fee_from_zero(b, view, "chargeback_fee", currency);
    terms.monthly_fee_minor = fee_from_zero(b, view, "monthly_fee", currency);
    terms.reserve_days = view.whole("reserve_days", days_at_most).value_or(7);
    if (const auto rolling = view.child("rolling_reserve")) {
        terms.rolling_reserve = rolling->share("share").value_or(zero);
        terms.rolling_days = rolling->whole("days", days_at_most).value_or(0);
        if (rolling->node("days") != nullptr && terms.rolling_days == 0)
            b.reading.error(rolling->node("days")->at, "a reserve that is held for no days",
                            "1 day or more");
    }
    return terms;
}

void read_all_terms(Building& b, const MappingView& view,
                    std::optional<ledger::CurrencyId> currency, sim::MarketplaceSpec& into) {
    for (const MappingView& row : view.children("terms")) {
        sim::MarketplaceTerms terms = read_terms(b, row, currency);
        if (!into.terms.empty() && terms.from <= into.terms.back().from)
            b.reading.error(row.has("from") ? row.node("from")->at : row.at(),
                            "these terms do not begin after those before them",
                            "terms that ascend in `from`; only the first may leave it out");
        into.terms.push_back(terms);
    }
    if (into.terms.empty() && view.node("terms") != nullptr)
        b.reading.error(view.node("terms")->at, "a marketplace without terms", "one or more",
                        "[{referral_fee: 0.15}]");
}

void read_marketplace(Building& b, const MappingView& view) {
    claim_book(b, view);
    b.marketplaces.add(view.node("id"), b.reading);
    sim::MarketplaceSpec spec;
    spec.id = view.text("id");
    spec.name = view.title("name");
    if (spec.name.en.empty()) spec.name = {spec.id, spec.id};
    spec.jurisdiction = view.has("jurisdiction") ? view.text("jurisdiction") : "US";
    spec.market = spec.jurisdiction == "CN" ? ledger::Market::onshore : ledger::Market::offshore;
    spec.at = view.at();
    const auto currency = parse_currency(view.text("currency"));
    if (currency) spec.currency = currency->currency;
    spec.cycle_days = view.whole("cycle_days", days_at_most).value_or(14);
    if (spec.cycle_days == 0)
        b.reading.error(view.node("cycle_days")->at, "a cycle of no days", "1 day or more");
    spec.first_statement = view.date("first_statement").value_or(b.scenario.from);
    spec.payout_business_days = view.whole("payout_business_days", 60).value_or(3);
    spec.reserve_from_sale = view.word("reserve_from").value_or(0) == 1;
    read_all_terms(b, view, currency ? std::optional(currency->currency) : std::nullopt, spec);
    if (currency && view.node("currency") != nullptr)
        for (const ledger::CurrencyId of : {spec.currency, b.scenario.reporting_currency})
            if (spec.currency != b.scenario.reporting_currency &&
                !b.scenario.fx.knows(of, spec.market))
                b.reading.error(view.node("currency")->at,
                                fmt::format("there is no {} rate of {}",
                                            ledger::name_of(spec.market), ledger::code_of(of)),
                                fmt::format("{} among the columns of market.fx.{}",
                                            ledger::code_of(of), ledger::name_of(spec.market)));
    b.scenario.marketplaces.push_back(std::move(spec));
}

std::optional<sim::ProviderSpec::Ceiling> read_ceiling(Building& b, const MappingView& provider,
                                                       std::string_view key) {
    const auto view = provider.child(key);
    if (!view) return std::nullopt;
    const auto amount = view->money("amount");
    if (!amount) return std::nullopt;
    if (amount->minor <= 0)
        b.reading.error(view->node("amount")->at, "a ceiling that lets nothing pass",
                        "an amount above zero");
    if (!b.scenario.fx.knows(amount->currency, ledger::Market::onshore))
        b.reading.error(
            view->node("amount")->at,
            fmt::format("there is no onshore rate of {}", ledger::code_of(amount->currency)),
            fmt::format("{} among the columns of market.fx.onshore",
                        ledger::code_of(amount->currency)));
    return sim::ProviderSpec::Ceiling{.minor = amount->minor,
                                      .currency = amount->currency,
                                      .document = view->text("document"),
                                      .mark = view->text("mark")};
}

void read_fees(Building& b, const MappingView& view, sim::ProviderSpec& provider) {
    if (view.has("fee") && view.has("fees"))
        b.reading.error(view.key_at("fee"), "`fee` and `fees` both say what it costs",
                        "one of the two");
    for (const MappingView& row : view.children("fees")) {
        const std::int64_t from = row.minor("from", ledger::currency("CNY")).value_or(0);
        const bool fits =
            provider.fees.empty() ? from == 0 : from > provider.fees.back().from_minor;
        if (!fits && row.node("from") != nullptr)
            b.reading.error(row.node("from")->at,
                            provider.fees.empty() ? "the first tier does not begin at 0"
                                                  : "the tiers do not ascend",
                            "tiers from 0.00 on, each above the one before");
        provider.fees.push_back(
            {.from_minor = from, .fee = row.share("fee").value_or(ledger::Rate(0))});
    }
    if (provider.fees.empty())
        provider.fees.push_back(
            {.from_minor = 0, .fee = view.share("fee").value_or(ledger::Rate(0))});
}

void read_provider(Building& b, const MappingView& view) {
    claim_book(b, view);
    b.providers.add(view.node("id"), b.reading);
    sim::ProviderSpec spec;
    spec.id = view.text("id");
    spec.name = view.title("name");
    if (spec.name.en.empty()) spec.name = {spec.id, spec.id};
    spec.jurisdiction = view.has("jurisdiction") ? view.text("jurisdiction") : "CN";
    spec.bank = b.banks.resolve(view.node("bank"), b.reading);
    spec.at = view.at();
    read_fees(b, view, spec);
    spec.spread = view.share("spread").value_or(ledger::Rate(0));
    spec.payout_business_days = view.whole("payout_business_days", 60).value_or(1);
    spec.order_ceiling = read_ceiling(b, view, "order_ceiling");
    spec.year_ceiling = read_ceiling(b, view, "year_ceiling");
    b.scenario.providers.push_back(std::move(spec));
}

}  // namespace

void build_marketplaces(Building& b) {
    for (const MappingView& view : b.root.children("marketplaces")) read_marketplace(b, view);
    for (const MappingView& view : b.root.children("providers")) read_provider(b, view);
}

}  // namespace rmbsim::adapters
