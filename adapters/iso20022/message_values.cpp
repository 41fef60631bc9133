// One element: what is wrong with its text, and where it is kept.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/iso20022/checks.hpp"
#include "adapters/iso20022/layout.hpp"
#include "adapters/iso20022/message_reader.hpp"
#include "adapters/text/encoding.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

// Schemas set no bound to remittance lines; memory does.
constexpr std::size_t lines_bytes_max = 65'536;

}  // namespace

std::string MessageReader::fault_of(const Rule& rule, std::string_view text) const {
    switch (rule.form) {
        case Form::text:
        case Form::lines:
            if (text.empty()) return "is empty";
            if (rule.longest > 0 && text.size() > rule.longest &&
                count_characters(text) > rule.longest)
                return fmt::format("has {} characters, {} are allowed", count_characters(text),
                                   rule.longest);
            return {};
        case Form::count:
            if (text.empty() || text.size() > 15 ||
                text.find_first_not_of("0123456789") != std::string_view::npos)
                return fmt::format("'{}' is not a number of up to 15 digits", text);
            return {};
        case Form::decimal:
            return decimal_of(text) ? std::string{}
                                    : fmt::format("'{}' is not a decimal number", text);
        case Form::amount:
            return {};  // when it is used, by what it is used for
        case Form::date:
            return fault_of_date(text);
        case Form::instant:
            return fault_of_instant(text);
        case Form::bic:
            return fault_of_bic(text);
        case Form::iban:
            return fault_of_iban(text);
        case Form::lei:
            return fault_of_lei(text);
        case Form::uetr:
            return fault_of_uetr(text);
    }
    return {};
}

void MessageReader::take(const Rule& rule, std::string_view raw, xml::Cursor& at) {
    const bool free_text = rule.form == Form::text || rule.form == Form::lines;
    const std::string_view text = free_text ? raw : trimmed(raw);
    const xml::Place place = at.place();
    if (std::string fault = fault_of(rule, text); !fault.empty() && !told_here(place)) {
        const bool digits = is_check_digit_fault(fault);
        tell(place, fmt::format("{}: {}", at.path(), fault), {}, at,
             digits ? options_.check_digits : Severity::error,
             digits ? "compare it with the paper it was copied from" : "");
    }
    Draft& into = scope();
    if (rule.form == Form::lines) {
        if (into.get(rule.field).size() + text.size() > lines_bytes_max) {
            if (!told_here(place))
                tell(place, fmt::format("{}: more lines than are kept", at.path()),
                     fmt::format("at most {} bytes of them in one payment", lines_bytes_max), at);
            return;
        }
        into.add_line(rule.field, text, place);
        return;
    }
    into.set(rule.field, text, place);
    if (rule.form == Form::amount) into.set(after(rule.field, 1), currency_, place);
}

void MessageReader::check_required(const std::vector<Required>& required, xml::Place place,
                                   std::string_view below, xml::Cursor& at) {
    for (const Required& wanted : required) {
        bool there = false;
        for (const Field field : wanted.any_of)
            there = there || drafts_.has(field) || drafts_.business.has(field);
        if (!there)
            tell(place, fmt::format("{}{} is missing", below, wanted.path),
                 fmt::format("<{}>", wanted.path.substr(wanted.path.rfind('/') + 1)), at);
    }
}

// must_fit: an amount that moves money is an error if it cannot be kept; one that only informs is not.
std::optional<ledger::Money> MessageReader::money(Field field, bool must_fit, xml::Cursor& at) {
    const Draft& holder = drafts_.holder(field);
    if (!holder.has(field)) return std::nullopt;
    auto parsed = money_of(holder.get(field), holder.get(after(field, 1)));
    if (parsed) return *parsed;
    tell(holder.place(field), fmt::format("{}: the amount {}", path_of(field), parsed.error()),
         "a decimal number with its ISO 4217 currency", at,
         must_fit ? Severity::error : Severity::warning);
    return std::nullopt;
}

}  // namespace rmbsim::adapters::iso20022
