// First frame of each message: "rmbsim.<kind>.<book>", "-" for a record that belongs to no book.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters {

class Topics {
  public:
    explicit Topics(const sim::Directory& directory);
    std::string_view of(const sim::Record& record) const { return topics_[index_of(record)]; }
    // Two records with the same index share a topic, hence may share a batch.
    std::size_t index_of(const sim::Record& record) const;

  private:
    std::size_t books_;                // the last column is "no book"
    std::vector<std::string> topics_;  // kind by kind
};

}  // namespace rmbsim::adapters
