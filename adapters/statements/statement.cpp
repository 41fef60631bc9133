#include "adapters/statements/statement.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>

namespace rmbsim::adapters::statements {
namespace {

constexpr std::array<std::string_view, 6> format_names{"camt052", "camt053", "camt054",
                                                       "mt940",   "mt942",   "bai2"};
constexpr std::array<std::string_view, 10> balance_names{"opening",           "previous_closing",
                                                         "closing",           "opening_available",
                                                         "closing_available", "forward_available",
                                                         "interim_booked",    "interim_available",
                                                         "expected",          "other"};

}  // namespace

std::string_view name_of(Format format) {
    return format_names.at(static_cast<std::size_t>(format));
}

std::optional<Format> find_format(std::string_view name) {
    for (std::size_t i = 0; i < format_names.size(); ++i)
        if (format_names[i] == name) return static_cast<Format>(i);
    return std::nullopt;
}

std::string_view name_of(BalanceKind kind) {
    return balance_names.at(static_cast<std::size_t>(kind));
}

bool operator==(const Balance& a, const Balance& b) {
    const auto key = [](const Balance& x) {
        return std::tie(x.kind, x.is_intermediate, x.date, x.minor, x.currency, x.code);
    };
    return key(a) == key(b);
}

bool operator==(const Entry& a, const Entry& b) {
    const auto key = [](const Entry& x) {
        return std::tie(x.booking_date, x.value_date, x.minor, x.currency, x.is_reversal, x.status,
                        x.code, x.end_to_end_id, x.servicer_reference, x.client_reference,
                        x.counterparty, x.counterparty_account, x.counterparty_agent, x.remittance,
                        x.information);
    };
    return key(a) == key(b);
}

}  // namespace rmbsim::adapters::statements
