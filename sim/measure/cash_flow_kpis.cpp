#include "sim/measure/cash_flow_kpis.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/journal.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/sizing.hpp"
#include "sim/rules.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

constexpr std::array outward{Rule::payment, Rule::settled_in_rmb, Rule::paid_on_behalf};
constexpr std::array with_outside{Rule::receipt,
                                  Rule::payment,
                                  Rule::settled_in_rmb,
                                  Rule::paid_on_behalf,
                                  Rule::received_on_behalf,
                                  Rule::on_behalf_returned,
                                  Rule::store_payout,
                                  Rule::collection_paid_out,
                                  Rule::collection_over_limit,
                                  Rule::export_refund_paid,
                                  Rule::export_refund_recovered};
constexpr double deviations_kept = 2.33;  // one-sided 99 % of a normal distribution

// Of a sample, in minor units; it has two days at least.
double deviation(const std::vector<ledger::Int128>& sample) {
    const auto count = static_cast<double>(sample.size());
    double sum = 0, squares = 0;
    for (const ledger::Int128 value : sample) sum += static_cast<double>(value);
    for (const ledger::Int128 value : sample) {
        const double away = static_cast<double>(value) - sum / count;
        squares += away * away;
    }
    return std::sqrt(squares / (count - 1));
}

}  // namespace

CashFlowKpis::CashFlowKpis(const Directory& directory, const MidRates& rates)
    : directory_(directory), rates_(rates), of_book_(directory.books.size()) {
    for (const AccountRow& account : directory.accounts)
        is_cash_.push_back(account.line == ledger::ChartLine::bank_deposit &&
                           directory.books[account.spec.book.index].is_entity);
}

void CashFlowKpis::open_day() {
    group_.today = 0;
    group_.net_of_day.push_back(0);
    for (Flow& flow : of_book_) {
        flow.today = 0;
        flow.net_of_day.push_back(0);
    }
}

void CashFlowKpis::look(Flow& flow, std::int64_t time_ms) {
    if (flow.today >= flow.lowest) return;
    flow.lowest = flow.today;
    flow.lowest_ms = time_ms;
}

void CashFlowKpis::read(const ledger::EntryRow& entry,
                        std::span<const ledger::PostingRow> postings) {
    const auto rule = static_cast<Rule>(entry.rule);
    if (rule == Rule::opening) return;
    const bool leaves = std::ranges::find(outward, rule) != outward.end();
    const bool outside =
        std::ranges::find(with_outside, rule) != with_outside.end() && !group_.net_of_day.empty();
    const std::size_t slot = rates_.slot_of(entry.value_day);
    touched_.clear();
    for (const ledger::PostingRow& posting : postings) {
        const std::uint32_t account = posting.account.index;
        if (account >= is_cash_.size() || !is_cash_[account]) continue;
        const std::uint32_t book = directory_.accounts[account].spec.book.index;
        const ledger::Int128 worth = rates_.reporting_minor(posting.minor, account, slot);
        of_book_[book].today += worth;
        group_.today += worth;
        touched_.push_back(book);
        if (outside) {
            of_book_[book].net_of_day.back() += worth;
            group_.net_of_day.back() += worth;
        }
        if (!leaves || worth > 0) continue;
        of_book_[book].paid -= worth;
        group_.paid -= worth;
    }
    for (const std::uint32_t book : touched_) look(of_book_[book], entry.time_ms);
    look(group_, entry.time_ms);
}

std::vector<Kpi> CashFlowKpis::kpis() const {
    const ledger::CurrencyId reporting = ledger::currency(directory_.reporting_currency);
    const Decimal unit = Decimal::from_minor(1, ledger::decimals_of(reporting));
    const Decimal day_count(static_cast<std::int64_t>(rates_.days()));
    std::vector<Kpi> all;
    const auto put = [&](std::string_view entity, const Flow& flow) {
        const auto money = [&](std::string_view name, const Decimal& major) {
            all.push_back(stated(name, entity,
                                 ledger::to_text({rounded_indicator(major, reporting), reporting}),
                                 directory_.reporting_currency));
        };
        money("peak_intraday_need", Decimal::from_int128(-flow.lowest) * unit);
        all.push_back(stated("peak_intraday_at", entity,
                             flow.lowest < 0 ? ledger::iso_instant(ledger::SimTime{
                                                   std::chrono::milliseconds{flow.lowest_ms}})
                                             : std::string(not_stated)));
        money("daily_outflow_mean", Decimal::from_int128(flow.paid) * unit / day_count);
    };
    put("group", group_);
    if (group_.net_of_day.size() > 1) {
        double apart = 0;
        for (std::size_t b = 0; b < of_book_.size(); ++b)
            if (directory_.books[b].is_entity) apart += deviation(of_book_[b].net_of_day);
        const auto separate = whole_units(deviations_kept * apart),
                   pooled = whole_units(deviations_kept * deviation(group_.net_of_day));
        const auto buffer = [&](std::string_view name, std::int64_t minor) {
            all.push_back(stated(name, "group", ledger::to_text({minor, reporting}),
                                 directory_.reporting_currency));
        };
        if (separate && pooled) {
            buffer("buffer_separate", *separate);
            buffer("buffer_pooled", *pooled);
            buffer("buffer_release", *separate - *pooled);
        }
    }
    for (std::size_t b = 0; b < of_book_.size(); ++b)
        if (directory_.books[b].is_entity) put(directory_.books[b].code, of_book_[b]);
    return all;
}

}  // namespace rmbsim::sim
