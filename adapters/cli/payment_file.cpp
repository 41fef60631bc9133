#include "adapters/cli/payment_file.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <system_error>
#include <vector>

#include "adapters/cli/failure.hpp"
#include "adapters/exports/text.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::cli {
namespace {

constexpr std::size_t flush_bytes = std::size_t{1} << 20;

class PaymentLines {
  public:
    PaymentLines(const sim::Directory& directory, std::ofstream& file)
        : directory_(directory), file_(file) {
        buffer_ =
            "id,name,rail,payer,payee,amount,currency,submitted,ended,status,reason,channel,"
            "entry\n";
    }
    void add(const sqlite::PaymentRow& payment, const sqlite::PaymentEnd& end) {
        const sim::PaymentSystemRow* system = sqlite::system_of(directory_, payment.rail);
        const std::vector<sim::ZoneOffset>& offsets = system == nullptr ? none_ : system->offsets;
        buffer_ += "P-";
        exports::append_integer(buffer_, payment.id);
        text(payment.name);
        text(payment.rail);
        text(book(payment.payer_book));
        text(book(payment.payee_book));
        buffer_ += ',';
        exports::append_amount(buffer_, payment.minor, payment.decimals);
        text(payment.currency);
        text(sqlite::local_iso_text(payment.submitted_ms, offsets));
        text(end.ended_ms < 0 ? "" : sqlite::local_iso_text(end.ended_ms, offsets));
        text(end.status);
        text(end.reason);
        text(end.channel);
        buffer_ += ',';
        if (end.entry) exports::append_integer(buffer_, *end.entry);
        buffer_ += '\n';
        if (buffer_.size() >= flush_bytes) flush();
    }
    void flush() {
        file_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        buffer_.clear();
    }

  private:
    void text(const std::string& of) {
        buffer_ += ',';
        exports::append_csv(buffer_, of);
    }
    std::string book(std::uint32_t index) const {
        return index < directory_.books.size() ? directory_.books[index].code : "";
    }

    const sim::Directory& directory_;
    std::ofstream& file_;
    const std::vector<sim::ZoneOffset> none_{};
    std::string buffer_;
};

}  // namespace

void write_payment_file(const std::filesystem::path& journal, const std::filesystem::path& to) {
    const auto fail = [&](const std::string& why) {
        std::error_code ignored;
        std::filesystem::remove(to, ignored);
        throw CommandFailure(surroundings_failed,
                             "rmbsim: cannot write " + to.string() + ": " + why + ".");
    };
    auto opened = JournalFile::open(journal);
    if (!opened) fail(opened.error());
    errno = 0;
    std::ofstream file(to, std::ios::binary | std::ios::trunc);
    PaymentLines lines(opened->directory(), file);
    try {
        sqlite::for_each_payment(opened->database(),
                                 [&](const sqlite::PaymentRow& payment,
                                     const sqlite::PaymentEnd& end) { lines.add(payment, end); });
    } catch (const sqlite::SqliteError& error) {
        fail(error.what());
    }
    lines.flush();
    file.close();
    if (!file) fail(errno != 0 ? std::strerror(errno) : "the disk took no more");
}

}  // namespace rmbsim::adapters::cli
