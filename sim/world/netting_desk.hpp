// A netting centre at work (轧差净额结算): invoices are booked when items are entered; each cycle sets
// its rates, takes its items over, converts, settles, and tries again on the next business day.
//
// Books       invoice   debtor Dr 6401, Cr 2202 creditor; creditor Dr 1122 debtor, Cr 6001
//             assigned  debtor Dr 2202, Cr 1221.02; centre Dr 1221.02 debtor, Cr 1221.02 creditor;
//                       creditor Dr 1221.02, Cr 1122: the pair's item is gone, claims are on the centre
//             converted 1221.02 into the member's own currency at the cycle rate, over 6061.09
//             settled   1221.02 against the bank, on both sides: zero after settlement
// Dealing     rates are those of the day that the cycle names; what was dealt then settles with the
//             members' transfers on the value date, at the centre's spread
// Default     a transfer that its account cannot bear is tried again on the next business day, and
//             then carried into the next cycle: the claim stays on 1221.02
// Pairwise    without netting each item is paid on its due date, by the debtor to the creditor, and
//             each of them buys and sells the currency that is not its own
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/measure/netting_result.hpp"
#include "sim/measure/result.hpp"
#include "sim/netting/cycle.hpp"
#include "sim/netting/net.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/fx_deals.hpp"
#include "sim/world/payments.hpp"

namespace rmbsim::sim {

class NettingDesk {
  public:
    NettingDesk(Desk& desk, Payments& payments);

    void schedule_first();
    void act(std::uint32_t due);

    // Cycles that reached their value date, and items paid pairwise as one cycle of their own.
    std::vector<NettingCycleResult> results() const;
    std::vector<Kpi> kpis() const;  // of the group, over all cycles; none without a netting

  private:
    enum class Step : std::uint8_t {
        invoice,
        pay_item,
        exchange_item,
        rates,
        pay_in,
        pay_out,
        rebook
    };
    struct Due {
        std::uint32_t centre = 0;
        Step step{};
        std::uint32_t index = 0;  // an item, or a cycle
    };
    struct Item {
        ledger::AccountId cost{}, payable{}, receivable{}, revenue{};
        bool is_netted = false, is_bought = false;
        std::optional<ledger::ValueDate> paid;
    };
    struct Current {  // 1221.02 between a member and the centre, in one currency
        PairIds ids;
        ledger::AccountId member_position{}, centre_position{};  // 6061.09
    };
    struct Transfer {
        NetLeg leg;
        bool is_carried = false, is_paid = false, is_exchanged = false;
    };
    struct Cycle {
        CycleDays days;
        RateSheet rates;
        std::vector<std::uint32_t> items;
        NetOutcome outcome;
        std::vector<Transfer> transfers;
        std::vector<bool> dealt;
        std::vector<NettingRolled> rolled;
        bool is_rated = false, is_settled = false;
    };
    struct Centre {
        const NettingSpec* spec = nullptr;
        std::vector<NetMember> members;
        std::vector<Item> items;
        std::vector<Cycle> cycles;
        std::map<std::pair<std::uint32_t, ledger::CurrencyId>, Current> currents;
        std::map<std::pair<std::uint32_t, ledger::CurrencyId>, std::int64_t> carried;
        ledger::AccountId rounding{}, rounding_position{};
    };

    void open_items(Centre& centre);
    void open_currents(Centre& centre);
    void open_deals(const Centre& centre);
    void schedule(std::uint32_t centre, Step step, std::uint32_t index, ledger::ValueDate day,
                  TimeOfDay at);

    void invoice(Centre& centre, std::uint32_t item);
    void set_rates(Centre& centre, Cycle& cycle);
    void assign(Centre& centre, const Cycle& cycle);
    void convert(Centre& centre, const Cycle& cycle);
    void pay_in(Centre& centre, Cycle& cycle);
    void pay_out(Centre& centre, Cycle& cycle);
    void deal(Centre& centre, Cycle& cycle);
    void rebook(Centre& centre, Cycle& cycle);
    void settle(Centre& centre, Transfer& transfer);
    void pay_item(Centre& centre, std::uint32_t item);
    void exchange_item(Centre& centre, std::uint32_t item);

    // False: refused, and noted.
    bool pay(const Centre& centre, std::uint32_t from, std::uint32_t to, std::int64_t minor,
             const Payments::Counterparts& counterparts, std::uint32_t subject);
    bool exchange(const Centre& centre, const NettingMember& member, std::uint32_t account,
                  std::int64_t minor, std::uint32_t subject);
    void refuse(const Centre& centre, std::uint32_t account, std::int64_t minor,
                ledger::PostError error);

    NettingCycleResult result_of(const Centre& centre, const Cycle& cycle) const;
    NettingCycleResult pairwise_result(const Centre& centre) const;
    NettingGrossLeg gross_leg(const Centre& centre, std::uint32_t item,
                              ledger::ValueDate settled) const;
    std::string entity_of(const Centre& centre, std::uint32_t member) const;

    Desk& desk_;
    Payments& payments_;
    FxDeals deals_;
    std::vector<Centre> centres_;
    std::vector<Due> dues_;
};

}  // namespace rmbsim::sim
