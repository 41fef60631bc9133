#include "adapters/yaml/reading.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/spelling.hpp"
#include "ledger/time.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

Diagnostic diagnostic(const Reading& reading, const InputPosition& at, Severity severity,
                      std::string message, std::string expected, std::string hint) {
    return {.file = reading.files.shown(at.file),
            .line = at.line,
            .column = at.column,
            .severity = severity,
            .message = std::move(message),
            .expected = std::move(expected),
            .hint = std::move(hint)};
}

// The currency that an amount is in: written, or of its context, and both agreeing.
std::optional<ledger::CurrencyId> currency_of(const Node& node, const AmountText& amount,
                                              std::optional<ledger::CurrencyId> context,
                                              Reading& reading) {
    if (amount.currency.empty()) {
        if (!context)
            reading.error(node.at, "the amount names no currency",
                          fmt::format("an amount with its currency, such as {} CNY", node.text));
        return context;
    }
    const auto written = parse_currency(amount.currency);
    if (!written) {
        reading.error(node.at,
                      fmt::format("currency '{}' is not an ISO 4217 code", amount.currency),
                      "a three-letter code such as CNY or HKD", currency_hint(amount.currency));
        return std::nullopt;
    }
    if (context && written->currency != *context) {
        reading.error(node.at,
                      fmt::format("the amount is in {}, but it counts in {} here", amount.currency,
                                  ledger::code_of(*context)),
                      fmt::format("an amount in {}", ledger::code_of(*context)));
        return std::nullopt;
    }
    return written->currency;
}

std::optional<ledger::Money> read_money(const Node& node, std::optional<ledger::CurrencyId> context,
                                        Reading& reading) {
    if (node.kind != NodeKind::scalar || node.poisoned) return std::nullopt;
    const AmountText amount = split_amount(node.text);
    // Something that is no number at all is told as such, whatever its currency.
    const auto plain = ledger::parse_minor(amount.number, 18);
    const bool is_number = plain || plain.error() == ledger::AmountError::too_many_decimals ||
                           plain.error() == ledger::AmountError::beyond_int64;
    const auto currency = is_number ? currency_of(node, amount, context, reading) : context;
    if (is_number && !currency) return std::nullopt;
    const std::string_view code = currency ? ledger::code_of(*currency) : "CNY";
    const int decimals = currency ? ledger::decimals_of(*currency) : 2;
    const auto minor = ledger::parse_minor(amount.number, decimals);
    if (!minor) {
        AmountFault fault = fault_of(minor.error(), amount.number, code, decimals);
        reading.error(node.at, std::move(fault.message), std::move(fault.expected),
                      std::move(fault.hint));
        return std::nullopt;
    }
    return ledger::Money{*minor, *currency};
}

}  // namespace

void Reading::error(const InputPosition& at, std::string message, std::string expected,
                    std::string hint) {
    diagnostics.add(diagnostic(*this, at, Severity::error, std::move(message), std::move(expected),
                               std::move(hint)));
}

void Reading::warning(const InputPosition& at, std::string message, std::string expected,
                      std::string hint) {
    diagnostics.add(diagnostic(*this, at, Severity::warning, std::move(message),
                               std::move(expected), std::move(hint)));
}

NamedAt Reading::named_at(const InputPosition& at) const {
    return {files.shown(at.file), at.line, at.column};
}

std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& candidates) {
    constexpr std::size_t candidates_most = 2000;  // each is compared letter by letter
    if (candidates.size() > candidates_most) return "";
    const std::string_view near = ledger::nearest(text, candidates);
    return near.empty() ? "" : fmt::format("did you mean '{}'?", near);
}

std::string joined(const std::vector<std::string_view>& texts) {
    return fmt::format("{}", fmt::join(texts, ", "));
}

void IdIndex::add(const Node* id, Reading& reading) {
    const std::uint32_t index = count_++;
    if (id == nullptr || id->kind != NodeKind::scalar) return;
    const auto [earlier, is_new] = by_id_.try_emplace(id->text, index, id->at);
    if (is_new) return;
    const InputPosition& first = earlier->second.second;
    reading.error(id->at,
                  fmt::format("{} '{}' occurs twice; first at {}:{}:{}", kind_, id->text,
                              reading.files.shown(first.file), first.line, first.column),
                  "a name once", "rename one of them");
}

std::uint32_t IdIndex::find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? sim::no_index : found->second.first;
}

std::vector<std::string_view> IdIndex::names() const {
    std::vector<std::string_view> names;
    for (const auto& [name, place] : by_id_) names.push_back(name);
    return names;
}

std::uint32_t IdIndex::resolve(const Node* node, Reading& reading) const {
    if (node == nullptr || node->kind != NodeKind::scalar) return sim::no_index;
    const std::uint32_t index = find(node->text);
    if (index == sim::no_index) {
        const std::vector<std::string_view> known = names();
        const std::string expected = known.empty() ? fmt::format("a known {}; there is none", kind_)
                                     : known.size() > 12 ? fmt::format("a known {}", kind_)
                                                         : fmt::format("one of {}", joined(known));
        reading.error(node->at, fmt::format("there is no {} '{}'", kind_, node->text), expected,
                      did_you_mean(node->text, known));
    }
    return index;
}

