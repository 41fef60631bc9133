// What the kernel and ledger benches post into: one book of 10,000 accounts, each with a floor.
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ledger/currency.hpp"
#include "ledger/ledger.hpp"

namespace bench {

inline constexpr std::uint32_t account_count = 10'000;
inline constexpr std::uint32_t entries_a_day = 100'000;
inline constexpr std::int64_t floor_minor = -1'000'000'000;  // looked at each time, never reached
inline constexpr std::int32_t first_day = 20'454;            // 2026-01-01

inline void open_accounts(rmbsim::ledger::Ledger& books) {
    const auto book = books.open_book("bench");
    for (std::uint32_t i = 0; i < account_count; ++i)
        books.open({.book = book,
                    .currency = rmbsim::ledger::currency("CNY"),
                    .code = "1002." + std::to_string(i),
                    .name = {},
                    .floor_minor = floor_minor});
}

// Posts transfers and closes a business day after every `entries_a_day` of them.
class Poster {
  public:
    explicit Poster(rmbsim::ledger::Ledger& books) : books_(books) { open_accounts(books); }

    void transfer(std::uint32_t from, std::uint32_t to, std::int64_t minor, std::int64_t time_ms,
                  std::uint32_t nth) {
        using namespace rmbsim::ledger;
        const std::array lines{Posting{AccountId{from}, -minor}, Posting{AccountId{to}, minor}};
        const auto posted =
            books_.post({.time = SimTime{std::chrono::milliseconds{time_ms}},
                         .value_date = date_of(day_),
                         .cause = {.origin = from, .nth = nth, .subject = to, .kind = 1},
                         .postings = lines});
        if (!posted) std::abort();
        if (++in_day_ < entries_a_day) return;
        in_day_ = 0;
        const auto closed = books_.close_day(date_of(day_++));
        books_.close_value_dates(date_of(closed.seal.day));
    }

  private:
    rmbsim::ledger::Ledger& books_;
    std::int32_t day_ = first_day;
    std::uint32_t in_day_ = 0;
};

}  // namespace bench
