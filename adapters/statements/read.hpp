// Statements from a text or a file of whichever format its first bytes show.
//
// Recognised  "<": XML, whose root tells the rest; "01,": BAI2; a SWIFT block or a field such as ":20:" at the start
//             of one of the first lines: MT
// Memory      XML files are streamed; MT and BAI2 files are held as text
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::xml {
class Schemas;
}

namespace rmbsim::adapters::statements {

enum class Syntax : std::uint8_t { xml, mt, bai2 };

inline constexpr std::size_t recognised_bytes = 4096;  // as many as recognise() needs
std::optional<Syntax> recognise(std::string_view first_bytes);

void read(Syntax syntax, std::string_view text, const std::string& shown, StatementSink& sink,
          Diagnostics& diagnostics, xml::Schemas* schemas = nullptr);
void read_file(Syntax syntax, const std::filesystem::path& path, const std::string& shown,
               StatementSink& sink, Diagnostics& diagnostics, xml::Schemas* schemas = nullptr);

}  // namespace rmbsim::adapters::statements
