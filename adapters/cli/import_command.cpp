// `import`: files of other programs and banks, into tables that a scenario can use.
#include <filesystem>
#include <fstream>
#include <ios>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/import_folder.hpp"
#include "adapters/cli/import_formats.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t validated_bytes_most = std::uintmax_t{64} << 20;

// Empty: diagnosed.
std::string first_bytes_of(const std::string& name, Diagnostics& said) {
    const auto refuse = [&](std::string message) {
        said.add({.file = name,
                  .message = std::move(message),
                  .expected = "a file that exists, is not empty and may be read",
                  .hint = {}});
        return std::string();
    };
    std::error_code error;
    if (!fs::exists(name, error)) return refuse("there is no file '" + name + "'");
    if (fs::is_directory(name, error)) return refuse("'" + name + "' is a folder");
    std::ifstream file(name, std::ios::binary);
    std::string first(first_bytes_read, '\0');
    file.read(first.data(), static_cast<std::streamsize>(first.size()));
    first.resize(static_cast<std::size_t>(file.gcount()));
    if (first.empty()) return refuse(file.eof() ? "the file is empty" : "the file cannot be read");
    return first;
}

const ImportFormat* format_of(const std::string& name, const std::string& as,
                              std::string_view first, Diagnostics& said) {
    const ImportFormat* format = as.empty() ? recognise_import(first) : find_import_format(as);
    if (format == nullptr)
        said.add({.file = name,
                  .message = "no format is recognised",
                  .expected = import_format_names(),
                  .hint = "say which with --as"});
    return format;
}

}  // namespace

int import_files(const Options& options, const Surroundings& surroundings) {
    if (!options.as.empty() && find_import_format(options.as) == nullptr)
        throw CommandFailure(Diagnostic{.file = "--as",
                                        .message = "'" + options.as + "' is no format",
                                        .expected = import_format_names(),
                                        .hint = "without --as the content tells"});
    Diagnostics said("`rmbsim import --help` lists the formats that are read");
    ImportFolder into(options.into);
    const fs::path schemas = fs::path(surroundings.library) / "reference" / "iso20022";
    std::map<std::string_view, std::unique_ptr<Importer>> importers;
    for (const std::string& name : options.files) {
        const std::string first = first_bytes_of(name, said);
        if (first.empty()) continue;
        const ImportFormat* const format = format_of(name, options.as, first, said);
        if (format == nullptr) continue;
        auto& importer = importers[format->kind];
        if (!importer) importer = format->open(into);
        std::error_code error;
        const bool validated =
            fs::is_directory(schemas, error) && fs::file_size(name, error) <= validated_bytes_most;
        importer->read({.path = name,
                        .shown = name,
                        .as = options.as,
                        .library = surroundings.library,
                        .rail = options.rail,
                        .on_mismatch = options.on_mismatch,
                        .schemas = validated ? schemas.string() : std::string(),
                        .first = first},
                       said);
    }
    if (said.has_errors()) throw CommandFailure(said);
    if (!options.rail.empty() && !importers.contains("payment"))
        throw CommandFailure(Diagnostic{.file = "--rail",
                                        .message = "none of the files holds payments",
                                        .expected = "--rail beside payment files",
                                        .hint = "statements are imported without it"});
    if (!said.empty()) std::cerr << to_text(said);
    bool holds = true;
    std::string printed;
    for (const auto& [kind, importer] : importers)
        holds = importer->finish(options.language, printed) && holds;
    into.finish();
    std::cout << printed << options.into << '\n';
    return holds ? 0 : check_failed;
}

}  // namespace rmbsim::adapters::cli
