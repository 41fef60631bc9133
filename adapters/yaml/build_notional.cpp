// Notional pools: accounts, margins, caps and allocation; check_notional.cpp asks whether a bank may offset.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/pool/allocation.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using ledger::Decimal;
using sim::AllocationRule;

// Account: the notional pool that has it, for an account may be in one only.
using Taken = std::map<std::uint32_t, std::string_view>;

void read_accounts(Building& b, const MappingView& view, Taken& taken,
                   sim::NotionalPoolSpec& pool) {
    for (const Node* node : view.items("accounts")) {
        const std::uint32_t account = b.accounts.resolve(node, b.reading);
        if (account == sim::no_index) continue;
        const auto [earlier, is_new] = taken.try_emplace(account, view.node("id")->text);
        if (!is_new) {
            b.reading.error(node->at,
                            fmt::format("account '{}' is in notional pool '{}' already", node->text,
                                        earlier->second),
                            "each account once, in one notional pool");
            continue;
        }
        pool.accounts.push_back(account);
        const std::uint32_t owner = b.scenario.accounts[account].owner;
        if (owner != sim::no_index && std::find(pool.participants.begin(), pool.participants.end(),
                                                owner) == pool.participants.end())
            pool.participants.push_back(owner);
    }
    pool.header = b.accounts.resolve(view.node("header"), b.reading);
    const bool among =
        std::find(pool.accounts.begin(), pool.accounts.end(), pool.header) != pool.accounts.end();
    if (pool.header != sim::no_index && view.node("accounts") != nullptr && !among)
        b.reading.error(
            view.node("header")->at,
            fmt::format("header '{}' is not among the pool's accounts", view.text("header")),
            "one of `accounts`", "add it there");
    if (view.node("accounts") != nullptr && pool.accounts.size() < 2)
        b.reading.error(view.node("accounts")->at, "a notional pool of fewer than two accounts",
                        "at least two accounts of one bank");
}

void read_margins(Building& b, const MappingView& view, sim::NotionalPoolSpec& pool) {
    const bool enhances = pool.style == sim::NotionalStyle::enhancement;
    const auto margins = view.child("margins");
    if (margins && !enhances)
        b.reading.error(view.key_at("margins"), "`margins` have no use with this style",
                        "them with style: enhancement only");
    if (!margins && enhances && !view.has("margins"))
        b.reading.error(view.at(), "key 'margins' is missing with style: enhancement",
                        "margins: {credit: 0.0010, debit: 0.0020}");
    if (!margins) return;
    pool.credit_margin = margins->decimal("credit").value_or(ledger::Rate(0));
    pool.debit_margin = margins->decimal("debit").value_or(ledger::Rate(0));
    for (const Entry& entry : margins->entries("swap_points")) {
        const auto currency = parse_currency(entry.key);
        const auto rate = Decimal::parse(entry.value.text);
        if (!currency)
            b.reading.error(entry.key_at,
                            fmt::format("currency '{}' is not an ISO 4217 code", entry.key),
                            "a three-letter code such as USD", currency_hint(entry.key));
        if (!rate)
            b.reading.error(entry.value.at,
                            fmt::format("'{}' is no plain decimal", entry.value.text),
                            "a yearly rate as a fraction: 0.0005");
        if (currency && rate)
            pool.swap_points.push_back({.currency = currency->currency, .rate = *rate});
    }
}

std::optional<std::int64_t> read_cap(Building& b, const MappingView& view, std::string_view key,
                                     ledger::CurrencyId base) {
    const auto minor = view.minor(key, base);
    if (minor && *minor < 0)
        b.reading.error(view.node(key)->at, fmt::format("`{}` is negative", key),
                        "an amount from 0 on");
    return minor;
}

