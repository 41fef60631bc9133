// Runs the pools' links at their times and carries out what plan() decides.
//
// Order       deepest level first; per level first all concentrations, then all fundings (credit first),
//             each by (priority, id): pooling-practice §4.4, §5
//             by default; a pool may say otherwise (SweepOrder), or be planned as a whole with hard floors
// Returns     a link with `reverse: full` gives back, on the next day on which both ends are open, what it
//             moved: the original amount, as far as the giver can (§7)
// Rejected    an instruction that its bank rejects is sent again, as often as the link says
// Recorded    every sweep that moved, was cut, or was stopped by something worth an explanation; a link
//             with nothing to move leaves no decision
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/policy/quota_book.hpp"
#include "sim/pool/plan.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/scenario.hpp"
#include "sim/world/back_values.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/sweep_charges.hpp"
#include "sim/world/sweep_rules.hpp"

namespace rmbsim::sim {

class Sweeps {
  public:
    Sweeps(Desk& desk, QuotaBook& quotas, Payments& payments);

    void schedule_first();                // every group's first day
    void run_group(std::uint32_t group);  // and schedules its next day
    void give_back(std::uint32_t link);   // what a link with reverse: full moved before
    void try_again(std::uint32_t link);   // after a rejection
    void note_ineligible();               // refusals of the admission test, once at the start

    BackValues& back_values() { return back_values_; }

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
        std::vector<std::uint32_t> limits;  // world-wide
        struct Conversion {
            ledger::AccountId position_child{}, position_header{}, cost{};
            ledger::AccountId bank_child{}, bank_header{}, bank_result{};
        };
        std::optional<Conversion> conversion;
        Decision last{};
        std::uint32_t returned_by = UINT32_MAX;  // the link that gives back, for reverse: full
        bool gives_back = false;                 // it is such a link
        std::int64_t due_up_minor = 0;           // to be given back; > 0 went up
        ledger::ValueDate rejected_on{};
        std::uint32_t rejections = 0;  // on that day
    };
    struct Group {  // links of one pool that run at one time of day
        std::uint32_t pool = 0, zone = 0;
        TimeOfDay at{};
        std::vector<std::uint32_t> links;  // in normative order
    };
    void add_link(std::uint32_t pool, const LinkSpec& spec);
    void add_returns();
    std::uint32_t pair_of(std::uint32_t pool, const LinkSpec& spec);
    void open_conversion(Link& link);
    void schedule(std::uint32_t group, ledger::ValueDate day);

    struct Considered {
        SweepPlan plan;
        std::int64_t child_minor = 0, header_minor = 0;
        bool stranded = false;  // exactly one end was open
    };
    Considered consider(const Link& link, std::optional<std::int64_t> share) const;
    bool is_open_today(std::uint32_t account) const;
    LinkView gates_of(const Link& link, const LinkRules& rules) const;  // the rest is left out
    LinkGate gate_of(std::uint32_t index) const;
    Considered consider_return(const Link& link) const;
    std::int64_t basis_balance(const LinkSpec& spec, ledger::ValueDate day) const;
    void run_levels(const Group& group);
    void run_granted(const Group& group);
    void act(std::uint32_t index, const Considered& considered);
    bool is_rejected(std::uint32_t index);
    void schedule_return(std::uint32_t index, const SweepPlan& plan);
    const FaultSpec* fault_of(const Link& link, FaultSpec::Kind kind) const;
    std::expected<ledger::EntryId, ledger::PostError> carry_out(const Link& link,
                                                                std::uint32_t index,
                                                                const SweepPlan& plan,
                                                                std::uint32_t decision);
    std::expected<ledger::EntryId, ledger::PostError> convert(const Link& link,
                                                              const SweepPlan& plan,
                                                              std::uint32_t decision);
    // Bank fees and stamp duty: sweeps_charged.cpp
    std::int64_t header_minor(const Link& link, const SweepPlan& plan) const;
    std::int64_t sent_minor(const Link& link, const SweepPlan& plan) const;
    bool bears_charges(const Link& link, const SweepPlan& plan) const;
    void charge(const Link& link, const SweepPlan& plan, std::uint32_t decision);
    void note_refusal(const Link& link, const Decision& decision);
    LinkPlace place_of(const Link& link) const {
        return {.pool = link.pool,
                .spec = link.spec,
                .quota_pair = link.pair == UINT32_MAX ? UINT32_MAX : pairs_[link.pair].quota_pair,
                .up_is_outward = link.up_is_outward,
                .limits = link.limits};
    }

    friend class BackValues;
    struct LevelRun;

    Desk& desk_;
    QuotaBook& quotas_;
    Payments& payments_;
    SweepCharges charges_;
    std::vector<Link> links_;
    std::vector<Group> groups_;
    std::vector<PairUse> pairs_;
    BackValues back_values_;
};

}  // namespace rmbsim::sim
