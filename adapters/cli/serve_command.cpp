// `serve`: a live run. Its folder is <out>.partial while it goes on and stays when it is cut off: serve
// takes it again, makes the run again from its manifest and input log, and goes on.
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <sys/resource.h>
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
#include "adapters/cli/stream.hpp"
#include "adapters/live/key_file.hpp"
#include "adapters/live/live_loop.hpp"
#include "adapters/live/live_world.hpp"
#include "adapters/live/pacer.hpp"
#include "adapters/live/port.hpp"
#include "adapters/live/recent_records.hpp"
#include "adapters/live/session.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/zmq/endpoint.hpp"
#include "adapters/zmq/zmq_outlet.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::adapters::cli {
namespace {

constexpr const char* default_endpoint = "tcp://127.0.0.1:5557";

live::WallTime wall_clock() { return Clock::now().time_since_epoch(); }

live::Keys keys_of(const Options& options) {
    if (options.keys.empty()) return {};
    auto keys = live::read_key_file(options.keys);
    if (!keys) throw CommandFailure(keys.error());
    return std::move(*keys);
}

live::Pace pace_of(const Options& options) {
    if (const auto pace = live::parse_pace(options.pace)) return *pace;
    throw CommandFailure(
        Diagnostic{.file = "--pace",
                   .message = "'" + options.pace + "' is no pace",
                   .expected = "simulated seconds a second (1 to 100000), max or step",
                   .hint = {}});
}

std::unique_ptr<live::Port> open_port(const Options& options, const live::Keys& keys) {
    const bool is_default = options.commands.empty() && options.http.empty();
    try {
        return std::make_unique<live::Port>(
            live::PortOptions{.command = is_default ? default_endpoint : options.commands,
                              .http = options.http,
                              .keys = keys});
    } catch (const EndpointRefused& refused) {
        throw CommandFailure(
            Diagnostic{.file = "serve",
                       .message = refused.what(),
                       .expected = "an address of this machine, or --keys FILE",
                       .hint = "adapters/live/README.md says what stands in a key file"});
    }
}

// Each connection takes a descriptor: as many as the system gives without being asked for more rights.
void allow_connections() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::vector<std::string> settling_rails(const sim::Scenario& scenario) {
    std::vector<std::string> ids;
    for (const auto& system : scenario.systems) ids.push_back(scenario.rails[system.rail].id);
    return ids;
}

void make_again(sim::World& world, const SqliteStore& store, const std::string& folder) {
    live::WorldBehind behind(world);
    live::act_again(behind, store.logged_before(), world.end_ms());
    while (store.stored_days_left() > 0 && world.now_ms() < world.end_ms())
        world.advance(world.now_ms() + live::Pacer::slice_ms);
    if (store.stored_days_left() > 0)
        throw JournalDiffers(folder + " has days behind the end of its own period");
}

struct Opened {       // a run that is to begin, or to be gone on with
    Options options;  // what decides the run
    Manifest manifest;
    LoadedScenario loaded;
    std::filesystem::path cut_off{};  // empty: it begins
};

Opened open_run(const Options& options, const Surroundings& surroundings) {
    Opened opened{.options = options,
                  .manifest = {},
                  .loaded = {},
                  .cut_off = find_cut_off_run(options.files.front())};
    if (opened.cut_off.empty()) {
        std::error_code error;
        if (std::filesystem::is_directory(options.files.front(), error))
            throw CommandFailure(
                Diagnostic{.file = options.files.front(),
                           .message = "there is no live run to go on with",
                           .expected = "a scenario, or the folder of a run that was cut off",
                           .hint = "a finished run: rmbsim report, explain, replay"});
        opened.loaded = load_or_fail(options.files.front(), load_options(options, surroundings));
        opened.manifest = manifest_of(opened.loaded, options, options.variant, "");
        return opened;
    }
    if (!options.sets.empty() || !options.overlays.empty() || options.seed ||
        !options.until.empty() || !options.variant.empty() || !options.out.empty())
        throw CommandFailure(
            Diagnostic{.file = opened.cut_off.string(),
                       .message = "a run that is gone on with keeps what it began with",
                       .expected = "no --set, --overlay, --seed, --until, --variant or --out",
                       .hint = {}});
    auto manifest = read_manifest(opened.cut_off / "manifest.json");
    if (!manifest) throw CommandFailure(manifest.error());
    opened.manifest = std::move(*manifest);
    opened.loaded = load_again(opened.manifest, surroundings);
    return opened;
}

}  // namespace

int serve_run(const Options& options, const Surroundings& surroundings) {
    const auto start = Clock::now();
    const live::Pace pace = pace_of(options);
    const live::Keys keys = keys_of(options);
    const Opened opened = open_run(options, surroundings);
    const sim::Scenario& scenario = opened.loaded.scenario;
    if (!options.quiet && opened.cut_off.empty() && !opened.loaded.warnings.empty())
        std::cerr << to_text(opened.loaded.warnings);

    watch_for_signals();
    allow_connections();
    const auto outlet = make_outlet(options, WhenFull::drop_and_count, keys.secret);
    auto port = open_port(options, keys);
    RunFolder folder = opened.cut_off.empty() ? RunFolder(options.out, scenario.id)
                                              : RunFolder::resume(opened.cut_off);
    const auto journal = folder.file("journal.sqlite");
    std::vector<Simulated> shown;
    try {
        const auto store =
            opened.cut_off.empty() ? open_sqlite_store(journal) : resume_sqlite_store(journal);
        live::RecentRecords records(outlet.get());
        sim::World world(scenario, {.keep_decisions = true});
        world.begin(&records, store.get(), facts_of(opened.manifest, scenario));
        if (opened.cut_off.empty()) folder.write("manifest.json", manifest_json(opened.manifest));
        folder.keep();  // what is acknowledged from here on must be found again
        make_again(world, *store, folder.file("").string());

        live::WorldBehind behind(world, settling_rails(scenario));
        live::Pacer pacer(pace, world.now_ms(), wall_clock());
        if (options.paused) pacer.pause(wall_clock(), world.now_ms());
        live::Session session(
            behind, pacer, [&](std::span<const sqlite::LoggedInput> inputs) { store->log(inputs); },
            store->logged_before(), &records);
        if (!options.quiet || options.commands.ends_with('*'))
            std::cerr << fmt::format(
                "serving {} in {}, {} inputs so far{}{}{}{}\n", scenario.id,
                folder.file("").parent_path().string(), session.admitted(),
                port->command_endpoint().empty() ? "" : "; commands at ", port->command_endpoint(),
                port->http_address().empty() ? "" : "; http://", port->http_address());
        live::run_live(session, pacer, *port, is_interrupted, wall_clock);
        port.reset();
        if (session.is_kept()) {
            std::cerr << "kept: go on with rmbsim serve " << folder.final_path().string() << '\n';
            return 0;
        }
        sim::RunResult result = world.finish();
        shown.push_back(gather(scenario, opened.manifest, world, std::move(result)));
    } catch (const JournalDiffers& differs) {
        throw CommandFailure(check_failed, std::string("rmbsim: ") + differs.what());
    }
    if (outlet) tell_stream(*outlet);
    write_payments(options, folder, shown.back());
    return finish_run(options, folder, shown, Clock::now() - start, true);
}

}  // namespace rmbsim::adapters::cli
