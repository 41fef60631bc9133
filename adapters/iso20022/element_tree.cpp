#include "adapters/iso20022/element_tree.hpp"

#include <cstddef>
#include <string_view>

namespace rmbsim::adapters::iso20022 {

ElementTree::ElementTree(const Layout& layout) : nodes_(1) {
    for (const Rule& rule : layout.rules)
        nodes_[static_cast<std::size_t>(at(rule.path))].rule = &rule;
    const auto mark = [&](std::string_view path, Role role) {
        if (!path.empty()) nodes_[static_cast<std::size_t>(at(path))].roles |= role;
    };
    mark(layout.transaction, transaction);
    mark(layout.group, group);
    mark(layout.wide, wide);
    nodes_.front().roles = document;
}

int ElementTree::at(std::string_view path) {
    int node = 0;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view name = path.substr(0, slash);
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
        int next = child(node, name);
        if (next == none) {
            next = static_cast<int>(nodes_.size());
            nodes_.emplace_back();
            nodes_[static_cast<std::size_t>(node)].children.emplace_back(name, next);
        }
        node = next;
    }
    return node;
}

}  // namespace rmbsim::adapters::iso20022
