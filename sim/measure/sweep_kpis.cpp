#include "sim/measure/sweep_kpis.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::Decimal;

constexpr std::array cost_rules{Rule::concentration,      Rule::funding,        Rule::payment_sent,
                                Rule::payment_fee,        Rule::sweep_returned, Rule::sweep_fee,
                                Rule::entrusted_loan_fee, Rule::stamp_duty};

// What kept the sweep below the wish; none where rounding to whole units or the smallest sweep did.
const Decision::Bound* cut_by(const Decision& decision) {
    if (decision.amount_minor >= decision.wish_minor || decision.binding >= decision.bound_count ||
        decision.binding >= decision.bounds.size())
        return nullptr;
    const Decision::Bound& bound = decision.bounds[decision.binding];
    const bool rounds = bound.kind == BoundKind::unit || bound.kind == BoundKind::minimum;
    return rounds || bound.minor >= decision.wish_minor ? nullptr : &bound;
}

}  // namespace

SweepKpis::SweepKpis(const Directory& directory, const MidRates& rates)
    : directory_(directory), rates_(rates) {
    std::map<std::string_view, std::uint32_t> accounts;
    for (std::uint32_t a = 0; a < directory.accounts.size(); ++a) {
        const AccountRow& account = directory.accounts[a];
        const std::string_view code = account.spec.code;
        if (account.line == ChartLine::bank_deposit) accounts[code.substr(code.find('.') + 1)] = a;
    }
    for (const LinkRow& link : directory.links) {
        const auto account = accounts.find(link.child);
        child_of_.push_back(account == accounts.end() ? UINT32_MAX : account->second);
    }
}

void SweepKpis::read(const ledger::EntryRow& entry, std::span<const ledger::PostingRow> postings) {
    if (std::ranges::find(cost_rules, static_cast<Rule>(entry.rule)) == cost_rules.end()) return;
    for (const ledger::PostingRow& posting : postings) {
        if (posting.account.index >= directory_.accounts.size()) continue;
        const ChartLine line = directory_.accounts[posting.account.index].line;
        if (line != ChartLine::bank_fees && line != ChartLine::tax_expense) continue;
        cost_ += rates_.reporting_minor(posting.minor, posting.account.index,
                                        rates_.slot_of(entry.value_day));
    }
}

void SweepKpis::read(const DayRecord& day) {
    const std::size_t slot = rates_.slot_of(day.seal.day);
    for (const Decision& decision : day.decisions) take(decision, slot);
}

void SweepKpis::take(const Decision& decision, std::size_t slot) {
    if (decision.link >= child_of_.size() || child_of_[decision.link] == UINT32_MAX) return;
    if (!is_sweep(directory_.links[decision.link])) return;
    const auto worth = [&](std::int64_t minor) {
        return rates_.reporting_minor(minor, child_of_[decision.link], slot);
    };
    const auto add = [&](Sum& sum, std::int64_t minor) {
        ++sum.count;
        sum.minor += worth(minor);
    };
    const std::int64_t short_by = decision.wish_minor - decision.amount_minor;
    const Decision::Bound* cut = cut_by(decision);
    if (decision.outcome == SweepOutcome::moved) {
        add(moved_, decision.amount_minor);
        if (cut != nullptr) add(partial_, short_by);
    } else if (decision.wish_minor > 0) {
        add(skipped_[static_cast<std::size_t>(decision.outcome)], decision.wish_minor);
    }
    if (cut != nullptr && cut->kind == BoundKind::limit_headroom) add(blocked_, short_by);
}

std::vector<Kpi> SweepKpis::kpis() const {
    const ledger::CurrencyId reporting = ledger::currency(directory_.reporting_currency);
    const int decimals = ledger::decimals_of(reporting);
    std::vector<Kpi> all;
    const auto major = [&](ledger::Int128 minor) {
        return Decimal::from_int128(minor) * Decimal::from_minor(1, decimals);
    };
    const auto put = [&](const std::string& name, std::string value) {
        all.push_back(stated(name, "group", std::move(value), directory_.reporting_currency));
    };
    const auto money = [&](const std::string& name, ledger::Int128 minor) {
        put(name, ledger::to_text({rounded_indicator(major(minor), reporting), reporting}));
    };
    put("sweep_count", std::to_string(moved_.count));
    money("sweep_value", moved_.minor);
    put("sweep_mean_size", ratio_text(major(moved_.minor), Decimal(moved_.count), decimals));
    put("sweep_partial_count", std::to_string(partial_.count));
    money("sweep_partial_value", partial_.minor);
    money("sweep_blocked_value", blocked_.minor);
    money("sweep_cost", cost_);
    put("sweep_cost_each", ratio_text(major(cost_), Decimal(moved_.count), decimals));
    put("sweep_cost_per_million",
        ratio_text(major(cost_), major(moved_.minor), decimals, 1'000'000));
    if (std::ranges::none_of(directory_.links, is_sweep)) return all;
    for (std::size_t o = 0; o < skipped_.size(); ++o) {
        const auto outcome = static_cast<SweepOutcome>(o);
        if (outcome == SweepOutcome::moved || outcome == SweepOutcome::nothing_to_move ||
            outcome == SweepOutcome::converted)
            continue;
        const std::string reason(name_of(outcome));
        put("sweep_skipped_count." + reason, std::to_string(skipped_[o].count));
        money("sweep_skipped_value." + reason, skipped_[o].minor);
    }
    return all;
}

}  // namespace rmbsim::sim
