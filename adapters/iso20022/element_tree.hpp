// A layout's rules as a tree of element names, walked along with the reader.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "adapters/iso20022/layout.hpp"

namespace rmbsim::adapters::iso20022 {

class ElementTree {
  public:
    static constexpr int none = -1;
    enum Role : std::uint8_t { transaction = 1, group = 2, wide = 4, document = 8 };
    struct Node {
        std::vector<std::pair<std::string_view, int>> children = {};
        const Rule* rule = nullptr;
        std::uint8_t roles = 0;
    };

    explicit ElementTree(const Layout& layout);  // which must live as long

    int root() const { return 0; }  // the element named by layout.root
    int child(int node, std::string_view name) const {
        for (const auto& [known, index] : nodes_[static_cast<std::size_t>(node)].children)
            if (known == name) return index;
        return none;
    }
    const Node& operator[](int node) const { return nodes_[static_cast<std::size_t>(node)]; }

  private:
    int at(std::string_view path);  // makes what is missing
    std::vector<Node> nodes_;
};

}  // namespace rmbsim::adapters::iso20022
