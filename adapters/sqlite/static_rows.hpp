// The tables that name things, as sealed rows: books, accounts, rules, links, limits, rates, flows.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/row_seal.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {

// Keys of the run table that are the journal's own; the run's facts stand beside them.
inline constexpr std::string_view directory_prefix = "directory.";
inline constexpr std::string_view root_key = "journal.root";

// Writes all of them; what they held is added to `written`, in order. Parameters are left out: the
// simulator adds versions while it runs.
void write_static_rows(const Database& database, const sim::Directory& directory,
                       std::vector<SealedInsert>& written);

void write_parameter(SealedInsert& insert, std::size_t id, const sim::ParameterRow& row);

}  // namespace rmbsim::adapters::sqlite
