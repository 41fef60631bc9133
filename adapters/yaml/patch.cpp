#include "adapters/yaml/patch.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/text/encoding.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::size_t steps_max = 64;

// The text by which an item of a list is addressed.
const std::string* name_of(const Node& item) {
    for (const std::string_view key : {"id", "name"}) {
        const Node* name = item.find(key);
        if (name != nullptr && name->kind == NodeKind::scalar) return &name->text;
    }
    return nullptr;
}

// "[3]" at the start of `rest`; the brackets are taken off.
std::optional<std::string_view> take_bracket(std::string_view& rest) {
    if (!rest.starts_with('[')) return std::nullopt;
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view inside = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    return inside;
}

// The longest of the names that `rest` starts with and that ends where a step ends.
template <class Names>
std::size_t longest_match(std::string_view rest, const Names& names) {
    std::size_t longest = 0;
    for (const std::string_view name : names) {
        const bool ends =
            rest.size() == name.size() ||
            (rest.size() > name.size() && (rest[name.size()] == '.' || rest[name.size()] == '['));
        if (ends && rest.starts_with(name) && name.size() > longest) longest = name.size();
    }
    return longest;
}

class Walk {
  public:
    Walk(std::string_view path, const InputPosition& at, Reading& reading)
        : path_(path), rest_(path), at_(at), reading_(reading) {}

    // The node that the path leads to; its last key is added to a mapping that lacks it.
    Node* to_end(Node& root) {
        Node* node = &root;
        for (std::size_t steps = 0; !rest_.empty(); ++steps) {
            if (steps > steps_max) return fail("the path has too many steps", "");
            if (rest_.starts_with('.')) rest_.remove_prefix(1);
            node = node->kind == NodeKind::sequence ? item(*node) : key(*node);
            if (node == nullptr) return nullptr;
        }
        return node == &root ? fail("the path is empty", "a path such as market.after_last") : node;
    }

  private:
    Node* item(Node& list) {
        const std::string_view before = rest_;
        if (const auto inside = take_bracket(rest_)) {
            const auto nth = parse_whole(*inside);
            if (nth && *nth >= 0 && static_cast<std::size_t>(*nth) < list.items.size())
                return &list.items[static_cast<std::size_t>(*nth)];
            rest_ = before;
            return fail(fmt::format("there is no item [{}]", *inside),
                        fmt::format("[0] to [{}]", list.items.empty() ? 0 : list.items.size() - 1));
        }
        std::vector<std::string_view> names;
        for (const Node& one : list.items)
            if (const std::string* name = name_of(one)) names.push_back(*name);
        const std::size_t length = longest_match(rest_, names);
        if (length == 0) return not_found(names);
        const std::string_view wanted = rest_.substr(0, length);
        rest_.remove_prefix(length);
        for (Node& one : list.items)
            if (const std::string* name = name_of(one); name != nullptr && *name == wanted)
                return &one;
        return nullptr;
    }

    Node* key(Node& mapping) {
        if (mapping.kind == NodeKind::null && !mapping.poisoned) mapping.kind = NodeKind::mapping;
        if (mapping.kind != NodeKind::mapping)
            return fail("a single value has nothing below it", "a path that ends there");
        std::vector<std::string_view> names;
        for (const Entry& entry : mapping.entries) names.push_back(entry.key);
        const std::size_t length = longest_match(rest_, names);
        if (length > 0) {
            Entry* entry = mapping.find_entry(rest_.substr(0, length));
            rest_.remove_prefix(length);
            return entry == nullptr ? nullptr : &entry->value;
        }
        if (rest_.empty() || rest_.find_first_of(".[") != std::string_view::npos)
            return not_found(names);
        Entry added{.key = std::string(rest_), .key_at = here(), .value = {}};
        added.value.at = added.key_at;
        rest_ = {};
        mapping.entries.push_back(std::move(added));
        return &mapping.entries.back().value;
    }

    InputPosition here() const {
        InputPosition at = at_;
        at.column += count_characters(path_.substr(0, path_.size() - rest_.size()));
        return at;
    }

    Node* not_found(const std::vector<std::string_view>& names) {
        const std::string_view step = rest_.substr(0, rest_.find_first_of(".["));
        return fail(fmt::format("path '{}' leads nowhere: there is no '{}'", path_, step),
                    names.empty()       ? std::string("a path to something")
                    : names.size() > 12 ? fmt::format("one of {} names there", names.size())
                                        : fmt::format("one of {}", joined(names)),
                    did_you_mean(step, names));
    }

    Node* fail(std::string message, std::string expected, std::string hint = "") {
        reading_.error(here(), std::move(message), std::move(expected), std::move(hint));
        return nullptr;
    }

    std::string_view path_, rest_;
    InputPosition at_;
    Reading& reading_;
};

}  // namespace

bool put(Node& root, std::string_view path, const InputPosition& at, const Node& value,
         Reading& reading) {
    Node* node = Walk(path, at, reading).to_end(root);
    if (node == nullptr) return false;
    *node = value;
    return true;
}

bool put_set(Node& root, const std::string& set, Reading& reading) {
    const std::uint32_t file = reading.files.add_name("--set");
    const std::size_t equals = set.find('=');
    if (equals == std::string::npos || equals == 0) {
        reading.error({file, 1, 1}, fmt::format("'{}' sets nothing", set),
                      "path=value, such as market.after_last=refuse");
        return false;
    }
    if (first_not_utf8(set) || set.find('\0') != std::string::npos) {
        reading.error({file, 1, 1}, "the text is not UTF-8", "UTF-8 text");
        return false;
    }
    const std::string_view path = std::string_view(set).substr(0, equals);
    const auto column = count_characters(path) + 2;
    const std::size_t errors = reading.diagnostics.error_count();
    const Node value =
        parse_yaml(std::string_view(set).substr(equals + 1),
                   {.shown = "--set", .file = file, .line_first = 1, .column_first = column},
                   reading.diagnostics);
    if (reading.diagnostics.error_count() > errors) return false;
    return put(root, path, {file, 1, 1}, value, reading);
}

void put_all(Node& root, const Node& set, Reading& reading) {
    for (const Entry& entry : set.entries) put(root, entry.key, entry.key_at, entry.value, reading);
}

void merge_included(Node& root, Node included, Reading& reading) {
    for (Entry& entry : included.entries) {
        Entry* known = root.find_entry(entry.key);
        if (known == nullptr) {
            root.entries.push_back(std::move(entry));
        } else if (known->value.kind == NodeKind::sequence &&
                   entry.value.kind == NodeKind::sequence) {
            for (Node& item : entry.value.items) known->value.items.push_back(std::move(item));
        } else if (known->value.kind == NodeKind::mapping &&
                   entry.value.kind == NodeKind::mapping) {
            merge_included(known->value, std::move(entry.value), reading);
        } else {
            reading.error(entry.key_at,
                          fmt::format("key '{}' stands in {}:{}:{} already", entry.key,
                                      reading.files.shown(known->key_at.file), known->key_at.line,
                                      known->key_at.column),
                          "a key in one of the files; only lists are joined");
        }
    }
}

}  // namespace rmbsim::adapters
