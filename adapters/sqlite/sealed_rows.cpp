#include "adapters/sqlite/sealed_rows.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/findings.hpp"

namespace rmbsim::adapters::sqlite {

SealedRows::SealedRows(const Database& database, std::string_view table, Findings& findings,
                       std::int64_t first, RowIds ids)
    : table_(table), findings_(findings), expected_id_(first), ids_(ids) {
    try {
        statement_.emplace(database, fmt::format("SELECT * FROM {} ORDER BY 1", table));
    } catch (const SqliteError& error) {
        findings_.add(fmt::format("table {} cannot be read: {}", table, error.what()));
    }
}

bool SealedRows::next() {
    if (!statement_) return false;
    try {
        if (!statement_->step()) {
            ended_well_ = true;
            statement_.reset();
            return false;
        }
    } catch (const SqliteError& error) {
        findings_.add(rows_ == 0 ? fmt::format("table {} cannot be read: {}", table_, error.what())
                                 : fmt::format("table {} cannot be read after row {}: {}", table_,
                                               id_, error.what()));
        statement_.reset();
        return false;
    }
    ++rows_;
    id_ = integer(0);
    if (id_ > expected_id_ && ids_ == RowIds::follow_one_another)
        findings_.add(fmt::format("table {}: row {} is missing", table_, expected_id_));
    if (id_ < expected_id_)
        findings_.add(fmt::format("table {}: row {} has no place there", table_, id_));
    expected_id_ = id_ + 1;
    compare_seal();
    return true;
}

void SealedRows::compare_seal() {
    const int last = statement_->columns() - 1;
    for (int i = 0; i < last; ++i) {
        if (statement_->is_null(i)) {
            seal_.add_null();
        } else if (statement_->is_text(i)) {
            seal_.add(statement_->text(i));
        } else {
            seal_.add(statement_->integer(i));
        }
    }
    const std::int64_t made = seal_.close_row();
    last_seal_ = integer(last);
    if (made != last_seal_)
        findings_.add(fmt::format("{} was changed: its seal is {:016x}, made again {:016x}",
                                  name_of_row(), static_cast<std::uint64_t>(last_seal_),
                                  static_cast<std::uint64_t>(made)));
    // Goes on from the seal that stands there, so that one altered row does not accuse the rest.
    seal_.go_on_from(last_seal_);
}

void SealedRows::out_of_range(int column, std::int64_t value) {
    findings_.add(
        fmt::format("{}: its column {} cannot hold {}", name_of_row(), column + 1, value));
}

std::string SealedRows::name_of_row() const {
    if (table_ == "payment") return fmt::format("payment P-{} (or a row before it)", id_);
    if (table_ == "decision") return fmt::format("decision {}", id_);
    return fmt::format("table {}, row {}", table_, id_);
}

}  // namespace rmbsim::adapters::sqlite
