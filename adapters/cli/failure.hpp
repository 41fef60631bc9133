// How a command ends early: with a message for people and an exit code (product page §1).
#pragma once

#include <stdexcept>
#include <string>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::cli {

inline constexpr int check_failed = 1, input_wrong = 2, surroundings_failed = 3, bug_caught = 4;

class CommandFailure : public std::runtime_error {
  public:
    CommandFailure(int exit_code, const std::string& message)
        : std::runtime_error(message), exit_code_(exit_code) {}
    explicit CommandFailure(const Diagnostics& diagnostics)
        : CommandFailure(input_wrong, to_text(diagnostics)) {}
    explicit CommandFailure(const Diagnostic& diagnostic)
        : CommandFailure(input_wrong, to_text(diagnostic)) {}
    int exit_code() const { return exit_code_; }

  private:
    int exit_code_;
};

}  // namespace rmbsim::adapters::cli
