// Any settlement, spelled as any country does: read to the cent, and a cent off is never missed.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include "ledger/money.hpp"
#include "tests/adapters/seller_reports/collected.hpp"

namespace rmbsim::tests {
namespace {

// 1234567 as "12,345.67", "12.345,67", or without groups.
std::string spelled(std::int64_t minor, char mark, std::string_view group) {
    const std::string plain = ledger::to_text(minor, 2);
    const std::size_t point = plain.find('.');
    std::string whole = plain.substr(0, point);
    const std::size_t sign = whole.starts_with('-') ? 1 : 0;
    for (std::size_t at = whole.size(); at > sign + 3; at -= 3) whole.insert(at - 3, group);
    return whole + mark + plain.substr(point + 1);
}

struct Spelling {
    char mark;
    std::string_view group;
};
const std::vector<Spelling> spellings{{'.', ""},  {',', ""},  {'.', ","},     {',', "."},
                                      {',', " "}, {'.', "'"}, {',', "\u00A0"}};

std::string settlement(const std::vector<std::int64_t>& amounts, std::int64_t total,
                       const Spelling& spelling) {
    std::string text = small_settlement();
    text.resize(text.find('\n') + 1);
    const auto amount = [&](std::int64_t minor) {
        return spelled(minor, spelling.mark, spelling.group);
    };
    text += "S1\t2026-07-02 00:00:00 UTC\t" + amount(total) + "\tUSD\t\t\t\t\t\t\t\n";
    for (std::size_t i = 0; i < amounts.size(); ++i)
        text += "S1\t\t\tUSD\tOrder\tA-" + std::to_string(i) +
                "\tamazon.com\tItemPrice\tPrincipal\t" + amount(amounts[i]) +
                "\t2026-06-17 00:00:00 UTC\n";
    return text;
}

}  // namespace

TEST_CASE("a settlement in any spelling is read to the cent", "[sellers][property]") {
    rc::prop(
        "the sum of the lines is that of the amounts; one cent more in the total is a finding", [] {
            const auto amounts = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(
                rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000)));
            const auto spelling = *rc::gen::elementOf(spellings);
            std::int64_t total = 0;
            for (const std::int64_t amount : amounts) total += amount;
            const Collected right = read_seller_text(settlement(amounts, total, spelling));
            RC_ASSERT(right.said.empty());
            RC_ASSERT(right.findings.empty());
            RC_ASSERT(right.lines.size() == amounts.size());
            RC_ASSERT(right.sums_minor == std::vector<std::int64_t>{total});
            const Collected wrong = read_seller_text(settlement(amounts, total + 1, spelling));
            RC_ASSERT(wrong.findings.size() == 1U);
            RC_ASSERT(wrong.findings.front().difference_minor == -1);
        });
}

}  // namespace rmbsim::tests
