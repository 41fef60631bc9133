// Every single changed byte of a journal file is found, wherever it lies, and no damage crashes a reader.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/audit.hpp"
#include "adapters/sqlite/diff.hpp"
#include "adapters/sqlite/explain.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "ledger/entry.hpp"
#include "sim/kernel/store.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"

namespace rmbsim::adapters {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// Whatever the damage: each reader comes back.
void read_all(const std::filesystem::path& path) {
    auto file = JournalFile::open(path);
    if (!file) return;
    bool all_known = true;
    file->for_each_day([&](const sim::DayRecord& day) {
        for (const ledger::PostingRow& p : day.journal.postings)
            all_known &= p.account.index < file->directory().accounts.size();
    });
    CHECK(all_known);
    for (const std::vector<std::string>& words : {std::vector<std::string>{"entry", "3"},
                                                  {"decision", "3"},
                                                  {"limit", "od-quota"},
                                                  {"account", "HK.header"},
                                                  {"flow", "F-2"},
                                                  {"payment", "P-1"}})
        std::ignore = explain(*file, words, {});
    std::ignore = diff_journals({path, {}}, {path, {}}, Language::en);
}

}  // namespace

TEST_CASE("one changed byte anywhere in the file is found", "[sqlite][property]") {
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    write_small_journal(path);
    const std::string sound = bytes_of(path);
    const std::uint32_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 400; ++i) {
        const std::size_t at = i < 100 ? static_cast<std::size_t>(i) : random() % sound.size();
        std::string changed = sound;
        const auto other = static_cast<unsigned char>(1 + random() % 255);
        changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ other);
        write_bytes(path, changed);
        CAPTURE(at);
        CHECK_FALSE(audit_journal(path).holds());
        read_all(path);
    }
}

TEST_CASE("a file cut short or torn in many places never crashes a reader", "[sqlite][property]") {
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    write_small_journal(path);
    const std::string sound = bytes_of(path);
    const std::uint32_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 100; ++i) {
        std::string changed = sound;
        if (i % 2 == 0) changed.resize(random() % sound.size());
        const auto tears = static_cast<std::uint32_t>(1 + random() % 200);
        for (std::uint32_t tear = 0; tear < tears && !changed.empty(); ++tear)
            changed[random() % changed.size()] = static_cast<char>(random());
        if (changed == sound) continue;
        write_bytes(path, changed);
        CHECK_FALSE(audit_journal(path).holds());
        read_all(path);
    }
}

}  // namespace rmbsim::adapters
