#include "adapters/sqlite/page_marks.hpp"

#define XXH_INLINE_ALL
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <sys/types.h>
#include <system_error>
#include <unistd.h>
#include <vector>
#include <xxhash.h>

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 20;  // a multiple of every page size

class File {
  public:
    File(const std::filesystem::path& path, int flags)
        : fd_(::open(path.c_str(), flags | O_CLOEXEC)) {
        if (fd_ < 0) throw std::system_error(errno, std::generic_category());
    }
    ~File() { ::close(fd_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::uint64_t size() const {
        struct stat facts = {};
        if (::fstat(fd_, &facts) != 0) throw std::system_error(errno, std::generic_category());
        return static_cast<std::uint64_t>(facts.st_size);
    }
    std::size_t read(std::byte* to, std::size_t most, std::uint64_t from) const {
        std::size_t done = 0;
        while (done < most) {
            const ssize_t n = ::pread(fd_, to + done, most - done, static_cast<off_t>(from + done));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) throw std::system_error(errno, std::generic_category());
            if (n == 0) break;
            done += static_cast<std::size_t>(n);
        }
        return done;
    }
    void write(const std::byte* bytes, std::size_t size, std::uint64_t at) const {
        std::size_t done = 0;
        while (done < size) {
            const ssize_t n =
                ::pwrite(fd_, bytes + done, size - done, static_cast<off_t>(at + done));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) throw std::system_error(errno, std::generic_category());
            done += static_cast<std::size_t>(n);
        }
    }
    void sync() const {
        if (::fdatasync(fd_) != 0) throw std::system_error(errno, std::generic_category());
    }

  private:
    int fd_;
};

struct Layout {
    std::size_t page_size = 0;
    bool is_marked = false;
};

// From the file header: https://www.sqlite.org/fileformat.html §1.3.
std::optional<Layout> layout_of(const File& file) {
    std::array<std::byte, 100> header{};
    if (file.read(header.data(), header.size(), 0) != header.size()) return std::nullopt;
    if (std::memcmp(header.data(), "SQLite format 3", 16) != 0) return std::nullopt;
    const auto at = [&](std::size_t i) { return std::to_integer<std::size_t>(header[i]); };
    std::size_t page_size = at(16) << 8 | at(17);
    if (page_size == 1) page_size = 65536;
    const bool power_of_two = (page_size & (page_size - 1)) == 0;
    if (page_size < 512 || page_size > 65536 || !power_of_two) return std::nullopt;
    return Layout{.page_size = page_size, .is_marked = at(20) == mark_bytes};
}

std::array<std::byte, mark_bytes> mark_of(const std::byte* page, std::size_t page_size,
                                          std::uint32_t number) {
    const XXH128_hash_t hash = XXH3_128bits_withSeed(page, page_size - mark_bytes, number);
    std::array<std::byte, mark_bytes> mark;
    std::memcpy(mark.data(), &hash.low64, sizeof hash.low64);
    std::memcpy(mark.data() + sizeof hash.low64, &hash.high64, sizeof hash.high64);
    return mark;
}

// fn(page, number) for each whole page; after(chunk, bytes, offset) when a chunk is through.
template <class Fn, class After>
std::uint32_t walk_pages(const File& file, std::size_t page_size, Fn&& fn, After&& after) {
    std::vector<std::byte> chunk(chunk_bytes);
    std::uint32_t number = 0;
    for (std::uint64_t offset = 0;; offset += chunk_bytes) {
        const std::size_t got = file.read(chunk.data(), chunk.size(), offset);
        for (std::size_t at = 0; at + page_size <= got; at += page_size)
            fn(chunk.data() + at, ++number);
        after(chunk.data(), got, offset);
        if (got < chunk_bytes) return number;
    }
}

}  // namespace

void mark_pages(const std::filesystem::path& path) {
    const File file(path, O_RDWR);
    const auto layout = layout_of(file);
    if (!layout || !layout->is_marked)
        throw std::system_error(std::make_error_code(std::errc::illegal_byte_sequence));
    const auto put = [&](std::byte* page, std::uint32_t number) {
        const auto mark = mark_of(page, layout->page_size, number);
        std::ranges::copy(mark, page + layout->page_size - mark_bytes);
    };
    walk_pages(file, layout->page_size, put,
               [&](const std::byte* bytes, std::size_t size, std::uint64_t offset) {
                   file.write(bytes, size, offset);
               });
    file.sync();
}

PageCheck check_pages(const std::filesystem::path& path) {
    PageCheck found;
    try {
        const File file(path, O_RDONLY);
        found.bytes = file.size();
        const auto layout = layout_of(file);
        if (!layout) {
            found.trouble = "it is not an SQLite database";
            return found;
        }
        found.page_size = static_cast<std::uint32_t>(layout->page_size);
        found.is_marked = layout->is_marked;
        const auto compare = [&](const std::byte* page, std::uint32_t number) {
            const auto mark = mark_of(page, layout->page_size, number);
            if (!std::equal(mark.begin(), mark.end(), page + layout->page_size - mark_bytes))
                found.wrong.push_back(number);
        };
        found.pages = walk_pages(file, layout->page_size, compare,
                                 [](const std::byte*, std::size_t, std::uint64_t) {});
    } catch (const std::system_error& error) {
        found.trouble = error.code().message();
    }
    return found;
}

}  // namespace rmbsim::adapters::sqlite
