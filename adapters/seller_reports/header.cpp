#include "adapters/seller_reports/header.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/seller_reports/letters.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/spelling.hpp"

namespace rmbsim::adapters::sellers {
namespace {

constexpr int rows_searched = 40;
constexpr std::size_t fields_of_report = 4;

std::string_view without_blanks(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

using Fields = std::span<const std::string_view>;

std::size_t find_name(Fields header, std::string_view name) {
    for (std::size_t i = 0; i < header.size(); ++i)
        if (is_same_name(header[i], name)) return i;
    return no_column;
}

struct Match {
    const Layout* layout = nullptr;
    std::uint32_t line = 1;
    std::size_t columns = 0, needed = 0, needed_found = 0;
    std::vector<std::string> missing, found;

    bool is_whole() const { return layout != nullptr && needed_found == needed; }
    bool is_better_than(const Match& other) const {
        if (other.layout == nullptr || is_whole() != other.is_whole())
            return other.layout == nullptr || is_whole();
        return is_whole() ? columns > other.columns : needed_found > other.needed_found;
    }
    bool is_near() const {
        return layout != nullptr && needed_found >= 2 && needed_found * 2 >= needed;
    }
};

Match match_of(const Layout& layout, Fields header, std::uint32_t line) {
    Match match{.layout = &layout, .line = line, .missing = {}, .found = {}};
    for (const LayoutColumn& column : layout.columns) {
        const bool stands = find_name(header, column.name) != no_column;
        match.columns += stands ? 1 : 0;
        if (!column.needed) continue;
        ++match.needed;
        match.needed_found += stands ? 1 : 0;
        if (!stands) match.missing.push_back(column.name);
    }
    return match;
}

// "All amounts in USD, unless specified", as Amazon's date range report says above its header.
std::optional<ledger::CurrencyId> remarked_currency(Fields row) {
    constexpr std::string_view words = "All amounts in ";
    if (row.empty() || !row.front().starts_with(words)) return std::nullopt;
    return ledger::find_currency(row.front().substr(words.size(), 3));
}

struct Search {
    Match best;
    std::optional<ledger::CurrencyId> currency;
};

void search(std::string_view first, char separator, const Reference& reference,
            const Layout* wanted, Search& result) {
    std::istringstream bytes{std::string(first)};
    Diagnostics ignored;
    Records rows(bytes, separator, "", ignored);
    for (int nth = 0; nth < rows_searched && rows.next(); ++nth) {
        if (!result.currency) result.currency = remarked_currency(rows.fields());
        for (const Layout& layout : reference.layouts) {
            if (layout.separator != separator || (wanted != nullptr && wanted != &layout)) continue;
            Match match = match_of(layout, rows.fields(), rows.line());
            if (!match.is_better_than(result.best)) continue;
            for (const std::string_view name : rows.fields()) match.found.emplace_back(name);
            result.best = std::move(match);
        }
        if (result.best.is_whole()) return;
    }
}

void tell_missing(const Match& best, const std::string& shown, Diagnostics& said) {
    const std::vector<std::string_view> found(best.found.begin(), best.found.end());
    for (const std::string& name : best.missing) {
        const std::string_view near = ledger::nearest(name, found);
        said.add(
            {.file = shown,
             .line = best.line,
             .column = 1,
             .message = fmt::format("column '{}' of {} is missing", name, best.layout->name),
             .expected =
                 fmt::format("'{}' in the header; found are {}", name, fmt::join(best.found, ", ")),
             .hint = near.empty()
                         ? "choose all columns when the report is made, or say with --as what it is"
                         : fmt::format("is '{}' meant to be '{}'?", near, name)});
    }
}

}  // namespace

bool is_same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(without_blanks(a), without_blanks(b), {}, lowered, lowered);
}

std::optional<Header> find_header(std::string_view first, const std::string& shown,
                                  const Reference& reference, const Layout* wanted,
                                  Diagnostics& said) {
    Search result;
    for (const char separator : {'\t', ','}) search(first, separator, reference, wanted, result);
    if (result.best.is_whole())
        return Header{
            .layout = result.best.layout, .line = result.best.line, .currency = result.currency};
    if (result.best.is_near() || (wanted != nullptr && result.best.layout != nullptr)) {
        tell_missing(result.best, shown, said);
        return std::nullopt;
    }
    std::vector<std::string_view> names;
    for (const Layout& layout : reference.layouts) names.emplace_back(layout.name);
    said.add({.file = shown,
              .message = "no format is recognised: no report of a seller has these columns",
              .expected = fmt::format("the header of one of {}", fmt::join(names, ", ")),
              .hint = "is the header there, in English or as it was downloaded?"});
    return std::nullopt;
}

bool looks_like_report(std::string_view first) {
    for (const char separator : {'\t', ','}) {
        std::istringstream bytes{std::string(first)};
        Diagnostics ignored;
        Records rows(bytes, separator, "", ignored);
        for (int nth = 0; nth < rows_searched && rows.next(); ++nth)
            if (rows.fields().size() >= fields_of_report) return true;
    }
    return false;
}

BoundColumns bind_columns(const Layout& layout, std::span<const std::string_view> header) {
    BoundColumns bound;
    bound.by_role.fill(no_column);
    for (const LayoutColumn& column : layout.columns) {
        const std::size_t field = find_name(header, column.name);
        if (field == no_column) continue;
        if (column.role != Role::amount && column.role != Role::minus) {
            bound.by_role.at(static_cast<std::size_t>(column.role)) = field;
            continue;
        }
        bound.amounts.push_back(
            {.field = field,
             .code_field = column.of.empty() ? no_column : find_name(header, column.of),
             .code = column.name,
             .amount_type = column.amount_type,
             .is_minus = column.role == Role::minus});
    }
    return bound;
}

}  // namespace rmbsim::adapters::sellers
