#include "adapters/cli/report_input.hpp"

#include <string>
#include <string_view>

#include "adapters/report/report.hpp"
#include "adapters/result/manifest.hpp"

namespace rmbsim::adapters::cli {
namespace {

// As a shell takes it for one word.
std::string shell_word(std::string_view word) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=@%+,-";
    if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos)
        return std::string(word);
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

// The command that makes the same result again.
std::string again(const Manifest& manifest, bool compared) {
    std::string command = compared ? "rmbsim compare " : "rmbsim run ";
    command += shell_word(manifest.scenario_file);
    const auto add = [&](std::string_view option, std::string_view value) {
        command += " " + std::string(option) + " " + shell_word(value);
    };
    if (!compared && !manifest.variant.empty()) add("--variant", manifest.variant);
    add("--seed", manifest.seed);
    const auto last_day = manifest.period.rfind(' ');  // of "2026-01-01 … 2026-03-31"
    if (last_day != std::string::npos) add("--until", manifest.period.substr(last_day + 1));
    for (const std::string& overlay : manifest.overlays) add("--overlay", overlay);
    for (const std::string& set : manifest.sets) add("--set", set);
    if (manifest.replications > 1) add("--replications", std::to_string(manifest.replications));
    if (!manifest.break_even.empty()) add("--break-even", manifest.break_even);
    return command;
}

}  // namespace

ReportInput report_input(const Manifest& manifest, bool compared) {
    ReportInput input;
    input.scenario = manifest.scenario;
    input.scenario_title_en = manifest.title_en;
    input.scenario_title_zh = manifest.title_zh;
    input.period = manifest.period;
    input.regime = manifest.regime;
    input.instrument = manifest.instrument;
    input.seed = manifest.seed;
    input.program_version =
        "rmbsim " + manifest.version + " (" + manifest.commit.substr(0, 7) + ")";
    input.again = again(manifest, compared);
    input.proof = manifest.inputs;
    return input;
}

}  // namespace rmbsim::adapters::cli
