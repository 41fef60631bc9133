#include "sim/measure/one_sided.hpp"

#include <algorithm>
#include <span>

#include "ledger/int128.hpp"

namespace rmbsim::sim {

OneSided longest_one_sided(std::span<const ledger::Int128> closings) {
    OneSided longest, now;
    for (const ledger::Int128 closing : closings) {
        const bool goes_on = now.days > 0 && closing != 0 && (closing > 0) == (now.least > 0);
        if (closing == 0) {
            now = {};
        } else if (goes_on) {
            ++now.days;
            now.least = closing > 0 ? std::min(now.least, closing) : std::max(now.least, closing);
        } else {
            now = {.days = 1, .least = closing};
        }
        if (now.days > longest.days) longest = now;
    }
    return longest;
}

}  // namespace rmbsim::sim
