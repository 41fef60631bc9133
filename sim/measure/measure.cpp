#include "sim/measure/measure.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/digest.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/journal.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/cash_kpis.hpp"
#include "sim/measure/limit_kpis.hpp"
#include "sim/measure/limit_results.hpp"
#include "sim/measure/money_kpis.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

using ledger::ValueDate;
using std::chrono::days;

const Kpi* find_kpi(const RunResult& result, std::string_view name, std::string_view entity) {
    for (const Kpi& kpi : result.kpis)
        if (kpi.name == name && kpi.entity == entity) return &kpi;
    return nullptr;
}

Measure::Measure(const Directory& directory, ValueDate from, ValueDate to)
    : directory_(directory),
      from_(from),
      to_(to),
      rates_(directory, from, static_cast<std::size_t>((to - from).count()) + 1),
      movements_(directory, rates_),
      limit_days_(directory.limits.size()),
      sweep_kpis_(directory, rates_),
      flow_kpis_(directory, rates_),
      conversion_kpis_(directory, rates_),
      fx_(directory) {}

void Measure::read(const DayRecord& day) {
    flow_kpis_.open_day();
    ledger::for_each_entry(day.journal, [&](ledger::EntryId, const ledger::EntryRow& entry,
                                            std::span<const ledger::PostingRow> postings) {
        fx_.read(entry, postings);
        sweep_kpis_.read(entry, postings);
        flow_kpis_.read(entry, postings);
        conversion_kpis_.read(entry, postings);
        movements_.read(entry, postings);
    });
    sweep_kpis_.read(day);
    for (const LimitDay& limit : day.limits)
        if (limit.limit < limit_days_.size()) limit_days_[limit.limit].push_back(limit);
}

RunResult Measure::result(std::span<const ledger::Chain> chains) const {
    RunResult result;
    result.title_en = directory_.title_en;
    result.title_zh = directory_.title_zh;
    result.reporting_currency = directory_.reporting_currency;
    result.reporting_decimals = static_cast<std::uint8_t>(
        ledger::decimals_of(ledger::currency(directory_.reporting_currency)));
    for (ValueDate day = from_; day <= to_; day += days{1}) result.days.push_back(day);
    for (std::size_t b = 0; b < directory_.books.size(); ++b) {
        BookResult book{.code = directory_.books[b].code,
                        .name_en = directory_.books[b].name_en,
                        .name_zh = directory_.books[b].name_zh,
                        .chain = {}};
        if (b < chains.size()) book.chain = ledger::to_hex(std::as_bytes(chains.subspan(b, 1)));
        result.books.push_back(std::move(book));
    }
    for (const AccountRow& account : directory_.accounts)
        if (account.spec.book.index < result.books.size())
            ++result.books[account.spec.book.index].accounts;
    result.balances = movements_.bank_balances();
    MoneyKpis money = money_kpis(directory_, movements_, result.balances, fx_.hedge_results());
    const auto put = [&](std::vector<Kpi> kpis) {
        std::ranges::move(kpis, std::back_inserter(result.kpis));
    };
    put(std::move(money.group));
    put(sweep_kpis_.kpis());
    put(std::move(money.companies));
    put(cash_kpis(directory_, movements_, rates_, result.balances));
    put(flow_kpis_.kpis());
    put(conversion_kpis_.kpis());
    put(fx_.kpis());
    for (std::size_t i = 0; i < limit_days_.size(); ++i)
        result.limits.push_back(limit_result(directory_.limits[i], limit_days_[i], from_, to_));
    put(limit_kpis(result.limits));
    return result;
}

void leave_out_drawn(const Directory& directory, RunResult& result) {
    std::set<std::string_view> drawn;
    for (const BookRow& book : directory.books)
        if (book.is_drawn) drawn.insert(book.code);
    if (drawn.empty()) return;
    std::erase_if(result.kpis, [&](const Kpi& kpi) { return drawn.contains(kpi.entity); });
    std::erase_if(result.balances,
                  [&](const BalanceSeries& series) { return drawn.contains(series.entity); });
    std::erase_if(result.trapped,
                  [&](const TrappedCash& trapped) { return drawn.contains(trapped.entity); });
}

}  // namespace rmbsim::sim
