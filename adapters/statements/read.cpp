#include "adapters/statements/read.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/bai2.hpp"
#include "adapters/statements/camt.hpp"
#include "adapters/statements/mt940.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::statements {
namespace {

bool begins_field(std::string_view line) {
    return line.size() >= 4 && line[0] == ':' && is_digits(line.substr(1, 2)) &&
           (line[3] == ':' || (line.size() > 4 && line[4] == ':'));
}

}  // namespace

std::optional<Syntax> recognise(std::string_view first_bytes) {
    std::string_view text = first_bytes;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    // UTF-16 has a mark; only XML comes in it.
    if (text.starts_with("\xff\xfe<") || text.starts_with(std::string_view("\xfe\xff\0<", 4)))
        return Syntax::xml;
    text = text.substr(std::min(text.size(), text.find_first_not_of(" \t\r\n\x01")));
    if (text.starts_with('<')) return Syntax::xml;
    if (text.starts_with("01,")) return Syntax::bai2;
    if (text.starts_with("{1:") || text.starts_with("@@:")) return Syntax::mt;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        while (line.starts_with('\x01')) line.remove_prefix(1);
        if (begins_field(line)) return Syntax::mt;
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return std::nullopt;
}

void read(Syntax syntax, std::string_view text, const std::string& shown, StatementSink& sink,
          Diagnostics& diagnostics, xml::Schemas* schemas) {
    switch (syntax) {
        case Syntax::xml:
            return read_camt(text, shown, sink, diagnostics, schemas);
        case Syntax::mt:
            return read_mt940(text, shown, sink, diagnostics);
        case Syntax::bai2:
            return read_bai2(text, shown, sink, diagnostics);
    }
}

void read_file(Syntax syntax, const std::filesystem::path& path, const std::string& shown,
               StatementSink& sink, Diagnostics& diagnostics, xml::Schemas* schemas) {
    if (syntax == Syntax::xml) return read_camt_file(path, shown, sink, diagnostics, schemas);
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file.good() && !file.eof())
        return diagnostics.add({.file = shown,
                                .message = "the file cannot be read",
                                .expected = "a file that may be read",
                                .hint = {}});
    read(syntax, text, shown, sink, diagnostics, schemas);
}

}  // namespace rmbsim::adapters::statements
