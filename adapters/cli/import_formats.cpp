#include "adapters/cli/import_formats.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "adapters/cli/import_payments.hpp"
#include "adapters/cli/import_sellers.hpp"
#include "adapters/cli/import_statements.hpp"
#include "adapters/statements/read.hpp"

namespace rmbsim::adapters::cli {
namespace {

constexpr std::array<std::string_view, 3> camt_names{"camt052", "camt053", "camt054"};
constexpr std::array<std::string_view, 2> mt_names{"mt940", "mt942"};
constexpr std::array<std::string_view, 1> bai_names{"bai2"};
constexpr std::array<std::string_view, 6> payment_names{"pacs008", "pacs009", "pain001",
                                                        "mt101",   "mt103",   "mt202"};
// As in scenarios/reference/seller_reports.csv, which a test compares.
constexpr std::array<std::string_view, 12> seller_names{"amazon-settlement-v2",
                                                        "amazon-settlement-v1",
                                                        "amazon-date-range",
                                                        "shopify-transactions",
                                                        "shopify-transactions-vat",
                                                        "shopify-payouts",
                                                        "stripe-balance-change",
                                                        "stripe-balance-history",
                                                        "payoneer",
                                                        "wise",
                                                        "wechat-bill",
                                                        "retail-orders"};

bool is_xml(std::string_view first) {
    return statements::recognise(first) == statements::Syntax::xml;
}
bool is_camt(std::string_view first) {
    const auto has = [&](std::string_view word) {
        return first.find(word) != std::string_view::npos;
    };
    return is_xml(first) && (has(":camt.052.") || has(":camt.053.") || has(":camt.054."));
}
bool is_mt(std::string_view first) {
    return statements::recognise(first) == statements::Syntax::mt;
}
bool is_bai(std::string_view first) {
    return statements::recognise(first) == statements::Syntax::bai2;
}

// In the order in which they are tried; the last two take XML and tables of whatever kind, and say what they miss.
constexpr std::array<ImportFormat, 6> formats_read{{
    {"payment", payment_names, is_payment_file, open_payments},
    {"statement", camt_names, is_camt, open_statements},
    {"statement", bai_names, is_bai, open_statements},
    {"statement", mt_names, is_mt, open_statements},
    {"statement", {}, is_xml, open_statements},
    {"seller", seller_names, is_seller_report, open_sellers},
}};

}  // namespace

std::span<const ImportFormat> import_formats() { return formats_read; }

const ImportFormat* find_import_format(std::string_view name) {
    for (const ImportFormat& format : formats_read)
        if (std::ranges::find(format.names, name) != format.names.end()) return &format;
    return nullptr;
}

const ImportFormat* recognise_import(std::string_view first) {
    for (const ImportFormat& format : formats_read)
        if (format.recognises(first)) return &format;
    return nullptr;
}

std::string import_format_names() {
    std::string names;
    for (const ImportFormat& format : formats_read)
        for (const std::string_view name : format.names)
            names.append(names.empty() ? "" : ", ").append(name);
    return names;
}

}  // namespace rmbsim::adapters::cli
