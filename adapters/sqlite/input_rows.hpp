// The input log of a live run: what came in from outside, numbered and stamped before it acted.
//
// Order       by number, 1, 2, 3 …: with the scenario and the seed they give the journal again
// Text        of what was handed in only its SHA-256 is kept, "sha256:…": enough to prove what it was
#pragma once

#include <string>

#include "adapters/sqlite/row_seal.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::sqlite {

struct LoggedInput {
    sim::Submission submission;
    std::string text_sha256;
};

void write_input(SealedInsert& insert, const LoggedInput& input);
LoggedInput input_of(SealedRows& rows);  // the row that was read last

}  // namespace rmbsim::adapters::sqlite
