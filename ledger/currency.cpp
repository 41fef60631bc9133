#include "ledger/currency.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/contract.hpp"
#include "ledger/spelling.hpp"

namespace rmbsim::ledger {
namespace {

constexpr auto currency_table = std::to_array<CurrencyInfo>({
#include "ledger/currency_table.inc"
});

static_assert(std::ranges::is_sorted(currency_table, {}, &CurrencyInfo::code));

}  // namespace

std::optional<CurrencyId> find_currency(std::string_view iso_code) {
    const auto at = std::ranges::lower_bound(currency_table, iso_code, {}, &CurrencyInfo::code);
    if (at == currency_table.end() || at->code != iso_code) return std::nullopt;
    return CurrencyId{static_cast<std::uint32_t>(at - currency_table.begin())};
}

const CurrencyInfo& info(CurrencyId currency) {
    expects(currency.index < currency_table.size(), "currency is in the ISO 4217 table");
    return currency_table[currency.index];
}

CurrencyId currency(std::string_view iso_code) {
    const auto found = find_currency(iso_code);
    expects(found.has_value(), "currency code is in the ISO 4217 table");
    return *found;
}

std::string_view nearest_currency(std::string_view text) {
    if (text == "RMB" || text == "CNH" || text == "rmb") return "CNY";
    std::string_view best = currency_table.front().code;
    std::size_t least = edit_distance(text, best);
    for (const CurrencyInfo& row : currency_table) {
        const std::size_t distance = edit_distance(text, row.code);
        if (distance < least) {
            least = distance;
            best = row.code;
        }
    }
    return best;
}

std::uint32_t currency_count() { return static_cast<std::uint32_t>(currency_table.size()); }

}  // namespace rmbsim::ledger
