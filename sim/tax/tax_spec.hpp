// Taxes as a scenario states them; what it leaves out comes from the regime's parameters.
//
// Units       rates as fractions
// Without     a `tax:` section nothing of this applies: each pool's own two numbers hold
// Source      pool-rules §9; pooling-practice §13.5
#pragma once

#include <cstdint>
#include <optional>
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

// 印花税 on the loan contracts of sweeps: who of the two pays.
enum class StampDutyPayers : std::uint8_t { both, lender, borrower };

struct ThinCapitalisationSpec {  // a company whose interest is held to the ratio (资本弱化)
    std::uint32_t entity = 0;
    ledger::Rate income_tax_rate = 0;  // effective (实际税负)
    bool arms_length_proof = false;    // it can prove that its loans are such as strangers make
};

struct TaxSpec {
    bool stated = false;
    std::vector<WithholdingRoute> withholding;
    bool gross_up = false;                      // the payer bears the withholding tax
    ledger::Rate domestic_vat = 0;              // on interest between mainland companies
    ledger::Rate surcharge = 0;                 // on that VAT, as a share of it
    std::optional<StampDutyPayers> stamp_duty;  // none: not reckoned
    std::vector<ThinCapitalisationSpec> thin_capitalisation;
};

struct ArmsLength {  // what strangers would agree to (独立交易原则), both included
    ledger::Rate low = 0, high = 0;
};

}  // namespace rmbsim::sim
