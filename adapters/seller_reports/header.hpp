// Which report a file is, told from its header: by the names of its columns, never by their places.
//
// Search      the first rows (marketplaces put remarks before the header); letters of either case, blanks around names
// Choice      the layout that has all its needed columns in the row, and the most of its others
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/seller_reports/reference.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::sellers {

struct Header {
    const Layout* layout = nullptr;
    std::uint32_t line = 1;
    std::optional<ledger::CurrencyId>
        currency;  // of a remark such as "All amounts in USD, unless specified"
};

// `first` are the file's first bytes; `wanted` restricts the choice. nullopt: diagnosed, with the columns that the
// nearest layout misses.
std::optional<Header> find_header(std::string_view first, const std::string& shown,
                                  const Reference& reference, const Layout* wanted,
                                  Diagnostics& said);

// Whether the first bytes may be a report at all: a row of several fields that are apart by tabs or commas.
bool looks_like_report(std::string_view first);

bool is_same_name(std::string_view a, std::string_view b);

inline constexpr std::size_t no_column = static_cast<std::size_t>(-1);

// The columns of a layout, found in a header.
struct BoundAmount {
    std::size_t field = no_column, code_field = no_column;
    std::string_view code, amount_type;  // of the layout
    bool is_minus = false;
};
struct BoundColumns {
    std::array<std::size_t, role_count> by_role{};
    std::vector<BoundAmount> amounts;
    std::size_t operator[](Role role) const { return by_role.at(static_cast<std::size_t>(role)); }
};
BoundColumns bind_columns(const Layout& layout, std::span<const std::string_view> header);

}  // namespace rmbsim::adapters::sellers
