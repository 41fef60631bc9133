// A mark at the end of every page of a finished journal file, so that a changed byte is found wherever
// it lies, in unused space too, and even where SQLite reads on without a word.
//
// Place       the 16 bytes a page that SQLite's file format lets an application reserve (file header,
//             byte 20); any sqlite3 reads such a file, and writing to a page leaves its mark stale
// Mark        XXH3-128 of the page without its mark, seeded with the page's number
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace rmbsim::adapters::sqlite {

inline constexpr int mark_bytes = 16;

// Throws std::system_error when the file cannot be written.
void mark_pages(const std::filesystem::path& path);

struct PageCheck {
    std::string trouble;      // not empty: the file has no pages to check, and why
    std::uint64_t bytes = 0;  // of the file
    std::uint32_t page_size = 0;
    std::uint32_t pages = 0;
    bool is_marked = false;            // false: the run that wrote it did not finish
    std::vector<std::uint32_t> wrong;  // pages, from 1, whose mark does not fit
};
PageCheck check_pages(const std::filesystem::path& path);

}  // namespace rmbsim::adapters::sqlite
