#include "tests/adapters/statements/samples.hpp"

#include <fstream>
#include <ios>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/csv/reader.hpp"
#include "adapters/statements/read.hpp"
#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::statements {

std::string sample_path(std::string_view name) {
    return RMBSIM_SOURCE_DIR "/tests/data/statements/" + std::string(name);
}

std::string sample_text(std::string_view name) {
    std::ifstream file(sample_path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::map<std::string, std::string>> sample_table(std::string_view name) {
    const std::string text = sample_text(name);
    Diagnostics said;
    CsvReader csv(text, std::string(name), said);
    std::vector<std::map<std::string, std::string>> rows;
    while (csv.next()) {
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < csv.header().size(); ++i)
            row[csv.header()[i]] = std::string(csv.fields()[i]);
    }
    return rows;
}

SampleReading read_statements(std::string_view text) {
    SampleReading reading;
    Collector collector;
    const auto format = recognise(text);
    if (format)
        read(*format, text, "sample", collector, reading.said);
    else
        reading.said.add({.file = "sample", .message = "no format of a statement is recognised"});
    reading.statements = std::move(collector.statements);
    return reading;
}

SampleReading read_sample(std::string_view name) { return read_statements(sample_text(name)); }

}  // namespace rmbsim::adapters::statements
