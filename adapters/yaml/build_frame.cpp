// Head of a scenario: its name, period, seed, clock, currency and variants.
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"

namespace rmbsim::adapters {
namespace {

constexpr int years_most = 50;

void build_period(Building& b) {
    const auto period = b.root.child("period");
    if (!period) return;
    const auto from = period->date("from"), to = period->date("to");
    if (!from || !to) return;
    if (*to < *from) {
        b.reading.error(period->node("to")->at,
                        fmt::format("the period ends on {}, before it begins on {}", to_text(*to),
                                    to_text(*from)),
                        "from <= to", "exchange the two dates");
        return;
    }
    if (*to > *from + std::chrono::days{366 * years_most}) {
        b.reading.error(period->at(), fmt::format("the period is longer than {} years", years_most),
                        fmt::format("at most {} years", years_most));
        return;
    }
    b.scenario.from = *from;
    b.scenario.to = *to;
    b.period_end = *to;
    if (!b.options.until) return;
    if (*b.options.until < *from || *b.options.until > *to) {
        b.reading.diagnostics.add(
            {.file = "--until",
             .message = fmt::format("{} lies outside the period", to_text(*b.options.until)),
             .expected = fmt::format("a day from {} to {}", to_text(*from), to_text(*to))});
        return;
    }
    b.scenario.to = *b.options.until;
}

void build_seed(Building& b) {
    b.scenario.seed = 1;
    if (const Node* node = b.root.node("seed"); node != nullptr && node->kind == NodeKind::scalar) {
        const auto [end, error] = std::from_chars(
            node->text.data(), node->text.data() + node->text.size(), b.scenario.seed);
        if (error == std::errc::result_out_of_range)
            b.reading.error(node->at, fmt::format("seed {} is too large", node->text),
                            fmt::format("at most {}", UINT64_MAX));
    }
    if (b.options.seed) b.scenario.seed = *b.options.seed;
}

// "period.to", "flows.F1.amount": what is compared happens on the same days, with the same flows.
void check_same_flows(Building& b, const MappingView& variant) {
    for (const Entry& entry : variant.entries("set")) {
        const std::string_view part = std::string_view(entry.key).substr(0, entry.key.find('.'));
        if (part != "period" && part != "flows") continue;
        b.reading.error(entry.key_at,
                        fmt::format("variant '{}' changes `{}`: variants are compared on the same "
                                    "days and flows",
                                    variant.text("name"), part),
                        "changes of pools, rules, terms or members",
                        "for other days or flows run a scenario of its own, with --set or an "
                        "overlay");
    }
}

void build_variants(Building& b) {
    IdIndex names("variant");
    std::optional<InputPosition> baseline;
    for (const MappingView& view : b.root.children("compare")) {
        names.add(view.node("name"), b.reading);
        check_same_flows(b, view);
        const bool is_baseline = view.boolean("baseline").value_or(false);
        if (is_baseline && baseline)
            b.reading.error(view.node("baseline")->at, "a second variant is the baseline",
                            "one baseline");
        if (is_baseline) baseline = view.at();
        b.scenario.variants.push_back({.name = view.text("name"),
                                       .title = view.title("title"),
                                       .baseline = is_baseline,
                                       .as_written = view.node("set") == nullptr});
    }
}

void build_structure_costs(Building& b) {
    const auto view = b.root.child("structure_costs");
    if (!view) return;
    const ledger::CurrencyId currency = b.scenario.reporting_currency;
    sim::StructureCosts costs;
    costs.set_up_minor = view->minor("set_up", currency).value_or(1);
    costs.yearly_minor = view->minor("yearly", currency).value_or(0);
    costs.discount_rate = view->decimal("discount_rate").value_or(ledger::Decimal(0));
    costs.years = view->whole("years", 50).value_or(costs.years);
    const auto wrong = [&](std::string_view key, const std::string& what, const char* expected) {
        b.reading.error(view->node(key)->at, what, expected);
    };
    if (costs.set_up_minor <= 0)
        wrong("set_up", "`set_up` is not above zero", "what building the structure costs once");
    if (costs.yearly_minor < 0)
        wrong("yearly", "`yearly` is negative", "what running the structure costs a year");
    if (costs.discount_rate < ledger::Decimal(0) || costs.discount_rate > ledger::Decimal(1))
        wrong("discount_rate",
              fmt::format("discount_rate {} is no yearly rate", costs.discount_rate.to_text()),
              "a fraction a year, from 0 to 1: 0.05 is 5 %");
    if (costs.years < 1) wrong("years", "`years` is not from 1 to 50", "whole years");
    b.scenario.structure_costs = costs;
}

void build_alternative_rate(Building& b) {
    const auto rate = b.root.decimal("alternative_rate");
    if (!rate) return;
    if (*rate > ledger::Decimal(1) || *rate < ledger::Decimal(-1)) {
        b.reading.error(b.root.node("alternative_rate")->at,
                        fmt::format("alternative_rate {} is no yearly rate", rate->to_text()),
                        "a fraction a year, from -1 to 1", "0.018 is 1.8 %");
        return;
    }
    b.scenario.alternative_rate = rate;
}

}  // namespace

std::filesystem::path Building::path_of(const Node& node) const {
    constexpr std::string_view prefix = "library:";
    const std::string_view text = node.text;
    if (text.starts_with(prefix))
        return (options.library / text.substr(prefix.size())).lexically_normal();
    std::filesystem::path path(text);
    if (path.is_absolute()) return path;
    // What --set puts in is relative to the scenario.
    const std::filesystem::path base =
        reading.files.all()[node.at.file]->sha256.empty()
            ? scenario_file
            : std::filesystem::path(reading.files.shown(node.at.file));
    return (base.parent_path() / path).lexically_normal();
}

const OpenedFile* Building::open(const Node& node, std::size_t bytes_max) {
    return reading.files.open(path_of(node), bytes_max, reading.named_at(node.at),
                              reading.diagnostics);
}

void build_frame(Building& b) {
    b.scenario.id = b.root.text("scenario");
    b.scenario.title = b.root.title("title");
    if (b.scenario.title.en.empty()) b.scenario.title = {b.scenario.id, b.scenario.id};
    build_period(b);
    build_seed(b);
    b.scenario.zone = b.root.has("time_zone") ? b.clocks.zone(b.root.node("time_zone"))
                                              : b.clocks.zone_named("Asia/Shanghai", b.root.at());
    const auto currency = b.root.has("reporting_currency")
                              ? parse_currency(b.root.text("reporting_currency"))
                              : parse_currency("CNY");
    b.scenario.reporting_currency = currency ? currency->currency : ledger::currency("CNY");
    b.scenario.reporting_market =
        currency && currency->is_cnh ? ledger::Market::offshore : ledger::Market::onshore;
    build_alternative_rate(b);
    build_structure_costs(b);
    build_variants(b);
}

}  // namespace rmbsim::adapters
