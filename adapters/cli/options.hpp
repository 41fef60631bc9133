// What the user typed, as plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/report/language.hpp"

namespace rmbsim::adapters::cli {

enum class Command : std::uint8_t {
    run,
    compare,
    check,
    explain,
    audit,
    diff,
    export_,
    import_,
    policy,
    rails,
    report,
    schema,
    version,
    serve,
    replay,
    init,
};

struct Options {
    Command command = Command::version;
    std::vector<std::string> files;  // scenario, run folders, files to check
    std::vector<std::string> words;  // explain: "decision 44"; policy: "show INT-251"
    std::string out;
    std::string into;  // import: the folder
    std::string rail;  // import: of the scenario that it writes; empty: none
    // import: sellers' reports that do not add up, refuse or list
    std::string on_mismatch = "refuse";
    std::optional<std::uint64_t> seed;
    std::vector<std::string> sets, overlays;
    std::string until, store, publish, stream_format = "json", variant, as, on, known_at, entity,
                                       area, regime, kind, format = "text";
    std::string from, to, currency, amount, at, objective, payer;  // rails; to: replay too
    std::string commands, http, pace = "1", keys;                  // serve
    bool paused = false;  // serve: time stands still at the start
    std::size_t await_subscribers = 0;
    std::size_t replications = 1;
    std::size_t jobs = 0;    // 0: as many threads as default_threads says
    std::string break_even;  // "PATH=LOW..HIGH"
    bool quiet = false, verbose = false;
    Language language = Language::en;
};

inline bool wants_json(const Options& options) { return options.format == "json"; }

// A result, or an exit code after help or a mistake has been printed.
struct Parsed {
    std::optional<Options> options;
    int exit_code = 0;
};
Parsed parse_command_line(int argc, const char* const* argv);

}  // namespace rmbsim::adapters::cli
