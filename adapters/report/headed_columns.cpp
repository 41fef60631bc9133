#include "adapters/report/headed_columns.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "adapters/report/text_width.hpp"

namespace rmbsim::adapters {

std::vector<std::string> lines_of(const std::vector<HeadedColumn>& columns, int name_room) {
    const std::size_t rows = columns.front().cells.size();
    std::vector<std::string> lines(rows + 1);
    for (const HeadedColumn& column : columns) {
        int wide = columns_of(column.head);
        for (const std::string& cell : column.cells) wide = std::max(wide, columns_of(cell));
        if (!column.right) wide = std::min(wide, name_room);
        for (std::size_t row = 0; row <= rows; ++row) {
            std::string text = row == 0 ? column.head : column.cells[row - 1];
            if (columns_of(text) > wide) text = wrapped(text, wide - 1).front() + "…";
            if (!lines[row].empty()) lines[row] += "  ";
            lines[row] += column.right ? pad_left(text, wide) : pad_right(text, wide);
        }
    }
    for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
    return lines;
}

}  // namespace rmbsim::adapters
