#include "ledger/entry.hpp"

#include <source_location>
#include <string_view>

#include "ledger/contract.hpp"

namespace rmbsim::ledger {

std::string_view name_of(PostError error) {
    switch (error) {
        case PostError::unknown_entry:
            return "unknown_entry";
        case PostError::already_reversed:
            return "already_reversed";
        case PostError::no_postings:
            return "no_postings";
        case PostError::unknown_account:
            return "unknown_account";
        case PostError::conflicting_client_id:
            return "conflicting_client_id";
        case PostError::value_date_closed:
            return "value_date_closed";
        case PostError::account_closed:
            return "account_closed";
        case PostError::account_frozen:
            return "account_frozen";
        case PostError::unbalanced:
            return "unbalanced";
        case PostError::overflow:
            return "overflow";
        case PostError::reservation_not_pending:
            return "reservation_not_pending";
        case PostError::below_floor:
            return "below_floor";
    }
    break_contract("post error is one of its enumerators", std::source_location::current());
}

}  // namespace rmbsim::ledger
