// What is wrong with an input, where, and how to mend it.
//
// Lines       line and column are 1-based and count characters, not bytes; the path is shown as given
// Order       sorted() is by file, line, column, message; printing sorts by itself
// Range       after `kept_most` diagnostics only their number is kept, so that a broken file of a
//             million lines costs no memory
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rmbsim::adapters {

enum class Severity : std::uint8_t { error, warning };

struct Diagnostic {
    std::string file;
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    Severity severity = Severity::error;
    std::string message;
    std::string expected = {};  // may be empty, as may `hint`
    std::string hint = {};
    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

class Diagnostics {
  public:
    static constexpr std::size_t kept_most = 2000;

    Diagnostics() = default;  // of a scenario: the usual hint is the demo's and its schema's
    explicit Diagnostics(std::string usual_hint) : usual_hint_(std::move(usual_hint)) {}

    void add(Diagnostic diagnostic);          // an error without a hint gets the usual one
    void add_all(const Diagnostics& others);  // the same one twice is kept once when sorted

    bool empty() const { return items_.empty(); }
    bool has_errors() const { return errors_ > 0; }
    std::size_t error_count() const { return errors_; }
    std::size_t warning_count() const { return warnings_; }
    const std::vector<Diagnostic>& items() const { return items_; }
    std::vector<Diagnostic> sorted() const;

  private:
    std::string usual_hint_;  // empty: a scenario's
    std::vector<Diagnostic> items_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
};

// "scenario.yaml:14:13: error: …" and, indented by two spaces, "expected: …" and "hint: …".
std::string to_text(const Diagnostic& diagnostic);

// At most `most` of them, then a line that says how many more there are. Ends with a newline.
std::string to_text(const Diagnostics& diagnostics, std::size_t most = 100);

// For editors: {"diagnostics":[{"file","line","column","severity","message","expected","hint"}…],
// "errors":N,"warnings":N}; one line, without a newline at its end.
std::string to_json(const Diagnostics& diagnostics);

}  // namespace rmbsim::adapters
