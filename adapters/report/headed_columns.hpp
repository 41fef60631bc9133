// Columns with heads, as wide as they need, for terminals.
#pragma once

#include <string>
#include <vector>

namespace rmbsim::adapters {

struct HeadedColumn {
    std::string head;
    std::vector<std::string> cells;
    bool right = true;  // else it holds names, which are cut to their room
};

// The heads, then one line a row; all columns have as many cells.
std::vector<std::string> lines_of(const std::vector<HeadedColumn>& columns, int name_room);

}  // namespace rmbsim::adapters
