#include "sim/world/fx_deals.hpp"

#include <cstdint>
#include <expected>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/rounding.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;
using ledger::Rounding;

void FxDeals::open(std::uint32_t foreign, std::uint32_t home) {
    const BankAccount& of = desk_.scenario.accounts[foreign];
    const BankAccount& against = desk_.scenario.accounts[home];
    ledger::expects(of.owner == against.owner && of.bank == against.bank,
                    "currency is dealt between two accounts of one company at one bank");
    const ledger::BookId company = desk_.books.book_of_entity(of.owner);
    const ledger::BookId bank = desk_.books.book_of_bank(of.bank);
    const auto line = [&](ledger::BookId book, ChartLine chart_line, const BankAccount& account) {
        return desk_.books.line(book, chart_line, account.currency, account.market);
    };
    lines_.try_emplace({foreign, home},
                       Lines{.foreign_position = line(company, ChartLine::fx_position, of),
                             .home_position = line(company, ChartLine::fx_position, against),
                             .cost = line(company, ChartLine::fx_cost, against),
                             .bank_foreign = line(bank, ChartLine::bank_fx_position, of),
                             .bank_home = line(bank, ChartLine::bank_fx_position, against),
                             .bank_result = line(bank, ChartLine::bank_fx_result, against)});
}

std::expected<ledger::EntryId, ledger::PostError> FxDeals::deal(const FxDealTerms& terms) {
    const auto found = lines_.find({terms.foreign, terms.home});
    ledger::expects(found != lines_.end(), "accounts between which currency is dealt are opened");
    const Lines& fx = found->second;
    const BankAccount& foreign = desk_.scenario.accounts[terms.foreign];
    const BankAccount& home = desk_.scenario.accounts[terms.home];
    const bool sold = terms.minor > 0;
    const std::int64_t amount = sold ? terms.minor : -terms.minor;
    const ledger::Rate half = terms.spread / ledger::Decimal(2);
    const ledger::Rate rate =
        terms.mid * (sold ? ledger::Decimal(1) - half : ledger::Decimal(1) + half);
    const auto in_home = [&](const ledger::Rate& at, Rounding rounding) {
        const std::int64_t minor =
            desk_.converted(amount, foreign.currency, home.currency, at, rounding);
        return sold ? minor : -minor;
    };
    const std::int64_t at_mid = in_home(terms.mid, Rounding::half_even);
    const std::int64_t dealt = in_home(rate, sold ? Rounding::floor : Rounding::ceiling);
    const BankAccountIds& f = desk_.books.of(terms.foreign);
    const BankAccountIds& h = desk_.books.of(terms.home);
    EntryLines lines;
    lines.add(fx.foreign_position, terms.minor).add(f.own, -terms.minor);
    lines.add(h.own, dealt).add(fx.cost, at_mid - dealt).add(fx.home_position, -at_mid);
    lines.add(f.mirror, terms.minor).add(fx.bank_foreign, -terms.minor);
    lines.add(fx.bank_home, at_mid).add(h.mirror, -dealt).add(fx.bank_result, dealt - at_mid);
    return desk_.recorder.post({.rule = terms.rule,
                                .value_date = desk_.local_date(terms.foreign),
                                .subject = terms.subject},
                               lines);
}

}  // namespace rmbsim::sim
