// Any bytes as an amount and as a decimal: what is accepted is written back to the same number.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ledger/decimal.hpp"
#include "ledger/money.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rmbsim::ledger;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const int decimals : {0, 2, 3}) {
        const auto minor = parse_minor(text, decimals);
        if (minor && parse_minor(to_text(*minor, decimals), decimals) != minor) std::abort();
        const auto same = Decimal::parse(text);
        if (minor && same && Decimal::from_minor(*minor, decimals) != *same) std::abort();
    }
    const auto number = Decimal::parse(text);
    if (number && Decimal::parse(number->to_text()) != number) std::abort();
    return 0;
}
