// What a reader finds wrong with a journal, as sentences, in the order in which they were found.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace rmbsim::adapters::sqlite {

class Findings {
  public:
    static constexpr std::size_t kept_most = 100;  // of a ruined file the first tell enough

    void add(std::string sentence) {
        ++count_;
        if (kept_.size() < kept_most) kept_.push_back(std::move(sentence));
    }
    std::size_t count() const { return count_; }
    const std::vector<std::string>& kept() const { return kept_; }

  private:
    std::vector<std::string> kept_;
    std::size_t count_ = 0;
};

}  // namespace rmbsim::adapters::sqlite
