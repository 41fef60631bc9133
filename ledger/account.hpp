// What an account is. The numbers that change live in the ledger; this is what is agreed on opening.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "ledger/currency.hpp"
#include "ledger/id.hpp"
#include "ledger/money.hpp"

namespace rmbsim::ledger {

enum class AccountType : std::uint8_t { asset, liability, equity, income, expense };

// Where a balance lies, which decides the rate and curve that price it (境内/境外).
enum class Market : std::uint8_t { onshore, offshore };

enum class AccountStatus : std::uint8_t {
    open,
    frozen,  // money may come in, none may go out (只收不付)
    closed,
};

std::string_view name_of(AccountType type);
std::string_view name_of(Market market);
std::string_view name_of(AccountStatus status);

// A floor in minor units of the account's currency; an overdraft of 500.00 is a floor of -50000.
inline constexpr std::int64_t no_floor = std::numeric_limits<std::int64_t>::min();

struct AccountSpec {
    BookId book{};
    CurrencyId currency{};
    AccountType type = AccountType::asset;
    Market market = Market::onshore;
    std::string code;  // unique in its book: "1002.SZ.master"
    std::string name;  // for people
    std::int64_t floor_minor = no_floor;
};

// "CNH" for offshore renminbi, else the ISO code: what people read.
std::string_view display_code(CurrencyId currency, Market market);

}  // namespace rmbsim::ledger
