// SQLite as this adapter uses it: a connection, a prepared statement, and what went wrong as one value.
//
// Errors      SqliteError, with SQLite's extended code and the system's errno; it never leaves this
//             folder: the store makes a StoreFailure of it, the readers a finding
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace rmbsim::adapters::sqlite {

class SqliteError : public std::runtime_error {
  public:
    SqliteError(const std::string& what, int code, int system_errno)
        : std::runtime_error(what), code_(code), system_errno_(system_errno) {}
    int code() const { return code_; }  // extended result code
    int system_errno() const { return system_errno_; }

  private:
    int code_;
    int system_errno_;
};

enum class OpenAs : std::uint8_t {
    new_file,   // created; reading and writing
    cut_off,    // reading and writing what a run has left, with the log beside it
    immutable,  // reading, no locks: the file is finished and nobody writes it
    present,    // reading with locks: the file may still be written
};

class Database {
  public:
    Database(const std::filesystem::path& path, OpenAs how);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void execute(const std::string& sql);
    void close();  // throws what closing finds; the destructor does not
    sqlite3* handle() const { return handle_; }
    [[noreturn]] void fail(int code) const;

  private:
    sqlite3* handle_ = nullptr;
};

// One prepared statement. Parameters and columns are numbered from 0.
class Statement {
  public:
    Statement(const Database& database, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    Statement& bind(int at, std::int64_t value);
    Statement& bind(int at, std::string_view text);  // the text outlives the next step()
    Statement& bind_null(int at);

    bool step();  // whether there is a row
    void reset();
    void run() {  // for statements without rows
        step();
        reset();
    }

    int columns() const;
    bool is_null(int column) const;
    bool is_integer(int column) const;
    bool is_text(int column) const;
    std::int64_t integer(int column) const;
    std::string_view text(int column) const;  // valid until the next step()

  private:
    const Database* database_;
    sqlite3_stmt* statement_ = nullptr;
};

}  // namespace rmbsim::adapters::sqlite
