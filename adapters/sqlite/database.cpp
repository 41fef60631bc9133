#include "adapters/sqlite/database.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <utility>

namespace rmbsim::adapters::sqlite {
namespace {

// A path as the file name of a URI: SQLite's own rules, everything but plain letters escaped.
std::string uri_of(const std::filesystem::path& path) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(path).string()) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
        if (plain) {
            uri.push_back(c);
        } else {
            uri.push_back('%');
            uri.push_back(digits[byte >> 4]);
            uri.push_back(digits[byte & 15]);
        }
    }
    return uri + "?immutable=1";
}

int flags_of(OpenAs how) {
    switch (how) {
        case OpenAs::new_file:
            return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        case OpenAs::cut_off:
            return SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
        case OpenAs::immutable:
            return SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
        case OpenAs::present:
            return SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    }
    return SQLITE_OPEN_READONLY;
}

}  // namespace

Database::Database(const std::filesystem::path& path, OpenAs how) {
    const std::string name = how == OpenAs::immutable ? uri_of(path) : path.string();
    const int code = sqlite3_open_v2(name.c_str(), &handle_, flags_of(how), nullptr);
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(handle_, 1);
        return;
    }
    const std::string why = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
    const int system_errno = handle_ != nullptr ? sqlite3_system_errno(handle_) : 0;
    sqlite3_close_v2(std::exchange(handle_, nullptr));
    throw SqliteError(why, code, system_errno);
}

Database::~Database() { sqlite3_close_v2(handle_); }

void Database::close() {
    const int code = sqlite3_close(handle_);
    if (code != SQLITE_OK) fail(code);
    handle_ = nullptr;
}

void Database::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

void Database::fail(int code) const {
    throw SqliteError(sqlite3_errmsg(handle_), code, sqlite3_system_errno(handle_));
}

Statement::Statement(const Database& database, std::string_view sql) : database_(&database) {
    const int code = sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
    if (code != SQLITE_OK) database.fail(code);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement& Statement::bind(int at, std::int64_t value) {
    const int code = sqlite3_bind_int64(statement_, at + 1, value);
    if (code != SQLITE_OK) database_->fail(code);
    return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
    const char* data = text.data() == nullptr ? "" : text.data();
    const int code =
        sqlite3_bind_text64(statement_, at + 1, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (code != SQLITE_OK) database_->fail(code);
    return *this;
}

Statement& Statement::bind_null(int at) {
    const int code = sqlite3_bind_null(statement_, at + 1);
    if (code != SQLITE_OK) database_->fail(code);
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) database_->fail(code);
    return false;
}

void Statement::reset() { sqlite3_reset(statement_); }

int Statement::columns() const { return sqlite3_column_count(statement_); }

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}
bool Statement::is_integer(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_INTEGER;
}
bool Statement::is_text(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_TEXT;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

}  // namespace rmbsim::adapters::sqlite
