// What went wrong while a journal was written, as one sentence that says what to do about it.
#pragma once

#include <filesystem>
#include <system_error>

#include "adapters/sqlite/database.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {

// Throws StoreFailure when there is something at `path` already, or no folder to hold it.
void refuse_existing(const std::filesystem::path& path);

sim::StoreFailure failure_of(const std::filesystem::path& path, const SqliteError& error);
sim::StoreFailure failure_of(const std::filesystem::path& path, const std::system_error& error);

// Runs fn; what the surroundings refuse comes out as StoreFailure.
template <class Fn>
void tell_failures(const std::filesystem::path& path, Fn&& fn) {
    try {
        fn();
    } catch (const SqliteError& error) {
        throw failure_of(path, error);
    } catch (const std::system_error& error) {
        throw failure_of(path, error);
    }
}

}  // namespace rmbsim::adapters::sqlite
