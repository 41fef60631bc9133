// Taxes on interest, and the range of rates that strangers would agree to.
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/tax_spec.hpp"

namespace rmbsim::adapters {

void read_arms_length(Building& b, const MappingView& terms, sim::InterestTerms& into) {
    const auto view = terms.child("arms_length");
    if (!view) return;
    const auto low = view->decimal("low"), high = view->decimal("high");
    if (!low || !high) return;
    if (*low > *high)
        b.reading.error(view->node("low")->at,
                        fmt::format("the range begins at {}, above its end at {}", low->to_text(),
                                    high->to_text()),
                        "low <= high");
    into.arms_length = {.low = *low, .high = *high};
}

namespace {

void read_thin_capitalisation(Building& b, const MappingView& view, sim::TaxSpec& tax) {
    std::set<std::uint32_t> seen;
    for (const MappingView& row : view.children("thin_capitalisation")) {
        sim::ThinCapitalisationSpec company;
        company.entity = b.entities.resolve(row.node("entity"), b.reading);
        company.income_tax_rate = row.share("income_tax_rate").value_or(ledger::Rate(0));
        company.arms_length_proof = row.boolean("arms_length_proof").value_or(false);
        if (company.entity == sim::no_index) continue;
        const sim::Entity& entity = b.scenario.entities[company.entity];
        const InputPosition at = row.node("entity")->at;
        if (!seen.insert(company.entity).second)
            b.reading.error(at, fmt::format("entity '{}' is listed twice", entity.id),
                            "each company once");
        if (b.scenario.regime && entity.jurisdiction != b.scenario.regime->jurisdiction)
            b.reading.error(at, fmt::format("entity '{}' is not on the mainland", entity.id),
                            "a company whose interest the mainland taxes");
        if (entity.equity.currency != b.scenario.reporting_currency)
            b.reading.error(at,
                            fmt::format("the equity of '{}' is not in {}", entity.id,
                                        ledger::code_of(b.scenario.reporting_currency)),
                            "equity in the reporting currency, in which the ratio is reckoned");
        tax.thin_capitalisation.push_back(company);
    }
}

}  // namespace

void build_tax(Building& b) {
    const auto view = b.root.child("tax");
    if (!view) return;
    sim::TaxSpec& tax = b.scenario.tax;
    tax.stated = true;
    tax.gross_up = view->boolean("gross_up").value_or(false);
    tax.domestic_vat = view->share("domestic_vat").value_or(ledger::Rate(0));
    tax.surcharge = view->share("surcharge").value_or(ledger::Rate(0));
    if (const auto stamp = view->child("stamp_duty"))
        tax.stamp_duty = stamp->word_or("borne_by", sim::StampDutyPayers::both);
    read_thin_capitalisation(b, *view, tax);
    std::set<std::pair<std::string, std::string>> seen;
    for (const MappingView& row : view->children("withholding")) {
        sim::WithholdingRoute route{
            .payer = row.text("from"),
            .payee = row.text("to"),
            .document = row.text("document"),
            .mark = sim::parse_mark(row.text("mark")).value_or(sim::Mark::assumption)};
        route.rate = row.share("rate").value_or(ledger::Rate(0));
        if (route.rate == ledger::Decimal(1))
            b.reading.error(row.node("rate")->at, "`rate` withholds everything",
                            "a share from 0 to below 1", "7 % is written 0.07");
        if (route.payer == route.payee && row.node("to") != nullptr)
            b.reading.error(row.node("to")->at,
                            fmt::format("a route from {} to itself", route.payer),
                            "two countries: within one no tax is withheld here");
        if (!seen.emplace(route.payer, route.payee).second)
            b.reading.error(row.at(),
                            fmt::format("a second route from {} to {}", route.payer, route.payee),
                            "each route once");
        tax.withholding.push_back(std::move(route));
    }
}

}  // namespace rmbsim::adapters
