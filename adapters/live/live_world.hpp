// What a live day needs of the simulated world, so that a test can stand in for it.
//
// Contract    sim/world/world.hpp: what is admitted acts at its own instant, which lies after all that has
//             happened; admitted again in the same order, it gives the same journal
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/kernel/submission.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::adapters::live {

struct AccountStanding {
    std::string book, account, currency;
    std::string amount;  // with the currency's decimals, debit positive
};

struct LiveWorld {
    virtual ~LiveWorld() = default;
    virtual std::int64_t now_ms() const = 0;  // everything up to here has happened
    virtual std::int64_t end_ms() const = 0;
    virtual void advance(std::int64_t to_ms) = 0;
    virtual std::string refusal_of(const sim::Submission& submission) const = 0;
    virtual void admit(const sim::Submission& submission) = 0;
    virtual sim::SubmissionAnswer answer_to(std::uint64_t number) const = 0;

    // The id of the rail that a sender means: its id, in whatever case; of one that names none, the only
    // one that settles payments. Otherwise what was said.
    virtual std::string rail_meant(const std::string& said) const = 0;
    virtual std::string scenario() const = 0;
    virtual std::uint64_t entries() const = 0;
    virtual std::string digest() const = 0;  // of the books as they stand
    virtual std::vector<AccountStanding> balances()
        const = 0;  // of every account but those at zero
};

// The real one; it must have begun.
class WorldBehind final : public LiveWorld {
  public:
    // `rails`: ids of those that settle payments.
    explicit WorldBehind(sim::World& world, std::vector<std::string> rails = {})
        : world_(world), rails_(std::move(rails)) {}
    std::int64_t now_ms() const override { return world_.now_ms(); }
    std::int64_t end_ms() const override { return world_.end_ms(); }
    void advance(std::int64_t to_ms) override { world_.advance(to_ms); }
    std::string refusal_of(const sim::Submission& s) const override { return world_.refusal_of(s); }
    void admit(const sim::Submission& submission) override { world_.admit(submission); }
    sim::SubmissionAnswer answer_to(std::uint64_t number) const override {
        return world_.answer_to(number);
    }
    std::string rail_meant(const std::string& said) const override;
    std::string scenario() const override { return world_.directory().scenario; }
    std::uint64_t entries() const override { return world_.books().entry_count(); }
    std::string digest() const override;
    std::vector<AccountStanding> balances() const override;

  private:
    sim::World& world_;
    std::vector<std::string> rails_;
};

}  // namespace rmbsim::adapters::live
