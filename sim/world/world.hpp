// One simulated world: a scenario becomes books, and a period becomes entries.
//
// Determinism same scenario, seed, replication and version: same journal digest, with or without an
//             outlet or a store
// Errors      StoreFailure from the store passes through; RunawayInstant names an endless loop;
//             AmountOverflow when amounts of the scenario outgrow 64 bits; Interrupted when asked to end
// Use         once: World world(scenario, options); world.run(…); then its journal and result stand.
//             Live: begin(), then advance() and admit() in turn, then finish()
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/kernel/store.hpp"
#include "sim/kernel/submission.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

class Interrupted : public std::runtime_error {
  public:
    Interrupted() : std::runtime_error("the run was interrupted") {}
};

struct WorldOptions {
    std::uint32_t replication = 0;
    bool keep_decisions = true;  // for reports; the store gets them in any case
    ledger::History history = ledger::History::open_day_only;
    std::uint32_t same_instant_max = 100'000;
    std::function<bool()> interrupted{};  // asked every 1,024 events; true ends the run
};

class World {
  public:
    explicit World(const Scenario& scenario,
                   WorldOptions options = {});  // the scenario outlives it
    ~World();

    // Null outlet or store: nobody listens, nothing is kept but digest and result.
    RunResult run(Outlet* outlet, Store* store, const RunFacts& facts);

    // The same in steps. What is admitted acts at its own time, which lies after all that has happened
    // (now_ms()) and before end_ms(): admitted again in the same order, it gives the same journal.
    void begin(Outlet* outlet, Store* store, const RunFacts& facts);
    std::int64_t now_ms() const;  // everything up to here has happened
    std::int64_t end_ms() const;
    void advance(std::int64_t to_ms);  // all events up to and including that instant
    // Whether a submission names a rail and participants that exist: empty, or a reason code.
    std::string refusal_of(const Submission& submission) const;
    void admit(const Submission& submission);
    SubmissionAnswer answer_to(std::uint64_t number) const;  // of one that has acted or waits to
    RunResult finish();                                      // advances to the end

    const Directory& directory() const;
    const ledger::Ledger& books() const;
    const std::vector<Decision>& decisions() const;
    std::vector<Decision> take_decisions();  // once; the world keeps none

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rmbsim::sim