void read_keys(Building& b, const MappingView& allocation, sim::NotionalPoolSpec& pool) {
    std::vector<bool> given(pool.participants.size());
    pool.allocation.keys.assign(pool.participants.size(), Decimal(0));
    bool whole = true;
    for (const Entry& entry : allocation.entries("keys")) {
        const std::uint32_t entity = b.entities.find(entry.key);
        const auto at = std::find(pool.participants.begin(), pool.participants.end(), entity);
        const auto key = Decimal::parse(entry.value.text);
        if (entity == sim::no_index || at == pool.participants.end()) {
            std::vector<std::string_view> names;
            for (const std::uint32_t one : pool.participants)
                names.push_back(b.scenario.entities[one].id);
            b.reading.error(
                entry.key_at, fmt::format("'{}' owns no account of this notional pool", entry.key),
                fmt::format("one of {}", joined(names)), did_you_mean(entry.key, names));
            whole = false;
            continue;
        }
        if (!key)
            b.reading.error(entry.value.at,
                            fmt::format("'{}' is no plain decimal", entry.value.text),
                            "a share from 0 to 1");
        whole = whole && key.has_value();
        const auto index = static_cast<std::size_t>(at - pool.participants.begin());
        pool.allocation.keys[index] = key.value_or(Decimal(0));
        given[index] = true;
    }
    for (std::size_t i = 0; i < given.size(); ++i)
        if (!given[i])
            b.reading.error(
                allocation.node("keys")->at,
                fmt::format("'{}' has no key", b.scenario.entities[pool.participants[i]].id),
                "a key for each company of the pool; 0 is one");
    if (!whole || sim::are_keys(pool.allocation.keys)) return;
    Decimal sum = 0;
    for (const Decimal& key : pool.allocation.keys) sum = sum + key;
    b.reading.error(allocation.node("keys")->at,
                    fmt::format("the keys add up to {}", sum.to_text()),
                    "keys from 0 to 1 that add up to exactly 1, of 18 decimals at most");
}

void read_allocation(Building& b, const MappingView& view, sim::NotionalPoolSpec& pool) {
    const auto leader = pool.header == sim::no_index
                            ? pool.participants.end()
                            : std::find(pool.participants.begin(), pool.participants.end(),
                                        b.scenario.accounts[pool.header].owner);
    if (leader != pool.participants.end())
        pool.allocation.leader = static_cast<std::size_t>(leader - pool.participants.begin());
    const auto allocation = view.child("allocation");
    if (!allocation) return;
    if (pool.style == sim::NotionalStyle::enhancement)
        b.reading.error(view.key_at("allocation"), "`allocation` has no use with this style",
                        "it with style: interest or advantage; by enhancement each account has its "
                        "own");
    pool.allocation.rule = allocation->word_or("rule", AllocationRule::no_worse_off);
    pool.allocation.by = allocation->word_or("by", AllocationRule::even);
    const bool protects = pool.allocation.rule == AllocationRule::no_worse_off;
    const AllocationRule used = protects ? pool.allocation.by : pool.allocation.rule;
    const auto only_with = [&](std::string_view key, bool needed, std::string_view rule) {
        if (allocation->has(key) && !needed)
            b.reading.error(allocation->key_at(key),
                            fmt::format("`{}` has no use with this rule", key),
                            fmt::format("it with {} only", rule));
    };
    only_with("by", protects, "rule: no_worse_off");
    only_with("keys", used == AllocationRule::fixed, "fixed");
    only_with("creditors_part", used == AllocationRule::matched_offset, "matched_offset");
    only_with("interest", used == AllocationRule::current_account, "current_account");
    if (used == AllocationRule::fixed) {
        if (allocation->node("keys") != nullptr)
            read_keys(b, *allocation, pool);
        else
            b.reading.error(allocation->at(), "key 'keys' is missing with a fixed allocation",
                            "keys: {hk: 0.6, sg: 0.4}");
    }
    if (used == AllocationRule::current_account) {
        if (allocation->has("interest"))
            pool.internal_terms = b.terms.resolve(allocation->node("interest"), b.reading);
        else
            b.reading.error(allocation->at(),
                            "key 'interest' is missing with rule: current_account",
                            "interest: the terms of the internal rates");
    }
    pool.allocation.creditors_part =
        allocation->share("creditors_part").value_or(Decimal::from_minor(5, 1));
}

}  // namespace

void build_notional(Building& b) {
    IdIndex ids("notional pool");
    Taken taken;
    for (const MappingView& view : b.root.children("notional_pools")) {
        ids.add(view.node("id"), b.reading);
        if (view.node("id") == nullptr) continue;
        sim::NotionalPoolSpec pool;
        pool.id = view.text("id");
        pool.style = view.word_or("style", sim::NotionalStyle::interest);
        read_accounts(b, view, taken, pool);
        if (pool.header == sim::no_index) continue;
        pool.terms = view.has("interest") ? b.terms.resolve(view.node("interest"), b.reading)
                                          : b.scenario.accounts[pool.header].interest;
        const auto base = parse_currency(view.text("base_currency"));
        pool.base = base ? base->currency : b.scenario.accounts[pool.header].currency;
        read_margins(b, view, pool);
        pool.gross_overdraft_cap_minor = read_cap(b, view, "gross_overdraft_cap", pool.base);
        pool.net_cap_minor = read_cap(b, view, "net_cap", pool.base);
        read_allocation(b, view, pool);
        check_notional(b, view, pool);
        b.scenario.notional_pools.push_back(std::move(pool));
    }
}

}  // namespace rmbsim::adapters
