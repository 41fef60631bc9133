// MT103, MT202 (COV with an underlying payment) and MT101 from the plain values.
//
// Form        blocks 1 to 4, lines ended by CRLF; session and sequence numbers are zeros, the network's
//             checksum is left out: both are the network's to give
// Range       settlement_date is a whole day
// Losses      MT holds less than ISO 20022: references of 16, lines of 35, four of them, no Chinese. What
//             was cut or transliterated is named in `notes`; what fits is read back equal (read_mt.hpp)
// Invariants  the same values give the same bytes
#pragma once

#include <span>
#include <string>
#include <vector>

#include "adapters/iso20022/message.hpp"

namespace rmbsim::adapters::swift {

struct MtWritten {
    std::string text;
    std::vector<std::string> notes;  // "debtor: 4 characters are not in SWIFT's set X"
};

MtWritten write_mt103(const iso20022::MessageHead& head, const iso20022::CreditTransfer& transfer);
MtWritten write_mt202(const iso20022::MessageHead& head, const iso20022::CreditTransfer& transfer);

// All of one debtor, day and group_id; the group's is the message's reference.
MtWritten write_mt101(const iso20022::MessageHead& head,
                      std::span<const iso20022::CreditTransfer> transfers);

}  // namespace rmbsim::adapters::swift
