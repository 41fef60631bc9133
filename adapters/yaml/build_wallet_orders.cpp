// What wallets are told to do: contracts, and orders one after the other.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
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
#include "ledger/currency.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using sim::WalletAction;

constexpr sim::TimeOfDay usual_time = std::chrono::hours{10};

// Which keys an order has beside id, order, on, time and amount.
struct ActionKeys {
    std::array<std::string_view, 3> needed, other;
};
constexpr std::array<ActionKeys, 9> action_keys = {{
    {{"to"}, {}},                       // load
    {{"from"}, {}},                     // unload
    {{"from", "to"}, {}},               // pay
    {{"from", "to"}, {}},               // purchase
    {{"contract"}, {}},                 // deposit
    {{"contract"}, {}},                 // deliver
    {{"contract", "to"}, {"purpose"}},  // release
    {{"contract"}, {}},                 // refund
    {{"from", "to"}, {"uploads"}},      // offline
}};

class WalletOrders {
  public:
    explicit WalletOrders(Building& b) : b_(b), ecny_(b.scenario.ecny) {}

    void read() {
        for (const MappingView& view : b_.root.children("wallet_contracts")) contract(view);
        for (const MappingView& view : b_.root.children("ecny")) order(view);
        std::ranges::stable_sort(ecny_.orders, {}, &sim::WalletOrder::at);
    }

  private:
    std::uint32_t wallet(const Node* node) { return b_.wallets.resolve(node, b_.reading); }

    std::optional<sim::SimTimeMs> instant(const MappingView& view, std::string_view day,
                                          std::string_view clock, sim::TimeOfDay usual) {
        const auto on = view.date(day);
        sim::TimeOfDay time = usual;
        if (const Node* node = view.node(clock)) {
            const auto written = parse_zoned_time(node->text);
            if (!written) return std::nullopt;  // diagnosed by its form
            time = written->time;
            if (!written->zone.empty())
                b_.reading.error(node->at, fmt::format("`{}` names a time zone", clock),
                                 "a time of day: wallets go by the clock of Shanghai");
        }
        if (!on || !b_.has_clock(ecny_.zone)) return std::nullopt;
        return sim::ms_of(b_.scenario.zones[ecny_.zone].instant(*on, time));
    }

    void expect_in_period(const MappingView& view, std::string_view key) {
        const auto on = view.date(key);
        if (!on || !b_.has_period() || (*on >= b_.scenario.from && *on <= *b_.period_end)) return;
        b_.reading.error(
            view.node(key)->at, fmt::format("{} lies outside the period", to_text(*on)),
            fmt::format("a day from {} to {}", to_text(b_.scenario.from), to_text(*b_.period_end)));
    }

    // Money that comes back, or late, may not fit under the cap.
    void expect_bank_account(std::uint32_t index, const InputPosition& at, std::string_view why) {
        if (index == sim::no_index || index >= ecny_.wallets.size()) return;
        const sim::WalletSpec& spec = ecny_.wallets[index];
        const bool capped = std::ranges::any_of(spec.limits, [](const sim::WalletLimit& limit) {
            return limit.per == sim::WalletLimitPer::balance;
        });
        if (capped && spec.bank_account == sim::no_index)
            b_.reading.error(at,
                             fmt::format("wallet '{}' has a cap and no bank account",
                                         b_.scenario.accounts[spec.account].id),
                             fmt::format("`account` of the wallet, for {}", why));
    }

    void contract(const MappingView& view) {
        contracts_.add(view.node("id"), b_.reading);
        sim::WalletContract made;
        made.id = view.text("id");
        made.kind = view.word_or("kind", sim::ContractKind::escrow);
        made.source = wallet(view.node("source"));
        if (view.node("source") != nullptr)
            expect_bank_account(made.source, view.node("source")->at, "money that comes back");
        for (const Node* item : view.items("payees")) made.terms.payees.push_back(wallet(item));
        made.terms.purpose = view.text("purpose");
        made.terms.needs_proof = made.kind == sim::ContractKind::escrow;
        const bool is_subsidy = made.kind == sim::ContractKind::subsidy;
        if (view.has("beneficiary")) made.beneficiary = wallet(view.node("beneficiary"));
        if (is_subsidy && !view.has("beneficiary"))
            b_.reading.error(view.at(), "key 'beneficiary' is missing in this subsidy",
                             "the wallet whose purchases it pays");
        if (!is_subsidy && view.has("beneficiary"))
            b_.reading.error(view.key_at("beneficiary"), "`beneficiary` has no use here",
                             "it with kind: subsidy only");
        if (made.terms.payees.empty())
            b_.reading.error(view.key_at("payees"), "the contract may pay nobody",
                             "at least one wallet");
        expect_not_before_period(view);
        made.terms.expires_at =
            instant(view, "expires_on", "expires_at", std::chrono::hours{24}).value_or(0);
        ecny_.contracts.push_back(std::move(made));
    }

