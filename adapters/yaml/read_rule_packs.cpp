#include "adapters/yaml/read_rule_packs.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/open_tree.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/shape_check.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_settlement.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::adapters {
namespace {

using sim::settlement::RulePack;

std::int64_t amount_or(const MappingView& view, std::string_view key,
                       std::optional<ledger::CurrencyId> currency, std::int64_t otherwise,
                       Reading& reading) {
    const Node* node = view.node(key);
    if (node == nullptr) return otherwise;
    if (!currency) {
        reading.error(node->at, fmt::format("`{}` needs a currency, which a pack has not", key),
                      "it under `overrides` of a rail");
        return otherwise;
    }
    const auto minor = view.minor(key, currency);
    if (minor && *minor <= 0)
        reading.error(node->at, fmt::format("`{}` is not above zero", key), "an amount above zero");
    return minor.value_or(otherwise);
}

// A count below `least` would leave its rule without effect.
std::uint32_t count_or(const MappingView& view, std::string_view key, std::uint32_t least,
                       std::uint32_t most, std::uint32_t otherwise, Reading& reading) {
    const auto count = view.whole(key, most);
    if (!count) return otherwise;
    if (*count >= least) return *count;
    reading.error(view.node(key)->at,
                  fmt::format("`{}` is {}: nothing follows from it", key, *count),
                  fmt::format("a whole number from {} to {}", least, most),
                  fmt::format("leave `{}` out", key));
    return otherwise;
}

void read_resolve(const MappingView& view, std::optional<ledger::CurrencyId> currency,
                  sim::settlement::ResolveWhen& when, Reading& reading) {
    when = {};
    const std::vector<std::string> times = texts_of(view, "at");
    if (std::ranges::none_of(view.table().fields,
                             [&](const Field& field) { return view.has(field.key); }))
        reading.error(view.at(), "`resolve` says no time",
                      "one of after_queueing, every, at, queued and queued_value",
                      "queues that are never resolved are `resolve: {after_queueing: false}`");
    if (view.has("at") && times.empty())
        reading.error(view.key_at("at"), "`at` names no time", "local times, such as [\"10:00\"]",
                      "leave `at` out");
    when.after_queueing = view.boolean("after_queueing").value_or(false);
    if (view.has("every")) {
        const auto every = parse_duration(view.text("every"));
        when.every_ms = every ? every->count() : 0;
        if (every && every->count() < 1000)
            reading.error(view.node("every")->at, "resolution more often than every second",
                          "a duration of a second or more, or after_queueing: true");
    }
    for (const std::string& text : times)
        if (const auto time = parse_time_of_day(text)) when.at_ms.push_back(time->count());
    std::ranges::sort(when.at_ms);
    when.queued_count = count_or(view, "queued", 1, 1'000'000'000, 0, reading);
    when.queued_minor = amount_or(view, "queued_value", currency, 0, reading);
}

}  // namespace

std::vector<std::string> texts_of(const MappingView& view, std::string_view key) {
    std::vector<std::string> texts;
    const Node* node = view.node(key);
    if (node == nullptr || node->poisoned) return texts;
    if (node->kind == NodeKind::scalar) texts.push_back(node->text);
    for (const Node& item : node->items) texts.push_back(item.text);
    return texts;
}

void read_pack_choices(const MappingView& view, std::optional<ledger::CurrencyId> currency,
                       RulePack& pack, Reading& reading) {
    pack.mode = view.word_or("mode", pack.mode);
    pack.queue = view.word_or("queue", pack.queue);
    pack.entry_offset = view.word_or("entry_offset", pack.entry_offset);
    pack.bilateral = view.word_or("bilateral", pack.bilateral);
    pack.one_to_many = view.word_or("one_to_many", pack.one_to_many);
    pack.one_to_many_most =
        count_or(view, "one_to_many_most", 1, 1000, pack.one_to_many_most, reading);
    pack.multilateral = view.word_or("multilateral", pack.multilateral);
    pack.cycle_length_most = count_or(view, "cycle_length", 2, 10, pack.cycle_length_most, reading);
    pack.net_failure = view.word_or("net_failure", pack.net_failure);
    pack.at_close = view.word_or("at_close", pack.at_close);
    const std::uint32_t classes = view.whole("classes", 255).value_or(pack.classes);
    if (classes < 1 || classes > sim::settlement::class_count)
        reading.error(view.node("classes")->at, fmt::format("{} priority classes", classes),
                      fmt::format("1 to {}", sim::settlement::class_count));
    else
        pack.classes = static_cast<std::uint8_t>(classes);
    pack.limits_bind_from =
        static_cast<std::uint8_t>(view.whole("limits_bind_from", sim::settlement::class_count - 1)
                                      .value_or(pack.limits_bind_from));
    if (const auto resolve = view.child("resolve"))
        read_resolve(*resolve, currency, pack.resolve, reading);
}

void read_splitting(const MappingView& view, ledger::CurrencyId currency,
                    sim::settlement::Splitting& splitting, Reading& reading) {
    splitting.allowed = true;
    splitting.quantum_minor = amount_or(view, "quantum", currency, 1, reading);
    splitting.least_minor = amount_or(view, "least", currency, splitting.quantum_minor, reading);
    splitting.parts_most = count_or(view, "parts", 2, 60'000, 10, reading);
}

std::vector<RulePack> read_rule_pack_file(const std::filesystem::path& file, const NamedAt& from,
                                          Reading& reading) {
    std::vector<RulePack> packs;
    const std::optional<Node> root = open_tree(file, from, reading);
    if (!root || root->poisoned) return packs;
    check_shape(*root, rule_packs_table(), reading);
    if (root->kind != NodeKind::mapping) return packs;
    const MappingView top(*root, rule_packs_table(), reading);
    IdIndex ids("rule pack");
    for (const MappingView& view : top.children("rule_packs")) {
        ids.add(view.node("id"), reading);
        RulePack pack;
        pack.id = view.text("id");
        const sim::Title title = view.title("name");
        pack.title_en = title.en;
        pack.title_zh = title.zh;
        pack.source = view.text("source");
        pack.mark = view.text("mark");
        read_pack_choices(view, std::nullopt, pack, reading);
        packs.push_back(std::move(pack));
    }
    return packs;
}

std::vector<RulePack> read_rule_packs(const std::filesystem::path& library, const NamedAt& from,
                                      Reading& reading) {
    return read_rule_pack_file(library / "reference" / "rule-packs.yaml", from, reading);
}

}  // namespace rmbsim::adapters
