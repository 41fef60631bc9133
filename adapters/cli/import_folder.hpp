// The folder that an import writes: whole or not at all.
//
// Claim       <into>.partial is made with mkdir, which only one process can do; it takes the name <into> when all
//             is written. <into> must not exist, or be an empty folder
// Errors      CommandFailure: 2 the folder has something in it, 3 the disk says no
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rmbsim::adapters::cli {

class ImportFolder {
  public:
    explicit ImportFolder(const std::string& into);
    ~ImportFolder();  // removes what is unfinished
    ImportFolder(const ImportFolder&) = delete;
    ImportFolder& operator=(const ImportFolder&) = delete;

    std::ofstream& open(const std::string& name);  // stays open until finish()
    void finish();
    // Where it is written until then.
    const std::filesystem::path& folder() const { return partial_; }

  private:
    std::filesystem::path final_, partial_;
    struct Opened {
        std::string name;
        std::ofstream stream;
    };
    std::vector<std::unique_ptr<Opened>> files_;
    bool finished_ = false;
};

}  // namespace rmbsim::adapters::cli