    void expect_not_before_period(const MappingView& view) {
        const auto on = view.date("expires_on");
        if (on && b_.has_period() && *on < b_.scenario.from)
            b_.reading.error(view.node("expires_on")->at, "the contract expires before the period",
                             fmt::format("a day from {} on", to_text(b_.scenario.from)));
    }

    void check_keys(const MappingView& view, const ActionKeys& keys) {
        static constexpr std::array<std::string_view, 5> all = {"from", "to", "contract", "purpose",
                                                                "uploads"};
        const auto is_among = [](const auto& list, std::string_view key) {
            return std::ranges::find(list, key) != list.end();
        };
        for (const std::string_view key : all) {
            if (is_among(keys.needed, key) && !view.has(key))
                b_.reading.error(view.at(), fmt::format("key '{}' is missing in this order", key),
                                 fmt::format("it with order: {}", view.text("order")));
            if (view.has(key) && !is_among(keys.needed, key) && !is_among(keys.other, key))
                b_.reading.error(view.key_at(key), fmt::format("`{}` has no use here", key),
                                 fmt::format("the keys of order: {}", view.text("order")));
        }
    }

    void expect_new_name(const MappingView& view) {
        const Node* node = view.node("id");
        if (node == nullptr) return;
        const auto [earlier, is_new] = names_.try_emplace(node->text, node->at);
        const auto& flows = b_.scenario.flow_names;
        if (!is_new)
            b_.reading.error(node->at,
                             fmt::format("order '{}' occurs twice; first at {}:{}:{}", node->text,
                                         b_.reading.files.shown(earlier->second.file),
                                         earlier->second.line, earlier->second.column),
                             "a name once");
        else if (std::ranges::find(flows, node->text) != flows.end())
            b_.reading.error(node->at, fmt::format("'{}' is the name of a flow", node->text),
                             "another name: both are asked for by it");
    }

    void order(const MappingView& view) {
        expect_new_name(view);
        const auto word = view.word("order");
        if (!word) return;
        check_keys(view, action_keys[*word]);
        expect_in_period(view, "on");
        sim::WalletOrder made;
        made.id = view.text("id");
        made.action = static_cast<WalletAction>(*word);
        if (view.has("from")) made.from = wallet(view.node("from"));
        if (view.has("to")) made.to = wallet(view.node("to"));
        if (view.has("contract"))
            made.contract = contracts_.resolve(view.node("contract"), b_.reading);
        made.purpose = view.text("purpose");
        made.minor = view.minor("amount", ledger::currency("CNY")).value_or(1);
        if (made.minor <= 0)
            b_.reading.error(view.node("amount")->at, "the amount is not above zero",
                             "an amount above zero");
        if (made.from != sim::no_index && made.from == made.to)
            b_.reading.error(view.node("to")->at, "the payment goes to its payer",
                             "another wallet");
        check_conversion(view, made);
        const auto at = instant(view, "on", "time", usual_time);
        if (!at) return;
        made.at = *at;
        read_uploads(view, made);
        ecny_.orders.push_back(std::move(made));
    }

    void check_conversion(const MappingView& view, const sim::WalletOrder& made) {
        const bool converts =
            made.action == WalletAction::load || made.action == WalletAction::unload;
        const std::uint32_t index = made.action == WalletAction::load ? made.to : made.from;
        if (!converts || index >= ecny_.wallets.size() ||
            ecny_.wallets[index].bank_account != sim::no_index)
            return;
        b_.reading.error(view.at(), "the wallet has no bank account to convert with",
                         "`account` of the wallet");
    }

    void read_uploads(const MappingView& view, sim::WalletOrder& made) {
        for (const MappingView& one : view.children("uploads")) {
            expect_in_period(one, "on");
            const auto at = instant(one, "on", "time", usual_time);
            if (!at) continue;
            if (*at < made.at)
                b_.reading.error(one.at(), "uploaded before it was paid",
                                 "the instant of the payment, or later");
            made.uploads.push_back(*at);
        }
        std::ranges::sort(made.uploads);
        if (made.action == WalletAction::offline && view.node("to") != nullptr)
            expect_bank_account(made.to, view.node("to")->at, "money that is uploaded late");
    }

    Building& b_;
    sim::EcnySpec& ecny_;
    IdIndex contracts_{"contract"};
    std::map<std::string, InputPosition> names_;
};

}  // namespace

void build_wallet_orders(Building& b) { WalletOrders(b).read(); }

}  // namespace rmbsim::adapters
