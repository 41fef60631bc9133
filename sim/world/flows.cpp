#include "sim/world/flows.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/kernel/random.hpp"
#include "sim/policy/gate.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/back_values.hpp"
#include "sim/world/books.hpp"
#include "sim/world/daylight.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/generated_flows.hpp"
#include "sim/world/recorder.hpp"
#include "sim/world/sweep_rules.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;

// The line that a flow settles. Sales and supplies are booked when cash moves: invoices are outside
// the scenario, so a receipt is revenue and a payment its cost or the liability it clears.
ChartLine counterpart(FlowKind kind) {
    switch (kind) {
        case FlowKind::sales:
            return ChartLine::revenue;
        case FlowKind::other_receipt:
            return ChartLine::accounts_receivable;
        case FlowKind::suppliers:
            return ChartLine::accounts_payable;
        case FlowKind::payroll:
            return ChartLine::payroll_payable;
        case FlowKind::tax:
            return ChartLine::taxes_payable;
        case FlowKind::dividend:
            return ChartLine::dividends_payable;
        case FlowKind::capex:
            return ChartLine::fixed_assets;
        case FlowKind::rent:
        case FlowKind::other_payment:
            return ChartLine::other_expense;
        case FlowKind::loan_drawdown:
        case FlowKind::loan_repayment:
            return ChartLine::borrowings;
    }
    ledger::break_contract("flow kind is one of its enumerators", std::source_location::current());
}

Flows::Flows(Desk& desk, const RandomSource& random, const Daylight& lines, BackValues& back_values)
    : desk_(desk),
      daylight_(lines),
      back_values_(back_values),
      settlement_(desk, random),
      made_(generate_flows(desk.scenario, random)),
      counterparts_(desk.scenario.accounts.size()) {
    const Scenario& s = desk.scenario;
    if (!made_.flows.empty()) {
        all_ = s.flows;
        all_.insert(all_.end(), made_.flows.begin(), made_.flows.end());
    }
    const std::vector<Flow>& flows = all();
    std::vector<std::array<bool, kinds>> opened(s.accounts.size());
    arrivals_.reserve(flows.size());
    for (std::uint32_t i = 0; i < flows.size(); ++i) {
        const Flow& flow = flows[i];
        const TimeZone& zone = s.zones[desk.bank_of(flow.account).zone];
        const auto booked = zone.local_date(ledger::SimTime{std::chrono::milliseconds{flow.at}});
        most_back_valued_ = std::max(most_back_valued_, booked - ledger::date_of(flow.value_day));
        const auto kind = static_cast<std::size_t>(flow.kind);
        if (!opened[flow.account][kind]) {
            opened[flow.account][kind] = true;
            const BankAccount& account = s.accounts[flow.account];
            counterparts_[flow.account][kind] =
                desk.books.line(desk.books.book_of_entity(account.owner), counterpart(flow.kind),
                                account.currency, account.market);
        }
        arrivals_.push_back(
            {.time_ms = flow.at,
             .rank = rank_of(Phase::arrivals, 0, desk.origins.accounts + flow.account),
             .nth = i,
             .kind = EventKind::flow_due,
             .target = i});
    }
    std::ranges::sort(arrivals_, before);
}

const std::string& Flows::name_of(const Flow& flow) const {
    const std::vector<std::string>& recorded = desk_.scenario.flow_names;
    return flow.name < recorded.size() ? recorded[flow.name]
                                       : made_.names[flow.name - recorded.size()];
}

// The rules ask about flows only where natures are kept apart, or where money is borrowed: a million
// other flows need no look at the pools.
bool Flows::may_be_refused_by_rule(const Flow& flow) const {
    return flow.kind == FlowKind::loan_drawdown ||
           desk_.scenario.accounts[flow.account].nature != FundNature::unspecified;
}

void Flows::book(std::uint32_t index) {
    const Flow& flow = all()[index];
    const BankAccountIds& ids = desk_.books.of(flow.account);
    EntryLines lines;
    lines.add(ids.own, flow.minor)
        .add(counterparts_[flow.account][static_cast<std::size_t>(flow.kind)], -flow.minor);
    lines.add(ids.mirror, -flow.minor).add(ids.clearing, flow.minor);
    const ledger::ValueDate value_date = ledger::date_of(flow.value_day);
    ++desk_.counts.flows;
    if (may_be_refused_by_rule(flow))
        if (const auto why = flow_refused(desk_.scenario, flow)) {
            refuse(index, why->reason, static_cast<std::uint16_t>(ledger::PostError::below_floor));
            return cite(desk_.refusals.back(), *why);
        }
    // Where and how much is really received or paid: as invoiced, or in renminbi.
    const auto in_renminbi = settlement_.in_renminbi(flow, name_of(flow));
    const std::uint32_t account_used = in_renminbi ? in_renminbi->account : flow.account;
    const std::int64_t moved = in_renminbi ? in_renminbi->minor : flow.minor;
    Rule rule = flow.minor > 0 ? Rule::receipt : Rule::payment;
    if (in_renminbi) {
        rule = Rule::settled_in_rmb;
        lines = in_renminbi->lines;
    }
    if (moved < 0 && !daylight_.allows(account_used, -moved))
        return refuse(index, "daylight_cap",
                      static_cast<std::uint16_t>(ledger::PostError::below_floor));
    const auto posted = desk_.recorder.post(
        {.rule = rule, .value_date = value_date, .subject = index, .client_id = name_of(flow)},
        lines);
    if (!posted)
        return refuse(index, std::string(ledger::name_of(posted.error())),
                      static_cast<std::uint16_t>(posted.error()));
    back_values_.note_flow(account_used, value_date, moved);
    settlement_.note(flow, in_renminbi.has_value());
}

void Flows::refuse(std::uint32_t index, std::string reason, std::uint16_t code) {
    const Flow& flow = all()[index];
    const BankAccount& account = desk_.scenario.accounts[flow.account];
    const ledger::AccountId own = desk_.books.of(flow.account).own;
    ++desk_.counts.flows_refused;
    desk_.refusals.push_back({.what = "flow " + name_of(flow),
                              .subject = account.id,
                              .on = ledger::date_of(flow.value_day),
                              .wish_minor = flow.minor < 0 ? -flow.minor : flow.minor,
                              .currency = std::string(ledger::code_of(account.currency)),
                              .decimals = ledger::info(account.currency).decimals,
                              .reason = std::move(reason),
                              .limit = {},
                              .regime = {},
                              .parameter = {},
                              .document = {}});
    desk_.recorder.tell({.amount_minor = 0,
                         .other_minor = flow.minor,
                         .book = desk_.directory.accounts[own.index].spec.book.index,
                         .subject = index,
                         .code = code,
                         .kind = RecordKind::refusal,
                         .posting_count = 1,
                         .postings = {{{.minor = flow.minor, .account = own.index}}}});
}

void Flows::book_openings() {
    const Scenario& s = desk_.scenario;
    for (std::uint32_t a = 0; a < s.accounts.size(); ++a) {
        const BankAccountIds& ids = desk_.books.of(a);
        const std::int64_t opening = s.accounts[a].opening_minor;
        if (opening == 0) continue;
        EntryLines lines;
        lines.add(ids.own, opening).add(ids.opening, -opening);
        lines.add(ids.mirror, -opening).add(ids.clearing, opening);
        const auto posted = desk_.recorder.post(
            {.rule = Rule::opening, .value_date = s.from - std::chrono::days{1}, .subject = a},
            lines);
        ledger::expects(posted.has_value(), "the loader has checked openings against overdrafts");
    }
}

}  // namespace rmbsim::sim
