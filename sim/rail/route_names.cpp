#include <string_view>

#include "sim/rail/route.hpp"

namespace rmbsim::sim {

std::string_view name_of(RouteObjective objective) {
    switch (objective) {
        case RouteObjective::cost:
            return "cost";
        case RouteObjective::time:
            return "time";
        case RouteObjective::rmb_first:
            return "rmb_first";
    }
    return {};
}

std::string_view name_of(Payer payer) {
    switch (payer) {
        case Payer::company:
            return "company";
        case Payer::person:
            return "person";
        case Payer::bank:
            return "bank";
    }
    return {};
}

std::string_view name_of(RouteReason reason) {
    switch (reason) {
        case RouteReason::chosen:
            return "chosen";
        case RouteReason::currency_not_carried:
            return "currency_not_carried";
        case RouteReason::wrong_direction:
            return "wrong_direction";
        case RouteReason::not_for_payer:
            return "not_for_payer";
        case RouteReason::over_limit:
            return "over_limit";
        case RouteReason::no_comparison_rate:
            return "no_comparison_rate";
        case RouteReason::no_session:
            return "no_session";
        case RouteReason::not_renminbi:
            return "not_renminbi";
        case RouteReason::dearer:
            return "dearer";
        case RouteReason::later:
            return "later";
        case RouteReason::more_legs:
            return "more_legs";
        case RouteReason::later_in_name:
            return "later_in_name";
    }
    return {};
}

}  // namespace rmbsim::sim
