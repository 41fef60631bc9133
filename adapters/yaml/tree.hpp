// A YAML 1.2 document as a tree that knows where everything was written.
//
// Kinds       scalars keep their text (`no`, `1e6`): what it means is for the reader to judge
// Positions   1-based line and character; a mapping's entries keep the position of key and value
// Refused     aliases, anchors, merge keys, tags beyond the core schema, duplicate keys, keys that
//             are no single word, more than 64 levels, a second document
// Errors      a Diagnostic each; what could be read comes back, with `poisoned` where it could not,
//             so that later checks go on without complaining twice
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {

using sim::InputPosition;

enum class NodeKind : std::uint8_t { null, scalar, sequence, mapping };

struct Entry;

struct Node {
    NodeKind kind = NodeKind::null;
    bool quoted = false;    // a scalar in quotes, or a block scalar
    bool poisoned = false;  // already diagnosed: ask nothing more of it
    std::string text;       // of a scalar
    InputPosition at;
    std::vector<Node> items;     // of a sequence
    std::vector<Entry> entries;  // of a mapping, in the file's order

    const Node* find(std::string_view key) const;  // nullptr: no such key, or no mapping
    Entry* find_entry(std::string_view key);
    const Entry* find_entry(std::string_view key) const;
};

struct Entry {
    std::string key;
    InputPosition key_at;
    Node value;
};

// Where the text stands: shown in diagnostics, and kept in the nodes as a number.
struct TextOrigin {
    std::string shown;       // "scenario.yaml", "--set"
    std::uint32_t file = 0;  // for InputPosition
    std::uint32_t line_first = 1;
    std::uint32_t column_first = 1;  // of the text's first character in its line
};

Node parse_yaml(std::string_view text, const TextOrigin& origin, Diagnostics& diagnostics);

}  // namespace rmbsim::adapters
