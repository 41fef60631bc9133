#include "adapters/seller_reports/scratch_file.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <unistd.h>

namespace rmbsim::adapters::sellers {
namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

ScratchFile::ScratchFile(const std::filesystem::path& folder) {
    std::string name = (folder / "scratch-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) fail("cannot make a scratch file in " + folder.string());
    ::unlink(name.c_str());
    file_.reset(::fdopen(descriptor, "w+b"));
    if (!file_) {
        ::close(descriptor);
        fail("cannot open a scratch file in " + folder.string());
    }
}

void ScratchFile::write(const void* bytes, std::size_t size) {
    if (std::fwrite(bytes, 1, size, file_.get()) != size) fail("cannot write a scratch file");
}

void ScratchFile::rewind() {
    if (std::fflush(file_.get()) != 0 || std::fseek(file_.get(), 0, SEEK_SET) != 0)
        fail("cannot write a scratch file");
}

bool ScratchFile::read(void* bytes, std::size_t size) {
    if (std::fread(bytes, 1, size, file_.get()) == size) return true;
    if (std::ferror(file_.get()) != 0) fail("cannot read a scratch file");
    return false;
}

}  // namespace rmbsim::adapters::sellers
