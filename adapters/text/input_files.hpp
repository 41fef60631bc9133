// The files that one reading has opened: each read once, hashed, and kept until the reading ends.
//
// Paths       `shown` is what people gave; it is what diagnostics and the manifest carry
// Errors      a missing file, a directory, one that is too large: at the place that names it;
//             what is wrong inside (encoding.hpp): at its line and column
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters {

inline constexpr std::size_t yaml_bytes_max = std::size_t{16} << 20;
inline constexpr std::size_t csv_bytes_max = std::size_t{2} << 30;

struct OpenedFile {
    std::string shown;
    std::string sha256;  // "sha256:…"; empty for a name that is no file, as "--set"
    std::string text;
    std::uint32_t index = 0;
};

struct NamedAt {  // where a file's name was written; without a file: by the caller himself
    std::string file;
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

class InputFiles {
  public:
    // nullptr: diagnosed. A file that was read before is not read again; an offence is told once.
    const OpenedFile* open(const std::filesystem::path& path, std::size_t bytes_max,
                           const NamedAt& named_at, Diagnostics& diagnostics);
    std::uint32_t add_name(std::string shown);  // "--set": an index without a file

    const std::string& shown(std::uint32_t index) const { return files_[index]->shown; }
    std::vector<std::string> names() const;
    const std::vector<std::unique_ptr<OpenedFile>>& all() const { return files_; }
    void forget_text(std::uint32_t index);  // a large file that has been read gives its memory back

  private:
    std::vector<std::unique_ptr<OpenedFile>> files_;
    std::vector<std::string> refused_;
};

}  // namespace rmbsim::adapters
