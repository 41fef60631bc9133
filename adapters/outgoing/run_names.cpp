#include "adapters/outgoing/run_names.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::outgoing {
namespace {

constexpr std::size_t id_longest = 35;

std::string within_id(std::string_view text) { return std::string(text.substr(0, id_longest)); }

}  // namespace

RunNames::RunNames(const sim::Directory& directory) : directory_(directory) {
    for (const sim::AccountRow& row : directory.accounts) {
        if (row.bank_account == UINT32_MAX) continue;
        const std::size_t point = row.spec.code.find('.');
        if (point == std::string::npos) continue;
        AccountPlace& place = accounts_[row.spec.code.substr(point + 1)];
        if (row.line == ledger::ChartLine::bank_deposit) place.company = row.spec.book.index;
        if (row.line == ledger::ChartLine::customer_deposit) place.bank = row.spec.book.index;
    }
}

iso20022::Agent RunNames::bank(std::uint32_t book) const {
    if (book >= directory_.books.size()) return {};
    const sim::BookRow& row = directory_.books[book];
    iso20022::Agent agent{.bic = row.bic, .name = row.name_en};
    if (row.bic.empty()) agent.member = within_id(row.code);
    return agent;
}

iso20022::Party RunNames::bank_as_party(std::uint32_t book) const {
    const iso20022::Agent agent = bank(book);
    return {.name = agent.name, .bic = agent.bic};
}

iso20022::Party RunNames::company(std::uint32_t book) const {
    if (book >= directory_.books.size()) return {};
    const sim::BookRow& row = directory_.books[book];
    iso20022::Party party{.name = row.name_en};
    if (row.jurisdiction.size() == 2) party.country = row.jurisdiction;
    return party;
}

AccountPlace RunNames::place_of(const std::string& account) const {
    const auto at = accounts_.find(account);
    return at == accounts_.end() ? AccountPlace{} : at->second;
}

std::string RunNames::code_of(std::uint32_t book) const {
    return book < directory_.books.size() ? directory_.books[book].code : "unknown";
}

std::string RunNames::category_purpose(const std::string& link, std::uint32_t from_company,
                                       std::uint32_t to_company) const {
    if (link.empty()) return {};
    const auto at = std::ranges::find(directory_.links, link, &sim::LinkRow::id);
    if (at == directory_.links.end() || !is_sweep(*at)) return {};
    return from_company == to_company ? "TREA" : "INTC";
}

std::string number_text(std::uint32_t payment) { return fmt::format("P-{}", payment); }

std::string end_to_end_id(std::string_view name, std::uint32_t payment) {
    return name.empty() || name.size() > id_longest ? number_text(payment) : std::string(name);
}

std::string message_id(std::string_view kind, std::string_view day, std::string_view uetr,
                       std::uint32_t payment) {
    std::string digits(day.substr(0, 10));
    std::erase(digits, '-');
    return fmt::format("{}-{}-{}-P{}", kind, digits, uetr.substr(0, 8), payment);
}

iso20022::Reason reason_of(std::string_view word) {
    if (word.empty()) return {};
    for (std::uint8_t i = 0; i < sim::payment_reason_count; ++i) {
        const auto known = static_cast<sim::PaymentReason>(i);
        if (name_of(known) == word && !iso_code_of(known).empty())
            return {.code = std::string(iso_code_of(known)), .information = std::string(word)};
    }
    return {.proprietary = within_id(word)};
}

iso20022::Reason return_reason_of(std::string_view word) {
    if (word == name_of(sim::PaymentReason::recalled))
        return {.code = "FOCR", .information = std::string(word)};
    return reason_of(word);
}

ledger::Money money_of(std::int64_t minor, std::string_view currency) {
    const auto known = ledger::find_currency(currency == "CNH" ? "CNY" : currency);
    return {minor, known.value_or(ledger::currency("CNY"))};
}

std::string plain_name(std::string_view text) {
    std::string name;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
        name += plain ? c : '_';
    }
    if (name.empty() || name.starts_with('.')) name.insert(name.begin(), '_');
    return name;
}

}  // namespace rmbsim::adapters::outgoing
