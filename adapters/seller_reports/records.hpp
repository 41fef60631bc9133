// Rows of separated values out of a stream: tab or comma, one row at a time, in constant memory.
//
// Commas      quoted as RFC 4180 says: commas, lines and doubled quotes may stand inside
// Tabs        never quoted: a quote is text (marketplaces write `19" rack` as it stands)
// Backquotes  a row that begins with ` has one before each value (WeChat Pay): the value ends at ",`"
// Lines       end in LF or CR LF; empty ones are skipped
// Fields      views, valid until the next row is read
// Errors      what cannot be read ends the reading with one Diagnostic: a byte of no encoding, a NUL, a line beyond
//             line_bytes_most, a quote that never ends or is followed by text
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <istream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/seller_reports/decoded_text.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::sellers {

inline constexpr std::size_t line_bytes_most = std::size_t{1} << 20;

class Records {
  public:
    Records(std::istream& bytes, char separator, std::string shown, Diagnostics& said);

    bool next();  // false: the text has ended, or cannot be read on
    std::span<const std::string_view> fields() const { return fields_; }
    std::string_view row() const { return row_; }
    std::uint32_t line() const { return row_line_; }  // where the row begins
    bool is_cut_off() const { return cut_off_; }  // the text ends in this row, without a line's end
    std::uint32_t column_of(std::size_t field) const;  // 1-based, in characters
    const std::string& shown() const { return shown_; }

    void error_at(std::size_t field, std::string message, std::string expected = "",
                  std::string hint = "");
    bool is_hopeless() const { return errors_ >= errors_most; }
    static constexpr std::size_t errors_most = 200;

  private:
    bool find_row();  // sets row_ to the next row that is not empty
    bool read_more();
    void add_field(const char* start, const char* end, const char* row) {
        fields_.emplace_back(start, end);
        starts_.push_back(static_cast<std::uint32_t>(start - row));
    }
    void split_plain(std::string_view row, char separator);
    void split_backquoted(std::string_view row);
    bool split_quoted();
    bool stop_with(std::uint32_t line, std::uint32_t column, TextFault fault);

    DecodedText text_;
    char separator_;
    std::string shown_;
    Diagnostics& said_;
    std::string buffer_;
    std::size_t at_ = 0;  // where the next row begins
    std::string_view row_;
    std::uint32_t row_line_ = 0, next_line_ = 1;
    std::vector<std::string_view> fields_;
    std::vector<std::uint32_t> starts_;  // offset of each field in the row
    std::deque<std::string> unescaped_;
    std::size_t errors_ = 0;
    bool cut_off_ = false, ended_ = false, stopped_ = false;
};

}  // namespace rmbsim::adapters::sellers
