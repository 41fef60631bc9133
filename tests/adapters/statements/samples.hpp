// The published statements under tests/data/statements, and what was read from them by another program.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::statements {

std::string sample_path(std::string_view name);
std::string sample_text(std::string_view name);

// Rows of a CSV file there, each by column name.
std::vector<std::map<std::string, std::string>> sample_table(std::string_view name);

struct SampleReading {
    std::vector<Statement> statements;
    Diagnostics said;
};
SampleReading read_sample(std::string_view name);  // by its format, which its content tells
SampleReading read_statements(std::string_view text);

}  // namespace rmbsim::adapters::statements
