#include "adapters/payment_file/payment_lines.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <ios>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "adapters/exports/text.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/payment_outcome.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::size_t flush_bytes = std::size_t{1} << 20;

}  // namespace

sim::StoreFailure payment_file_failure(const std::filesystem::path& to, const std::string& why) {
    return sim::StoreFailure("cannot write " + to.string() + ": " + why);
}

PaymentLines::PaymentLines(const sim::Directory& directory, std::filesystem::path to)
    : directory_(directory),
      path_(std::move(to)),
      file_(path_, std::ios::binary | std::ios::trunc) {
    if (!file_) throw payment_file_failure(path_, std::strerror(errno));
    buffer_.reserve(flush_bytes + flush_bytes / 8);
    buffer_ =
        "id,name,rail,payer,payee,amount,currency,submitted,ended,status,reason,channel,entry\n";
}

PaymentLines::~PaymentLines() {
    if (closed_) return;
    file_.close();
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void PaymentLines::text(std::string_view of) {
    buffer_ += ',';
    exports::append_csv(buffer_, of);
}

std::string_view PaymentLines::book(std::uint32_t index) const {
    return index < directory_.books.size() ? std::string_view(directory_.books[index].code)
                                           : std::string_view();
}

void PaymentLines::add(const PaymentTerms& payment, const sqlite::PaymentOutcome& outcome) {
    const std::vector<sim::ZoneOffset>& offsets =
        payment.system == nullptr ? none_ : payment.system->offsets;
    buffer_ += "P-";
    exports::append_integer(buffer_, payment.id);
    text(payment.name);
    text(payment.rail);
    text(book(payment.payer_book));
    text(book(payment.payee_book));
    buffer_ += ',';
    exports::append_amount(buffer_, payment.minor, payment.decimals);
    text(payment.currency);
    sqlite::append_local_iso(buffer_ += ',', payment.submitted_ms, offsets);
    buffer_ += ',';
    if (outcome.has_ended()) sqlite::append_local_iso(buffer_, outcome.ended_ms, offsets);
    text(sim::name_of(outcome.status));
    text(outcome.reason_name());
    text(outcome.channel_name());
    buffer_ += ',';
    if (outcome.entry != UINT32_MAX) exports::append_integer(buffer_, outcome.entry);
    buffer_ += '\n';
    if (buffer_.size() >= flush_bytes) flush();
}

void PaymentLines::flush() {
    errno = 0;
    file_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
    if (!file_)
        throw payment_file_failure(path_,
                                   errno != 0 ? std::strerror(errno) : "the disk took no more");
}

void PaymentLines::close() {
    flush();
    file_.close();
    if (!file_)
        throw payment_file_failure(path_,
                                   errno != 0 ? std::strerror(errno) : "the disk took no more");
    closed_ = true;
}

}  // namespace rmbsim::adapters
