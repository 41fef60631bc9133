// A small scenario that is right, and the means to make one thing in it wrong.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"

namespace rmbsim::tests {

// A folder of its own under the system's temporary one, gone with the object.
class ScenarioFolder {
  public:
    ScenarioFolder();
    ~ScenarioFolder();
    ScenarioFolder(const ScenarioFolder&) = delete;
    ScenarioFolder& operator=(const ScenarioFolder&) = delete;

    std::filesystem::path write(const std::string& name, std::string_view text) const;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

inline constexpr std::string_view place_mark = "§";

struct Marked {  // text without its §, and where that stood
    std::string text;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};
Marked without_mark(std::string_view text);

std::string content_of(const std::filesystem::path& path);
std::string small_scenario();
std::string small_flows();
// `from` occurs once.
std::string with(std::string text, std::string_view from, std::string_view to);

adapters::LoadOptions usual_options();
// Everything said of a scenario, written beside small_flows().
adapters::Diagnostics said_of(const std::string& scenario, const std::string& flows = small_flows(),
                              const adapters::LoadOptions& options = usual_options());

bool says(const adapters::Diagnostics& diagnostics, std::string_view file, std::uint32_t line,
          std::uint32_t column, std::string_view part_of_message);

struct TextMistake {  // `to` in place of `from`, and what is said where § stands in it
    std::string_view name, from, to, message;
};
// Each of them alone in a scenario that is right.
void check_mistakes(const std::string& right, const std::vector<TextMistake>& mistakes);

}  // namespace rmbsim::tests
