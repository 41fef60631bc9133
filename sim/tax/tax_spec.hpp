// Taxes as a scenario states them; what it leaves out comes from the regime's parameters.
//
// Units       rates as fractions
// Without     a `tax:` section nothing of this applies: each pool's own two numbers hold
// Source      pool-rules §9; pooling-practice §13.5
#pragma once

#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::sim {

struct WithholdingRoute {
    std::string payer, payee;  // jurisdictions: "CN", "HK"
    ledger::Rate rate = 0;
    std::string document;
    Mark mark = Mark::assumption;
};

struct TaxSpec {
    bool stated = false;
    std::vector<WithholdingRoute> withholding;
    bool gross_up = false;          // the payer bears the withholding tax
    ledger::Rate domestic_vat = 0;  // on interest between mainland companies
    ledger::Rate surcharge = 0;     // on that VAT, as a share of it
};

struct ArmsLength {  // what strangers would agree to (独立交易原则), both included
    ledger::Rate low = 0, high = 0;
};

}  // namespace rmbsim::sim
