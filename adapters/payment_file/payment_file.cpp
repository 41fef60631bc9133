#include "adapters/payment_file/payment_file.hpp"

#include <filesystem>

#include "adapters/payment_file/payment_lines.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/payment_rows.hpp"

namespace rmbsim::adapters {

void write_payment_file(const std::filesystem::path& journal, const std::filesystem::path& to) {
    const auto opened = JournalFile::open(journal);
    if (!opened) throw payment_file_failure(to, opened.error());
    PaymentLines lines(opened->directory(), to);
    try {
        sqlite::for_each_outcome(opened->database(), [&](const sqlite::PaymentRow& payment,
                                                         const sqlite::PaymentOutcome& outcome) {
            lines.add({.id = payment.id,
                       .name = payment.name,
                       .system = sqlite::system_of(opened->directory(), payment.rail),
                       .rail = payment.rail,
                       .currency = payment.currency,
                       .decimals = payment.decimals,
                       .payer_book = payment.payer_book,
                       .payee_book = payment.payee_book,
                       .minor = payment.minor,
                       .submitted_ms = payment.submitted_ms},
                      outcome);
        });
    } catch (const sqlite::SqliteError& error) {
        throw payment_file_failure(to, error.what());
    }
    lines.close();
}

}  // namespace rmbsim::adapters
