// BAI2's physical lines as logical records: a record with the 88 records that continue it.
//
// Fields      taken one after the other; a record that is continued goes on with the next field in its 88
// Lifetime    views of the text that was given
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::statements {

struct BaiPart {  // one physical line, without its code and without "/" at its end
    std::string_view content;
    std::uint32_t line = 1;
};

struct BaiRecord {
    std::string_view code;
    std::vector<BaiPart> parts;
    std::uint32_t line() const { return parts.front().line; }
    std::size_t physical() const { return parts.size(); }
};

class BaiFields {
  public:
    explicit BaiFields(const BaiRecord& record) : record_(record) {}
    std::optional<std::string_view> next();  // nullopt: the record has no more
    bool ended() const { return part_ >= record_.parts.size(); }
    std::string rest_as_text();  // what is left, parts apart by LF
    // Where the field that was taken last begins.
    std::uint32_t line() const { return line_; }
    std::uint32_t column() const { return column_; }

  private:
    const BaiRecord& record_;
    std::size_t part_ = 0, at_ = 0;
    std::uint32_t line_ = 1, column_ = 1;
};

class BaiRecords {
  public:
    BaiRecords(std::string_view text, const std::string& shown, Diagnostics& diagnostics)
        : rest_(text), shown_(shown), diagnostics_(diagnostics) {}
    bool next(BaiRecord& record);  // false: the text has ended
    std::uint32_t line() const { return line_; }

  private:
    bool take_line(std::string_view& code, BaiPart& part);
    std::string_view rest_;
    const std::string& shown_;
    Diagnostics& diagnostics_;
    std::uint32_t line_ = 0;
    std::string_view held_code_;
    std::optional<BaiPart> held_;
};

}  // namespace rmbsim::adapters::statements
