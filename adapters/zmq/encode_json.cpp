#include "adapters/zmq/encode_json.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters {
namespace {

template <class Integer>
void append_number(std::string& out, Integer value) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

void append_padded(std::string& out, unsigned value, int width) {
    std::array<char, 10> digits{};
    for (int i = width; i-- > 0; value /= 10)
        digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    out.append(digits.data(), static_cast<std::size_t>(width));
}

std::string json_string(std::string_view text) {
    std::string result;
    append_json_string(result, text);
    return result;
}

void append_name(std::string& out, std::string_view key, const std::vector<std::string>& names,
                 std::uint32_t index) {
    out.append(key);
    if (index < names.size())
        out.append(names[index]);
    else
        out.append("null");
}

void append_quoted(std::string& out, std::string_view key, std::string_view plain) {
    out.append(key).append(1, '"').append(plain).append(1, '"');
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append(1, '\\').append(1, c);
        else if (c == '\n')
            out += "\\n";
        else if (byte < 0x20)
            out.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
        else
            out += c;
    }
    out += '"';
}

void append_iso_date(std::string& out, std::int32_t day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    append_padded(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.day()), 2);
}

void append_iso_time(std::string& out, std::int64_t time_ms) {
    const std::chrono::milliseconds instant{time_ms};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss clock{instant - day};
    append_iso_date(out, static_cast<std::int32_t>(day.count()));
    out += 'T';
    append_padded(out, static_cast<unsigned>(clock.hours().count()), 2);
    out += ':';
    append_padded(out, static_cast<unsigned>(clock.minutes().count()), 2);
    out += ':';
    append_padded(out, static_cast<unsigned>(clock.seconds().count()), 2);
    out += '.';
    append_padded(out, static_cast<unsigned>(clock.subseconds().count()), 3);
    out += 'Z';
}

JsonEncoder::JsonEncoder(const sim::Directory& directory) {
    for (const auto& row : directory.books) books_.push_back(json_string(row.code));
    for (const auto& row : directory.rules) rules_.push_back(json_string(row.code));
    for (const auto& name : directory.flow_names) flows_.push_back(json_string(name));
    for (const auto& row : directory.accounts) {
        accounts_.push_back(json_string(row.spec.code));
        account_units_.push_back({json_string(ledger::code_of(row.spec.currency)),
                                  ledger::decimals_of(row.spec.currency)});
    }
    for (const auto& row : directory.links) {
        links_.push_back(json_string(row.id));
        link_units_.push_back({json_string(row.currency), row.decimals});
    }
    for (const auto& row : directory.limits) {
        limits_.push_back(json_string(row.id));
        limit_units_.push_back({json_string(row.currency), row.decimals});
    }
}

void JsonEncoder::append(std::string& out, const sim::Record& record) const {
    out += "{\"seq\":";
    append_number(out, record.seq);
    append_quoted(out, ",\"kind\":", sim::name_of(record.kind));
    out += ",\"time\":\"";
    append_iso_time(out, record.time_ms);
    append_name(out, "\",\"book\":", books_, record.book);
    append_body(out, record);
    out += "}\n";
}

void JsonEncoder::append_body(std::string& out, const sim::Record& record) const {
    const Unit& unit = unit_of(record);
    switch (record.kind) {
        case sim::RecordKind::entry:
            append_entry(out, record);
            return;
        case sim::RecordKind::payment:
            out += ",\"payment\":\"P-";
            append_number(out, record.subject);
            append_quoted(
                out, "\",\"status\":", sim::name_of(static_cast<sim::PaymentStatus>(record.code)));
            append_name(out, ",\"link\":", links_, record.link);
            append_amount(out, ",\"amount\":", record.amount_minor, unit);
            break;
        case sim::RecordKind::sweep:
        case sim::RecordKind::refusal:
            append_decision(out, record);
            append_amount(out, ",\"amount\":", record.amount_minor, unit);
            append_amount(out, ",\"wish\":", record.other_minor, unit);
            break;
        case sim::RecordKind::limit:
            append_name(out, ",\"limit\":", limits_, record.subject);
            append_amount(out, ",\"used\":", record.amount_minor, unit);
            append_amount(out, ",\"cap\":", record.other_minor, unit);
            break;
        case sim::RecordKind::notice:
            append_name(out, ",\"rule\":", rules_, record.rule);
            out += ",\"code\":";
            append_number(out, record.code);
            out += ",\"subject\":";
            append_number(out, record.subject);
            append_amount(out, ",\"amount\":", record.amount_minor, unit);
            break;
        case sim::RecordKind::clock:
            out += ",\"date\":\"";
            append_iso_date(out, static_cast<std::int32_t>(record.subject));
            out += '"';
            return;
        case sim::RecordKind::end:
            return;
    }
    out.append(",\"currency\":").append(unit.currency);
}

// What the world decided about: a link, or a flow that the ledger would not post.
void JsonEncoder::append_decision(std::string& out, const sim::Record& record) const {
    if (record.kind == sim::RecordKind::refusal && record.link == UINT32_MAX) {
        append_name(out, ",\"flow\":", flows_, record.subject);
        append_quoted(
            out, ",\"outcome\":", ledger::name_of(static_cast<ledger::PostError>(record.code)));
        return;
    }
    append_name(out, ",\"link\":", links_, record.link);
    out += ",\"decision\":";
    append_number(out, record.subject);
    append_quoted(out, ",\"outcome\":", sim::name_of(static_cast<sim::SweepOutcome>(record.code)));
}

void JsonEncoder::append_entry(std::string& out, const sim::Record& record) const {
    out += ",\"entry\":";
    append_number(out, record.subject);
    append_name(out, ",\"rule\":", rules_, record.rule);
    out += ",\"value_date\":\"";
    append_iso_date(out, record.value_day);
    out += record.more ? "\",\"more\":true" : "\",\"more\":false";
    out += ",\"postings\":[";
    for (std::size_t i = 0; i < record.posting_count && i < sim::Record::postings_max; ++i) {
        if (i > 0) out += ',';
        append_posting(out, record.postings[i]);
    }
    out += ']';
}

void JsonEncoder::append_posting(std::string& out, const sim::RecordPosting& posting) const {
    append_name(out, "{\"account\":", accounts_, posting.account);
    const Unit& unit =
        posting.account < account_units_.size() ? account_units_[posting.account] : unknown_;
    append_amount(out, ",\"amount\":", posting.minor, unit);
    out.append(",\"currency\":").append(unit.currency).append(1, '}');
}

void JsonEncoder::append_amount(std::string& out, std::string_view key, std::int64_t minor,
                                const Unit& unit) const {
    if (unit.decimals < 0)
        out.append(key).append(
            "null");  // no currency, so no decimals: a bare integer would mislead
    else
        append_quoted(out, key, ledger::to_text(minor, unit.decimals));
}

const JsonEncoder::Unit& JsonEncoder::unit_of(const sim::Record& record) const {
    if (record.kind == sim::RecordKind::limit)
        return record.subject < limit_units_.size() ? limit_units_[record.subject] : unknown_;
    if (record.link < link_units_.size()) return link_units_[record.link];
    if (record.posting_count > 0 && record.postings[0].account < account_units_.size())
        return account_units_[record.postings[0].account];
    return unknown_;
}

}  // namespace rmbsim::adapters
