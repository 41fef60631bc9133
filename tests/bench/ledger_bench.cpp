// Posts a second: two-leg transfers between 10,000 accounts, with floor check, journal and chain, a day
// sealed every 100,000; beside them the bare loop, which is the least that the same record can cost.
//
//   bench_ledger                     prints the rates
//   bench_ledger --write FILE COUNT  writes COUNT of the transfers for ledger and hledger to read
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "ledger/ledger.hpp"
#include "tests/bench/repeat.hpp"
#include "tests/bench/transfers.hpp"

namespace {

using namespace rmbsim;

constexpr std::uint32_t posts = 2'000'000;
constexpr int repetitions = 7;

struct Transfer {
    std::uint32_t from, to;
    std::int64_t minor;
};

// Cheap and always the same; the kernel's random streams have a bench of their own.
class Draws {
  public:
    Transfer next() {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        const auto from = scaled(static_cast<std::uint32_t>(state_ >> 32));
        const auto away = scaled(static_cast<std::uint32_t>(state_ >> 8)) | 1;
        const std::uint32_t to = from + away;
        return {from, to < bench::account_count ? to : to - bench::account_count,
                1 + static_cast<std::int64_t>(state_ >> 54)};
    }

  private:
    static std::uint32_t scaled(std::uint32_t word) {
        return static_cast<std::uint32_t>((std::uint64_t{word} * bench::account_count) >> 32);
    }
    std::uint64_t state_ = 1;
};

double ledger_rate() {
    ledger::Ledger books;
    bench::Poster poster(books);
    Draws draws;
    std::uint32_t nth = 0;
    const auto body = [&] {
        for (std::uint32_t i = 0; i < posts; ++i, ++nth) {
            const Transfer t = draws.next();
            poster.transfer(t.from, t.to, t.minor, nth, nth);
        }
    };
    body();
    return bench::median_rate(repetitions, posts, body);
}

struct Record {  // 64 bytes, hashed as they lie
    XXH128_hash_t before{};
    std::uint32_t from = 0, to = 0;
    std::int64_t minor = 0, time_ms = 0, value_day = 0;
    std::uint64_t cause = 0, rule = 0;
};
static_assert(sizeof(Record) == 64);

double bare_rate() {
    std::vector<std::int64_t> balances(bench::account_count);
    std::vector<Record> journal(bench::entries_a_day);
    XXH128_hash_t chain{};
    Draws draws;
    std::size_t at = 0;
    const auto body = [&] {
        for (std::uint32_t i = 0; i < posts; ++i) {
            const Transfer t = draws.next();
            if (balances[t.from] - t.minor < bench::floor_minor) std::abort();
            balances[t.from] -= t.minor;
            balances[t.to] += t.minor;
            Record& record = journal[at];
            record = {.before = chain, .from = t.from, .to = t.to, .minor = t.minor, .time_ms = i};
            chain = XXH3_128bits(&record, sizeof record);
            if (++at == journal.size()) at = 0;
        }
    };
    body();
    const double rate = bench::median_rate(repetitions, posts, body);
    if (chain.low64 == 0) std::abort();  // never; but the loop cannot be left out
    return rate;
}

void write_transfers(const char* path, std::uint32_t count) {
    std::FILE* file = std::fopen(path, "w");
    if (file == nullptr) std::exit(3);
    Draws draws;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Transfer t = draws.next();
        const auto units = static_cast<long>(t.minor / 100),
                   cents = static_cast<long>(t.minor % 100);
        std::fprintf(file, "2026-01-%02u transfer\n    assets:a%u  %ld.%02ld CNY\n", 1 + i % 28,
                     t.to, units, cents);
        std::fprintf(file, "    assets:a%u  -%ld.%02ld CNY\n\n", t.from, units, cents);
    }
    if (std::fclose(file) != 0) std::exit(3);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::string_view(argv[1]) == "--write") {
        write_transfers(argv[2], static_cast<std::uint32_t>(std::strtoul(argv[3], nullptr, 10)));
        return 0;
    }
    bench::print_rate("bare_posts", bare_rate());
    bench::print_rate("ledger_posts", ledger_rate());
}
