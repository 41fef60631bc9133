#include "sim/measure/movements.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/entry.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::Decimal;

constexpr std::array watched{
    ChartLine::bank_deposit,        ChartLine::interest_income, ChartLine::interest_expense,
    ChartLine::bank_fees,           ChartLine::fx_cost,         ChartLine::tax_expense,
    ChartLine::income_tax_expense,  ChartLine::borrowings,      ChartLine::short_term_borrowings,
    ChartLine::intercompany_current};

bool is_watched(ChartLine line) { return std::ranges::find(watched, line) != watched.end(); }

constexpr std::array store_lines{ChartLine::revenue,          ChartLine::referral_fees,
                                 ChartLine::fulfilment_fees,  ChartLine::advertising_costs,
                                 ChartLine::store_charges,    ChartLine::chargeback_losses,
                                 ChartLine::payout_in_transit};

// Against a marketplace: a sale between companies of the group is none of a store's.
bool is_store_line(const Directory& directory, const AccountRow& account) {
    return account.partner_book < directory.books.size() &&
           !directory.books[account.partner_book].is_entity &&
           std::ranges::find(store_lines, account.line) != store_lines.end();
}

// What a line of online selling tells of under a rule; none: nothing.
StorePart part_of(ChartLine line, Rule rule) {
    if (line == ChartLine::revenue) {
        if (rule == Rule::store_sales) return StorePart::sales;
        return rule == Rule::store_refunds ? StorePart::refunds : StorePart::none;
    }
    if (line == ChartLine::payout_in_transit)
        return rule == Rule::store_payout || rule == Rule::collection_over_limit
                   ? StorePart::payouts
                   : StorePart::none;
    return line == ChartLine::chargeback_losses ? StorePart::chargebacks : StorePart::fees;
}

// A damaged journal may hold anything: sums wrap, and an audit tells the difference.
std::int64_t wrapping_sum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

}  // namespace

Movements::Movements(const Directory& directory, const MidRates& rates)
    : directory_(directory), rates_(rates), row_of_(directory.accounts.size(), UINT32_MAX) {
    const std::size_t slots = rates.days() + 2;
    for (std::uint32_t a = 0; a < directory.accounts.size(); ++a) {
        const ChartLine line = directory.accounts[a].line;
        if (!directory.books[directory.accounts[a].spec.book.index].is_entity) continue;
        const bool store = is_store_line(directory, directory.accounts[a]);
        if (!store && !is_watched(line)) continue;
        row_of_[a] = static_cast<std::uint32_t>(rows_.size());
        const auto put = [&](StorePart part) {
            rows_.push_back(
                {.account = a, .part = part, .delta = std::vector<std::int64_t>(slots)});
        };
        if (!store) {
            put(StorePart::none);
        } else if (line == ChartLine::revenue) {
            put(StorePart::sales);
            put(StorePart::refunds);
        } else {
            put(part_of(line, Rule::store_payout));
        }
    }
}

void Movements::read(const ledger::EntryRow& entry, std::span<const ledger::PostingRow> postings) {
    const std::size_t slot = rates_.slot_of(entry.value_day);
    for (const ledger::PostingRow& posting : postings) {
        if (posting.account.index >= row_of_.size()) continue;  // an audit may read a damaged row
        std::uint32_t row = row_of_[posting.account.index];
        if (row == UINT32_MAX) continue;
        const AccountRow& account = directory_.accounts[posting.account.index];
        if (is_store_line(directory_, account)) {
            const StorePart part = part_of(account.line, static_cast<Rule>(entry.rule));
            if (part == StorePart::none) continue;
            if (part == StorePart::refunds) ++row;
        }
        std::int64_t& delta = rows_[row].delta[slot];
        delta = wrapping_sum(delta, posting.minor);
    }
}

Decimal Movements::worth(const Movement& movement) const {
    const int decimals = ledger::decimals_of(directory_.accounts[movement.account].spec.currency);
    Decimal sum = 0;
    for (std::size_t slot = 0; slot < movement.delta.size(); ++slot)
        if (movement.delta[slot] != 0)
            sum = sum + Decimal::from_minor(movement.delta[slot], decimals) *
                            rates_.at(movement.account, slot);
    return sum;
}

std::vector<std::int64_t> Movements::closings(const Movement& movement) const {
    std::vector<std::int64_t> closings;
    std::int64_t balance = movement.delta[0];
    for (std::size_t slot = 1; slot <= rates_.days(); ++slot) {
        balance = wrapping_sum(balance, movement.delta[slot]);
        closings.push_back(balance);
    }
    return closings;
}

std::vector<BalanceSeries> Movements::bank_balances() const {
    std::vector<BalanceSeries> all;
    for (const Movement& movement : rows_) {
        const AccountRow& account = directory_.accounts[movement.account];
        if (account.line != ChartLine::bank_deposit) continue;
        BalanceSeries series;
        series.account = account.spec.code.substr(account.spec.code.find('.') + 1);
        series.entity = directory_.books[account.spec.book.index].code;
        series.currency =
            std::string(ledger::display_code(account.spec.currency, account.spec.market));
        series.decimals = ledger::info(account.spec.currency).decimals;
        series.minor = closings(movement);
        for (std::size_t day = 0; day < series.minor.size(); ++day)
            series.reporting_minor.push_back(
                rates_.reporting_minor(series.minor[day], movement.account, day + 1));
        all.push_back(std::move(series));
    }
    return all;
}

}  // namespace rmbsim::sim
