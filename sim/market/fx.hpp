// Dated exchange rates by market (onshore CNY, offshore CNH), crossed through a stated base.
//
// Units       mid(a, b): units of b for one a, as a decimal
// Lookup      the last quote on or before the date; per market each currency has its own series of
//             "units of it per one base"; mid(a, b) = per_base(b) / per_base(a)
// Sides       a customer sells the base of a quote at bid, buys it at ask: bid = mid × (1 - spread/2),
//             ask = mid × (1 + spread/2)
// Errors      quotes out of order or not positive, a spread outside 0 … 2: broken contracts
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

struct FxQuote {
    std::int32_t day;
    ledger::Rate per_base;
};

struct FxSeries {
    ledger::CurrencyId currency{};
    std::vector<FxQuote> quotes;  // ascending in day
};

struct FxMarket {
    ledger::CurrencyId base{};
    std::vector<FxSeries> series;  // without the base itself
};

class FxTable {
  public:
    FxTable() = default;
    FxTable(FxMarket onshore, FxMarket offshore);

    // nullopt: no series for a currency, or none on or before the date. From a currency to itself: 1.
    std::optional<ledger::Rate> mid(ledger::CurrencyId from, ledger::CurrencyId to,
                                    ledger::Market market, ledger::ValueDate date) const;
    // What the customer gets for one `from` sold, in `to`: the worse side by half the spread.
    // From a currency to itself nothing is dealt, so nothing is lost.
    std::optional<ledger::Rate> customer_rate(ledger::CurrencyId from, ledger::CurrencyId to,
                                              ledger::Market market, ledger::ValueDate date,
                                              const ledger::Rate& spread) const;
    bool knows(ledger::CurrencyId currency, ledger::Market market) const;
    // Earliest date on which every known currency of the market is quoted, and the latest quote of
    // any; a market without a quote is a broken contract.
    ledger::ValueDate first_date(ledger::Market market) const;
    ledger::ValueDate last_date(ledger::Market market) const;

  private:
    std::optional<ledger::Rate> per_base(ledger::CurrencyId currency, const FxMarket& market,
                                         ledger::ValueDate date) const;
    const FxMarket& of(ledger::Market market) const;
    FxMarket onshore_, offshore_;
};

// Series of a market made from another: every currency but `except` re-expressed per `base`
// (onshore USD/HKD, USD/EUR … from the ECB's euro rates while USD/CNY is the central parity); the
// old base is among them. Quoted where either of the two moves; crosses are good to 50 digits.
std::vector<FxSeries> rebased(const FxMarket& from, ledger::CurrencyId base,
                              ledger::CurrencyId except);

}  // namespace rmbsim::sim
