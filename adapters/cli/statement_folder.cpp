#include "adapters/cli/statement_folder.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <map>
#include <ostream>
#include <string>
#include <system_error>

#include "adapters/cli/failure.hpp"
#include "adapters/exports/bank_statements.hpp"
#include "adapters/exports/export.hpp"
#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::cli {
namespace {

namespace fs = std::filesystem;

std::string ending_of(statements::Format format) {
    switch (format) {
        case statements::Format::camt052:
        case statements::Format::camt053:
        case statements::Format::camt054:
            return ".xml";
        case statements::Format::mt940:
        case statements::Format::mt942:
            return ".sta";
        case statements::Format::bai2:
            return ".bai";
    }
    return {};
}

// An account's id as a file's name; where a character had to go, its number keeps it apart from others.
std::string file_name_of(const std::string& id, std::uint32_t account) {
    std::string name;
    for (const char c : id) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
        name += plain ? c : '_';
    }
    if (name != id || name.starts_with('.')) name = std::to_string(account) + "_" + name;
    return name;
}

}  // namespace

bool names_folder(const std::string& out) {
    std::error_code error;
    return out.ends_with('/') || fs::is_directory(out, error);
}

void write_statement_folder(const ExportSource& source, statements::Format format,
                            const std::string& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    std::map<std::uint32_t, std::ofstream> files;
    std::map<std::uint32_t, fs::path> paths;
    const auto remove_all = [&] {
        for (const auto& [account, path] : paths) fs::remove(path, error);
    };
    try {
        exports::write_bank_statements(source, format, [&](std::uint32_t account) -> std::ostream& {
            const auto [file, is_new] = files.try_emplace(account);
            if (is_new) {
                paths[account] = fs::path(folder) /
                                 (file_name_of(exports::bank_account_id(source, account), account) +
                                  ending_of(format));
                file->second.open(paths[account], std::ios::binary | std::ios::trunc);
            }
            return file->second;
        });
    } catch (...) {
        remove_all();
        throw;
    }
    for (auto& [account, file] : files) {
        file.close();
        if (file) continue;
        const std::string path = paths[account].string();
        remove_all();
        throw CommandFailure(surroundings_failed, "rmbsim: cannot write " + path);
    }
}

}  // namespace rmbsim::adapters::cli
