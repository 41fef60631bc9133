#include "adapters/statements/mt_fields.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/statements/spelling.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"

namespace rmbsim::adapters::statements {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// The length of ":NN:" or ":NNx:" at the start; 0: none. ING writes ":NS:".
std::size_t tag_length(std::string_view line) {
    if (line.size() < 4 || line[0] != ':') return 0;
    const bool numbered = is_digits(line.substr(1, 2)) || line.substr(1, 2) == "NS";
    if (!numbered) return 0;
    if (line[3] == ':') return 4;
    return line.size() >= 5 && is_capital(line[3]) && line[4] == ':' ? 5 : 0;
}

// "940" of "{2:O9401234…", "{2:I940…", ":940:", "940", "940 00"; empty: none.
std::string type_in_header(std::string_view line) {
    const std::size_t block = line.find("{2:");
    std::string_view digits;
    if (block != std::string_view::npos && line.size() >= block + 7)
        digits = line.substr(block + 4, 3);
    else if (line.size() >= 5 && line[0] == ':' && line[4] == ':')
        digits = line.substr(1, 3);
    else if (line.size() == 3 || (line.size() > 3 && line[3] == ' '))
        digits = line.substr(0, 3);
    return is_digits(digits) && digits[0] != '0' ? std::string(digits) : std::string();
}

class MtSplitter {
  public:
    MtSplitter(const std::string& shown, Diagnostics& diagnostics,
               const std::function<void(const MtMessage&)>& take)
        : shown_(shown), diagnostics_(diagnostics), take_(take) {}

    void read(std::string_view text) {
        const bool at_signs = text.starts_with("@@:");
        while (!text.empty()) {
            ++line_;
            std::size_t end = text.find('\n'), skipped = 1;
            if (at_signs) {
                const std::size_t signs = text.find("@@");
                if (signs < end) {
                    end = signs;
                    skipped = 2;
                }
            }
            std::string_view line = text.substr(0, end);
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + skipped);
            if (line.ends_with('\r')) line.remove_suffix(1);
            take_line(line);
        }
        finish();
    }

  private:
    void take_line(std::string_view line) {
        while (line.starts_with('\x01') || line.starts_with('\x03')) line.remove_prefix(1);
        while (line.ends_with('\x03')) line.remove_suffix(1);
        if (line == "-" || line.starts_with("-}")) return finish();
        if (line.starts_with("{")) {
            finish();
            type_ = type_in_header(line);
            const std::size_t body = line.find("{4:");
            if (body == std::string_view::npos) return;
            line.remove_prefix(body + 3);
            if (line.empty()) return;
        }
        const std::size_t length = tag_length(line);
        if (length > 0) return begin_field(line, length);
        if (message_.fields.empty()) return take_header(line);
        message_.fields.back().value.append(1, '\n').append(line);
    }

    void begin_field(std::string_view line, std::size_t length) {
        const std::string_view tag = line.substr(1, length - 2);
        if (tag == "20" && !message_.fields.empty()) finish();
        if (message_.fields.empty()) message_.line = line_;
        message_.fields.push_back({.tag = std::string(tag),
                                   .value = std::string(line.substr(length)),
                                   .line = line_,
                                   .column = static_cast<std::uint32_t>(length + 1)});
    }

    void take_header(std::string_view line) {
        if (auto type = type_in_header(line); !type.empty()) type_ = std::move(type);
    }

    void finish() {
        if (message_.fields.empty()) return;
        for (MtField& field : message_.fields) {
            const std::size_t last = field.value.find_last_not_of("\n");
            field.value.resize(last == std::string::npos ? 0 : last + 1);
        }
        message_.type = std::exchange(type_, {});
        take_(message_);
        message_ = {};
    }

    const std::string& shown_;
    Diagnostics& diagnostics_;
    const std::function<void(const MtMessage&)>& take_;
    MtMessage message_;
    std::string type_;
    std::uint32_t line_ = 0;
};

void warn_of_latin1(std::string_view bytes, std::size_t at, const std::string& shown,
                    Diagnostics& diagnostics) {
    std::uint32_t line = 1, column = 1;
    for (const char c : bytes.substr(0, at)) {
        column = c == '\n' ? 1 : column + 1;
        if (c == '\n') ++line;
    }
    diagnostics.add({.file = shown,
                     .line = line,
                     .column = column,
                     .severity = Severity::warning,
                     .message = "the text is not UTF-8 and is read as Latin-1",
                     .expected = "SWIFT's own characters, or UTF-8",
                     .hint = {}});
}

bool refuse_encoding(std::string_view bytes, const std::string& shown, Diagnostics& diagnostics) {
    const auto refuse = [&](std::size_t at, std::string message) {
        const LineColumn place = line_column(bytes, at);
        diagnostics.add({.file = shown,
                         .line = place.line,
                         .column = place.column,
                         .message = std::move(message),
                         .expected = "text in UTF-8 or Latin-1",
                         .hint = "iconv -f UTF-16 -t UTF-8 < old > new"});
        return true;
    };
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
        return refuse(0, "the text is UTF-16");
    const std::size_t nul = bytes.find('\0');
    if (nul != std::string_view::npos) return refuse(nul, "the text has a NUL byte");
    return false;
}

}  // namespace

bool for_each_mt_message(std::string_view bytes, const std::string& shown, Diagnostics& diagnostics,
                         const std::function<void(const MtMessage&)>& take) {
    if (refuse_encoding(bytes, shown, diagnostics)) return false;
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    MtSplitter splitter(shown, diagnostics, take);
    if (const auto offence = first_not_utf8(bytes)) {
        warn_of_latin1(bytes, *offence, shown, diagnostics);
        splitter.read(latin1_to_utf8(bytes));
    } else {
        splitter.read(bytes);
    }
    return true;
}

}  // namespace rmbsim::adapters::statements
