#include "adapters/cli/import_folder.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ios>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <system_error>

#include "adapters/cli/failure.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what) {
    throw CommandFailure(surroundings_failed,
                         "rmbsim: " + what + ". Free some room or choose another --into.");
}

}  // namespace

ImportFolder::ImportFolder(const std::string& into) : final_(into) {
    if (final_.filename().empty()) final_ = final_.parent_path();
    std::error_code error;
    if (fs::exists(final_, error) &&
        !(fs::is_directory(final_, error) && fs::is_empty(final_, error)))
        throw CommandFailure(
            Diagnostic{.file = into,
                       .message = "the folder exists and is not empty",
                       .expected = "a folder that does not exist yet, or an empty one",
                       .hint = "choose another --into, or remove it"});
    partial_ = final_;
    partial_ += ".partial";
    if (final_.has_parent_path()) fs::create_directories(final_.parent_path(), error);
    if (::mkdir(partial_.c_str(), 0777) == 0) return;
    const int why = errno;
    partial_.clear();
    if (why == EEXIST)
        throw CommandFailure(Diagnostic{
            .file = into,
            .message = "another import is writing this folder, or was cut off while it did",
            .expected = "a folder that nobody writes",
            .hint = "choose another --into, or remove " + final_.string() +
                    ".partial when no import is using it"});
    fail("cannot make " + final_.string() + ".partial: " + std::strerror(why));
}

ImportFolder::~ImportFolder() {
    if (finished_ || partial_.empty()) return;
    files_.clear();
    std::error_code error;
    fs::remove_all(partial_, error);
}

std::ofstream& ImportFolder::open(const std::string& name) {
    for (const auto& file : files_)
        if (file->name == name) return file->stream;
    auto& file = files_.emplace_back(std::make_unique<Opened>());
    file->name = name;
    file->stream.open(partial_ / name, std::ios::binary | std::ios::trunc);
    if (!file->stream) fail("cannot write " + (partial_ / name).string());
    return file->stream;
}

void ImportFolder::finish() {
    for (const auto& file : files_) {
        file->stream.close();
        if (!file->stream) fail("cannot write " + (final_ / file->name).string());
    }
    if (std::rename(partial_.c_str(), final_.c_str()) != 0)  // an empty folder gives way
        fail("cannot name the finished folder " + final_.string() + ": " + std::strerror(errno));
    finished_ = true;
}

}  // namespace rmbsim::adapters::cli
