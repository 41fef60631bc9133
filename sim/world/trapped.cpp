#include "sim/world/trapped.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/equity.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {
namespace {

struct Reach {
    std::int64_t minor = 0;  // of the balance, cannot be moved
    std::string reason;
};

bool cut_by_limit(const Decision& decision) {
    return decision.binding != UINT8_MAX &&
           decision.bounds[decision.binding].kind == BoundKind::limit_headroom;
}

Reach out_of_reach(const Sweeps& sweeps, std::uint32_t account, std::int64_t balance) {
    const LinkSpec* link = sweeps.link_of_child(account);
    if (link == nullptr)
        return sweeps.is_header(account) ? Reach{} : Reach{balance, "no_account_link"};
    if (link->direction == SweepDirection::down) return {balance, "one_way"};
    const Decision& last = *sweeps.last_of_child(account);
    const std::int64_t left = std::min(balance, last.wish_minor - last.amount_minor);
    if (last.outcome == SweepOutcome::not_eligible) return {balance, "not_eligible"};
    if (last.upward && cut_by_limit(last)) return {left, "quota"};
    if (last.upward && last.outcome == SweepOutcome::calendar_closed) return {left, "calendar"};
    if (last.upward && last.outcome == SweepOutcome::below_minimum) return {left, "minimum_size"};
    if (link->method == SweepMethod::fixed) return {balance, "fixed_method"};
    return {};
}

}  // namespace

std::vector<TrappedCash> trapped_cash(const Desk& desk, const Sweeps& sweeps,
                                      const RunResult& result) {
    std::vector<TrappedCash> rows;
    if (desk.scenario.pools.empty() || result.days.empty()) return rows;
    for (std::uint32_t a = 0; a < desk.scenario.accounts.size(); ++a) {
        const BankAccount& account = desk.scenario.accounts[a];
        const std::int64_t balance =
            desk.ledger.balance_on(desk.books.of(a).own, desk.scenario.to).minor;
        if (balance <= 0) continue;
        const Reach reach = out_of_reach(sweeps, a, balance);
        if (reach.minor <= 0) continue;
        rows.push_back(
            {.account = account.id,
             .entity = desk.scenario.entities[account.owner].id,
             .reason = reach.reason,
             .currency = std::string(ledger::display_code(account.currency, account.market)),
             .decimals = ledger::info(account.currency).decimals,
             .minor = reach.minor,
             .reporting_minor = desk.reporting_minor(reach.minor, a, desk.scenario.to)});
    }
    return rows;
}

std::vector<std::string> warnings_of(const Scenario& scenario, const Directory& directory) {
    std::vector<std::string> warnings;
    for (const ParameterRow& row : directory.parameters) {
        const auto mark = parse_mark(row.mark);
        if (mark && !is_confirmed(*mark))
            warnings.push_back(row.version + " = " + row.value + " is " + row.mark +
                               ": unconfirmed");
    }
    if (!scenario.regime || scenario.pools.empty()) return warnings;
    for (std::string& warning : equity_warnings(scenario)) warnings.push_back(std::move(warning));
    for (const Unknown& unknown : scenario.regime->unknown)
        if (unknown.treat_as == "unlimited_with_warning")
            warnings.push_back(unknown.name + ": not known, treated as unlimited");
    return warnings;
}

}  // namespace rmbsim::sim
