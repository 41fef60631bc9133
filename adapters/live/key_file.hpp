// Who may use the live port from other machines: keys for the command socket, a token for HTTP.
//
// Form        lines `secret KEY`, `client KEY` (repeatable), `token TEXT`; # begins a comment. Keys are
//             CURVE keys in Z85, 40 characters; a token has 16 to 256 printable characters
// Errors      everything wrong with the file, at its line; a file that others on the machine may read too
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::live {

struct Keys {
    std::string secret{};                // of this port; empty: no CURVE
    std::vector<std::string> clients{};  // public keys of those who may connect
    std::string token{};                 // empty: HTTP asks for none
};

std::expected<Keys, Diagnostics> read_key_file(const std::filesystem::path& path);

// Equal in a time that does not tell how much of it was right.
bool is_same_token(const std::string& given, const std::string& wanted);

}  // namespace rmbsim::adapters::live
