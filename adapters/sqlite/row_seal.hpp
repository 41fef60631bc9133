// A running seal over the rows of one table, so that the first altered row can be named.
//
// seal(row n) = XXH3-64(seal(row n-1) ‖ each value as its kind, its length and its bytes). The journal's
// own entries and postings carry the ledger's seals instead (ledger/journal.hpp).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database.hpp"

namespace rmbsim::adapters::sqlite {

class RowSeal {
  public:
    void add(std::int64_t value);
    void add(std::string_view text);
    void add_null();
    std::int64_t close_row();  // the row's seal, as SQLite keeps an integer
    void go_on_from(std::int64_t seal) { last_ = static_cast<std::uint64_t>(seal); }
    std::int64_t last() const { return static_cast<std::int64_t>(last_); }
    std::int64_t rows() const { return rows_; }

  private:
    std::string bytes_;
    std::uint64_t last_ = 0;
    std::int64_t rows_ = 0;
};

using Value = std::optional<std::int64_t>;  // nullopt: NULL

// A row that a run makes again is not the one that its cut-off beginning has stored.
class RowDiffers : public std::runtime_error {
  public:
    RowDiffers(const std::string& table, std::int64_t row) : std::runtime_error(table), row_(row) {}
    std::string table() const { return what(); }
    std::int64_t row() const { return row_; }  // counted from 0

  private:
    std::int64_t row_;
};

// Inserts rows in order of their first column, the last column being the seal. Rows that are stored
// already (the journal of a run that was cut off) are held against the new ones instead; the first that
// differs throws RowDiffers.
class SealedInsert {
  public:
    SealedInsert(const Database& database, std::string_view table, int columns);

    template <class... Values>
    void row(const Values&... values) {
        int at = 0;
        (put(at++, values), ...);
        close(at);
    }
    const std::string& table() const { return table_; }
    const RowSeal& seal() const { return seal_; }
    std::size_t stored_left() const { return stored_.size() - compared_; }

  private:
    template <std::integral T>
    void put(int at, T value) {
        put(at, Value(static_cast<std::int64_t>(value)));
    }
    void put(int at, Value value);
    void put(int at, std::string_view text);
    void close(int columns);

    std::string table_;
    Statement statement_;
    int columns_;
    RowSeal seal_;
    std::vector<std::int64_t> stored_;  // seals
    std::size_t compared_ = 0;          // of these
};

// UINT32_MAX stands for "none" in memory and is NULL in the file.
inline Value index_or_null(std::uint32_t index) {
    return index == UINT32_MAX ? Value() : Value(index);
}

}  // namespace rmbsim::adapters::sqlite
