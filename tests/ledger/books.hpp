// Two small sets of books for the tests of the ledger: a company in Shenzhen and its bank.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <string>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/ledger.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {

inline ValueDate january(int day) {
    return std::chrono::local_days{std::chrono::year{2026} / 1 / day};
}
inline SimTime noon(int day) {
    return SimTime{january(day).time_since_epoch()} + std::chrono::hours{12};
}

struct Books {
    explicit Books(History history = History::open_day_only) : ledger(history) {}

    Ledger ledger;
    BookId company = ledger.open_book("SZ", "Longgang maker");
    BookId bank = ledger.open_book("BANK", "Its bank");
    AccountId cash = open(company, "1002", "CNY", AccountType::asset, 0);  // floor at zero
    AccountId sales = open(company, "6001", "CNY", AccountType::income);
    AccountId cost = open(company, "6602", "CNY", AccountType::expense);
    AccountId cash_usd = open(company, "1002.USD", "USD", AccountType::asset);
    AccountId sales_usd = open(company, "6001.USD", "USD", AccountType::income);
    AccountId clearing = open(bank, "3001", "CNY", AccountType::asset);
    AccountId deposit = open(bank, "2011", "CNY", AccountType::liability);

    AccountId open(BookId book, const char* code, const char* iso, AccountType type,
                   std::int64_t floor_minor = no_floor) {
        return ledger.open({.book = book,
                            .currency = currency(iso),
                            .type = type,
                            .code = code,
                            .name = code,
                            .floor_minor = floor_minor});
    }

    // Posts at noon of `day` of January, value that day or `value_day`.
    std::expected<EntryId, PostError> post(int day, std::vector<Posting> postings) {
        return post(day, day, std::move(postings));
    }
    std::expected<EntryId, PostError> post(int day, int value_day, std::vector<Posting> postings) {
        return ledger.post(
            {.time = noon(day), .value_date = january(value_day), .postings = postings});
    }
    // Sales of `minor` on `day`, so that there is cash.
    std::expected<EntryId, PostError> sell(int day, std::int64_t minor) {
        return post(day, {{cash, minor}, {sales, -minor}});
    }
};

// "posted", or the name of the refusal: what tables of expected outcomes hold.
template <class T>
std::string outcome(const std::expected<T, PostError>& result) {
    return result ? "posted" : std::string(name_of(result.error()));
}

// All that a refused draft must leave as it was.
struct Standing {
    std::vector<std::int64_t> booked, available;
    std::vector<Chain> chains;
    std::uint32_t entries;
    Digest digest;
    friend bool operator==(const Standing&, const Standing&) = default;
};

inline Standing standing(const Ledger& ledger) {
    Standing now{.booked = {},
                 .available = {},
                 .chains = {ledger.chains().begin(), ledger.chains().end()},
                 .entries = ledger.entry_count(),
                 .digest = ledger.digest()};
    for (std::uint32_t i = 0; i < ledger.account_count(); ++i) {
        now.booked.push_back(ledger.booked(AccountId{i}));
        now.available.push_back(ledger.available(AccountId{i}));
    }
    return now;
}

}  // namespace rmbsim::ledger
