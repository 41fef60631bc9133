// What a wallet may pay and hold. Settlement rules §6.2; the figures of the tiers themselves are proved from the
// reference file in tests/adapters/yaml_ecny_test.cpp.
#include "sim/ecny/wallet_limit.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/time.hpp"
#include "sim/ecny/paid_window.hpp"
#include "sim/ecny/wallet_rules.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;

namespace {

ledger::ValueDate wallet_day(int year, unsigned month, unsigned day) {
    return std::chrono::local_days{std::chrono::year{year} / std::chrono::month{month} /
                                   std::chrono::day{day}};
}

WalletLimit wallet_limit(WalletLimitPer per, std::int64_t most, std::string document,
                         InForce in_force = {.from = wallet_day(2026, 1, 1), .until = {}}) {
    return {.in_force = in_force, .per = per, .most_minor = most, .document = std::move(document)};
}

// 100.00 an item, 150.00 a day, 200.00 a year, 500.00 held, 50.00 offline.
std::vector<WalletLimit> small_wallet_limits() {
    return {wallet_limit(WalletLimitPer::item, 100'00, "item rule"),
            wallet_limit(WalletLimitPer::day, 150'00, "day rule"),
            wallet_limit(WalletLimitPer::year, 200'00, "year rule"),
            wallet_limit(WalletLimitPer::balance, 500'00, "cap rule"),
            wallet_limit(WalletLimitPer::offline, 50'00, "offline rule")};
}

}  // namespace

TEST_CASE("exactly at a wallet's limit passes, one fen above is refused with the rule",
          "[ecny][limit]") {
    using enum WalletRefusal;
    struct Row {
        const char* name;
        WalletUse use;
        std::int64_t minor;
        WalletRefusal reason;
        const char* document;
        std::int64_t headroom;
    };
    // clang-format off
    const std::vector<Row> rows = {
        // case                           balance   day     year  offline    pays   reason             document    would pass
        {"one payment, at the limit",    {500'00,      0,       0,      0}, 100'00, none,              "",               0},
        {"one payment, one fen above",   {500'00,      0,       0,      0}, 100'01, over_item_limit,   "item rule", 100'00},
        {"the day, at the limit",        {500'00,  80'00,   80'00,      0},  70'00, none,              "",               0},
        {"the day, one fen above",       {500'00,  80'00,   80'00,      0},  70'01, over_day_limit,    "day rule",   70'00},
        {"the day is used up",           {500'00, 150'00,  150'00,      0},   0'01, over_day_limit,    "day rule",       0},
        {"the year, at the limit",       {500'00,      0,  120'00,      0},  80'00, none,              "",               0},
        {"the year, one fen above",      {500'00,      0,  120'00,      0},  80'01, over_year_limit,   "year rule",  80'00},
        {"all of its money",             { 60'00,      0,       0,      0},  60'00, none,              "",               0},
        {"one fen more than it has",     { 60'00,      0,       0,      0},  60'01, balance_too_small, "",           60'00},
        {"item is named before day",     { 10'00, 150'00,  200'00,      0}, 100'01, over_item_limit,   "item rule", 100'00},
        {"day is named before year",     { 10'00, 150'00,  200'00,      0}, 100'00, over_day_limit,    "day rule",       0},
        {"year is named before money",   { 10'00,      0,  200'00,      0}, 100'00, over_year_limit,   "year rule",      0},
    };
    // clang-format on
    const std::vector<WalletLimit> limits = small_wallet_limits();
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const WalletVerdict verdict = may_pay(limits, row.use, wallet_day(2026, 3, 2), row.minor);
        CHECK(verdict.reason == row.reason);
        CHECK((verdict.limit == nullptr ? std::string_view{} : verdict.limit->document) ==
              row.document);
        CHECK(verdict.headroom_minor == row.headroom);
    }
}

TEST_CASE("a wallet holds no more than its cap, and refuses the excess transfer whole",
          "[ecny][limit]") {
    const std::vector<WalletLimit> limits = small_wallet_limits();
    const ledger::ValueDate on = wallet_day(2026, 3, 2);
    CHECK(may_receive(limits, 420'00, on, 80'00).passes());  // 500.00 exactly
    const WalletVerdict above = may_receive(limits, 420'00, on, 80'01);
    CHECK(above.reason == WalletRefusal::over_balance_cap);
    REQUIRE(above.limit != nullptr);
    CHECK(above.limit->document == "cap rule");
    CHECK(above.headroom_minor == 80'00);
    CHECK(may_receive({}, INT64_MAX - 1, on, 1).passes());  // without a cap
    CHECK(room_under_cap(limits, 420'00, on) == 80'00);
    CHECK(room_under_cap(limits, 600'00, on) == 0);  // the cap was lowered since
    CHECK(room_under_cap({}, 420'00, on) == INT64_MAX);
}

TEST_CASE("what is paid offline and not uploaded has a ceiling of its own, by agreement only",
          "[ecny][limit]") {
    const ledger::ValueDate on = wallet_day(2026, 3, 2);
    // 30.00 of 50.00 wait for their upload; 70.00 of 100.00 are free to be paid.
    const WalletUse use{
        .balance_minor = 70'00, .day_minor = 30'00, .year_minor = 30'00, .offline_minor = 30'00};
    CHECK(may_pay_offline(small_wallet_limits(), use, on, 20'00).passes());
    const WalletVerdict above = may_pay_offline(small_wallet_limits(), use, on, 20'01);
    CHECK(above.reason == WalletRefusal::over_offline_limit);
    CHECK(above.headroom_minor == 20'00);
    const std::vector<WalletLimit> no_agreement = {
        wallet_limit(WalletLimitPer::item, 100'00, "item rule")};
    CHECK(may_pay_offline(no_agreement, use, on, 1).reason == WalletRefusal::no_offline_agreement);
    // Online the same wallet is not asked for it.
    CHECK(may_pay(no_agreement, use, on, 70'00).passes());
}

TEST_CASE("of several limits the lowest in force binds, and its own document is named",
          "[ecny][limit]") {
    const std::vector<WalletLimit> limits = {
        wallet_limit(WalletLimitPer::day, 100'00, "old rule",
                     {.from = wallet_day(2026, 1, 1), .until = wallet_day(2026, 6, 30)}),
        wallet_limit(WalletLimitPer::day, 80'00, "new rule",
                     {.from = wallet_day(2026, 7, 1), .until = {}}),
        wallet_limit(WalletLimitPer::day, 90'00, "agreement"),
    };
    struct Row {
        const char* name;
        ledger::ValueDate on;
        std::int64_t most;
        const char* document;
    };
    const std::vector<Row> rows = {
        {"before any holds", wallet_day(2025, 12, 31), -1, ""},
        {"the agreement is below the rule", wallet_day(2026, 6, 30), 90'00, "agreement"},
        {"the rule was lowered below the agreement", wallet_day(2026, 7, 1), 80'00, "new rule"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const WalletLimit* found = tightest(limits, WalletLimitPer::day, row.on);
        CHECK((found == nullptr ? -1 : found->most_minor) == row.most);
        CHECK((found == nullptr ? "" : found->document) == row.document);
    }
}

TEST_CASE("a wallet's day ends at midnight, its year with the 31st of December", "[ecny][window]") {
    PaidWindow paid;
    CHECK(paid.of_day(wallet_day(2026, 12, 30)) == 0);
    paid.add(wallet_day(2026, 12, 30), 10'00);
    paid.add(wallet_day(2026, 12, 31), 20'00);
    paid.add(wallet_day(2026, 12, 31), 5'00);
    CHECK(paid.of_day(wallet_day(2026, 12, 31)) == 25'00);
    CHECK(paid.of_year(wallet_day(2026, 12, 31)) == 35'00);
    CHECK(paid.of_day(wallet_day(2027, 1, 1)) == 0);
    CHECK(paid.of_year(wallet_day(2027, 1, 1)) == 0);
    paid.add(wallet_day(2027, 1, 1), 1'00);
    CHECK(paid.of_day(wallet_day(2027, 1, 1)) == 1'00);
    CHECK(paid.of_year(wallet_day(2027, 1, 1)) == 1'00);
}

TEST_CASE("interest fills a wallet to its cap and the rest goes to the bank account",
          "[ecny][interest]") {
    struct Row {
        const char* name;
        std::int64_t earned, room, to_wallet, to_account;
    };
    const std::vector<Row> rows = {
        {"room for all", 1'50, 2'00, 1'50, 0},          {"exactly to the cap", 1'50, 1'50, 1'50, 0},
        {"one fen above the cap", 1'50, 1'49, 1'49, 1}, {"at the cap already", 1'50, 0, 0, 1'50},
        {"no cap", 1'50, INT64_MAX, 1'50, 0},           {"nothing earned", 0, 0, 0, 0},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const InterestSplit split = split_interest(row.earned, row.room);
        CHECK(split.to_wallet_minor == row.to_wallet);
        CHECK(split.to_account_minor == row.to_account);
    }
}

TEST_CASE("refusals of wallets have a name each", "[ecny]") {
    for (auto r = static_cast<int>(WalletRefusal::not_a_merchant);
         r <= static_cast<int>(WalletRefusal::over_balance_cap); ++r)
        CHECK_FALSE(name_of(static_cast<WalletRefusal>(r)).empty());
    CHECK(name_of(WalletRefusal::over_balance_cap) == "over_balance_cap");
}
