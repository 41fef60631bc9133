#include "adapters/sqlite/file_audit.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <map>
#include <optional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/page_marks.hpp"
#include "adapters/sqlite/schema.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::size_t pages_told = 10;

// SQLite's variable-length integer at `at`, moving on; nullopt beyond the page.
std::optional<std::uint64_t> varint(const std::vector<unsigned char>& page, std::size_t& at) {
    std::uint64_t value = 0;
    for (int i = 0; i < 9; ++i) {
        if (at >= page.size()) return std::nullopt;
        const unsigned char byte = page[at++];
        if (i == 8) return value << 8 | byte;
        value = value << 7 | (byte & 0x7fu);
        if (byte < 0x80) return value;
    }
    return value;
}

// First and last row id of a leaf page of a table: https://www.sqlite.org/fileformat.html §1.6.
std::optional<std::pair<std::uint64_t, std::uint64_t>> rows_on(
    const std::vector<unsigned char>& page, std::uint32_t number) {
    const std::size_t head = number == 1 ? 100 : 0;
    if (page.size() < head + 8 || page[head] != 0x0d) return std::nullopt;
    const std::size_t cells = static_cast<std::size_t>(page[head + 3]) << 8 | page[head + 4];
    if (cells == 0) return std::nullopt;
    const auto row = [&](std::size_t cell) -> std::optional<std::uint64_t> {
        const std::size_t pointer = head + 8 + 2 * cell;
        if (pointer + 1 >= page.size()) return std::nullopt;
        std::size_t at = static_cast<std::size_t>(page[pointer]) << 8 | page[pointer + 1];
        if (!varint(page, at)) return std::nullopt;
        return varint(page, at);
    };
    const auto first = row(0), last = row(cells - 1);
    if (!first || !last || *first > *last) return std::nullopt;
    return std::pair(*first, *last);
}

std::vector<unsigned char> read_page(const std::filesystem::path& path, std::uint32_t size,
                                     std::uint32_t number) {
    std::vector<unsigned char> page(size);
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(size) * (number - 1));
    file.read(reinterpret_cast<char*>(page.data()), static_cast<std::streamsize>(page.size()));
    if (!file) page.clear();
    return page;
}

// Which table each page belongs to, as far as the file can still be walked.
std::map<std::int64_t, std::string> tables_by_page(const Database& database) {
    std::map<std::int64_t, std::string> names;
    try {
        Statement rows(database, "SELECT pageno, name FROM dbstat");
        while (rows.step()) names.emplace(rows.integer(0), std::string(rows.text(1)));
    } catch (const SqliteError&) {
        return names;  // of a damaged file the part that was walked, or without dbstat nothing
    }
    return names;
}

std::string place_of(const std::string& table, const std::vector<unsigned char>& page,
                     std::uint32_t number) {
    const auto rows = rows_on(page, number);
    if (!rows) return "table " + table;
    const auto [first, last] = *rows;
    if (table == "posting")
        return fmt::format("postings of entries {} to {}", first >> 16, last >> 16);
    if (table == "entry") return fmt::format("entries {} to {}", first, last);
    if (table == "decision") return fmt::format("decisions {} to {}", first, last);
    return fmt::format("table {}, rows {} to {}", table, first, last);
}

std::vector<std::pair<std::string, std::string>> schema_of(const Database& database) {
    std::vector<std::pair<std::string, std::string>> schema;
    Statement rows(database, "SELECT name, sql FROM sqlite_schema ORDER BY name");
    while (rows.step()) schema.emplace_back(std::string(rows.text(0)), std::string(rows.text(1)));
    return schema;
}

}  // namespace

bool is_untouched(const PageCheck& pages) {
    return pages.trouble.empty() && pages.is_marked && pages.wrong.empty() &&
           pages.bytes == std::uint64_t{pages.pages} * pages.page_size;
}

void audit_pages(const std::filesystem::path& path, const PageCheck& pages,
                 const Database* database, Findings& findings) {
    if (!pages.trouble.empty()) return findings.add(fmt::format("the file: {}", pages.trouble));
    if (pages.bytes != std::uint64_t{pages.pages} * pages.page_size)
        findings.add(fmt::format("the file ends within a page: {} bytes are not whole pages of {}",
                                 pages.bytes, pages.page_size));
    if (!pages.is_marked)
        return findings.add("the pages of the file are not marked: its run did not finish");
    if (pages.wrong.empty()) return;
    const auto names =
        database != nullptr ? tables_by_page(*database) : std::map<std::int64_t, std::string>();
    for (const std::uint32_t number : pages.wrong | std::views::take(pages_told)) {
        const auto name = names.find(number);
        const std::string place =
            name == names.end()
                ? ""
                : fmt::format(" ({})", place_of(name->second,
                                                read_page(path, pages.page_size, number), number));
        findings.add(fmt::format("page {} of {}{} was changed after the run had written it", number,
                                 pages.pages, place));
    }
    if (pages.wrong.size() > pages_told)
        findings.add(
            fmt::format("and {} more pages were changed", pages.wrong.size() - pages_told));
}

void audit_schema(const Database& database, Findings& findings) {
    try {
        Database fresh(":memory:", OpenAs::new_file);
        fresh.execute(create_statements());
        const auto expected = schema_of(fresh);
        const auto found = schema_of(database);
        for (const auto& item : expected)
            if (std::ranges::find(found, item) == found.end())
                findings.add(fmt::format("{} is missing or was changed: rows may have been altered",
                                         item.first));
        for (const auto& item : found)
            if (std::ranges::find(expected, item, {}) == expected.end() &&
                std::ranges::none_of(expected,
                                     [&](const auto& e) { return e.first == item.first; }))
                findings.add(fmt::format("{} was added to the journal", item.first));
    } catch (const SqliteError& error) {
        findings.add(fmt::format("the list of tables cannot be read: {}", error.what()));
    }
}

void audit_integrity(const Database& database, Findings& findings) {
    try {
        Statement check(database, "PRAGMA integrity_check(5)");
        while (check.step())
            if (check.text(0) != "ok")
                findings.add(fmt::format("SQLite's integrity check: {}", check.text(0)));
    } catch (const SqliteError& error) {
        findings.add(fmt::format("SQLite's integrity check ended early: {}", error.what()));
    }
}

}  // namespace rmbsim::adapters::sqlite
