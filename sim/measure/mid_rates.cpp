#include "sim/measure/mid_rates.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

using ledger::Decimal;
using ledger::ValueDate;

std::int64_t rounded_indicator(const Decimal& major, ledger::CurrencyId currency) {
    return ledger::fitting(ledger::to_money(major, currency, ledger::Rounding::half_even),
                           "an indicator")
        .minor;
}

MidRates::MidRates(const Directory& directory, ValueDate from, std::size_t day_count)
    : directory_(directory),
      from_(ledger::day_number(from)),
      days_(day_count),
      reporting_(
          ledger::find_currency(directory.reporting_currency).value_or(ledger::CurrencyId{})) {
    // A damaged journal may name no currency: an audit reads on.
    for (const RateRow& row : directory.rates) {
        const std::int64_t offset = std::int64_t{row.day} - from_;
        if (offset < 0 || offset >= static_cast<std::int64_t>(day_count)) continue;
        auto& rates = by_money_[row.currency + "/" + row.market];
        rates.resize(day_count + 2, Decimal(1));
        if (const auto value = Decimal::parse(row.value))
            rates[static_cast<std::size_t>(offset) + 1] = *value;
    }
    for (auto& [money, rates] : by_money_) {
        rates.front() = rates[1];
        rates.back() = rates[day_count];
    }
    for (const AccountRow& account : directory.accounts) {
        const auto rates = by_money_.find(std::string(ledger::code_of(account.spec.currency)) +
                                          "/" + std::string(ledger::name_of(account.spec.market)));
        of_account_.push_back(rates == by_money_.end() ? nullptr : &rates->second);
    }
}

std::size_t MidRates::slot_of(std::int32_t value_day) const {
    const std::int64_t offset = std::int64_t{value_day} - from_;
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(offset + 1, 0, static_cast<std::int64_t>(days_) + 1));
}

const Decimal& MidRates::at(std::uint32_t account, std::size_t slot) const {
    const auto* rates = of_account_[account];
    return rates == nullptr ? par_ : (*rates)[slot];
}

std::int64_t MidRates::reporting_minor(std::int64_t minor, std::uint32_t account,
                                       std::size_t slot) const {
    const ledger::CurrencyId currency = directory_.accounts[account].spec.currency;
    if (currency == reporting_ || minor == 0) return minor;
    return rounded_indicator(
        Decimal::from_minor(minor, ledger::decimals_of(currency)) * at(account, slot), reporting_);
}

std::vector<RateRow> reporting_rates(const Scenario& scenario) {
    std::set<std::pair<ledger::CurrencyId, ledger::Market>> moneys;
    const auto use = [&](ledger::CurrencyId currency, ledger::Market market) {
        if (currency != scenario.reporting_currency) moneys.emplace(currency, market);
    };
    for (const BankAccount& account : scenario.accounts) use(account.currency, account.market);
    for (const StoreSpec& store : scenario.stores) {
        const MarketplaceSpec& marketplace = scenario.marketplaces[store.marketplace];
        use(marketplace.currency, marketplace.market);
        // What a payment institution holds and charges is onshore.
        if (scenario.collection_routes[store.route].kind == CollectionKind::provider)
            use(marketplace.currency, ledger::Market::onshore);
    }
    std::vector<RateRow> rows;
    for (const auto& [currency, market] : moneys) {
        for (ValueDate day = scenario.from; day <= scenario.to; day += std::chrono::days{1}) {
            const auto mid = scenario.fx.mid(currency, scenario.reporting_currency, market, day);
            ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
            rows.push_back({.day = ledger::day_number(day),
                            .currency = std::string(ledger::code_of(currency)),
                            .market = std::string(ledger::name_of(market)),
                            .value = mid->to_text(10)});
        }
    }
    return rows;
}

}  // namespace rmbsim::sim
