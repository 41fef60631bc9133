#include "adapters/yaml/read_inverse.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

// "0.25" is 2500 ten-thousandths; nullopt: no share of at most four decimals.
std::optional<std::uint32_t> ten_thousandths(const std::string& text) {
    const auto share = ledger::Decimal::parse(text);
    if (!share || share->is_negative() || *share > ledger::Decimal(1)) return std::nullopt;
    const auto split = share->split_at(4);
    if (!split || !split->remainder.is_zero()) return std::nullopt;
    return static_cast<std::uint32_t>(split->whole);
}

}  // namespace

std::vector<sim::OrderValueKnot> read_inverse(Building& b, const MappingView& view,
                                              std::string_view key, ledger::CurrencyId currency,
                                              std::string_view one) {
    std::vector<sim::OrderValueKnot> knots;
    for (const Entry& entry : view.entries(key)) {
        const auto share = ten_thousandths(entry.key);
        if (!share) {
            b.reading.error(entry.key_at,
                            fmt::format("'{}' is no share of the {}s", entry.key, one),
                            "a share from \"0\" to \"1\" with at most four decimals");
            continue;
        }
        const auto minor = read_minor(entry.value, currency, b.reading);
        if (!minor) continue;
        if (*minor <= 0)
            b.reading.error(
                entry.value.at,
                fmt::format("{} {} of {}", one == "order" ? "an" : "a", one, entry.value.text),
                "an amount above zero");
        if (!knots.empty() && *share <= knots.back().share)
            b.reading.error(entry.key_at, "the shares do not ascend", "each above the one before");
        if (!knots.empty() && *minor < knots.back().minor)
            b.reading.error(
                entry.value.at, fmt::format("the {} values fall", one),
                fmt::format("each at least the one before: a larger share reaches larger {}s",
                            one));
        knots.push_back({*share, *minor});
    }
    const Node* node = view.node(key);
    if (node == nullptr || node->kind != NodeKind::mapping) return knots;
    if (knots.size() < 2 || knots.front().share != 0 || knots.back().share != 10'000)
        b.reading.error(
            node->at, fmt::format("the shares of `{}` do not go from 0 to 1", key),
            fmt::format("a first share \"0\" (the least {}) and a last one \"1\" (the largest)",
                        one));
    return knots;
}

std::vector<sim::SeasonFactor> read_seasons(Building& b, const MappingView& view) {
    std::vector<sim::SeasonFactor> seasons;
    for (const MappingView& row : view.children("season")) {
        const auto from = row.date("from"), to = row.date("to");
        const auto percent = row.whole("percent", 10'000);
        if (!from || !to || !percent) continue;
        if (*to < *from)
            b.reading.error(row.node("to")->at, "the season ends before it begins", "from <= to");
        for (const sim::SeasonFactor& other : seasons)
            if (*from <= other.to && other.from <= *to)
                b.reading.error(row.at(),
                                fmt::format("this season overlaps the one from {} to {}",
                                            to_text(other.from), to_text(other.to)),
                                "seasons that do not overlap");
        seasons.push_back({*from, *to, *percent});
    }
    return seasons;
}

}  // namespace rmbsim::adapters
