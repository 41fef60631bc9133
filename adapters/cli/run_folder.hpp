// A run's folder: written beside its final name, renamed when complete, gone when anything fails.
//
// Claim       <out>.partial is made with mkdir, which only one process can do: two runs into one folder
//             end with one run and one message. An existing <out> is never touched.
// Kept        a live run's <out>.partial stays when it is cut off, and is gone on with
// Errors      CommandFailure: 2 the folder exists or is being written, 3 the disk says no
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace rmbsim::adapters::cli {

class RunFolder {
  public:
    // `wanted` empty: out/<name>-<n> with the first free n.
    RunFolder(const std::string& wanted, const std::string& name);
    // Goes on in the folder that a live run has left: `partial` is <out>.partial.
    static RunFolder resume(const std::filesystem::path& partial);
    RunFolder(RunFolder&& other) noexcept;
    ~RunFolder();  // removes what is unfinished
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    const std::filesystem::path& final_path() const { return final_; }
    std::filesystem::path file(const std::string& name) const { return partial_ / name; }
    void make_folder(const std::string& name);
    void write(const std::string& name, std::string_view bytes);
    void keep() { kept_ = true; }  // from now on nothing is removed
    void finish();

  private:
    RunFolder() = default;
    bool claim(const std::filesystem::path& path);
    std::filesystem::path final_, partial_;
    bool finished_ = false, kept_ = false;
};

// Writes a file whole, or throws CommandFailure(3) and leaves none.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// The folder that holds the run itself: of a comparison, the variant that its manifest names.
std::filesystem::path find_run(const std::string& named);

// The folder that a live run has left, by either of its names; empty when there is none.
std::filesystem::path find_cut_off_run(const std::string& named);

}  // namespace rmbsim::adapters::cli
