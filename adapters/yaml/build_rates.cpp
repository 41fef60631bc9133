// Rate terms: one rate or tiers of rates, and whether they are such as a bank would agree to.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/decimal.hpp"
#include "sim/market/curve.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using ledger::Decimal;

sim::RateTerm read_one(Building& b, const MappingView& view, std::string_view what) {
    sim::RateTerm term;
    term.fixed = view.decimal("rate");
    term.tenor = view.text("tenor");
    term.margin = view.decimal("margin").value_or(ledger::Rate(0));
    term.floor = view.decimal("floor");
    for (const std::string_view key : {"rate", "margin", "floor"})
        warn_outside_sane_rates(b, view, key);
    const bool has_rate = view.has("rate"), has_index = view.has("index");
    if (has_rate == has_index) {
        b.reading.error(view.at(),
                        has_rate ? fmt::format("`{}` has both a rate and an index", what)
                                 : fmt::format("`{}` has neither a rate nor an index", what),
                        "{rate: 0.0050} or {index: LPR, tenor: 1Y, margin: 0.0050}");
        return term;
    }
    if (has_rate) {
        for (const std::string_view other : {"tenor", "margin"})
            if (view.has(other))
                b.reading.error(view.key_at(other),
                                fmt::format("`{}` has no use beside a fixed rate", other),
                                "it beside an index only");
        return term;
    }
    term.curve = b.curves.resolve(view.node("index"), b.reading);
    if (!view.has("tenor")) {
        b.reading.error(view.at(), "key 'tenor' is missing beside the index", "tenor: 1Y");
    } else if (term.curve != sim::no_index && view.node("tenor") != nullptr) {
        const sim::Curve& curve = b.scenario.curves[term.curve];
        const std::vector<std::string_view> tenors = curve.tenors();
        if (!curve.has_tenor(term.tenor) && !tenors.empty())
            b.reading.error(view.node("tenor")->at,
                            fmt::format("curve {} has no tenor '{}'", curve.id(), term.tenor),
                            fmt::format("one of {}", joined(tenors)),
                            did_you_mean(term.tenor, tenors));
    }
    return term;
}

// An amount in whichever currency the balance has; nullopt: not written, or diagnosed.
std::optional<Decimal> border(Building& b, const MappingView& view, std::string_view key) {
    constexpr int decimals_most = 4;  // of any currency of ISO 4217
    const auto amount = view.decimal(key);
    if (!amount) return std::nullopt;
    const auto split = amount->split_at(decimals_most);
    if (amount->is_negative() || !split || !split->remainder.is_zero()) {
        b.reading.error(view.node(key)->at, fmt::format("`{}` is {}", key, view.node(key)->text),
                        "an amount from 0 on, in the currency of the account");
        return std::nullopt;
    }
    return amount;
}

// The borders of neighbouring tiers; `to` may be left out, where it is written it must meet `from`.
void check_borders(Building& b, const MappingView& terms) {
    const std::vector<MappingView> views = terms.children("tiers");
    std::optional<Decimal> before, end_before;
    for (std::size_t i = 0; i < views.size(); ++i) {
        const MappingView& view = views[i];
        const auto from = border(b, view, "from"), to = border(b, view, "to");
        if (from) {
            const InputPosition at = view.node("from")->at;
            if (i == 0 && !from->is_zero())
                b.reading.error(at,
                                fmt::format("a gap: the first tier begins at {}, and nothing "
                                            "prices a smaller balance",
                                            from->to_text()),
                                "from: 0");
            if (before && *from <= *before)
                b.reading.error(at,
                                fmt::format("tier {} begins at {}, not above {}, where tier {} "
                                            "begins",
                                            i + 1, from->to_text(), before->to_text(), i),
                                "tiers in ascending order of `from`, each once");
            if (end_before && *end_before != *from)
                b.reading.error(at,
                                fmt::format("{}: tier {} ends at {}, tier {} begins at {}",
                                            *end_before < *from ? "a gap" : "an overlap", i,
                                            end_before->to_text(), i + 1, from->to_text()),
                                "each tier begins where the one before it ends",
                                "`to` may be left out");
            before = from;
        }
        if (to && i + 1 == views.size())
            b.reading.error(view.node("to")->at,
                            fmt::format("a gap: the last tier ends at {}, and nothing prices a "
                                        "larger balance",
                                        to->to_text()),
                            "no `to` in the last tier");
        end_before = to;
    }
}

