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
#include "adapters/yaml/read_inverse.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::uint32_t days_most = 3660;
constexpr std::uint32_t orders_most = 10'000'000;

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
        store.season = read_seasons(b, view);
        const auto currency =
            store.account == sim::no_index ? std::nullopt : b.account_currencies[store.account];
        if (currency) {
            store.order_value = read_inverse(b, view, "order_value", *currency, "order");
            store.fulfilment_fee_minor = view.minor("fulfilment_fee", currency).value_or(0);
            if (store.fulfilment_fee_minor < 0)
                b.reading.error(view.node("fulfilment_fee")->at, "the fee is negative",
                                "an amount from 0 on");
        }
        b.scenario.stores.push_back(std::move(store));
    }
}

}  // namespace rmbsim::adapters
