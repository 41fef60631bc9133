// A way that was looked at for a payment, as a row for stores: the one taken, and why not the others.
#pragma once

#include <cstdint>
#include <string>

namespace rmbsim::sim {

struct RouteChoice {
    std::string payment;    // its name
    std::string objective;  // name_of(RouteObjective)
    std::string path;       // "cn-bank >usd-correspondent> us-bank"
    std::string reason;     // name_of(RouteReason); "chosen": the one taken
    std::string rail;       // at which an impossible one fails
    std::string cost_cny;   // fees by the rails' tariffs, in yuan; plain decimal
    std::int64_t arrives_ms = 0;
};

}  // namespace rmbsim::sim
