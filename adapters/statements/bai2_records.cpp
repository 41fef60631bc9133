#include "adapters/statements/bai2_records.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/spelling.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"

namespace rmbsim::adapters::statements {
namespace {

constexpr std::uint32_t code_width = 3;  // "16,"

std::string_view without_end(std::string_view line) {
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t'))
        line.remove_suffix(1);
    if (line.ends_with('/')) line.remove_suffix(1);
    return line;
}

}  // namespace

std::optional<std::string_view> BaiFields::next() {
    if (ended()) return std::nullopt;
    const BaiPart& part = record_.parts[part_];
    line_ = part.line;
    column_ = code_width + 1 + count_characters(part.content.substr(0, at_));
    const std::size_t comma = part.content.find(',', at_);
    const std::string_view field = part.content.substr(at_, comma - at_);
    if (comma == std::string_view::npos) {
        ++part_;
        at_ = 0;
    } else {
        at_ = comma + 1;
    }
    return trimmed(field);
}

std::string BaiFields::rest_as_text() {
    std::string text;
    for (; !ended(); ++part_, at_ = 0) {
        if (!text.empty()) text += '\n';
        text += trimmed(record_.parts[part_].content.substr(at_));
    }
    return text;
}

bool BaiRecords::take_line(std::string_view& code, BaiPart& part) {
    while (!rest_.empty()) {
        const std::size_t end = rest_.find('\n');
        const std::string_view line = without_end(rest_.substr(0, end));
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        ++line_;
        if (trimmed(line).empty()) continue;
        const bool coded = line.size() >= 2 && is_digits(line.substr(0, 2)) &&
                           (line.size() == 2 || line[2] == ',' || line.starts_with("88:"));
        if (coded) {
            code = line.substr(0, 2);
            part = {.content = line.size() > code_width ? line.substr(code_width) : "",
                    .line = line_};
            return true;
        }
        diagnostics_.add({.file = shown_,
                          .line = line_,
                          .column = 1,
                          .message = "the line is no BAI2 record",
                          .expected = "two digits and a comma: 01, 02, 03, 16, 49, 88, 98 or 99",
                          .hint = "a text is continued in a record 88"});
    }
    return false;
}

bool BaiRecords::next(BaiRecord& record) {
    record = {};
    BaiPart part;
    std::string_view code;
    if (held_) {
        part = *held_;
        code = held_code_;
        held_.reset();
    } else if (!take_line(code, part)) {
        return false;
    }
    record.code = code;
    record.parts.push_back(part);
    while (take_line(code, part)) {
        if (code != "88") {
            held_ = part;
            held_code_ = code;
            break;
        }
        record.parts.push_back(part);
    }
    return true;
}

}  // namespace rmbsim::adapters::statements
