// The formats that `import` reads: one row each, found by the first bytes of a file or by its name.
//
// To add one  a class that derives from Importer, and a row in import_formats.cpp
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "adapters/cli/import_folder.hpp"
#include "adapters/report/language.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::cli {

inline constexpr std::size_t first_bytes_read = 65'536;

struct ImportFile {
    std::filesystem::path path;
    std::string shown;
    std::string as;       // the format asked for by name, or empty
    std::string library;  // the folder `scenarios/`
    std::string rail;     // of the scenario that payments are made into, or empty
    // Sellers' reports that do not add up: refuse or list.
    std::string on_mismatch;
    std::string schemas;  // folder with the schemas of ISO 20022, or empty: not validated by them
    std::string_view first;  // its first bytes
};

// Takes files of one kind into the folder, one after the other, and says at the end how it went.
class Importer {
  public:
    virtual ~Importer() = default;
    virtual void read(const ImportFile& file, Diagnostics& said) = 0;
    // Writes what is written at the end, and prints for people; false: something does not reconcile.
    virtual bool finish(Language language, std::string& printed) = 0;
};

struct ImportFormat {
    std::string_view kind;                    // formats of one kind share an importer
    std::span<const std::string_view> names;  // for --as
    bool (*recognises)(std::string_view first);
    std::unique_ptr<Importer> (*open)(ImportFolder& into);
};

std::span<const ImportFormat> import_formats();
const ImportFormat* find_import_format(std::string_view name);
const ImportFormat* recognise_import(std::string_view first);  // nullptr: none
std::string import_format_names();

}  // namespace rmbsim::adapters::cli
