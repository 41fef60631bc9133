// A file for what memory should not hold: it has no name, and is gone with its last user, however that ends.
//
// Errors      std::system_error: the disk says no
#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace rmbsim::adapters::sellers {

class ScratchFile {
  public:
    explicit ScratchFile(const std::filesystem::path& folder);
    void write(const void* bytes, std::size_t size);
    void rewind();                             // from writing to reading
    bool read(void* bytes, std::size_t size);  // false: the file has ended

  private:
    struct Closing {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Closing> file_;
};

}  // namespace rmbsim::adapters::sellers
