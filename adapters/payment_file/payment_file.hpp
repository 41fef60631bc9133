// payments.csv of a run with payment systems, from its finished journal, streamed: neither stands in memory.
//
// Columns     payment_lines.hpp
// Errors      sim::StoreFailure with one sentence, and no file is left
#pragma once

#include <filesystem>

namespace rmbsim::adapters {

void write_payment_file(const std::filesystem::path& journal, const std::filesystem::path& to);

}  // namespace rmbsim::adapters
