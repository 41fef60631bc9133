// Reads a sealed table again, row by row, and compares each row's seal with the one made anew.
//
// Damage      a row whose seal differs, a row that is missing, a table that cannot be read on: each a
//             finding that names table and row; a value of the wrong kind or range reads as zero or
//             empty
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/row_seal.hpp"

namespace rmbsim::adapters::sqlite {

enum class RowIds : std::uint8_t { follow_one_another, ascending };

class SealedRows {
  public:
    // `first` is the id of the first row, or the least that it may be.
    SealedRows(const Database& database, std::string_view table, Findings& findings,
               std::int64_t first = 0, RowIds ids = RowIds::follow_one_another);

    bool next();  // whether there is a row; false at the end and where reading ends
    std::int64_t id() const { return id_; }
    std::string_view text(int column) const { return statement_->text(column); }
    std::int64_t integer(int column) const { return statement_->integer(column); }
    bool flag(int column) const { return integer(column) != 0; }
    template <class T>
    T number(int column) {
        const std::int64_t value = integer(column);
        if (value < static_cast<std::int64_t>(std::numeric_limits<T>::min()) ||
            value > static_cast<std::int64_t>(std::numeric_limits<T>::max())) {
            out_of_range(column, value);
            return T{};
        }
        return static_cast<T>(value);
    }
    std::uint32_t index_or_none(int column) {
        return statement_->is_null(column) ? UINT32_MAX : number<std::uint32_t>(column);
    }
    bool is_null(int column) const { return statement_->is_null(column); }

    std::int64_t rows() const { return rows_; }
    std::int64_t last_seal() const { return last_seal_; }
    bool read_to_end() const { return ended_well_; }
    std::string name_of_row() const;  // "account 12", "decision 44"

  private:
    void compare_seal();
    void out_of_range(int column, std::int64_t value);

    std::string table_;
    Findings& findings_;
    std::optional<Statement> statement_;
    RowSeal seal_;
    std::int64_t expected_id_;
    RowIds ids_;
    std::int64_t id_ = 0;
    std::int64_t rows_ = 0;
    std::int64_t last_seal_ = 0;
    bool ended_well_ = false;
};

}  // namespace rmbsim::adapters::sqlite
