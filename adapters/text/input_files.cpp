#include "adapters/text/input_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"
#include "ledger/digest.hpp"

namespace rmbsim::adapters {
namespace fs = std::filesystem;
namespace {

struct Problem {
    std::string message, expected, hint;
};

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

std::optional<Problem> problem_of(const fs::path& path, std::size_t bytes_max) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        return Problem{fmt::format("there is no file '{}'", path.string()), "a file that exists",
                       ""};
    if (error)
        return Problem{fmt::format("'{}' cannot be read: {}", path.string(), error.message()), "",
                       ""};
    if (fs::is_directory(status))
        return Problem{fmt::format("'{}' is a directory", path.string()), "a file",
                       "name a file in it"};
    if (!fs::is_regular_file(status))
        return Problem{fmt::format("'{}' is no regular file", path.string()), "a file", ""};
    const std::uintmax_t size = fs::file_size(path, error);
    if (!error && size > bytes_max) {
        return Problem{fmt::format("the file has {} MiB", size >> 20),
                       fmt::format("at most {} MiB", bytes_max >> 20),
                       bytes_max == yaml_bytes_max
                           ? "put bulk flows into a CSV file and name it under `flows:`"
                           : "split it into several files"};
    }
    return std::nullopt;
}

// The size is only a guess: the file may grow or shrink meanwhile.
std::optional<Problem> read(const fs::path& path, std::size_t bytes_max, std::string& text) {
    const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "rb"));
    const auto failure = [&](int code) {
        return Problem{fmt::format("'{}' cannot be read: {}", path.string(),
                                   std::generic_category().message(code)),
                       "", ""};
    };
    if (!file) return failure(errno);
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    text.resize(error ? 0 : std::min<std::uintmax_t>(size, bytes_max) + 1);
    std::size_t filled = 0;
    while (true) {
        if (filled == text.size()) text.resize(text.size() + (std::size_t{1} << 16));
        const std::size_t got =
            std::fread(text.data() + filled, 1, text.size() - filled, file.get());
        filled += got;
        if (got == 0 || filled > bytes_max) break;
    }
    if (std::ferror(file.get()) != 0) return failure(errno);
    text.resize(filled);
    if (filled > bytes_max) return Problem{"the file grows while it is read", "", ""};
    return std::nullopt;
}

}  // namespace

const OpenedFile* InputFiles::open(const fs::path& path, std::size_t bytes_max,
                                   const NamedAt& named_at, Diagnostics& diagnostics) {
    const std::string shown = path.string();
    for (const auto& file : files_)
        if (file->shown == shown && !file->sha256.empty()) return file.get();
    if (std::find(refused_.begin(), refused_.end(), shown) != refused_.end()) return nullptr;

    auto file = std::make_unique<OpenedFile>();
    file->shown = shown;
    std::optional<Problem> problem = problem_of(path, bytes_max);
    if (!problem) problem = read(path, bytes_max, file->text);
    if (problem) {
        diagnostics.add({.file = named_at.file.empty() ? shown : named_at.file,
                         .line = named_at.line,
                         .column = named_at.column,
                         .message = std::move(problem->message),
                         .expected = std::move(problem->expected),
                         .hint = std::move(problem->hint)});
        if (named_at.file.empty()) refused_.push_back(shown);
        return nullptr;
    }
    if (std::optional<Diagnostic> offence = offence_in(file->text, shown)) {
        diagnostics.add(std::move(*offence));
        refused_.push_back(shown);
        return nullptr;
    }
    file->sha256 = ledger::to_text(
        ledger::Sha256Hasher().add(std::as_bytes(std::span<const char>(file->text))).finish());
    file->index = static_cast<std::uint32_t>(files_.size());
    files_.push_back(std::move(file));
    return files_.back().get();
}

std::uint32_t InputFiles::add_name(std::string shown) {
    auto file = std::make_unique<OpenedFile>();
    file->shown = std::move(shown);
    file->index = static_cast<std::uint32_t>(files_.size());
    files_.push_back(std::move(file));
    return files_.back()->index;
}

std::vector<std::string> InputFiles::names() const {
    std::vector<std::string> result;
    for (const auto& file : files_) result.push_back(file->shown);
    return result;
}

void InputFiles::forget_text(std::uint32_t index) {
    files_[index]->text.clear();
    files_[index]->text.shrink_to_fit();
}

}  // namespace rmbsim::adapters
