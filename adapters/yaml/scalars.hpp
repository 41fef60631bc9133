// What a scalar's text means. Every function says nullopt where the text is not of that form.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/calendar/calendar.hpp"

namespace rmbsim::adapters {

bool is_id(std::string_view text);       // letters of any script, digits, . _ -; at most 64 bytes
bool is_country(std::string_view text);  // two capital letters
std::optional<bool> parse_boolean(std::string_view text);  // true, false: nothing else

struct NamedCurrency {  // CNH is CNY and offshore
    ledger::CurrencyId currency{};
    bool is_cnh = false;
};
std::optional<NamedCurrency> parse_currency(std::string_view text);
std::string currency_hint(std::string_view text);  // for one that parse_currency refused

struct AmountText {  // "30.00 CNY"
    std::string_view number;
    std::string_view currency;  // empty: none written
};
AmountText split_amount(std::string_view text);

struct ZonedTime {  // "16:00 Asia/Shanghai"
    sim::TimeOfDay time{};
    std::string_view zone;  // empty: none written
};
std::optional<ZonedTime> parse_zoned_time(std::string_view text);
std::optional<sim::Session> parse_hours(std::string_view text);
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace rmbsim::adapters
