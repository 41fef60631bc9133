// Payment systems in a world: sessions open and close, payments arrive, queues are let go, and what
// settles is booked in the operator's book.
//
// Books       the operator's book holds an account for every participant (2012) against the money that
//             backs it (1003): settled  Dr payer, Cr payee; a simultaneous set is one entry of net lines;
//             brought in  Dr 1003, Cr participant; taken out the other way
// Order       settlement-algorithms §2: parameters, liquidity, arrivals, then settlement_release, once
//             an instant and system, does release, offsetting and resolution until nothing goes
// Sessions    what comes while none takes payments waits for the next; what is queued when its session
//             closes comes back, or stays, by the rules
// Source      settlement-rules §2, §3, §15; settlement-algorithms §2 to §7
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/random.hpp"
#include "sim/kernel/submission.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/settlement/system_spec.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

inline constexpr std::uint32_t no_token = UINT32_MAX;
inline constexpr std::uint32_t no_routed = UINT32_MAX;

// Who hands an instruction of a company to a payment system, and books what becomes of it.
class SettlementClient {
  public:
    virtual ~SettlementClient() = default;
    virtual void on_settled(std::uint32_t token) = 0;
    virtual void on_returned(std::uint32_t token, PaymentReason reason) = 0;
    // Settled before, and now sent back by the payee's bank: by the payment's number.
    virtual void on_sent_back(std::uint32_t payment_id) = 0;
};

class SettlementDesk {
  public:
    SettlementDesk(Desk& desk, const RandomSource& random);
    ~SettlementDesk();
    SettlementDesk(const SettlementDesk&) = delete;

    void attach(SettlementClient& client) { client_ = &client; }
    void keep_log(bool keep) { keeps_log_ = keep; }  // steps, for a store or an outlet
    void schedule_first();
    void act(const Event& event);

    bool settles(std::uint32_t rail) const { return system_of_rail_[rail] != UINT32_MAX; }
    // An instruction of a company's between two banks; `token` comes back through the client.
    void submit(std::uint32_t rail, std::uint32_t payer_bank, std::uint32_t payee_bank,
                std::int64_t minor, std::uint32_t payment_id, std::uint32_t token,
                std::uint32_t name = UINT32_MAX, std::uint32_t route = settlement::no_route);

    std::string refusal_of(const Submission& submission) const;
    void admit(const Submission& submission);
    SubmissionAnswer answer_to(std::uint64_t number) const;

    // Steps since the last call; valid until the next.
    PaymentLogDay take_log();
    std::vector<SettlementResult> results();  // up to now
    std::uint64_t draws() const { return draws_; }

  private:
    struct System;
    struct Handed;  // a payment as it is handed in
    struct Routed;
    struct Due;

    void set_up(System& system);
    void on_day(System& system, std::uint32_t day);
    void on_orders(System& system);
    void on_session(System& system, std::uint32_t detail);
    void on_release(System& system);
    void on_resolve(System& system, std::uint32_t detail);
    void on_fault(System& system, std::uint32_t detail);
    void on_submission(std::uint32_t number);

    // settlement_sessions.cpp
    void open_session(System& system, std::uint32_t session);
    void close_session(System& system, std::uint32_t session);
    void bring_in(System& system, std::uint32_t lane);
    void take_out(System& system, std::uint32_t lane);
    void on_liquidity(System& system, std::uint32_t move);
    void clear_positions(System& system);
    void post_liquidity(const System& system, Rule rule, std::span<const ledger::Posting> lines);
    void refuse_funding(const System& system, std::uint32_t participant, std::int64_t minor,
                        bool open);
    void run_net_cycle(System& system);

    // settlement_orders.cpp
    void schedule_next_order(System& system);
    std::uint32_t first_source(const System& system) const;
    Handed handed_of(const System& system, const Due& due) const;

    // settlement_faults.cpp
    std::int64_t line_now(const System& system, std::uint32_t participant) const;
    void let_in_held(System& system, std::uint32_t participant);
    void set_down(System& system, bool down);
    std::optional<Handed> waiting_named(const System& system, const std::string& reference) const;
    void turn_back_waiting(System& system, const std::string& reference, PaymentReason reason);
    void cut_balance(System& system, std::uint32_t participant, std::int64_t minor);
    void turn_back(System& system, const std::string& reference, PaymentReason reason);
    void send_back(System& system, std::uint32_t payment, PaymentReason reason);
    std::uint32_t named(const System& system, const std::string& reference) const;
    std::uint32_t participant_named(const System& system, std::string_view name) const;
    const System* system_named(std::string_view rail) const;

    // settlement_joint.cpp
    void on_joint_leg(std::uint32_t link);
    void try_joint_links();
    bool joint_link_passes(std::uint32_t link) const;
    void settle_joint_link(std::uint32_t link);

    // settlement_routes.cpp
    void start_route(std::uint32_t route, const Handed& first);
    void hand_in_leg(std::uint32_t routed, std::uint8_t leg, std::int32_t value_day);
    void on_leg_settled(System& system, std::uint32_t payment);
    void on_notice(System& system, std::uint32_t payment);
    void on_leg_ended(std::uint32_t routed, std::uint8_t leg, PaymentReason reason);
    void send_leg_back(std::uint32_t routed, std::uint8_t leg);
    void turn_back_leg(std::uint32_t routed, std::uint8_t leg, PaymentReason reason);
    System& system_of_leg(std::uint32_t routed, std::uint8_t leg);

    // settlement_door.cpp
    void on_worked(System& system, std::uint32_t id);
    std::uint32_t hand_in(System& system, const Handed& handed);
    void enter(System& system, const Handed& handed);
    void let_in(System& system, const Handed& handed);
    void tell_ended(const Handed& handed, PaymentReason reason);
    void reject(System& system, const Handed& handed, PaymentReason reason);
    void end(System& system, std::uint32_t payment, settlement::Status as, PaymentReason reason);

    // settlement_booking.cpp
    void book_all(System& system);
    void book(System& system, std::span<const settlement::Booking> set);
    void lay_out_lines(System& system, std::span<const settlement::Booking> set);
    void settled(System& system, const settlement::Booking& booking, std::uint32_t entry);
    ledger::ValueDate value_date_of(const System& system, std::uint32_t payment) const;

    void need_release(System& system);
    void resolve_all(System& system);
    void log_step(const System& system, PaymentStep step);
    void look_at_clock(System& system);
    std::vector<NamedPayment> named_payments(const System& system) const;

    Desk& desk_;
    const RandomSource& random_;
    SettlementClient* client_ = nullptr;
    bool keeps_log_ = false;
    std::vector<std::unique_ptr<System>> systems_;
    std::vector<Routed> routed_;
    std::vector<std::uint32_t> joint_legs_;   // that have come, by Scenario::joint_links
    std::vector<std::uint32_t> joint_links_;  // all of whose legs have come, and wait
    std::vector<std::uint32_t> system_of_rail_;
    std::vector<PaymentFact> facts_, facts_given_;
    std::vector<PaymentStep> steps_, steps_given_;
    std::uint64_t draws_ = 0;

    struct Admitted {
        Submission submission;
        std::uint32_t system = UINT32_MAX, payment = UINT32_MAX;  // the engine's number
        std::uint32_t id = 0;
        std::uint64_t duplicate_of = 0;
        std::string rejected;
        bool acted = false;
    };
    std::vector<Admitted> admitted_;  // [number - 1]
    std::unordered_map<std::string, std::uint64_t> first_of_key_;
};

}  // namespace rmbsim::sim
