// Records as JSON, one line each: names instead of numbers, amounts as text with the currency's decimals.
//
// Shape       fixed per kind (README.md lists it); what a record lacks is null, never left out
// Escaping    RFC 8259: quotation mark, backslash and control characters; other UTF-8 as it is
// Memory      appends to the caller's buffer; names are escaped once, when the encoder is made
// Errors      none: an index outside the directory reads as null
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters {

// The text as a JSON string, quotation marks included.
void append_json_string(std::string& out, std::string_view text);
void append_iso_time(std::string& out, std::int64_t time_ms);  // "2026-01-05T08:30:00.000Z"
void append_iso_date(std::string& out, std::int32_t day);      // "2026-01-05"

class JsonEncoder {
  public:
    explicit JsonEncoder(const sim::Directory& directory);
    // Appends one line with its newline.
    void append(std::string& out, const sim::Record& record) const;

  private:
    struct Unit {
        std::string currency;  // a JSON string, or null
        int decimals = 0;
    };
    void append_body(std::string& out, const sim::Record& record) const;
    void append_decision(std::string& out, const sim::Record& record) const;
    void append_entry(std::string& out, const sim::Record& record) const;
    void append_posting(std::string& out, const sim::RecordPosting& posting) const;
    void append_amount(std::string& out, std::string_view key, std::int64_t minor,
                       const Unit& unit) const;
    const Unit& unit_of(const sim::Record& record) const;

    // Each a finished JSON value.
    std::vector<std::string> books_, accounts_, rules_, links_, limits_, flows_;
    std::vector<Unit> account_units_, link_units_, limit_units_;
    Unit unknown_{"null", -1};
};

}  // namespace rmbsim::adapters
