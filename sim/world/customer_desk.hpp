// Customers' own payments, from their files: out of one account, over a payment system, into another.
//
// Books       sent     payer Dr 1012 in transit, Cr 1002; its bank Dr deposit, Cr remittance
//             settled  payer Dr 2202 payable, Cr 1012; payee Dr 1002, Cr 1122 receivable: booked at the
//                      system's notice, not before
// Refused     what an account does not hold is not sent, and told
#pragma once

#include <cstdint>
#include <vector>

#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"

namespace rmbsim::sim {

class CustomerDesk {
  public:
    CustomerDesk(Desk& desk, Payments& payments);
    void schedule_first();
    void act(std::uint32_t order);

  private:
    Desk& desk_;
    Payments& payments_;
    std::vector<Payments::Counterparts> counterparts_;  // by order
};

}  // namespace rmbsim::sim
