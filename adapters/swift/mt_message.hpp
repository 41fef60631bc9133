// A SWIFT MT message as blocks and fields; what the fields mean is read_mt.hpp's.
//
// Form        {1:F01SENDER…}{2:I103RECEIVER…N}{3:{121:uetr}}{4: fields -}{5:…}, several in a file; or the
//             fields of block 4 alone, whose type is then told by which there are
// Lines       end in LF or CRLF; a field is ":TAG:value" with its further lines
// Errors      a Diagnostic at the line; what can be read of the others is read
// Source      SWIFT User Handbook, FIN message structure
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::swift {

struct MtField {
    std::string tag;    // "32A"
    std::string value;  // lines joined by '\n'
    std::uint32_t line = 1;
};

struct MtMessage {
    std::string type;                              // "103"
    std::string sender, receiver;                  // BICs of 8 or 11; empty without blocks
    char priority = 'N';                           // U urgent, N normal, S system
    std::map<std::string, std::string> user = {};  // block 3: "121" is the UETR
    std::vector<MtField> fields = {};
    std::uint32_t line = 1;
};

std::vector<MtMessage> parse_mt(std::string_view text, const std::string& shown,
                                Diagnostics& diagnostics);

// Whether a text is likely to be an MT message: its first character that is no blank begins a block or
// a field.
bool looks_like_mt(std::string_view text);

// The twelve letters of a terminal's address and the BIC in it: "BANKBEBBAXXX" and BANKBEBB.
std::string bic_of_terminal(std::string_view terminal);
std::string terminal_of_bic(std::string_view bic, char terminal);

}  // namespace rmbsim::adapters::swift
