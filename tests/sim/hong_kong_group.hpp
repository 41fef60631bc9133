// Three companies with accounts at one bank in Hong Kong, made of small_group(): the ground of notional
// pools in tests. Header hk, then su and sz as companies of Hong Kong; 0.36 % earned, 3.6 % paid, so that
// 100,000.00 earn 1.00 a day and cost 10.00.
#pragma once

#include <cstdint>

#include "sim/pool/notional_spec.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim::testing {

enum HongKongAccount : std::uint32_t { su_hk, sz_hk, hk_hk };

inline Scenario hong_kong_group() {
    Scenario s = small_group();
    for (Entity& entity : s.entities) entity.jurisdiction = "HK";
    s.accounts.resize(3);
    InterestTerms terms;
    terms.id = "current";
    terms.credit.fixed = decimal("0.0036");
    terms.debit.fixed = decimal("0.036");
    terms.schedule = {.every = SettlementSchedule::Every::month, .day = 31};
    s.interest_terms.push_back(terms);
    for (BankAccount& account : s.accounts) {
        account.bank = 1;
        account.market = ledger::Market::offshore;
        account.overdraft_minor = 1'000'000'000'00;
        account.interest = 0;
    }
    s.pools.clear();
    return s;
}

inline void sweep_to_header(Scenario& s) {  // zero balancing at 16:00
    PoolSpec pool;
    pool.id = "zba";
    pool.host = 2;
    for (const std::uint32_t child : {su_hk, sz_hk}) {
        LinkSpec link;
        link.id = child == su_hk ? "su" : "sz";
        link.child = child;
        link.header = hk_hk;
        link.depth = 1;
        link.at_times = {std::chrono::hours{16}};
        link.header_floor_minor = -1'000'000'000'00;
        pool.links.push_back(link);
    }
    s.pools.push_back(pool);
}

inline NotionalPoolSpec& offset_together(Scenario& s, NotionalStyle style) {
    NotionalPoolSpec pool;
    pool.id = "notional";
    pool.header = hk_hk;
    pool.accounts = {su_hk, sz_hk, hk_hk};
    pool.participants = {0, 1, 2};
    pool.allocation.leader = 2;
    pool.style = style;
    pool.terms = 0;
    pool.base = ledger::currency("CNY");
    s.notional_pools.push_back(pool);
    return s.notional_pools.back();
}

}  // namespace rmbsim::sim::testing
