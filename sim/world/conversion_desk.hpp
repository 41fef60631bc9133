// Converts a foreign account's surplus or shortage where it is cheaper: onshore (CNY) or offshore (CNH).
//
// Decision    each conversion is a decision with both all-in amounts as bounds, over a link of its own
//             that stands behind all links of pools; `rmbsim explain RUN decision N` shows them
// Books       as a conversion at a bank (fx_deals.hpp), the place's fee in the same entry. The company's
//             cost is against the onshore mid at either place, so that what offshore gains is in 6061 and
//             in the net benefit; the bank's result is against the mid of the place
// When        at the policy's time on each day on which the bank is open
// Short       what the accounts cannot bear is refused and told; the next day tries again
// Source      pooling-practice §17, §9; pure choice: sim/hedge/conversion.hpp
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/hedge/conversion.hpp"
#include "sim/hedge/conversion_spec.hpp"
#include "sim/measure/result.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

class ConversionDesk {
  public:
    explicit ConversionDesk(Desk& desk);  // behind the sweeps: it adds links to the directory

    void schedule_first();
    void act(std::uint32_t policy);
    std::vector<Kpi> kpis() const;

  private:
    struct Lines {  // accounts of one place
        ledger::AccountId foreign_position{}, home_position{}, cost{};
        ledger::AccountId bank_foreign{}, bank_home{}, bank_result{};
    };
    struct Policy {
        const ConversionPolicy* spec = nullptr;
        Lines onshore, offshore;
        std::uint32_t link = 0;  // of the directory
        std::uint64_t count = 0, offshore_count = 0;
        std::int64_t value_minor = 0, gain_minor = 0, forgone_minor = 0;  // renminbi
    };
    Lines lines_of(const ConversionPolicy& spec, const PlaceSpec& place);
    void schedule(std::uint32_t policy, ledger::ValueDate day);
    PlaceQuote quote(const ConversionPolicy& spec, const PlaceSpec& place,
                     ledger::ValueDate day) const;
    void convert(Policy& policy, std::int64_t minor, ledger::ValueDate day);  // > 0: sold
    std::int64_t at_mid(const ConversionPolicy& spec, const PlaceQuote& quote,
                        std::int64_t minor) const;

    Desk& desk_;
    std::vector<Policy> policies_;
};

}  // namespace rmbsim::sim
