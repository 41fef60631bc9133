// Payments made without a network 双离线支付: taken at once by both devices, settled at the first upload.
//
// Held        from the payment to its upload the payer's device does not spend the money again
// Uploads     either device may bring it, later and more than once: the first settles, any other moves
//             nothing (settlement rules §15, duplicate instruction)
// Units       minor units of CNY
// Invariants  taken = settled + held, in sum and for each payer; nothing settles twice
// Errors      a payment taken twice, an upload of one that was never taken: broken contracts;
//             AmountOverflow when what is held outgrows 64 bits
#pragma once

#include <cstdint>
#include <map>

namespace rmbsim::sim {

class OfflinePayments {
  public:
    void take(std::uint32_t payment, std::uint32_t payer, std::int64_t minor);
    bool is_taken(std::uint32_t payment) const;
    // Its amount the first time, 0 ever after.
    std::int64_t upload(std::uint32_t payment);

    std::int64_t held_minor(std::uint32_t payer) const;

  private:
    struct Taken {
        std::uint32_t payer = 0;
        std::int64_t minor = 0;
        bool is_settled = false;
    };
    std::map<std::uint32_t, Taken> taken_;
    std::map<std::uint32_t, std::int64_t> held_;  // by payer
};

}  // namespace rmbsim::sim
