#include "sim/finance/facility_terms.hpp"

#include <source_location>
#include <string_view>

#include "ledger/contract.hpp"

namespace rmbsim::sim::finance {

std::string_view name_of(Recourse recourse) {
    switch (recourse) {
        case Recourse::with:
            return "with";
        case Recourse::without:
            return "without";
    }
    ledger::break_contract("recourse is one of its enumerators", std::source_location::current());
}

std::string_view name_of(ShortfallCause cause) {
    switch (cause) {
        case ShortfallCause::refund:
            return "refund";
        case ShortfallCause::chargeback:
            return "chargeback";
        case ShortfallCause::account_frozen:
            return "account_frozen";
        case ShortfallCause::debtor_default:
            return "debtor_default";
    }
    ledger::break_contract("cause is one of its enumerators", std::source_location::current());
}

std::string_view name_of(Tranche tranche) {
    switch (tranche) {
        case Tranche::fees:
            return "fees";
        case Tranche::principal:
            return "principal";
        case Tranche::interest:
            return "interest";
    }
    ledger::break_contract("tranche is one of its enumerators", std::source_location::current());
}

}  // namespace rmbsim::sim::finance
