// Payments and receipts on behalf of members (集中收付): a member's flow goes through the centre's
// account, and its in-house account stands for its money there.
//
// Books       paid      member Dr what the flow settles, Cr 1221.03; centre Dr 1221.03 member, Cr bank
//             received  the mirror of it; the centre's bank clears with the outside
//             internal  payer Dr 2202, Cr 1221.03; payee Dr 1221.03, Cr 1122; centre 1221.03 to 1221.03
// Checks      in this order: authorisation, eligibility, the law of the centre's country, in-house
//             limit, the ledger; the first that fails is the reason
// Routing     where the member's country forbids on-behalf flows its own account pays, in its own name
// Returned    the reversal carries the payment's own value date
// Source      pooling-practice §15; pool-rules §2.4
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/id.hpp"
#include "sim/in_house/on_behalf_spec.hpp"
#include "sim/measure/in_house_result.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/regime.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/flows.hpp"

namespace rmbsim::sim {

class OnBehalfDesk {
  public:
    OnBehalfDesk(Desk& desk, Flows& flows);

    void schedule_first();
    bool takes(std::uint32_t flow) const;  // false: the flow's own account books it
    void book(std::uint32_t flow);
    void act(std::uint32_t due);

    std::vector<InHouseResult> results() const;
    std::vector<Kpi> kpis() const;

  private:
    struct Member {
        const OnBehalfMember* spec = nullptr;
        ledger::AccountId near{}, far{};  // 1221.03 in the member's book and in the centre's
        const FlowRule* rule = nullptr;   // of the centre's country, where it has a regime
        bool is_ruled = false;
        std::uint32_t count = 0, refused = 0, local = 0;
        std::int64_t value_minor = 0, lowest_minor = 0;
    };
    struct Centre {
        const OnBehalfSpec* spec = nullptr;
        std::vector<Member> members;
    };
    struct Internal {  // between two members
        ledger::AccountId payable{}, receivable{};
    };
    struct Due {
        std::uint32_t centre = 0, index = 0;
        bool is_return = false;
    };
    struct Place {
        std::uint32_t centre = 0, member = 0;
    };

    Member member_of(const OnBehalfSpec& spec, const OnBehalfMember& member);
    std::optional<Place> place_of(const Flow& flow) const;
    std::string refused_because(const Centre& centre, const Member& member,
                                std::int64_t paid_minor) const;
    void refuse(const Centre& centre, Member& member, const std::string& what, std::int64_t minor,
                std::string reason);
    void note_balance(Member& member);
    void give_back(Centre& centre, const ReturnedPayment& returned);
    void pay_internally(std::uint32_t centre, std::uint32_t index);

    Desk& desk_;
    Flows& flows_;
    std::vector<Centre> centres_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Internal> internal_;  // centre, index
    std::vector<Due> dues_;
    std::map<std::string, std::uint32_t> paid_;  // flow's name: its index
};

}  // namespace rmbsim::sim
