// The lines of payments.csv: a line a payment, with what became of it.
//
// Columns     id,name,rail,payer,payee,amount,currency,submitted,ended,status,reason,channel,entry
// Times       local to the rail, with their offset; `ended` is empty while a payment waits
// Cost        no allocation a line
// Errors      sim::StoreFailure with one sentence; a file that was not closed is removed
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/payment_outcome.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

struct PaymentTerms {
    std::uint32_t id = 0;
    std::string_view name;
    const sim::PaymentSystemRow* system =
        nullptr;  // nullptr: none that is known; times in UTC then
    std::string_view rail, currency;
    std::uint8_t decimals = 2;
    std::uint32_t payer_book = 0, payee_book = 0;
    std::int64_t minor = 0;
    std::int64_t submitted_ms = 0;
};

class PaymentLines {
  public:
    // The directory outlives them.
    PaymentLines(const sim::Directory& directory, std::filesystem::path to);
    ~PaymentLines();
    PaymentLines(const PaymentLines&) = delete;
    PaymentLines& operator=(const PaymentLines&) = delete;

    void add(const PaymentTerms& payment, const sqlite::PaymentOutcome& outcome);
    void close();  // the file is complete

  private:
    void text(std::string_view of);
    std::string_view book(std::uint32_t index) const;
    void flush();

    const sim::Directory& directory_;
    std::filesystem::path path_;
    std::ofstream file_;
    const std::vector<sim::ZoneOffset> none_{};
    std::string buffer_;
    bool closed_ = false;
};

sim::StoreFailure payment_file_failure(const std::filesystem::path& to, const std::string& why);

}  // namespace rmbsim::adapters
