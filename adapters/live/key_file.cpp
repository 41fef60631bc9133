#include "adapters/live/key_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"

namespace rmbsim::adapters::live {
namespace {

constexpr std::size_t key_file_bytes_max = std::size_t{64} << 10;
constexpr std::string_view z85_signs =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

bool is_z85_key(std::string_view text) {
    return text.size() == 40 && text.find_first_not_of(z85_signs) == std::string_view::npos;
}

bool is_token(std::string_view text) {
    return text.size() >= 16 && text.size() <= 256 &&
           std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

std::expected<Keys, Diagnostics> read_key_file(const std::filesystem::path& path) {
    namespace fs = std::filesystem;
    Diagnostics wrong;
    InputFiles files;
    const OpenedFile* file = files.open(path, key_file_bytes_max, {}, wrong);
    if (file == nullptr) return std::unexpected(wrong);
    std::error_code error;
    const fs::perms others =
        fs::status(path, error).permissions() & (fs::perms::group_all | fs::perms::others_all);
    if (others != fs::perms::none)
        wrong.add({.file = path.string(),
                   .message = "other users of this machine may read the keys",
                   .expected = "a file for its owner only",
                   .hint = "chmod 600 " + path.string()});
    Keys keys;
    std::istringstream lines(file->text);
    std::string line;
    for (std::uint32_t number = 1; std::getline(lines, line); ++number) {
        std::istringstream words(line);
        std::string word, value, more;
        if (!(words >> word) || word.starts_with('#')) continue;
        words >> value >> more;
        const auto refuse = [&](const std::string& message, const std::string& expected) {
            wrong.add({.file = path.string(),
                       .line = number,
                       .message = message,
                       .expected = expected,
                       .hint = "python3 -c 'import zmq; print(zmq.curve_keypair())' makes a pair"});
        };
        if (word != "secret" && word != "client" && word != "token")
            refuse("'" + word + "' is not known here", "secret, client or token");
        else if (!more.empty())
            refuse("there is more than a name and a value", word + " VALUE");
        else if (word == "token" ? !is_token(value) : !is_z85_key(value))
            refuse("this is no " + word,
                   word == "token" ? "16 to 256 printable characters" : "40 characters of Z85");
        else if (word == "client")
            keys.clients.push_back(value);
        else
            (word == "secret" ? keys.secret : keys.token) = value;
    }
    if (!keys.secret.empty() && keys.clients.empty())
        wrong.add({.file = path.string(),
                   .message = "there is a secret key, and nobody who may connect",
                   .expected = "a line `client KEY` for each client",
                   .hint = "the public half of the client's pair"});
    if (wrong.has_errors()) return std::unexpected(wrong);
    return keys;
}

bool is_same_token(const std::string& given, const std::string& wanted) {
    unsigned char differs = given.size() == wanted.size() ? 0 : 1;
    for (std::size_t i = 0; i < given.size(); ++i)
        differs |= static_cast<unsigned char>(
            static_cast<unsigned char>(given[i]) ^
            static_cast<unsigned char>(wanted.empty() ? 0 : wanted[i % wanted.size()]));
    return differs == 0;
}

}  // namespace rmbsim::adapters::live