void read_tiers(Building& b, const MappingView& view, std::string_view what,
                sim::RateTiers& tiers) {
    for (const MappingView& row : view.children("tiers")) {
        sim::RateTier tier;
        tier.from = row.decimal("from").value_or(Decimal(0));
        tier.rate = read_one(b, row, what);
        tiers.tiers.push_back(tier);
    }
    if (view.has("tiers")) {
        for (const std::string_view key : {"rate", "index", "tenor", "margin", "floor"})
            if (view.has(key))
                b.reading.error(view.key_at(key),
                                fmt::format("`{}` has no use beside `tiers`", key),
                                "the rate in each tier");
        if (tiers.tiers.empty() && view.node("tiers") != nullptr)
            b.reading.error(view.node("tiers")->at, "there is no tier",
                            "at least one: [{from: 0, rate: 0.0005}]");
        if (!view.has("tiering"))
            b.reading.error(view.at(), "key 'tiering' is missing beside `tiers`",
                            "slab (the tier reached prices the whole balance) or graduated (each "
                            "slice has its own rate)");
        check_borders(b, view);
    } else if (view.has("tiering")) {
        b.reading.error(view.key_at("tiering"), "`tiering` has no use without `tiers`",
                        "it with tiers: […]");
    }
    tiers.tiering = view.word_or("tiering", sim::Tiering::slab);
}

void read_over_limit(Building& b, const MappingView& view, bool debit, sim::RateTiers& tiers) {
    for (const std::string_view key : {"agreed_limit", "over_limit"})
        if (view.has(key) && !debit)
            b.reading.error(view.key_at(key), fmt::format("`{}` has no use under `credit`", key),
                            "it under `debit` only");
    if (view.has("agreed_limit") != view.has("over_limit"))
        b.reading.error(view.at(), "`agreed_limit` and `over_limit` go together",
                        "agreed_limit: an amount, and over_limit: what is added beyond it");
    warn_outside_sane_rates(b, view, "over_limit");
    tiers.agreed_limit = border(b, view, "agreed_limit");
    tiers.over_limit = view.decimal("over_limit").value_or(ledger::Rate(0));
}

}  // namespace

void warn_outside_sane_rates(Building& b, const MappingView& view, std::string_view key) {
    const auto rate = view.decimal(key);
    if (!rate || (*rate >= b.sane_rates.least && *rate <= b.sane_rates.most)) return;
    b.reading.warning(
        view.node(key)->at,
        fmt::format("`{}` is {}, outside the sane range {} to {}", key, view.node(key)->text,
                    b.sane_rates.least.to_text(), b.sane_rates.most.to_text()),
        "a yearly rate as a fraction: 3.85 % is written 0.0385",
        "if it is meant, widen market.sane_rates");
}

void build_sane_rates(Building& b) {
    const auto market = b.root.child("market");
    const Node* range = market ? market->node("sane_rates") : nullptr;
    if (range == nullptr || range->items.size() != 2) return;
    const auto least = Decimal::parse(range->items[0].text),
               most = Decimal::parse(range->items[1].text);
    if (!least || !most || *least > *most) {
        b.reading.error(range->at, "the range of sane rates is no range",
                        "least and most as fractions: [\"-0.05\", \"0.36\"]");
        return;
    }
    b.sane_rates = {.least = *least, .most = *most};
}

void read_rates(Building& b, const MappingView& terms, std::string_view key, sim::RateTerm& rate,
                sim::RateTiers& tiers) {
    const auto view = terms.child(key);
    if (!view) {
        rate.fixed = ledger::Rate(0);
        return;
    }
    read_tiers(b, *view, key, tiers);
    read_over_limit(b, *view, key == "debit", tiers);
    if (!view->has("tiers"))
        rate = read_one(b, *view, key);
    else if (!tiers.tiers.empty())
        rate = tiers.tiers.front().rate;
}

}  // namespace rmbsim::adapters
