// What a file is, told from how it begins: an ISO 20022 message or a SWIFT MT message, and which.
//
// Range       `head` may be cut anywhere; 64 KiB are enough for any envelope
// Errors      none: what cannot be told is `unknown`
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rmbsim::adapters::payments {

inline constexpr std::size_t recognised_bytes = std::size_t{64} << 10;

enum class Family : std::uint8_t { unknown, iso20022, mt, other_xml };

struct Recognised {
    Family family = Family::unknown;
    std::string
        name;  // "pacs.008.001.08", "camt.053.001.02", "MT103", "MT940"; other XML: its element
    friend bool operator==(const Recognised&, const Recognised&) = default;
};

Recognised recognise(std::string_view head);

// Whether its credit transfers can be read (read_payments.hpp).
bool holds_payments(const Recognised& what);

}  // namespace rmbsim::adapters::payments
