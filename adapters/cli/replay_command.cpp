// `replay`: runs again, in memory, from manifest and input log; the digests must meet.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/interruption.hpp"
#include "adapters/cli/made_again.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/run_folder.hpp"
#include "adapters/cli/simulated.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/live/live_world.hpp"
#include "adapters/live/session.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/digest.hpp"
#include "ledger/time.hpp"
#include "rmbsim_version.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::adapters::cli {
namespace {

namespace fs = std::filesystem;

struct KeptRun {                                               // what a run has left of itself
    std::vector<std::pair<std::int32_t, std::string>> days{};  // day, digest
    std::vector<sqlite::LoggedInput> inputs{};
    std::string root{};  // empty: it was cut off
};

KeptRun read_kept(const fs::path& folder) {
    KeptRun kept;
    std::error_code error;
    if (fs::exists(folder / "result.json", error)) {
        const auto stored = read_result(folder / "result.json");
        if (!stored) throw CommandFailure(stored.error());
        kept.root = ledger::to_text(stored->result.digest);
    }
    const fs::path path = folder / "journal.sqlite";
    if (!fs::exists(path, error)) {
        if (!kept.root.empty()) return kept;  // --store none
        throw CommandFailure(Diagnostic{.file = folder.string(),
                                        .message = "there is neither a result nor a journal",
                                        .expected = "the folder of a run",
                                        .hint = "ls out/"});
    }
    auto journal = kept.root.empty() ? JournalFile::open_cut_off(path) : JournalFile::open(path);
    if (!journal)
        throw CommandFailure(
            Diagnostic{.file = path.string(),
                       .message = journal.error(),
                       .expected = "the journal of a run",
                       .hint = "of a live run that goes on, ask its command socket"});
    kept.inputs = journal->inputs();
    journal->for_each_day([&](const sim::DayRecord& day) {
        kept.days.emplace_back(day.seal.day, ledger::to_text(day.seal.digest));
    });
    for (const std::string& finding : journal->findings()) std::cerr << finding << '\n';
    return kept;
}

// Keeps nothing but each day's digest.
class DaysMade final : public sim::Store {
  public:
    void begin(const sim::RunFacts&, const sim::Directory&) override {}
    void append(const sim::DayRecord& day) override {
        days.emplace_back(day.seal.day, ledger::to_text(day.seal.digest));
    }
    void finish(const ledger::Digest&, std::span<const ledger::Chain>) override {}
    std::vector<std::pair<std::int32_t, std::string>> days;
};

std::string day_text(std::int32_t day) { return to_text(ledger::date_of(day)); }

// The first day that differs, in words; empty when all that both have meet.
std::string difference_of(const KeptRun& kept, const DaysMade& made) {
    const std::size_t both = std::min(kept.days.size(), made.days.size());
    for (std::size_t i = 0; i < both; ++i)
        if (kept.days[i] != made.days[i])
            return fmt::format("day {}: stored {}, made again {}", day_text(kept.days[i].first),
                               kept.days[i].second, made.days[i].second);
    return {};
}

std::int64_t instant_of(const std::string& text) {
    if (text.empty()) return std::numeric_limits<std::int64_t>::max();
    if (const auto at = sim::parse_time(text)) return *at;
    throw CommandFailure(Diagnostic{.file = "--to",
                                    .message = "'" + text + "' is not a time",
                                    .expected = "a time such as 2026-01-05T17:00:00+08:00",
                                    .hint = {}});
}

}  // namespace

int replay_run(const Options& options, const Surroundings& surroundings) {
    const std::int64_t to_ms = instant_of(options.to);
    std::error_code error;
    fs::path folder = fs::is_directory(options.files.front(), error)
                          ? fs::path()
                          : find_cut_off_run(options.files.front());
    if (folder.empty()) folder = find_run(options.files.front());
    const auto manifest = read_manifest(folder / "manifest.json");
    if (!manifest) throw CommandFailure(manifest.error());
    const LoadedScenario loaded = load_again(*manifest, surroundings);
    const KeptRun kept = read_kept(folder);
    if (manifest->version != version || manifest->commit != commit)
        std::cerr << fmt::format("note: the run was made by {} ({}), this is {} ({})\n",
                                 manifest->version, manifest->commit, version, commit);

    watch_for_signals();
    sim::World world(loaded.scenario, {.keep_decisions = false, .interrupted = is_interrupted});
    DaysMade made;
    world.begin(nullptr, &made, facts_of(*manifest, loaded.scenario));
    live::WorldBehind behind(world);
    live::act_again(behind, kept.inputs, to_ms);
    std::string root;
    // A run that was cut off is made again as far as it is known.
    const bool whole = options.to.empty() && !kept.root.empty();
    if (whole) {
        root = ledger::to_text(world.finish().digest);
    } else if (!options.to.empty()) {
        world.advance(to_ms);
    } else {
        while (made.days.size() < kept.days.size() && world.now_ms() < world.end_ms())
            world.advance(world.now_ms() + live::Pacer::slice_ms);
    }

    std::string difference = difference_of(kept, made);
    if (difference.empty() && whole && root != kept.root)
        difference = fmt::format("root: result.json says {}, made again {}", kept.root, root);
    if (difference.empty() && options.to.empty() && made.days.size() < kept.days.size())
        difference = fmt::format("{} days are stored, {} were made again", kept.days.size(),
                                 made.days.size());
    if (!difference.empty()) {
        std::cout << difference << "\nreplay: the digests do not meet\n";
        return check_failed;
    }
    const std::size_t met = std::min(kept.days.size(), made.days.size());
    std::cout << fmt::format(
        "replay: {} entries, {} of {} inputs, {} of {} days: {}\n", world.books().entry_count(),
        std::count_if(
            kept.inputs.begin(), kept.inputs.end(),
            [&](const sqlite::LoggedInput& input) { return input.submission.time_ms <= to_ms; }),
        kept.inputs.size(), met, kept.days.size(),
        whole ? "every day's digest and the root meet" : "every closed day's digest meets");
    std::cout << "root " << (whole ? root : ledger::to_text(world.books().digest()))
              << (whole ? "\n" : " (so far)\n");
    return 0;
}

}  // namespace rmbsim::adapters::cli
