// What sellers' reports look like and what their amounts are, read from scenarios/reference/seller_*.csv.
//
// seller_reports.csv         a row a report: provider, separator, what of it is a flow, zone and order of its dates
// seller_report_columns.csv  its columns by name, each with what it holds (Role)
// seller_report_codes.csv    the class of an amount by transaction type, amount type and code; * is any
// seller_marketplaces.csv    the currency of a marketplace, for reports that name none
//
// Errors      Diagnostics at the field of the table
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/seller_reports/date_text.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::sellers {

// What a column holds. In the order of role_words in reference.cpp.
enum class Role : std::uint8_t {
    text,        // known, and not used
    settlement,  // id of the settlement that the row belongs to
    group,       // id of a payout, as a mere remark
    start,
    end,
    deposit,  // when the total reaches the bank
    total,    // of a settlement, on its own row
    currency,
    type,  // of the transaction
    order,
    amount_type,
    amount,      // added
    minus,       // taken off: fees above zero
    net,         // what the row's amounts add up to
    balance,     // after the row
    sum,         // of a column, in the summary at the end
    rows,        // how many, in the summary at the end
    posted,      // date, or date and time
    posted_day,  // where `posted` is empty
    time,        // of day, beside `posted`
    zone,
    marketplace,
    sku,
    quantity,
    status,
    id,
};
inline constexpr std::size_t role_count = 26;

struct LayoutColumn {
    std::string name;
    Role role = Role::text;
    std::string
        of;  // amount: the column with its code, else its own name is the code; sum: the column
    std::string amount_type;  // amount: in a report without a column for it
    bool needed = false;
};

enum class FlowRule : std::uint8_t {
    none,
    deposit,  // a settlement's total on its deposit date
    payouts,  // amounts of class payout, with their sign turned: they leave here and arrive at the bank
    rows,  // every row
};

struct Layout {
    std::string name, provider;
    char separator = ',';
    FlowRule flows = FlowRule::none;
    int zone_minutes = 0;                        // of a date that names none
    DayOrder day_order = DayOrder::unknown;      // of dates with slashes or hyphens
    std::optional<ledger::CurrencyId> currency;  // of a report that names none
    std::vector<LayoutColumn> columns;
};

// The classes of amounts; `unknown` keeps what no table knows, under its own name.
enum class AmountClass : std::uint8_t {
    sales,
    shipping,
    tax_collected,
    tax_withheld,
    refunds,
    fees,
    promotions,
    advertising,
    reserve,
    adjustments,
    financing,
    receipts,  // of a wallet
    payments,  // out of a wallet
    payout,
    unknown,
};
inline constexpr std::array<std::string_view, 15> class_words{
    "sales",     "shipping",   "tax_collected", "tax_withheld", "refunds",
    "fees",      "promotions", "advertising",   "reserve",      "adjustments",
    "financing", "receipts",   "payments",      "payout",       "unknown"};
constexpr std::string_view word_of(AmountClass amount_class) {
    return class_words.at(static_cast<std::size_t>(amount_class));
}

struct Reference {
    std::vector<Layout> layouts;
    std::map<std::string, AmountClass, std::less<>> codes;  // by the key that code_key() makes
    std::map<std::string, ledger::CurrencyId, std::less<>> marketplaces;

    const Layout* find(std::string_view name) const;
    // The row with most of the three written out, the transaction type before the others.
    AmountClass class_of(std::string_view provider, std::string_view type,
                         std::string_view amount_type, std::string_view code) const;
};

// `folder` is scenarios/reference. nullopt: diagnosed.
std::optional<Reference> read_reference(const std::filesystem::path& folder, Diagnostics& said);

}  // namespace rmbsim::adapters::sellers
