#include "adapters/seller_reports/difference.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "adapters/seller_reports/amount_text.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/survey.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::sellers {
namespace {

constexpr std::size_t suspects_most = 5;

// A line that is one too many carries the difference; one whose sign is turned carries half of it.
void consider(Settled& settled, std::int64_t difference, std::int64_t minor, std::uint32_t line) {
    const int decimals = ledger::decimals_of(settled.currency);
    if (minor == difference)
        settled.suspects.push_back(
            fmt::format("line {} carries it: {}", line, ledger::to_text(minor, decimals)));
    else if (difference % 2 == 0 && minor == difference / 2)
        settled.suspects.push_back(fmt::format("line {} would explain it with the other sign: {}",
                                               line, ledger::to_text(minor, decimals)));
}

}  // namespace

std::optional<std::int64_t> Settled::difference() const {
    if (!total_minor) return std::nullopt;
    return ledger::checked_subtract(sum_minor, *total_minor);
}

void find_suspects(Records& rows, const BoundColumns& columns, const Habits& habits,
                   std::vector<Settled>& settled) {
    std::size_t at = 0;
    while (at < settled.size() && rows.next()) {
        while (at < settled.size() && settled[at].last_line < rows.line()) ++at;
        if (at == settled.size()) return;
        Settled& of = settled[at];
        const auto difference = of.difference();
        if (!of.differs() || !difference || rows.line() < of.first_line) continue;
        for (const BoundAmount& amount : columns.amounts) {
            if (amount.field >= rows.fields().size() || of.suspects.size() >= suspects_most)
                continue;
            const auto read = read_amount(rows.fields()[amount.field],
                                          ledger::decimals_of(of.currency), habits.mark);
            if (read)
                consider(of, *difference, amount.is_minus ? -read->minor : read->minor,
                         rows.line());
        }
    }
}

}  // namespace rmbsim::adapters::sellers
