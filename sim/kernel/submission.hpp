// A payment that an outside system hands in while the simulation runs, and what it is told.
//
// Admitted    stamped with a simulated instant and numbered before it acts; scenario, seed and the
//             submissions in their order give the same journal again
// Idempotent  sender + reference + amount + currency + value date: the second one gets the first one's
//             answer and posts nothing (settlement-rules §15, duplicate instruction)
#pragma once

#include <cstdint>
#include <string>

namespace rmbsim::sim {

struct Submission {
    std::uint64_t number = 0;         // 1, 2, 3 …: its place in the input log
    std::int64_t time_ms = 0;         // simulated instant, UTC, at which it acts
    std::string sender;               // who handed it in
    std::string reference;            // the sender's own: end-to-end or instruction id
    std::string rail;                 // id of a rail of the scenario that settles payments
    std::string payer, payee;         // participants: bank id or BIC
    std::string currency;             // ISO 4217
    std::int64_t minor = 0;           // > 0
    std::int32_t value_day = 0;       // ledger::day_number; 0: the day on which it acts
    std::uint8_t priority_class = 1;  // 0 urgent
    std::string uetr = {};            // given by the sender, or made by the run
    friend bool operator==(const Submission&, const Submission&) = default;
};

struct SubmissionAnswer {
    enum class Status : std::uint8_t {
        unknown,
        waiting,
        queued,
        settled,
        returned,
        withdrawn,
        rejected
    };
    Status status = Status::unknown;
    std::string reason = {};         // why it is queued, was returned or rejected: a reason code
    std::uint32_t payment = 0;       // "payment P-17"; 0: it became none
    std::uint64_t duplicate_of = 0;  // number of the submission that was first; 0: itself
    std::int64_t settled_ms = -1;
    friend bool operator==(const SubmissionAnswer&, const SubmissionAnswer&) = default;
};

}  // namespace rmbsim::sim
