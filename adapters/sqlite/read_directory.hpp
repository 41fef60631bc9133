// The names behind the numbers, read back from a journal file.
//
// Damage      the directory is whole enough to be indexed: an account's book and currency exist, or it
//             is given the first of each and a finding says so
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {

struct TableEnd {  // where reading a sealed table ended, to compare with the table "sealed"
    std::string name;
    std::int64_t rows = 0;
    std::int64_t last_seal = 0;
    bool read_to_end = false;
};

struct RunTables {
    sim::RunFacts facts;  // as the run was given them
    sim::Directory directory;
    std::string root;                 // "sha256:…"; empty when the run did not finish
    std::vector<std::string> chains;  // 32 hexadecimal digits a book
    std::vector<LoggedInput> inputs;  // what came in from outside, in its order
    std::vector<TableEnd> ends;
};

RunTables read_run_tables(const Database& database, Findings& findings);

}  // namespace rmbsim::adapters::sqlite
