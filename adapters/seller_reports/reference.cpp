#include "adapters/seller_reports/reference.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/csv/reader.hpp"
#include "adapters/seller_reports/date_text.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::sellers {
namespace {

constexpr std::array<std::string_view, role_count> role_words{
    "text",        "settlement", "group",    "start",       "end",        "deposit", "total",
    "currency",    "type",       "order",    "amount_type", "amount",     "minus",   "net",
    "balance",     "sum",        "rows",     "posted",      "posted_day", "time",    "zone",
    "marketplace", "sku",        "quantity", "status",      "id"};
constexpr std::array<std::string_view, 4> flow_words{"none", "deposit", "payouts", "rows"};
constexpr std::array<std::string_view, 3> order_words{"", "dmy", "mdy"};
constexpr std::array<std::string_view, 2> separator_words{"comma", "tab"};

std::string code_key(std::string_view provider, std::string_view type, std::string_view amount_type,
                     std::string_view code) {
    return fmt::format("{}\x1f{}\x1f{}\x1f{}", provider, type, amount_type, code);
}

// A table with its columns by name; an unreadable one has no rows, and is diagnosed.
class Table {
  public:
    Table(InputFiles& files, const std::filesystem::path& path, Diagnostics& said)
        : file_(files.open(path, csv_bytes_max, {}, said)) {
        if (file_ != nullptr) reader_.emplace(file_->text, file_->shown, said);
    }
    bool next() { return reader_ && reader_->next(); }
    std::string_view operator[](std::string_view name) {
        const auto column = reader_->find_column(name);
        if (!column) missing(name);
        return column ? reader_->fields()[*column] : std::string_view();
    }
    // Where the word stands in the list; the first of it when it does not, which is diagnosed.
    template <std::size_t N>
    std::size_t word(std::string_view name, const std::array<std::string_view, N>& words) {
        const std::string_view written = (*this)[name];
        const auto* found = std::ranges::find(words, written);
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        wrong(name, fmt::format("'{}' is not known here", written),
              fmt::format("one of {}", fmt::join(words, ", ")));
        return 0;
    }
    void wrong(std::string_view name, std::string message, std::string expected) {
        reader_->error_at(reader_->find_column(name).value_or(0), std::move(message),
                          std::move(expected));
    }

  private:
    void missing(std::string_view name) {
        if (std::exchange(told_, true)) return;
        reader_->error_at(0, reader_->missing_column_text(name), reader_->columns_found_text());
    }
    const OpenedFile* file_;
    std::optional<CsvReader> reader_;
    bool told_ = false;
};

void read_layouts(Table table, Reference& reference) {
    while (table.next()) {
        Layout layout{.name = std::string(table["report"]),
                      .provider = std::string(table["provider"]),
                      .separator = table.word("separator", separator_words) == 0 ? ',' : '\t',
                      .flows = static_cast<FlowRule>(table.word("flows", flow_words)),
                      .day_order = static_cast<DayOrder>(table.word("date_order", order_words)),
                      .currency = {},
                      .columns = {}};
        const std::string_view zone = table["zone"];
        const auto minutes = zone.empty() ? std::optional<int>(0) : zone_offset_minutes(zone);
        if (!minutes) table.wrong("zone", "this is no offset", "UTC, or such as +08:00");
        layout.zone_minutes = minutes.value_or(0);
        const std::string_view currency = table["currency"];
        layout.currency = ledger::find_currency(currency);
        if (!currency.empty() && !layout.currency)
            table.wrong("currency", "this is no currency", "a code of ISO 4217, or nothing");
        reference.layouts.push_back(std::move(layout));
    }
}

void read_columns(Table table, Reference& reference) {
    while (table.next()) {
        const auto layout = std::ranges::find(reference.layouts, table["report"], &Layout::name);
        if (layout == reference.layouts.end()) {
            table.wrong("report", "there is no such report", "one of seller_reports.csv");
            continue;
        }
        layout->columns.push_back({.name = std::string(table["column"]),
                                   .role = static_cast<Role>(table.word("role", role_words)),
                                   .of = std::string(table["of"]),
                                   .amount_type = std::string(table["amount_type"]),
                                   .needed = table["needed"] == "yes"});
    }
}

void read_codes(Table table, Reference& reference) {
    while (table.next()) {
        const auto amount_class = static_cast<AmountClass>(table.word("class", class_words));
        const bool is_new = reference.codes
                                .emplace(code_key(table["provider"], table["transaction_type"],
                                                  table["amount_type"], table["code"]),
                                         amount_class)
                                .second;
        if (!is_new) table.wrong("code", "this row stands here twice", "one class for one amount");
    }
}

void read_marketplaces(Table table, Reference& reference) {
    while (table.next()) {
        const auto currency = ledger::find_currency(table["currency"]);
        if (currency)
            reference.marketplaces.emplace(table["marketplace"], *currency);
        else
            table.wrong("currency", "this is no currency", "a code of ISO 4217");
    }
}

}  // namespace

const Layout* Reference::find(std::string_view name) const {
    const auto found = std::ranges::find(layouts, name, &Layout::name);
    return found == layouts.end() ? nullptr : &*found;
}

AmountClass Reference::class_of(std::string_view provider, std::string_view type,
                                std::string_view amount_type, std::string_view code) const {
    constexpr std::string_view any = "*";
    const std::array<std::array<std::string_view, 3>, 7> tries{{{type, amount_type, code},
                                                                {type, any, code},
                                                                {type, amount_type, any},
                                                                {type, any, any},
                                                                {any, amount_type, code},
                                                                {any, any, code},
                                                                {any, amount_type, any}}};
    for (const auto& [t, a, c] : tries)
        if (const auto found = codes.find(code_key(provider, t, a, c)); found != codes.end())
            return found->second;
    return AmountClass::unknown;
}

std::optional<Reference> read_reference(const std::filesystem::path& folder, Diagnostics& said) {
    const std::size_t before = said.error_count();
    InputFiles files;
    Reference reference;
    read_layouts({files, folder / "seller_reports.csv", said}, reference);
    read_columns({files, folder / "seller_report_columns.csv", said}, reference);
    read_codes({files, folder / "seller_report_codes.csv", said}, reference);
    read_marketplaces({files, folder / "seller_marketplaces.csv", said}, reference);
    if (said.error_count() > before) return std::nullopt;
    return reference;
}

}  // namespace rmbsim::adapters::sellers