const Field& MappingView::field(std::string_view key) const {
    const Field* field = table_->find(key);
    ledger::expects(field != nullptr, "a key that is read stands in its table");
    return *field;
}

const Node* MappingView::node(std::string_view key) const {
    std::ignore = field(key);
    const Node* node = node_->find(key);
    return node == nullptr || node->kind == NodeKind::null || node->poisoned ? nullptr : node;
}

bool MappingView::has(std::string_view key) const {
    std::ignore = field(key);
    const Node* node = node_->find(key);
    return node != nullptr && (node->kind != NodeKind::null || node->poisoned);
}

InputPosition MappingView::key_at(std::string_view key) const {
    const Entry* entry = node_->find_entry(key);
    return entry == nullptr ? node_->at : entry->key_at;
}

std::string MappingView::text(std::string_view key) const {
    const Node* found = node(key);
    return found == nullptr ? std::string() : found->text;
}

sim::Title MappingView::title(std::string_view key) const {
    const Node* found = node(key);
    if (found == nullptr) return {};
    if (found->kind == NodeKind::scalar) return {found->text, found->text};
    const Node *en = found->find("en"), *zh = found->find("zh");
    sim::Title title{en == nullptr ? "" : en->text, zh == nullptr ? "" : zh->text};
    if (title.en.empty()) title.en = title.zh;
    if (title.zh.empty()) title.zh = title.en;
    return title;
}

std::optional<bool> MappingView::boolean(std::string_view key) const {
    const Node* found = node(key);
    return found == nullptr ? std::nullopt : parse_boolean(found->text);
}

std::optional<std::uint32_t> MappingView::whole(std::string_view key, std::uint32_t most) const {
    const Node* found = node(key);
    if (found == nullptr || found->kind != NodeKind::scalar) return std::nullopt;
    const auto value = parse_whole(found->text);
    if (!value || *value < 0) return std::nullopt;
    if (*value > most) {
        reading_->error(found->at, fmt::format("{} is too large for `{}`", *value, key),
                        fmt::format("at most {}", most));
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(*value);
}

std::optional<ledger::Decimal> MappingView::decimal(std::string_view key) const {
    const Node* found = node(key);
    if (found == nullptr || found->kind != NodeKind::scalar) return std::nullopt;
    return ledger::Decimal::parse(found->text);
}

std::optional<ledger::Decimal> MappingView::share(std::string_view key) const {
    auto value = decimal(key);
    if (value && (value->is_negative() || *value > ledger::Decimal(1))) {
        reading_->error(node(key)->at, fmt::format("`{}` is {}", key, node(key)->text),
                        "a share from 0 to 1", "20 % is written 0.20");
        return std::nullopt;
    }
    return value;
}

std::optional<ledger::ValueDate> MappingView::date(std::string_view key) const {
    const Node* found = node(key);
    return found == nullptr ? std::nullopt : parse_date(found->text);
}

std::optional<std::size_t> MappingView::word(std::string_view key) const {
    const Node* found = node(key);
    if (found == nullptr) return std::nullopt;
    const auto& words = field(key).words;
    const auto at = std::find(words.begin(), words.end(), found->text);
    if (at == words.end()) return std::nullopt;
    return static_cast<std::size_t>(at - words.begin());
}

std::optional<std::int64_t> read_minor(const Node& node, std::optional<ledger::CurrencyId> currency,
                                       Reading& reading) {
    const auto money = read_money(node, currency, reading);
    if (!money) return std::nullopt;
    return money->minor;
}

std::optional<std::int64_t> MappingView::minor(std::string_view key,
                                               std::optional<ledger::CurrencyId> currency) const {
    const Node* found = node(key);
    return found == nullptr ? std::nullopt : read_minor(*found, currency, *reading_);
}

std::optional<ledger::Money> MappingView::money(std::string_view key) const {
    const Node* found = node(key);
    return found == nullptr ? std::nullopt : read_money(*found, std::nullopt, *reading_);
}

std::optional<MappingView> MappingView::child(std::string_view key) const {
    const Node* found = node(key);
    if (found == nullptr || found->kind != NodeKind::mapping) return std::nullopt;
    return view_of(*found, key);
}

std::vector<MappingView> MappingView::children(std::string_view key) const {
    std::vector<MappingView> views;
    const Node* found = node(key);
    if (found == nullptr) return views;
    for (const Node& item : found->items)
        if (item.kind == NodeKind::mapping) views.push_back(view_of(item, key));
    return views;
}

std::vector<const Node*> MappingView::items(std::string_view key) const {
    std::vector<const Node*> items;
    const Node* found = node(key);
    if (found == nullptr) return items;
    if (found->kind == NodeKind::scalar) return {found};  // id_or_ids
    for (const Node& item : found->items)
        if (item.kind == NodeKind::scalar) items.push_back(&item);
    return items;
}

const std::vector<Entry>& MappingView::entries(std::string_view key) const {
    static const std::vector<Entry> none;
    const Node* found = node(key);
    return found == nullptr ? none : found->entries;
}

MappingView MappingView::view_of(const Node& node, std::string_view key) const {
    const Field& by = field(key);
    ledger::expects(by.table != nullptr, "a field that is read as a mapping has a table");
    return {node, *by.table, *reading_};
}

}  // namespace rmbsim::adapters
