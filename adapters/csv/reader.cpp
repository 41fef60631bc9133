#include "adapters/csv/reader.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"
#include "ledger/spelling.hpp"

namespace rmbsim::adapters {

CsvReader::CsvReader(std::string_view text, std::string shown, Diagnostics& diagnostics)
    : text_(text), shown_(std::move(shown)), diagnostics_(diagnostics) {
    if (text_.empty()) return;
    read_record();
    for (const std::string_view name : fields_) header_.emplace_back(name);
    for (std::size_t i = 0; i < header_.size(); ++i) {
        const auto earlier = header_.begin() + static_cast<std::ptrdiff_t>(i);
        if (header_[i].empty())
            error_at(i, "a column has no name", "a name in each field of the header");
        else if (std::find(header_.begin(), earlier, header_[i]) != earlier)
            error_at(i, fmt::format("column '{}' occurs twice", header_[i]), "a name once");
    }
}

std::optional<std::size_t> CsvReader::find_column(std::string_view name) const {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header_.begin());
}

std::string CsvReader::missing_column_text(std::string_view name) const {
    return fmt::format("there is no column '{}' in {}", name, shown_);
}

std::string CsvReader::columns_found_text() const {
    return fmt::format("one of {}", fmt::join(header_, ", "));
}

std::optional<std::size_t> CsvReader::column(std::string_view name) {
    const std::optional<std::size_t> found = find_column(name);
    if (found) return found;
    const std::vector<std::string_view> names(header_.begin(), header_.end());
    const std::string_view near = ledger::nearest(name, names);
    error_at_offset(0, fmt::format("column '{}' is missing", name),
                    fmt::format("'{}' in the header; found are {}", name, fmt::join(header_, ", ")),
                    near.empty() ? "" : fmt::format("is '{}' meant to be '{}'?", near, name));
    return std::nullopt;
}

bool CsvReader::next() {
    while (at_ < text_.size()) {
        if (!read_record()) {
            if (is_hopeless()) return false;
            continue;
        }
        if (fields_.size() == header_.size()) return true;
        const bool is_blank = fields_.size() == 1 && fields_[0].empty();
        if (is_blank && at_ >= text_.size()) return false;
        error_at(
            0,
            is_blank ? "the line is empty" : fmt::format("the line has {} fields", fields_.size()),
            fmt::format("{} fields, as in the header", header_.size()),
            is_blank                          ? "delete it"
            : fields_.size() > header_.size() ? "a field with a comma in it stands in double quotes"
                                              : "");
        if (is_hopeless()) return false;
    }
    return false;
}

bool CsvReader::read_record() {
    fields_.clear();
    starts_.clear();
    unescaped_.clear();
    record_start_ = at_;
    record_line_ = next_line_;
    std::size_t i = at_;
    while (true) {
        starts_.push_back(i);
        if (i < text_.size() && text_[i] == '"') {
            if (!read_quoted(i)) return false;
        } else {
            const std::size_t start = i;
            bool has_quote = false;
            for (; i < text_.size() && text_[i] != ',' && text_[i] != '\n'; ++i)
                has_quote |= text_[i] == '"';
            fields_.push_back(text_.substr(start, i - start));
            if (has_quote) {
                const std::size_t quote = text_.find('"', start);
                error_at_offset(quote, "a quote stands inside a field that does not begin with one",
                                "the whole field in double quotes, with quotes in it doubled", "");
                i = std::min(text_.find('\n', i), text_.size());
                at_ = std::min(i + 1, text_.size());
                ++next_line_;
                return false;
            }
        }
        if (i >= text_.size() || text_[i] == '\n') break;
        ++i;  // the comma
    }
    at_ = std::min(i + 1, text_.size());
    ++next_line_;
    return true;
}

// From the opening quote to what follows the closing one; lines inside are counted.
bool CsvReader::read_quoted(std::size_t& at) {
    const std::size_t open = at;
    std::size_t from = open + 1;
    bool doubled = false;
    while (true) {
        const std::size_t quote = text_.find('"', from);
        if (quote == std::string_view::npos) {
            error_at_offset(open, "the quote that opens this field is never closed",
                            "a closing double quote", "");
            at_ = text_.size();
            return false;
        }
        if (quote + 1 < text_.size() && text_[quote + 1] == '"') {
            doubled = true;
            from = quote + 2;
            continue;
        }
        const std::string_view inside = text_.substr(open + 1, quote - open - 1);
        next_line_ += static_cast<std::uint32_t>(std::count(inside.begin(), inside.end(), '\n'));
        at = quote + 1;
        if (at < text_.size() && text_[at] != ',' && text_[at] != '\n') {
            error_at_offset(at, "text follows the closing quote of a field",
                            "a comma or the line's end",
                            "a quote inside a quoted field is doubled");
            const std::size_t end = std::min(text_.find('\n', at), text_.size());
            at_ = std::min(end + 1, text_.size());
            ++next_line_;
            return false;
        }
        if (!doubled) {
            fields_.push_back(inside);
            return true;
        }
        std::string& plain = unescaped_.emplace_back();
        for (std::size_t i = 0; i < inside.size(); ++i) {
            plain += inside[i];
            if (inside[i] == '"') ++i;
        }
        fields_.push_back(plain);
        return true;
    }
}

LineColumn CsvReader::place_of(std::size_t field) const {
    const std::size_t offset = field < starts_.size() ? starts_[field] : record_start_;
    LineColumn place = line_column(text_.substr(record_start_), offset - record_start_);
    place.line += record_line_ - 1;
    return place;
}

void CsvReader::error_at(std::size_t field, std::string message, std::string expected,
                         std::string hint) {
    const std::size_t offset = field < starts_.size() ? starts_[field] : record_start_;
    error_at_offset(offset, std::move(message), std::move(expected), std::move(hint));
}

void CsvReader::error_at_offset(std::size_t offset, std::string message, std::string expected,
                                std::string hint) {
    ++errors_;
    LineColumn place;
    if (offset >= record_start_) {
        place = line_column(text_.substr(record_start_), offset - record_start_);
        place.line += record_line_ - 1;
    }
    diagnostics_.add({.file = shown_,
                      .line = place.line,
                      .column = place.column,
                      .message = std::move(message),
                      .expected = std::move(expected),
                      .hint = std::move(hint)});
}

}  // namespace rmbsim::adapters
