#include "adapters/yaml/open_tree.hpp"

#include <filesystem>
#include <optional>

#include "adapters/text/input_files.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"

namespace rmbsim::adapters {

std::optional<Node> open_tree(const std::filesystem::path& path, const NamedAt& named_at,
                              Reading& reading) {
    const OpenedFile* file =
        reading.files.open(path, yaml_bytes_max, named_at, reading.diagnostics);
    if (file == nullptr) return std::nullopt;
    Node root =
        parse_yaml(file->text, {.shown = file->shown, .file = file->index}, reading.diagnostics);
    if (root.kind == NodeKind::null && !root.poisoned) {
        reading.error(root.at, "the file has no content", "a mapping, such as `scenario: name`");
        root.poisoned = true;
    }
    return root;
}

}  // namespace rmbsim::adapters
