// Runs the pools' links at their times and carries out what plan() decides.
//
// Order       deepest level first; per level first all concentrations, then all fundings (credit first),
//             each by (priority, id): pooling-practice §4.4, §5
// Recorded    every sweep that moved, was cut, or was stopped by something worth an explanation; a link
//             with nothing to move leaves no decision
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/policy/quota_book.hpp"
#include "sim/pool/plan.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"

namespace rmbsim::sim {

class Sweeps {
  public:
    Sweeps(Desk& desk, QuotaBook& quotas, Payments& payments);

    void schedule_first();                // every group's first day
    void run_group(std::uint32_t group);  // and schedules its next day
    void note_ineligible();               // refusals of the admission test, once at the start

    // The last decision of the link whose child is `account`; nullptr when it is no child.
    const Decision* last_of_child(std::uint32_t account) const;
    bool is_header(std::uint32_t account) const;
    const LinkSpec* link_of_child(std::uint32_t account) const;

    struct PairUse {  // an intercompany current account that links move
        std::uint32_t pool = 0, near_entity = 0, far_entity = 0;  // near: the child's owner
        PairIds ids;
        ledger::CurrencyId currency{};
        std::uint32_t near_account = 0, far_account = 0;  // bank accounts that settle its interest
        bool cross_border = false, overseas = false;
        std::uint32_t quota_pair = UINT32_MAX;
        std::uint32_t rail = UINT32_MAX;
    };
    const std::vector<PairUse>& pairs() const { return pairs_; }

  private:
    struct Link {
        const LinkSpec* spec = nullptr;
        std::uint32_t pool = 0;
        std::uint32_t pair = UINT32_MAX;  // UINT32_MAX: both ends have one owner
        bool up_is_outward = false, crosses = false;
        const FlowRule* up_rule = nullptr;
        const FlowRule* down_rule = nullptr;
        std::vector<std::uint32_t> limits;  // world-wide
        struct Conversion {
            ledger::AccountId position_child{}, position_header{}, cost{};
            ledger::AccountId bank_child{}, bank_header{}, bank_result{};
        };
        std::optional<Conversion> conversion;
        Decision last{};
    };
    struct Group {  // links of one pool that run at one time of day
        std::uint32_t pool = 0, zone = 0;
        TimeOfDay at{};
        std::vector<std::uint32_t> links;  // in normative order
    };
    void add_link(std::uint32_t pool, const LinkSpec& spec);
    std::uint32_t pair_of(std::uint32_t pool, const LinkSpec& spec);
    void open_conversion(Link& link);
    void schedule(std::uint32_t group, ledger::ValueDate day);

    struct Considered {
        SweepPlan plan;
        std::int64_t child_minor = 0, header_minor = 0;
        bool stranded = false;  // exactly one end was open
    };
    Considered consider(const Link& link) const;
    void act(std::uint32_t index, const Considered& considered);
    std::expected<ledger::EntryId, ledger::PostError> carry_out(const Link& link,
                                                                std::uint32_t index,
                                                                const SweepPlan& plan,
                                                                std::uint32_t decision);
    std::expected<ledger::EntryId, ledger::PostError> convert(const Link& link,
                                                              const SweepPlan& plan,
                                                              std::uint32_t decision);
    void note_refusal(const Link& link, const Decision& decision);

    Desk& desk_;
    QuotaBook& quotas_;
    Payments& payments_;
    std::vector<Link> links_;
    std::vector<Group> groups_;
    std::vector<PairUse> pairs_;
    std::vector<bool> pool_eligible_;
};

}  // namespace rmbsim::sim
