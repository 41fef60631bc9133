// Advances on receivables and purchase orders, and electronic notes, as written.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/financing_checks.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using ledger::Rate;
using sim::no_index;

constexpr std::uint32_t grace_days_most = 3660;

std::uint32_t account_of_store(const sim::Scenario& scenario, const sim::StoreSpec& store) {
    const sim::CollectionRoute& route = scenario.collection_routes[store.route];
    if (route.kind != sim::CollectionKind::account)
        return store.into == no_index ? route.into : store.into;
    for (const std::uint32_t account : route.receive)
        if (account != no_index && scenario.accounts[account].currency ==
                                       scenario.marketplaces[store.marketplace].currency)
            return account;
    return no_index;
}

class FinancingReading {
  public:
    FinancingReading(Building& b, const MappingView& view) : b_(b), view_(view) {}

    sim::FinancingSpec read() {
        spec_.id = view_.text("id");
        spec_.name = view_.title("name");
        spec_.at = view_.at();
        spec_.kind = view_.word_or("kind", sim::FinancingKind::receivable_advance);
        spec_.lender = b_.banks.resolve(view_.node("lender"), b_.reading);
        spec_.account = b_.accounts.resolve(view_.node("account"), b_.reading);
        spec_.document = view_.text("document");
        spec_.rate = read_single_rate(b_, view_);
        spec_.grace_days = view_.whole("grace_days", grace_days_most);
        read_terms();
        read_waterfall();
        read_guarantee();
        read_stores();
        read_orders();
        return std::move(spec_);
    }

  private:
    void read_terms() {
        sim::finance::FacilityTerms& terms = spec_.terms;
        if (spec_.account != no_index && b_.account_currencies[spec_.account])
            terms.currency = *b_.account_currencies[spec_.account];
        terms.recourse = view_.word_or("recourse", sim::finance::Recourse::with);
        terms.advance_rate = view_.share("advance_rate").value_or(Rate(1));
        terms.fee = view_.share("fee").value_or(Rate(0));
        terms.reserve = view_.share("reserve").value_or(Rate(0));
        terms.concentration = view_.share("concentration_limit").value_or(Rate(1));
        if (view_.has("limit"))
            terms.limit_minor = read_positive(b_, view_, "limit", spec_.account);
        reject_zero("advance_rate", terms.advance_rate);
        reject_zero("concentration_limit", terms.concentration);
        if (view_.has("concentration_limit") && !view_.has("limit"))
            b_.reading.error(view_.key_at("concentration_limit"),
                             "`concentration_limit` is a share of `limit`, which is missing",
                             "limit: 500000.00 beside it");
        read_day_count();
    }

    void reject_zero(std::string_view key, const Rate& share) {
        if (share.is_zero())
            b_.reading.error(view_.node(key)->at, fmt::format("`{}` of 0 lends nothing", key),
                             "a share above 0 and up to 1");
    }

    void read_day_count() {
        if (!view_.has("day_count")) return;
        const auto written = ledger::parse_day_count(view_.text("day_count"));
        if (!written) return;  // told by its shape
        spec_.terms.day_count = *written;
        if (*written == ledger::DayCount::act_360 || *written == ledger::DayCount::act_365_fixed)
            return;
        b_.reading.error(view_.node("day_count")->at,
                         fmt::format("`day_count` is {}", view_.text("day_count")),
                         fmt::format("{} or {}", ledger::name_of(ledger::DayCount::act_360),
                                     ledger::name_of(ledger::DayCount::act_365_fixed)));
    }

    void read_waterfall() {
        if (!view_.has("waterfall")) return;
        const std::vector<const Node*> items = view_.items("waterfall");
        const auto usual = sim::finance::fees_principal_interest;
        sim::finance::WaterfallOrder order{};
        std::vector<sim::finance::Tranche> seen;
        for (const Node* item : items)
            for (const sim::finance::Tranche tranche : usual)
                if (item->text == sim::finance::name_of(tranche) &&
                    std::ranges::find(seen, tranche) == seen.end())
                    seen.push_back(tranche);
        if (items.size() != usual.size() || seen.size() != usual.size()) {
            b_.reading.error(view_.node("waterfall")->at,
                             "the waterfall does not name each claim once",
                             "fees, principal and interest, in the order in which a receipt pays");
            return;
        }
        std::ranges::copy(seen, order.begin());
        spec_.terms.waterfall = order;
    }

    void read_guarantee() {
        const auto view = view_.child("guarantee");
        if (!view) return;
        spec_.guarantor = b_.accounts.resolve(view->node("account"), b_.reading);
        check_same_currency(b_, view->node("account"), spec_.guarantor, spec_.account);
        spec_.terms.guarantee.share = view->share("share").value_or(Rate(0));
        if (view->has("cap"))
            spec_.terms.guarantee.cap_minor = read_positive(b_, *view, "cap", spec_.account);
        if (spec_.guarantor == no_index || spec_.account == no_index) return;
        const auto& accounts = b_.scenario.accounts;
        if (accounts[spec_.guarantor].owner == accounts[spec_.account].owner)
            b_.reading.error(view->node("account")->at, "the seller guarantees its own debt",
                             "an account of another entity");
    }

