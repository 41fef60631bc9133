// The last records of the event stream, so that a subscriber that saw a gap can ask for what it missed.
//
// Range       the newest `capacity` records; older ones stand in the journal
// Threads     the simulation's only
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "adapters/zmq/encode_json.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters::live {

class RecentRecords final : public sim::Outlet {
  public:
    // `next`, which may be null, is handed everything too.
    explicit RecentRecords(sim::Outlet* next, std::size_t capacity = 65'536);

    void open(const sim::Directory& directory) override;
    void publish(const sim::Record& record) override;
    void close() override;

    std::uint64_t first_seq() const;  // oldest that is kept; 0: none yet
    std::uint64_t last_seq() const { return last_; }
    // Records `from` … `to` as JSON objects, comma between; those that are kept.
    std::string json(std::uint64_t from, std::uint64_t to) const;

  private:
    sim::Outlet* next_;
    std::vector<sim::Record> ring_;  // record `seq` lies at seq % size
    std::unique_ptr<JsonEncoder> encoder_;
    std::uint64_t last_ = 0;
};

}  // namespace rmbsim::adapters::live
