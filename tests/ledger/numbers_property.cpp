// What is always true of money, decimals, roundings and splits.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "ledger/allocation.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"

namespace rmbsim::ledger {
namespace {

// Any int64, its edges and small numbers more often than chance would have it.
rc::Gen<std::int64_t> any_minor() {
    return rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(),
                          rc::gen::element<std::int64_t>(INT64_MIN, INT64_MIN + 1, INT64_MAX, 0),
                          rc::gen::inRange<std::int64_t>(-1'000, 1'000),
                          rc::gen::noShrink(rc::gen::inRange(INT64_MIN / 2, INT64_MAX / 2)));
}

CurrencyId any_currency() {
    return CurrencyId{*rc::gen::inRange<std::uint32_t>(0, currency_count())};
}

Decimal power_of_ten(int places) {
    return *Decimal::parse("1" + std::string(static_cast<std::size_t>(places), '0'));
}

std::string text_of(Int128 value) {  // digit by digit, below zero, where the range reaches further
    std::string digits;
    for (Int128 rest = value; rest != 0 || digits.empty(); rest /= 10) {
        const auto digit = static_cast<int>(rest % 10);
        digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
    }
    return value < 0 ? "-" + digits : digits;
}

TEST_CASE("amounts and decimals survive being written and read", "[ledger][property]") {
    CHECK(rc::check("money", [] {
        const Money money{*any_minor(), any_currency()};
        RC_ASSERT((parse_money(to_text(money), money.currency) == money));
        RC_ASSERT((to_money(to_decimal(money), money.currency, Rounding::toward_zero) == money));
        RC_ASSERT((to_decimal(money) == Decimal::parse(to_text(money))));
    }));
    CHECK(rc::check("decimals", [] {
        const Decimal number = Decimal(*any_minor()) / Decimal(*rc::gen::nonZero<std::int64_t>());
        RC_ASSERT((Decimal::parse(number.to_text()) == number));
        RC_ASSERT((Decimal::parse((-number).to_text()) == -number));
    }));
    CHECK(rc::check("128-bit integers", [] {
        const Int128 whole = Int128{*any_minor()} * *any_minor() + *any_minor();
        RC_ASSERT(Decimal::from_int128(whole).to_text() == text_of(whole));
    }));
}

TEST_CASE("a quotient is off by no more than half its fiftieth digit", "[ledger][property]") {
    CHECK(rc::check([] {
        const std::int64_t a = *any_minor(), b = *rc::gen::nonZero<std::int64_t>();
        const Decimal quotient = Decimal(a) / Decimal(b);
        std::string digits = quotient.to_text();
        const auto point = digits.find('.');
        const auto places = point == std::string::npos ? 0 : digits.size() - point - 1;
        std::erase_if(digits, [](char c) { return c == '.' || c == '-'; });
        const auto significant =
            digits.size() - std::min(digits.find_first_not_of('0'), digits.size());
        RC_ASSERT(significant <= 50U);
        // |a - q × b| ≤ |b| × 10^-places / 2, multiplied out; 69 digits, so still exact
        const Decimal rest = Decimal(a) - quotient * Decimal(b);
        const Decimal twice = (rest.is_negative() ? -rest : rest) * Decimal(2);
        const Decimal size = b < 0 ? -Decimal(b) : Decimal(b);
        RC_ASSERT(significant == 50U || rest.is_zero() || digits.back() != '0');
        if (places < 50) RC_ASSERT(twice * power_of_ten(static_cast<int>(places)) <= size);
    }));
}

TEST_CASE("a rounding gives a neighbour, and its mirror image below zero", "[ledger][property]") {
    CHECK(rc::check([] {
        const CurrencyId cny = currency("CNY");
        const Decimal x = Decimal(*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000)) /
                          Decimal(*rc::gen::element(1'000, 2'000, 3'000, 400, 360'000));
        const auto fen = [&](const Decimal& yuan, Rounding r) {
            return to_money(yuan, cny, r)->minor;
        };
        const std::int64_t down = fen(x, Rounding::floor), up = fen(x, Rounding::ceiling);
        const Decimal exact = x * Decimal(100);
        RC_ASSERT(Decimal(down) <= exact);
        RC_ASSERT(Decimal(up) >= exact);
        RC_ASSERT(up - down == (Decimal(down) == exact ? 0 : 1));
        RC_ASSERT(fen(x, Rounding::toward_zero) == (x.is_negative() ? up : down));
        RC_ASSERT(fen(x, Rounding::away_from_zero) == (x.is_negative() ? down : up));
        const Decimal to_down = exact - Decimal(down), to_up = Decimal(up) - exact;
        for (const Rounding half : {Rounding::half_even, Rounding::half_up}) {
            const std::int64_t near = fen(x, half);
            RC_ASSERT(near == down || near == up);
            if (to_down != to_up) RC_ASSERT(near == (to_down < to_up ? down : up));
            RC_ASSERT(fen(-x, half) == -near);
        }
        if (up != down && to_down == to_up) RC_ASSERT(fen(x, Rounding::half_even) % 2 == 0);
        RC_ASSERT(fen(-x, Rounding::floor) == -up);
        RC_ASSERT(x.to_text(2) == to_text(Money{fen(x, Rounding::half_even), cny}));

        const auto split = x.split_at(2);
        RC_ASSERT(Decimal(split->whole) + split->remainder == exact);
        RC_ASSERT(split->remainder < Decimal(1));
        RC_ASSERT(split->remainder > Decimal(-1));
    }));
}

TEST_CASE("a split sums exactly, and no part is a whole unit off its exact share",
          "[ledger][property]") {
    CHECK(rc::check([] {
        const std::int64_t total =
            *rc::gen::suchThat(any_minor(), [](auto m) { return m != INT64_MIN; });
        const auto raw = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::int64_t>>(rc::gen::weightedOneOf<std::int64_t>(
                {{3, rc::gen::inRange<std::int64_t>(0, 4)},
                 {1, rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 55)}})));
        const std::vector<Int128> weights(raw.begin(), raw.end());
        Int128 weights_sum = 0;
        for (const Int128 weight : weights) weights_sum += weight;
        RC_PRE(weights_sum > 0);

        const std::vector<std::int64_t> parts = allocate(total, weights);
        RC_ASSERT(parts.size() == weights.size());
        Int128 sum = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            sum += parts[i];
            const Int128 off = Int128{parts[i]} * weights_sum - Int128{total} * weights[i];
            RC_ASSERT(off < weights_sum);
            RC_ASSERT(off > -weights_sum);
            if (weights[i] == 0) RC_ASSERT(parts[i] == 0);
            for (std::size_t j = 0; j < i; ++j)  // equal claims: the earlier gets the odd unit
                if (weights[i] == weights[j]) {
                    const Int128 more = (Int128{parts[j]} - parts[i]) * (total < 0 ? -1 : 1);
                    RC_ASSERT(more == 0 || more == 1);
                }
        }
        RC_ASSERT(sum == total);
        const std::vector<std::int64_t> mirrored = allocate(-total, weights);
        for (std::size_t i = 0; i < parts.size(); ++i) RC_ASSERT(mirrored[i] == -parts[i]);
    }));
}

}  // namespace
}  // namespace rmbsim::ledger
