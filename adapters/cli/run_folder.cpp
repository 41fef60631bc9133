#include "adapters/cli/run_folder.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "adapters/cli/failure.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, const std::string& message,
                         const std::string& hint) {
    throw CommandFailure(Diagnostic{.file = path.string(),
                                    .message = message,
                                    .expected = "a folder that does not exist yet",
                                    .hint = hint});
}

}  // namespace

RunFolder::RunFolder(const std::string& wanted, const std::string& name) {
    std::error_code error;
    if (!wanted.empty()) {
        final_ = wanted;
        if (final_.filename().empty()) final_ = final_.parent_path();
        if (fs::exists(final_, error))
            refuse(final_, "the folder exists, and a run never writes over another",
                   "choose another --out, or remove it");
        if (!claim(final_))
            refuse(final_, "another run is writing this folder, or was cut off while it did",
                   "choose another --out, or remove " + partial_.string() +
                       " when no run is using it");
        return;
    }
    for (int n = 1;; ++n) {
        final_ = fs::path("out") / (name + "-" + std::to_string(n));
        if (fs::exists(final_, error)) continue;
        if (claim(final_)) return;  // else another run is writing this one
    }
}

bool RunFolder::claim(const fs::path& path) {
    partial_ = path;
    partial_ += ".partial";
    std::error_code error;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
    if (::mkdir(partial_.c_str(), 0777) == 0) {
        // A run that ended between the caller's look and this claim has made the folder.
        if (!fs::exists(path, error)) return true;
        fs::remove(partial_, error);
        return false;
    }
    if (errno == EEXIST) return false;
    throw CommandFailure(surroundings_failed, "rmbsim: cannot make " + partial_.string() + ": " +
                                                  std::strerror(errno) + ". Choose another --out.");
}

RunFolder RunFolder::resume(const fs::path& partial) {
    RunFolder folder;
    folder.partial_ = partial;
    folder.final_ = partial.parent_path() / partial.stem();
    folder.kept_ = true;
    std::error_code error;
    if (fs::exists(folder.final_, error))
        refuse(folder.final_, "the folder exists, and a run never writes over another",
               "move it away");
    return folder;
}

RunFolder::RunFolder(RunFolder&& other) noexcept
    : final_(std::move(other.final_)),
      partial_(std::move(other.partial_)),
      finished_(std::exchange(other.finished_, true)),
      kept_(other.kept_) {}

RunFolder::~RunFolder() {
    if (finished_ || kept_) return;
    std::error_code error;
    fs::remove_all(partial_, error);
}

void RunFolder::make_folder(const std::string& name) {
    std::error_code error;
    fs::create_directory(partial_ / name, error);
    if (error)
        throw CommandFailure(
            surroundings_failed,
            "rmbsim: cannot make " + (partial_ / name).string() + ": " + error.message() + ".");
}

void RunFolder::write(const std::string& name, std::string_view bytes) {
    write_file(partial_ / name, bytes);
}

void RunFolder::finish() {
    if (std::rename(partial_.c_str(), final_.c_str()) != 0)
        throw CommandFailure(surroundings_failed, "rmbsim: cannot name the finished run " +
                                                      final_.string() + ": " +
                                                      std::strerror(errno) + ".");
    finished_ = true;
}

fs::path find_run(const std::string& named) {
    fs::path folder(named);
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw CommandFailure(
            Diagnostic{.file = named,
                       .message = "there is no such run",
                       .expected = "a folder that `rmbsim run` or `compare` has written",
                       .hint = "ls out/"});
    if (fs::exists(folder / "journal.sqlite", error)) return folder;
    const auto manifest = read_manifest(folder / "manifest.json");
    if (!manifest) throw CommandFailure(manifest.error());
    return folder / manifest->variant;
}

fs::path find_cut_off_run(const std::string& named) {
    std::error_code error;
    fs::path folder(named);
    if (folder.filename().empty()) folder = folder.parent_path();
    if (folder.extension() != ".partial") folder += ".partial";
    return fs::is_directory(folder, error) ? folder : fs::path();
}

void write_file(const fs::path& path, std::string_view bytes) {
    errno = 0;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (file) return;
    const std::string why = errno != 0 ? std::strerror(errno) : "the disk took no more";
    std::error_code error;
    fs::remove(path, error);
    throw CommandFailure(surroundings_failed, "rmbsim: cannot write " + path.string() + ": " + why +
                                                  ". Free some room or choose another --out.");
}

}  // namespace rmbsim::adapters::cli