    void read_stores() {
        for (const Node* node : view_.items("stores")) {
            const std::uint32_t store = b_.stores.resolve(node, b_.reading);
            if (store == no_index) continue;
            if (std::ranges::find(spec_.stores, store) != spec_.stores.end()) {
                b_.reading.error(node->at, fmt::format("store '{}' stands twice", node->text),
                                 "each store once");
                continue;
            }
            spec_.stores.push_back(store);
            check_store(*node, store);
        }
        if (view_.node("stores") != nullptr && view_.items("stores").empty())
            b_.reading.error(view_.node("stores")->at, "no store is lent on", "[store-us]");
    }

    void check_store(const Node& node, std::uint32_t index) {
        // What is wrong already would be told again in other words.
        if (spec_.account == no_index || b_.reading.diagnostics.has_errors()) return;
        const sim::Scenario& s = b_.scenario;
        const std::uint32_t paid_into = account_of_store(s, s.stores[index]);
        if (paid_into == no_index) return;
        const sim::BankAccount& account = s.accounts[spec_.account];
        if (paid_into != spec_.account) {
            b_.reading.error(node.at,
                             fmt::format("store '{}' is paid into '{}', not into '{}'",
                                         s.stores[index].id, s.accounts[paid_into].id, account.id),
                             fmt::format("account: {}", s.accounts[paid_into].id),
                             "a lender is repaid out of the account that receives");
            return;
        }
        const auto currency = s.marketplaces[s.stores[index].marketplace].currency;
        if (currency == account.currency) return;
        for (const ledger::CurrencyId of : {currency, account.currency})
            if (!s.fx.knows(of, account.market))
                b_.reading.error(node.at,
                                 fmt::format("there is no {} rate of {} to value the sales of "
                                             "store '{}'",
                                             ledger::name_of(account.market), ledger::code_of(of),
                                             s.stores[index].id),
                                 fmt::format("{} among the columns of market.fx.{}",
                                             ledger::code_of(of), ledger::name_of(account.market)));
    }

    void read_orders() {
        const bool on_orders = spec_.kind == sim::FinancingKind::purchase_order;
        if (on_orders != view_.has("orders"))
            b_.reading.error(on_orders ? view_.at() : view_.key_at("orders"),
                             on_orders ? "key 'orders' is missing beside kind: purchase_order"
                                       : "`orders` has no use beside this kind",
                             on_orders ? "orders: [{id: PO-1, on: …, amount: …}]"
                                       : "it with kind: purchase_order only");
        IdIndex ids{"purchase order"};
        for (const MappingView& view : view_.children("orders")) {
            ids.add(view.node("id"), b_.reading);
            sim::PurchaseOrder order{.id = view.text("id"), .at = view.at()};
            order.minor = read_positive(b_, view, "amount", spec_.account);
            const auto on = view.date("on");
            if (!on) continue;
            order.on = *on;
            spec_.orders.push_back(std::move(order));
        }
        std::ranges::stable_sort(spec_.orders, {}, &sim::PurchaseOrder::on);
    }

    Building& b_;
    const MappingView& view_;
    sim::FinancingSpec spec_;
};

}  // namespace

sim::RateTerm read_single_rate(Building& b, const MappingView& view) {
    sim::RateTerm rate;
    sim::RateTiers tiers;
    read_rates(b, view, "rate", rate, tiers);
    if (!tiers.tiers.empty())
        b.reading.error(view.node("rate")->at, "there is one rate here, not tiers",
                        "{rate: 0.08} or {index: LPR, tenor: 1Y, margin: 0.0400}");
    return rate;
}

void check_same_currency(Building& b, const Node* node, std::uint32_t account, std::uint32_t as) {
    if (account == no_index || as == no_index) return;
    const auto& currencies = b.account_currencies;
    if (!currencies[account] || !currencies[as] || *currencies[account] == *currencies[as]) return;
    b.reading.error(
        node->at,
        fmt::format("account '{}' is in {}, '{}' in {}", b.scenario.accounts[account].id,
                    ledger::code_of(*currencies[account]), b.scenario.accounts[as].id,
                    ledger::code_of(*currencies[as])),
        "accounts in one currency");
}

std::int64_t read_positive(Building& b, const MappingView& view, std::string_view key,
                           std::uint32_t account) {
    const auto minor =
        view.minor(key, account == no_index ? std::nullopt : b.account_currencies[account]);
    if (minor && *minor > 0) return *minor;
    if (minor)
        b.reading.error(view.node(key)->at, fmt::format("`{}` is not above zero", key),
                        "an amount above zero");
    return 1;
}

void build_financing(Building& b) {
    IdIndex facilities{"facility"};
    for (const MappingView& view : b.root.children("financing")) {
        facilities.add(view.node("id"), b.reading);
        b.scenario.financing.push_back(FinancingReading(b, view).read());
    }
}

}  // namespace rmbsim::adapters
