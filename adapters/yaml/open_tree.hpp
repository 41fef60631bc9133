// A YAML file, opened and parsed.
#pragma once

#include <filesystem>
#include <optional>

#include "adapters/text/input_files.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"

namespace rmbsim::adapters {

// nullopt: not opened, and diagnosed at `named_at` or in the file; poisoned: not YAML.
std::optional<Node> open_tree(const std::filesystem::path& path, const NamedAt& named_at,
                              Reading& reading);

}  // namespace rmbsim::adapters
