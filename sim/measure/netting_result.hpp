// What a netting centre did, cycle by cycle, with the gross legs that statistics must keep.
//
// Units       money in minor units of the currency named beside it; rates as plain decimal text
// Reporting   a netted payment keeps the gross legs for balance-of-payments reporting (还原申报):
//             pool-rules §11.14
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/time.hpp"

namespace rmbsim::sim {

struct NettingTransfer {  // with the centre; of an item, where nothing is netted
    std::string currency;
    std::uint8_t decimals = 2;
    std::int64_t minor = 0;  // > 0: the member receives
    std::string status;      // settled, in_default: carried into the next cycle, due
};

struct NettingMemberResult {       // in base
    std::string entity, currency;  // its own currency
    std::int64_t receivable_minor = 0, payable_minor = 0, net_minor = 0;
    std::int64_t delay_minor = 0;  // what settling on the value date instead of the due dates gains
    std::vector<NettingTransfer> transfers;
};

struct NettingRate {
    std::string currency, to_base;
};

struct NettingFx {  // volume exchanged
    std::string currency;
    std::uint8_t decimals = 2;
    std::int64_t gross_minor = 0, net_minor = 0;
};

struct NettingGrossLeg {  // 还原申报数据
    std::string item, debtor, creditor, currency;
    std::uint8_t decimals = 2;
    std::int64_t minor = 0;
    ledger::ValueDate invoiced{}, due{}, settled{};
    bool crosses_border = false;  // between two jurisdictions: to be reported
};

struct NettingRolled {  // items that the cycle did not take
    std::string item, reason;
};

struct NettingCycleResult {
    std::string netting, option;
    ledger::ValueDate value_date{};
    std::string base;
    std::uint8_t decimals = 2;
    std::int64_t gross_minor = 0, net_minor = 0, residual_minor = 0;  // in base
    std::int64_t fx_gross_minor = 0, fx_net_minor = 0;                // in base
    std::uint32_t items = 0, transfers = 0;
    std::vector<NettingRate> rates;
    std::vector<NettingMemberResult> members;
    std::vector<NettingFx> fx;
    std::vector<NettingGrossLeg> gross_legs;
    std::vector<NettingRolled> rolled;
};

}  // namespace rmbsim::sim
