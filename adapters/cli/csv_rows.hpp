// Rows of CSV into a stream, gathered so that a million of them cost what their bytes do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ios>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "adapters/exports/text.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::cli {

class CsvRows {
  public:
    explicit CsvRows(std::ostream& out, std::string_view header) : out_(out) {
        row_.append(header).append("\n");
    }
    CsvRows& text(std::string_view value) {
        begin();
        exports::append_csv(row_, value);
        return *this;
    }
    CsvRows& number(std::int64_t value) {
        begin();
        exports::append_integer(row_, value);
        return *this;
    }
    CsvRows& amount(std::int64_t minor, int decimals) {
        begin();
        exports::append_amount(row_, minor, decimals);
        return *this;
    }
    CsvRows& instant(
        const std::optional<ledger::SimTime>& at) {  // 2026-06-17T08:14:22Z, or nothing
        begin();
        if (at && at != instant_)
            instant_text_ = ledger::iso_instant(*at);  // rows of one time follow each other
        if (at) row_ += instant_text_;
        if (at) instant_ = at;
        return *this;
    }
    void end() {
        row_ += '\n';
        first_ = true;
        if (row_.size() >= gathered_bytes) flush();
    }
    void flush() {
        out_.write(row_.data(), static_cast<std::streamsize>(row_.size()));
        row_.clear();
    }

  private:
    static constexpr std::size_t gathered_bytes = std::size_t{1} << 16;
    void begin() {
        if (!first_) row_ += ',';
        first_ = false;
    }
    std::ostream& out_;
    std::string row_, instant_text_;
    std::optional<ledger::SimTime> instant_;
    bool first_ = true;
};

}  // namespace rmbsim::adapters::cli
