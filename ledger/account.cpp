#include "ledger/account.hpp"

#include <string_view>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::ledger {

std::string_view name_of(AccountType type) {
    switch (type) {
        case AccountType::asset:
            return "asset";
        case AccountType::liability:
            return "liability";
        case AccountType::equity:
            return "equity";
        case AccountType::income:
            return "income";
        case AccountType::expense:
            return "expense";
    }
    break_contract("account type is one of its enumerators", std::source_location::current());
}

std::string_view name_of(Market market) {
    return market == Market::onshore ? "onshore" : "offshore";
}

std::string_view name_of(AccountStatus status) {
    switch (status) {
        case AccountStatus::open:
            return "open";
        case AccountStatus::frozen:
            return "frozen";
        case AccountStatus::closed:
            return "closed";
    }
    break_contract("account status is one of its enumerators", std::source_location::current());
}

std::string_view display_code(CurrencyId currency, Market market) {
    const std::string_view code = code_of(currency);
    return code == "CNY" && market == Market::offshore ? "CNH" : code;
}

}  // namespace rmbsim::ledger
