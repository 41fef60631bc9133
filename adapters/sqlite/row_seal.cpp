#include "adapters/sqlite/row_seal.hpp"

#define XXH_INLINE_ALL
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <xxhash.h>

#include "adapters/sqlite/database.hpp"
#include "ledger/contract.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

template <class T>
void append_raw(std::string& bytes, T value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// At once: a row of payments has a dozen values, and each growth of the buffer is looked at.
template <class T>
void append_kind(std::string& bytes, char kind, T value) {
    std::array<char, 1 + sizeof value> raw{kind};
    std::memcpy(raw.data() + 1, &value, sizeof value);
    bytes.append(raw.data(), raw.size());
}

std::string insert_into(std::string_view table, int columns) {
    std::string sql = "INSERT INTO " + std::string(table) + " VALUES(";
    for (int i = 0; i < columns; ++i) sql += i == 0 ? "?" : ",?";
    return sql + ")";
}

}  // namespace

void RowSeal::add(std::int64_t value) { append_kind(bytes_, 'i', value); }

void RowSeal::add(std::string_view text) {
    append_kind(bytes_, 't', static_cast<std::uint64_t>(text.size()));
    bytes_.append(text);
}

void RowSeal::add_null() { bytes_.push_back('n'); }

std::int64_t RowSeal::close_row() {
    append_raw(bytes_, last_);
    last_ = XXH3_64bits(bytes_.data(), bytes_.size());
    bytes_.clear();
    ++rows_;
    return last();
}

SealedInsert::SealedInsert(const Database& database, std::string_view table, int columns)
    : table_(table), statement_(database, insert_into(table, columns)), columns_(columns) {
    Statement seals(database, "SELECT seal FROM " + table_ + " ORDER BY rowid");
    while (seals.step()) stored_.push_back(seals.integer(0));
}

void SealedInsert::put(int at, Value value) {
    if (value) {
        seal_.add(*value);
        statement_.bind(at, *value);
    } else {
        seal_.add_null();
        statement_.bind_null(at);
    }
}

void SealedInsert::put(int at, std::string_view text) {
    seal_.add(text);
    statement_.bind(at, text);
}

void SealedInsert::close(int columns) {
    ledger::expects(columns + 1 == columns_, "a row has a value for every column but the seal");
    const std::int64_t seal = seal_.close_row();
    if (compared_ < stored_.size()) {
        if (stored_[compared_] != seal)
            throw RowDiffers(table_, static_cast<std::int64_t>(compared_));
        ++compared_;
        return;
    }
    statement_.bind(columns, seal);
    statement_.run();
}

}  // namespace rmbsim::adapters::sqlite
