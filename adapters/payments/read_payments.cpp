#include "adapters/payments/read_payments.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "adapters/payments/recognise.hpp"
#include "adapters/swift/read_mt.hpp"
#include "adapters/xml/xsd.hpp"

namespace rmbsim::adapters::payments {
namespace {

using iso20022::ReadResult;

ReadResult refused(const std::string& shown, Diagnostics& diagnostics, std::string message,
                   std::string expected) {
    diagnostics.add({.file = shown,
                     .message = std::move(message),
                     .expected = std::move(expected),
                     .hint = "ISO 20022 messages and MT101, MT103, MT202, MT205 are read"});
    return {};
}

ReadResult not_payments(const Recognised& what, const std::string& shown,
                        Diagnostics& diagnostics) {
    const std::string message =
        what.family == Family::other_xml
            ? fmt::format("no ISO 20022 message in it; its outermost element is <{}>", what.name)
            : std::string("not a payment message: neither XML nor an MT message");
    return refused(shown, diagnostics, message,
                   "<Document xmlns=\"urn:iso:std:iso:20022:…\"> or {1:…");
}

// At most `most` bytes; nullopt: diagnosed.
std::optional<std::string> bytes_of(const std::filesystem::path& path, std::size_t most,
                                    const std::string& shown, Diagnostics& diagnostics) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                               &std::fclose);
    std::string bytes;
    bool failed = file == nullptr;
    if (!failed) {
        bytes.resize(most);
        bytes.resize(std::fread(bytes.data(), 1, most, file.get()));
        failed = std::ferror(file.get()) != 0;
    }
    if (!failed) return bytes;
    refused(shown, diagnostics, std::string("cannot be read: ") + std::strerror(errno),
            "a file that can be read");
    return std::nullopt;
}

struct KeepTransfers final : iso20022::Sink {
    void on_transfer(const iso20022::MessageHead& head, const iso20022::CreditTransfer& transfer,
                     xml::Place at) override {
        payments.all.push_back({head.message_name, head.message_id, transfer, at.line});
    }
    Payments payments;
};

// Nothing half-read: with an error there are no payments, and a message of another kind is one.
std::expected<Payments, Diagnostics> finish(KeepTransfers kept, const ReadResult& result,
                                            const std::string& shown, const Recognised& what,
                                            Diagnostics diagnostics) {
    if (!diagnostics.has_errors() && !holds_payments(what))
        refused(shown, diagnostics, fmt::format("a {} holds no credit transfers", what.name),
                "pacs.008, pacs.009, pain.001, MT101, MT103, MT202 or MT205");
    if (diagnostics.has_errors() || !result.whole) return std::unexpected(std::move(diagnostics));
    kept.payments.warnings = std::move(diagnostics);
    return std::move(kept.payments);
}

}  // namespace

ReadResult read_payment_text(std::string_view bytes, const std::string& shown, iso20022::Sink& sink,
                             const PaymentOptions& options, Diagnostics& diagnostics) {
    const Recognised what = recognise(bytes);
    const iso20022::ReadOptions plain{.check_digits = options.check_digits,
                                      .seen_messages = options.seen_messages};
    if (what.family == Family::mt)
        return swift::read_mt_payments(bytes, shown, sink, plain, diagnostics);
    if (what.family == Family::unknown && !bytes.empty() && bytes.find('<') > 4)
        return not_payments(what, shown, diagnostics);
    xml::Schemas schemas(options.schemas);
    iso20022::ReadOptions with = plain;
    if (!options.schemas.empty() && bytes.size() < validated_bytes_max) with.schemas = &schemas;
    return iso20022::read_message_text(bytes, shown, sink, with, diagnostics);
}

ReadResult read_payment_file(const std::filesystem::path& path, const std::string& shown,
                             iso20022::Sink& sink, const PaymentOptions& options,
                             Diagnostics& diagnostics) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return refused(shown, diagnostics, "is a directory", "a file");
    const auto head = bytes_of(path, recognised_bytes, shown, diagnostics);
    if (!head) return {};
    const Recognised what = recognise(*head);
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (what.family == Family::iso20022) {
        xml::Schemas schemas(options.schemas);
        const bool validate = !options.schemas.empty() && !error && size < validated_bytes_max;
        return iso20022::read_message_file(path, shown, sink,
                                           {.schemas = validate ? &schemas : nullptr,
                                            .check_digits = options.check_digits,
                                            .seen_messages = options.seen_messages},
                                           diagnostics);
    }
    if (!error && size > mt_bytes_max)
        return refused(shown, diagnostics, fmt::format("too large for an MT file: {} bytes", size),
                       fmt::format("at most {} bytes", mt_bytes_max));
    const auto bytes = bytes_of(path, mt_bytes_max, shown, diagnostics);
    return bytes ? read_payment_text(*bytes, shown, sink, options, diagnostics) : ReadResult{};
}

std::expected<Payments, Diagnostics> read_payments_text(std::string_view bytes,
                                                        const std::string& shown,
                                                        const PaymentOptions& options) {
    KeepTransfers kept;
    Diagnostics diagnostics;
    const ReadResult result = read_payment_text(bytes, shown, kept, options, diagnostics);
    return finish(std::move(kept), result, shown, recognise(bytes), std::move(diagnostics));
}

std::expected<Payments, Diagnostics> read_payments(const std::filesystem::path& path,
                                                   const std::string& shown,
                                                   const PaymentOptions& options) {
    KeepTransfers kept;
    Diagnostics diagnostics;
    const ReadResult result = read_payment_file(path, shown, kept, options, diagnostics);
    Recognised what;
    Diagnostics unused;
    if (const auto head = bytes_of(path, recognised_bytes, shown, unused)) what = recognise(*head);
    return finish(std::move(kept), result, shown, what, std::move(diagnostics));
}

}  // namespace rmbsim::adapters::payments
