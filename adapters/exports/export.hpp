// A run's journal in the languages of other programs: tables, JSON, three auditors of the books, and banks.
//
// Formats     csv        one row a posting, with its entry's columns repeated
//             json       one document: books, accounts, entries with postings, closing balances
//             ledger, hledger, beancount   a journal that each accepts in its strictest mode
//             camt052, camt053, camt054, mt940, mt942, bai2   statements of the run's bank accounts
//                        (bank_statements.hpp)
// Dates       the primary date of a transaction is the booking date: the business day that sealed the
//             entry. Days are sealed in order, so the file is in order of date, a past day never
//             changes when a back-valued entry arrives, and a balance on a date is what the books
//             said that evening. The value date decides interest; ledger and hledger have it as the
//             secondary date (--aux-date, --date2), beancount as metadata.
// Amounts     every posting has its amount with all decimals of its currency; renminbi is CNY on both
//             sides of the border, and the market is a property of the account. An entry over several
//             books is one transaction. No rates: conversions pass through position accounts and
//             balance per currency.
// Blind spots each auditor infers or forgives something (a missing rate, a small remainder), so the
//             file closes with an assertion of every account's balance, in beancount dated the day
//             after the last, and sets beancount's tolerance to nothing
// Memory      one day and one number an account
// Errors      ExportFailure for a journal that names what its directory lacks; a stream that fails
//             keeps its state, which the caller reads
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

enum class ExportFormat : std::uint8_t {
    csv,
    json,
    ledger,
    hledger,
    beancount,
    camt052,
    camt053,
    camt054,
    mt940,
    mt942,
    bai2,
};

std::string_view name_of(ExportFormat format);
std::optional<ExportFormat> find_export_format(std::string_view name);
std::string export_format_names();  // "csv, json … or bai2"

class ExportFailure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct ExportSource {
    const sim::Directory* directory = nullptr;
    // Calls back once for each day, in order.
    std::function<void(const std::function<void(const sim::DayRecord&)>&)> for_each_day;
    std::string title;
};

void export_journal(const ExportSource& source, ExportFormat format, std::ostream& out);

}  // namespace rmbsim::adapters
