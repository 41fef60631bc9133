#include "sim/settlement/all_or_nothing.hpp"

#include <cstdint>
#include <numeric>

#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {

Resolution all_or_nothing(const Problem& problem) {
    BookedSet booked(problem);
    for (std::uint32_t payer = 0; payer < problem.accounts.size(); ++payer)
        for (std::uint32_t index = problem.first[payer]; index < problem.first[payer + 1]; ++index)
            booked.add(payer, index);
    if (!booked.is_feasible()) return {};
    Resolution all{.set = ChosenSet(problem.payments.size()),
                   .maximality = Maximality::among_all_sets};
    std::iota(all.set.begin(), all.set.end(), 0U);
    return all;
}

}  // namespace rmbsim::sim::settlement
