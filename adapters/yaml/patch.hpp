// Changes over a tree before it is judged: --set, `set:` of variants and overlays, include.
//
// Paths       keys and positions joined by dots: pools[0].links[3].target; an item of a list of
//             mappings goes by its `id` or `name` too: pools.group.links.sz-up.target. An id with
//             dots is taken as a whole: accounts.SZ.master.overdraft
// Effect      the value replaces what stands there; a last key that is not there is added
// Errors      a Diagnostic where the path was written ("--set:1:COL"); the tree stays as it was
#pragma once

#include <string>
#include <string_view>

#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"

namespace rmbsim::adapters {

// `path` is written at `at`; false: diagnosed.
bool put(Node& root, std::string_view path, const InputPosition& at, const Node& value,
         Reading& reading);

// "path=value" of the command line; the value is YAML, in one line.
bool put_set(Node& root, const std::string& set, Reading& reading);

// Every entry of a `set:` mapping, in its order.
void put_all(Node& root, const Node& set, Reading& reading);

// Another file's entries: sequences are joined, mappings merged, new keys added; a scalar that is
// there already is diagnosed.
void merge_included(Node& root, Node included, Reading& reading);

}  // namespace rmbsim::adapters
