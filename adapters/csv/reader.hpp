// A strict reader of comma-separated values (RFC 4180) over text that is already in memory.
//
// Lines       end in LF; the first is the header; a field may be quoted, and then hold commas, lines
//             and doubled quotes; an empty line at the very end is no record
// Fields      views of the text, valid until the next record is read (unquoted ones: as long as the text)
// Errors      a wrong number of fields, a quote that never ends or stands inside a field: one
//             Diagnostic each; the record is skipped, the reading goes on
// Speed       some 300 MB/s; positions are counted only when something is wrong
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"

namespace rmbsim::adapters {

class CsvReader {
  public:
    // Reads the header at once.
    CsvReader(std::string_view text, std::string shown, Diagnostics& diagnostics);

    const std::vector<std::string>& header() const { return header_; }
    // The column of that name; without one: diagnosed at the header, with those found and the nearest.
    std::optional<std::size_t> column(std::string_view name);
    // The same for a name that was written elsewhere (under `columns:`): the caller says where.
    std::optional<std::size_t> find_column(std::string_view name) const;
    std::string missing_column_text(std::string_view name) const;  // "there is no column 'x'"
    std::string columns_found_text() const;                        // "one of date, USD"

    bool next();  // false: the text has ended
    std::span<const std::string_view> fields() const { return fields_; }
    std::uint32_t line() const { return record_line_; }

    LineColumn place_of(std::size_t field) const;
    void error_at(std::size_t field, std::string message, std::string expected = "",
                  std::string hint = "");
    // Whether a file has so many errors that reading on would tell nobody anything.
    bool is_hopeless() const { return errors_ >= errors_most; }
    static constexpr std::size_t errors_most = 200;

  private:
    bool read_record();  // false: the record is broken, and diagnosed
    bool read_quoted(std::size_t& at);
    void error_at_offset(std::size_t offset, std::string message, std::string expected,
                         std::string hint);

    std::string_view text_;
    std::string shown_;
    Diagnostics& diagnostics_;
    std::vector<std::string> header_;
    std::vector<std::string_view> fields_;
    std::vector<std::size_t> starts_;    // offset of each field of the record
    std::deque<std::string> unescaped_;  // fields with doubled quotes
    std::size_t at_ = 0;                 // where the next record starts
    std::size_t record_start_ = 0;
    std::uint32_t record_line_ = 1;
    std::uint32_t next_line_ = 1;
    std::size_t errors_ = 0;
};

}  // namespace rmbsim::adapters
