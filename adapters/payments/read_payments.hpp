// Payment files of whatever kind: pacs, pain, camt messages and MT101, MT103, MT202, MT205.
//
// Schemas     a file below `validated_bytes_max` is validated by its published schema too, where the
//             folder has it; a larger one by the readers' own checks only
// Memory      read_payment_file is constant for XML (an MT file is held whole); read_payments keeps all
// Errors      as the readers': every mistake with its line; read_payments gives nothing half-read
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/iso20022/read_messages.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::payments {

inline constexpr std::size_t validated_bytes_max = std::size_t{64} << 20;
inline constexpr std::size_t mt_bytes_max = std::size_t{256} << 20;

struct PaymentOptions {
    std::filesystem::path schemas = {};  // scenarios/reference/iso20022; empty: no validation
    Severity check_digits = Severity::error;
    std::set<std::string>* seen_messages = nullptr;
};

iso20022::ReadResult read_payment_file(const std::filesystem::path& path, const std::string& shown,
                                       iso20022::Sink& sink, const PaymentOptions& options,
                                       Diagnostics& diagnostics);
iso20022::ReadResult read_payment_text(std::string_view bytes, const std::string& shown,
                                       iso20022::Sink& sink, const PaymentOptions& options,
                                       Diagnostics& diagnostics);

struct Payment {
    std::string message_name;  // "pacs.008.001.08", "MT103"
    std::string message_id;
    iso20022::CreditTransfer transfer;
    std::uint32_t line = 1;
};
struct Payments {
    std::vector<Payment> all;
    Diagnostics warnings;
};

// The credit transfers of pacs.008, pacs.009, pain.001 and the MT messages.
std::expected<Payments, Diagnostics> read_payments(const std::filesystem::path& path,
                                                   const std::string& shown,
                                                   const PaymentOptions& options);
std::expected<Payments, Diagnostics> read_payments_text(std::string_view bytes,
                                                        const std::string& shown,
                                                        const PaymentOptions& options);

}  // namespace rmbsim::adapters::payments
