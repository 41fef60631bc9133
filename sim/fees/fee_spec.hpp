// What a bank charges beside interest (银行收费), as a scenario states it.
//
// Units       minor units of the schedule's currency; per_mille is a share in thousandths: 0.5 is 0.05 %
// Applies     to accounts of that bank and currency; an account has one schedule at most
// Source      pooling-practice §13.5 (fee per sweep, per account and month, commitment fee: RECALLED there,
//             so every number stands in the scenario), §12 (entrusted loan, agent fee)
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"

namespace rmbsim::sim {

struct FeeTier {  // prices the whole amount that reaches it
    std::int64_t from_minor = 0;
    std::int64_t fixed_minor = 0;
    ledger::Decimal per_mille = 0;
};

struct FeeScale {                // fixed + share of the amount, then held to [min, max]
    std::vector<FeeTier> tiers;  // ascending, the first from 0; none: no fee
    std::int64_t min_minor = 0;
    std::int64_t max_minor = std::numeric_limits<std::int64_t>::max();
};

struct CommitmentFee {  // 承诺费, on what is not drawn of an account's overdraft
    ledger::Rate rate = 0;
    ledger::DayCount day_count = ledger::DayCount::act_360;
};

struct FeeSchedule {
    std::string id;
    std::uint32_t bank = 0;
    ledger::CurrencyId currency{};
    std::vector<std::uint32_t> accounts;
    std::int64_t account_month_minor = 0;  // 账户管理费
    // 归集手续费, paid by the account that sends
    FeeScale sweep;
    // 委托贷款手续费, where two companies are the ends
    FeeScale entrusted_loan;
    std::optional<CommitmentFee> commitment;
};

struct PoolServiceFee {  // 资金池服务费
    std::uint32_t account = 0;
    std::int64_t month_minor = 0;  // in its currency
};

}  // namespace rmbsim::sim
