// A store before another one: hands every day on, and writes payments.csv from the same rows meanwhile.
//
// Order       lines stand in order of their numbers, so one that waits holds up those after it
// Two cores   a day of many steps is written in a thread of its own while the store behind takes it; append()
//             returns when both are through, so that a run is the same with and without
// Memory      of the day at hand 24 bytes a payment; 88 bytes for each one that is held up
// Whole       false when a step came for a payment that had ended, or numbers did not ascend: the file is
//             then none, and is to be written from the journal (payment_file.hpp)
// Errors      those of the store behind first, then sim::StoreFailure of the file's own
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

#include "ledger/digest.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

class PaymentFileStore final : public sim::Store {
  public:
    PaymentFileStore(sim::Store& behind, std::filesystem::path to);
    ~PaymentFileStore() override;

    void begin(const sim::RunFacts& facts, const sim::Directory& directory) override;
    void append(const sim::DayRecord& day) override;
    void finish(const ledger::Digest& root, std::span<const ledger::Chain> chains) override;

    bool is_whole() const;  // after finish(): the file is there

  private:
    class Written;
    sim::Store& behind_;
    std::filesystem::path to_;
    std::unique_ptr<Written> written_;
};

// From here on a thread of its own is worth its start.
inline constexpr std::size_t steps_for_a_thread = 10'000;

}  // namespace rmbsim::adapters
