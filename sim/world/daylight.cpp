#include "sim/world/daylight.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

Daylight::Daylight(Desk& desk)
    : desk_(desk),
      pool_of_account_(desk.scenario.accounts.size(), no_index),
      accounts_(desk.scenario.pools.size()) {
    for (std::uint32_t p = 0; p < desk.scenario.pools.size(); ++p) {
        const PoolSpec& pool = desk.scenario.pools[p];
        if (!pool.daylight_minor) continue;
        for (const LinkSpec& link : pool.links) {
            for (const std::uint32_t account : {link.child, link.header}) {
                if (pool_of_account_[account] == p) continue;
                pool_of_account_[account] = p;
                accounts_[p].push_back(account);
            }
        }
    }
}

std::int64_t Daylight::used(std::uint32_t account, std::int64_t balance) const {
    const BankAccount& spec = desk_.scenario.accounts[account];
    if (spec.daylight_minor == 0) return 0;
    return std::max<std::int64_t>(-balance - spec.overdraft_minor, 0);
}

bool Daylight::allows(std::uint32_t account, std::int64_t payment_minor) const {
    const std::uint32_t pool = pool_of_account_[account];
    if (pool == no_index) return true;
    const std::int64_t before = desk_.ledger.booked(desk_.books.of(account).own);
    const std::int64_t after = used(account, before - payment_minor);
    if (after == 0) return true;
    std::int64_t all = after;
    for (const std::uint32_t other : accounts_[pool])
        if (other != account) all += used(other, desk_.ledger.booked(desk_.books.of(other).own));
    return all <= *desk_.scenario.pools[pool].daylight_minor;
}

void Daylight::close_day(ledger::ValueDate day) {
    for (std::uint32_t a = 0; a < desk_.scenario.accounts.size(); ++a) {
        const BankAccount& account = desk_.scenario.accounts[a];
        if (account.daylight_minor == 0) continue;
        const std::int64_t unpaid =
            used(a, desk_.ledger.balance_on(desk_.books.of(a).own, day).minor);
        if (unpaid == 0) continue;
        desk_.refusals.push_back({.what = "account " + account.id,
                                  .subject = account.id,
                                  .on = day,
                                  .wish_minor = unpaid,
                                  .currency = std::string(ledger::code_of(account.currency)),
                                  .decimals = ledger::info(account.currency).decimals,
                                  .reason = "daylight_unpaid",
                                  .limit = {},
                                  .regime = {},
                                  .parameter = {},
                                  .document = {}});
    }
}

}  // namespace rmbsim::sim
