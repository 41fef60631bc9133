// payments.csv of a run with payment systems: a line a payment, with what became of it.
//
// Columns     id,name,rail,payer,payee,amount,currency,submitted,ended,status,reason,channel,entry
// Times       local to the rail, with their offset; `ended` is empty while a payment waits
// From        the finished journal, streamed: the file never stands in memory
// Errors      CommandFailure(3) with one sentence, and no file is left
#pragma once

#include <filesystem>

namespace rmbsim::adapters::cli {

void write_payment_file(const std::filesystem::path& journal, const std::filesystem::path& to);

}  // namespace rmbsim::adapters::cli
