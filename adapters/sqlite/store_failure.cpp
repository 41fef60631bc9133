#include "adapters/sqlite/store_failure.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <sqlite3.h>
#include <string>
#include <sys/resource.h>
#include <system_error>

#include <fmt/format.h>

#include "adapters/sqlite/database.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

struct Reason {
    std::string why, what_to_do;
};

Reason reason_of_errno(int error) {
    switch (error) {
        case ENOSPC:
            return {"the disk is full", "free some space, or choose another place with --out"};
        case EDQUOT:
            return {"your disk quota is used up",
                    "free some space, or choose another place with --out"};
        case EFBIG:
            return {"the file has reached the size limit of this session",
                    "raise it with ulimit -f unlimited, or run with --store none"};
        case EROFS:
            return {"the file system is read-only", "choose a writable place with --out"};
        case EACCES:
        case EPERM:
            return {"it may not be written", "choose a writable place with --out"};
        case EIO:
            return {"the disk reports an input/output error", "check the disk"};
        default:
            return {std::strerror(error), "choose another place with --out"};
    }
}

// SQLite does not always keep the errno of a failed write, so the file and its limits are asked.
int errno_of_failed_write(const std::filesystem::path& path) {
    constexpr std::uintmax_t near = std::uintmax_t{1} << 18;
    std::uintmax_t largest = 0;
    for (const char* suffix : {"", "-wal"}) {
        std::error_code missing;
        const std::uintmax_t size = std::filesystem::file_size(path.string() + suffix, missing);
        if (!missing) largest = std::max(largest, size);
    }
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
        largest + near >= limit.rlim_cur)
        return EFBIG;
    std::error_code unknown;
    const auto space = std::filesystem::space(path, unknown);
    return !unknown && space.available < near ? ENOSPC : EIO;
}

Reason reason_of(const std::filesystem::path& path, const SqliteError& error) {
    switch (error.code() & 0xff) {
        case SQLITE_FULL:
            return reason_of_errno(error.system_errno() == EFBIG ? EFBIG : ENOSPC);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {"another program has it open",
                    "close that program, or choose another place with --out"};
        case SQLITE_READONLY:
            return reason_of_errno(EACCES);
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
            return reason_of_errno(error.system_errno() != 0 ? error.system_errno() : EACCES);
        case SQLITE_IOERR:
            return reason_of_errno(error.system_errno() != 0 ? error.system_errno()
                                                             : errno_of_failed_write(path));
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return {"the file was changed by somebody else while it was written",
                    "remove it and run again"};
        case SQLITE_NOMEM:
            return {"there is no memory left", "close other programs"};
        default:
            return {error.what(), "choose another place with --out"};
    }
}

sim::StoreFailure sentence(const std::filesystem::path& path, const Reason& reason) {
    return sim::StoreFailure(fmt::format("cannot write the journal {}: {}; {}", path.string(),
                                         reason.why, reason.what_to_do));
}

}  // namespace

void refuse_existing(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored)))
        throw sentence(path,
                       {"there is one already", "remove it, or choose another place with --out"});
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    if (!std::filesystem::is_directory(folder, ignored))
        throw sentence(path, {"its folder does not exist", "make the folder first"});
}

sim::StoreFailure failure_of(const std::filesystem::path& path, const SqliteError& error) {
    return sentence(path, reason_of(path, error));
}

sim::StoreFailure failure_of(const std::filesystem::path& path, const std::system_error& error) {
    return sentence(path, reason_of_errno(error.code().value()));
}

}  // namespace rmbsim::adapters::sqlite
