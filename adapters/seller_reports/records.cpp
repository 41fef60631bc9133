#include "adapters/seller_reports/records.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/seller_reports/decoded_text.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"

namespace rmbsim::adapters::sellers {
namespace {

std::string_view without_return(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

}  // namespace

Records::Records(std::istream& bytes, char separator, std::string shown, Diagnostics& said)
    : text_(bytes), separator_(separator), shown_(std::move(shown)), said_(said) {}

bool Records::next() {
    if (stopped_ || !find_row()) return false;
    fields_.clear();
    starts_.clear();
    unescaped_.clear();
    if (row_.starts_with('`')) {
        split_backquoted(row_);
        return true;
    }
    if (separator_ == ',' && row_.find('"') != std::string_view::npos) return split_quoted();
    split_plain(row_, separator_);
    return true;
}

bool Records::read_more() {
    if (ended_) return false;
    buffer_.erase(0, at_);
    at_ = 0;
    ended_ = !text_.read_more(buffer_);
    return !ended_;
}

// A row ends at the first line's end that has an even number of quotes before it.
bool Records::find_row() {
    const bool quoted = separator_ == ',';
    std::size_t searched = 0, quotes_counted = 0, quotes = 0;  // from at_ on
    std::uint32_t lines = 0;
    while (true) {
        const std::size_t end = buffer_.find('\n', at_ + searched);
        const bool found = end != std::string::npos;
        const std::size_t size = (found ? end : buffer_.size()) - at_;
        if (size > line_bytes_most)
            return stop_with(
                next_line_, 1,
                {"the line is longer than 1 MiB", "one row of a report a line",
                 "is this the right file, and are its line ends those of this system?"});
        if (!found && read_more()) {
            searched = size;
            continue;
        }
        if (text_.fault() && !found) {
            row_ = std::string_view(buffer_).substr(at_);
            return stop_with(next_line_ + lines, count_characters(row_) + 1, *text_.fault());
        }
        if (!found && size == 0) return false;
        const std::string_view line = std::string_view(buffer_).substr(at_, size);
        if (quoted && !line.starts_with('`')) {
            const std::string_view added = line.substr(quotes_counted);
            quotes += static_cast<std::size_t>(std::count(added.begin(), added.end(), '"'));
            quotes_counted = size;
        }
        if (quotes % 2 == 1) {
            if (!found)
                return stop_with(
                    next_line_, 1,
                    {"a quote that opens a field in this row is never closed",
                     "a closing double quote", "is the file whole? Download it again"});
            searched = size + 1;
            ++lines;
            continue;
        }
        row_ = without_return(line);
        row_line_ = next_line_;
        cut_off_ = !found;
        next_line_ += lines + 1;
        at_ += size + (found ? 1 : 0);
        if (!row_.empty()) return true;
        searched = quotes_counted = quotes = lines = 0;
        if (!found) return false;
    }
}

void Records::split_plain(std::string_view row, char separator) {
    const char* const begin = row.data();
    const char* const end = begin + row.size();
    const char* start = begin;
    for (const char* at = begin; at != end; ++at) {
        if (*at != separator) continue;
        add_field(start, at, begin);
        start = at + 1;
    }
    add_field(start, end, begin);
}

void Records::split_backquoted(std::string_view row) {
    constexpr std::string_view apart = ",`";
    std::size_t start = 1;
    while (true) {
        const std::size_t end = std::min(row.find(apart, start), row.size());
        add_field(row.data() + start, row.data() + end, row.data());
        if (end == row.size()) return;
        start = end + apart.size();
    }
}

bool Records::split_quoted() {
    std::size_t i = 0;
    while (true) {
        starts_.push_back(static_cast<std::uint32_t>(i));
        if (i >= row_.size() || row_[i] != '"') {
            const std::size_t end = std::min(row_.find(',', i), row_.size());
            fields_.push_back(row_.substr(i, end - i));
            i = end;
        } else {
            std::string& plain = unescaped_.emplace_back();
            const std::size_t open = i++;
            for (; i < row_.size(); ++i) {
                if (row_[i] == '"' && (i + 1 == row_.size() || row_[i + 1] != '"')) break;
                if (row_[i] == '"') ++i;  // a doubled quote is one
                plain += row_[i];
            }
            i = std::min(i + 1, row_.size());
            if (i < row_.size() && row_[i] != ',')
                return stop_with(
                    row_line_, count_characters(row_.substr(0, i)) + 1,
                    {"text follows the closing quote of a field", "a comma or the line's end",
                     "a quote inside a quoted field is doubled"});
            fields_.push_back(plain.size() + 2 == i - open ? row_.substr(open + 1, plain.size())
                                                           : std::string_view(plain));
        }
        if (i >= row_.size()) return true;
        ++i;  // the comma
    }
}

std::uint32_t Records::column_of(std::size_t field) const {
    if (field >= starts_.size()) return 1;
    return count_characters(row_.substr(0, starts_[field])) + 1;
}

void Records::error_at(std::size_t field, std::string message, std::string expected,
                       std::string hint) {
    ++errors_;
    said_.add({.file = shown_,
               .line = row_line_,
               .column = column_of(field),
               .message = std::move(message),
               .expected = std::move(expected),
               .hint = std::move(hint)});
}

bool Records::stop_with(std::uint32_t line, std::uint32_t column, TextFault fault) {
    stopped_ = true;
    ++errors_;
    said_.add({.file = shown_,
               .line = line,
               .column = column,
               .message = std::move(fault.message),
               .expected = std::move(fault.expected),
               .hint = std::move(fault.hint)});
    return false;
}

}  // namespace rmbsim::adapters::sellers
