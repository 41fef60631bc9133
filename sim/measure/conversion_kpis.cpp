#include "sim/measure/conversion_kpis.hpp"

#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;
using ledger::Decimal;

void ConversionKpis::read(const ledger::EntryRow& entry,
                          std::span<const ledger::PostingRow> postings) {
    const auto rule = static_cast<Rule>(entry.rule);
    if (rule != Rule::fx_conversion && rule != Rule::converted_at_place &&
        rule != Rule::netting_deal)
        return;
    for (const ledger::PostingRow& posting : postings) {
        const std::uint32_t index = posting.account.index;
        if (index >= directory_.accounts.size()) continue;
        const AccountRow& account = directory_.accounts[index];
        const ledger::Int128 worth =
            rates_.reporting_minor(posting.minor, index, rates_.slot_of(entry.value_day));
        Sum& sum = of_book_[account.spec.book.index];
        if (account.line == ChartLine::fx_position) sum.twice_volume += worth < 0 ? -worth : worth;
        if (account.line == ChartLine::fx_cost) sum.cost += worth;
    }
}

std::vector<Kpi> ConversionKpis::kpis() const {
    std::set<std::uint32_t> able;
    for (const AccountRow& account : directory_.accounts)
        if (account.line == ChartLine::fx_position) able.insert(account.spec.book.index);
    const ledger::CurrencyId reporting = ledger::currency(directory_.reporting_currency);
    const Decimal unit = Decimal::from_minor(1, ledger::decimals_of(reporting));
    std::vector<Kpi> all;
    const auto put = [&](std::string_view entity, const Sum& sum) {
        const Decimal volume = Decimal::from_int128(sum.twice_volume) / Decimal(2);
        all.push_back(
            stated("fx_volume", entity,
                   ledger::to_text({rounded_indicator(volume * unit, reporting), reporting}),
                   directory_.reporting_currency));
        all.push_back(stated("fx_cost_bp", entity,
                             ratio_text(Decimal::from_int128(sum.cost), volume, 2, 10'000)));
    };
    Sum group;
    for (const std::uint32_t book : able) {
        const auto found = of_book_.find(book);
        if (found == of_book_.end()) continue;
        group.twice_volume += found->second.twice_volume;
        group.cost += found->second.cost;
    }
    put("group", group);
    for (const std::uint32_t book : able) {
        const auto found = of_book_.find(book);
        put(directory_.books[book].code, found == of_book_.end() ? Sum{} : found->second);
    }
    return all;
}

}  // namespace rmbsim::sim
