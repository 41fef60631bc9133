// Stamp duty on the loan that a sweep between two companies makes (印花税, 借款合同).
//
// Base        the principal lent anew; what repays an earlier loan is no new contract
// Scope       loans of a financial institution (a finance company, a bank); between other companies only
//             where the regime's flag stamp_duty_between_companies says so
// Rounding    half_up, each party by itself
// Source      pool-rules §9: 0.005 % of principal (VERIFIED-2 [68]), scope (RECALLED); pooling-practice
//             §13.5; which of the two parties pays is not said there: the scenario does
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/interest_tax.hpp"

namespace rmbsim::sim {

struct StampDuty {
    ledger::Rate rate = 0;                     // 0: not taxed
    const DatedValue* rate_from = nullptr;     // the regime's parameters that decided
    const DatedValue* between_from = nullptr;  // nullptr: a financial institution takes part
};

StampDuty stamp_duty(const Scenario& scenario, const PoolSpec& pool, std::uint32_t one,
                     std::uint32_t other, ledger::ValueDate date);

std::int64_t duty_on(const StampDuty& duty, std::int64_t principal_minor);

std::vector<TaxParameter> stamp_duty_parameters(const Scenario& scenario);
std::vector<std::string> stamp_duty_warnings(const Scenario& scenario);

}  // namespace rmbsim::sim
