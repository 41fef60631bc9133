// Stores on marketplaces.
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
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::uint32_t days_most = 3660;
constexpr std::uint32_t orders_most = 10'000'000;

// "0.25" is 2500 ten-thousandths; nullopt: no share of at most four decimals.
std::optional<std::uint32_t> ten_thousandths(const std::string& text) {
    const auto share = ledger::Decimal::parse(text);
    if (!share || share->is_negative() || *share > ledger::Decimal(1)) return std::nullopt;
    const auto split = share->split_at(4);
    if (!split || !split->remainder.is_zero()) return std::nullopt;
    return static_cast<std::uint32_t>(split->whole);
}

void read_order_value(Building& b, const MappingView& view, ledger::CurrencyId currency,
                      sim::StoreSpec& store) {
    for (const Entry& entry : view.entries("order_value")) {
        const auto share = ten_thousandths(entry.key);
        if (!share) {
            b.reading.error(entry.key_at, fmt::format("'{}' is no share of the orders", entry.key),
                            "a share from \"0\" to \"1\" with at most four decimals");
            continue;
        }
        const auto minor = read_minor(entry.value, currency, b.reading);
        if (!minor) continue;
        if (*minor <= 0)
            b.reading.error(entry.value.at, fmt::format("an order of {}", entry.value.text),
                            "an amount above zero");
        if (!store.order_value.empty() && *share <= store.order_value.back().share)
            b.reading.error(entry.key_at, "the shares do not ascend", "each above the one before");
        if (!store.order_value.empty() && *minor < store.order_value.back().minor)
            b.reading.error(entry.value.at, "the order values fall",
                            "each at least the one before: a larger share reaches larger orders");
        store.order_value.push_back({*share, *minor});
    }
    const Node* node = view.node("order_value");
    if (node == nullptr || node->kind != NodeKind::mapping) return;
    if (store.order_value.size() < 2 || store.order_value.front().share != 0 ||
        store.order_value.back().share != 10'000)
        b.reading.error(node->at, "the shares of `order_value` do not go from 0 to 1",
                        "a first share \"0\" (the least order) and a last one \"1\" (the largest)");
}

void read_season(Building& b, const MappingView& view, sim::StoreSpec& store) {
    for (const MappingView& row : view.children("season")) {
        const auto from = row.date("from"), to = row.date("to");
        const auto percent = row.whole("percent", 10'000);
        if (!from || !to || !percent) continue;
        if (*to < *from)
            b.reading.error(row.node("to")->at, "the season ends before it begins", "from <= to");
        for (const sim::SeasonFactor& other : store.season)
            if (*from <= other.to && other.from <= *to)
                b.reading.error(row.at(),
                                fmt::format("this season overlaps the one from {} to {}",
                                            to_text(other.from), to_text(other.to)),
                                "seasons that do not overlap");
        store.season.push_back({*from, *to, *percent});
    }
}

void read_delivery(Building& b, const MappingView& view, sim::StoreSpec& store) {
    const std::vector<const Node*> days = view.items("delivery_days");
    if (days.size() != 2) return;
    const auto least = parse_whole(days[0]->text), most = parse_whole(days[1]->text);
    if (!least || !most || *least < 0) return;
    if (*most < *least || *most > days_most) {
        b.reading.error(days[1]->at, fmt::format("delivery takes {} to {} days", *least, *most),
                        fmt::format("least <= most <= {}", days_most));
        return;
    }
    store.delivery_days_min = static_cast<std::uint32_t>(*least);
    store.delivery_days_max = static_cast<std::uint32_t>(*most);
}

}  // namespace

void build_commerce(Building& b) {
    for (const MappingView& view : b.root.children("commerce")) {
        b.stores.add(view.node("id"), b.reading);
        sim::StoreSpec store;
        store.id = view.text("id");
        store.name = view.title("name");
        store.marketplace = view.text("marketplace");
        store.account = b.accounts.resolve(view.node("account"), b.reading);
        store.at = view.at();
        if (store.name.en.empty()) store.name = {store.id, store.id};
        store.orders_per_day = view.whole("orders_per_day", orders_most).value_or(0);
        store.referral_fee = view.share("referral_fee").value_or(ledger::Rate(0));
        store.refund_rate = view.share("refund_rate").value_or(ledger::Rate(0));
        store.refund_days = view.whole("refund_days", days_most).value_or(0);
        store.reserve_days = view.whole("reserve_days", days_most).value_or(7);
        store.cycle_days = view.whole("cycle_days", days_most).value_or(14);
        store.payout_business_days = view.whole("payout_business_days", 60).value_or(3);
        store.first_statement = view.date("first_statement").value_or(b.scenario.from);
        if (store.cycle_days == 0)
            b.reading.error(view.node("cycle_days")->at, "a cycle of no days", "1 day or more");
        if (b.has_period() && view.date("first_statement") &&
            store.first_statement < b.scenario.from)
            b.reading.error(view.node("first_statement")->at,
                            "the first statement is before the period",
                            fmt::format("a day from {} on", to_text(b.scenario.from)));
        read_delivery(b, view, store);
        read_season(b, view, store);
        const auto currency =
            store.account == sim::no_index ? std::nullopt : b.account_currencies[store.account];
        if (currency) {
            read_order_value(b, view, *currency, store);
            store.fulfilment_fee_minor = view.minor("fulfilment_fee", currency).value_or(0);
            if (store.fulfilment_fee_minor < 0)
                b.reading.error(view.node("fulfilment_fee")->at, "the fee is negative",
                                "an amount from 0 on");
        }
        b.scenario.stores.push_back(std::move(store));
    }
}

}  // namespace rmbsim::adapters
