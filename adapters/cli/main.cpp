#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <string>
#include <string_view>
#include <system_error>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/interruption.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/zmq/endpoint.hpp"
#include "ledger/contract.hpp"
#include "ledger/overflow.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/kernel/store.hpp"
#include "sim/world/world.hpp"

namespace {

namespace cli = rmbsim::adapters::cli;
namespace fs = std::filesystem;

// The library of policies, calendars and market data: named by RMBSIM_LIBRARY, beside an installed
// binary (share/rmbsim/scenarios), or above it in the source tree (build/release/rmbsim).
std::string find_library() {
    if (const char* named = std::getenv("RMBSIM_LIBRARY"); named != nullptr && *named != '\0')
        return named;
    std::error_code error;
    fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    for (int up = 0; up < 5 && !folder.empty(); ++up, folder = folder.parent_path()) {
        for (const char* place : {"share/rmbsim/scenarios", "scenarios"})
            if (fs::is_directory(folder / place / "policy", error))
                return (folder / place).string();
    }
    return "scenarios";
}

int dispatch(const cli::Options& options, const cli::Surroundings& surroundings) {
    switch (options.command) {
        case cli::Command::run:
            return cli::run_scenario(options, surroundings);
        case cli::Command::compare:
            return cli::compare_variants(options, surroundings);
        case cli::Command::check:
            return cli::check_files(options, surroundings);
        case cli::Command::explain:
            return cli::explain_run(options);
        case cli::Command::audit:
            return cli::audit_run(options);
        case cli::Command::diff:
            return cli::diff_runs(options);
        case cli::Command::export_:
            return cli::export_run(options);
        case cli::Command::import_:
            return cli::import_files(options, surroundings);
        case cli::Command::policy:
            return cli::show_policy(options, surroundings);
        case cli::Command::rails:
            return cli::show_rails(options, surroundings);
        case cli::Command::report:
            return cli::report_run(options);
        case cli::Command::schema:
            return cli::print_schema(options);
        case cli::Command::version:
            return cli::print_version(options, surroundings);
        case cli::Command::serve:
            return cli::serve_run(options, surroundings);
        case cli::Command::init:
            return cli::init_folder(options, surroundings);
        case cli::Command::replay:
            return cli::replay_run(options, surroundings);
    }
    return cli::bug_caught;
}

int say(int exit_code, std::string_view message) {
    std::cerr << message;
    if (!message.ends_with('\n')) std::cerr << '\n';
    return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
    std::string input;
    std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit comes as a write error, not as a kill
    std::signal(SIGPIPE, SIG_IGN);
    try {
        const cli::Parsed parsed = cli::parse_command_line(argc, argv);
        if (!parsed.options) return parsed.exit_code;
        if (!parsed.options->files.empty()) input = parsed.options->files.front();
        return dispatch(*parsed.options, {.library = find_library()});
    } catch (const cli::CommandFailure& failure) {
        return say(failure.exit_code(), failure.what());
    } catch (const rmbsim::adapters::EndpointRefused& refused) {
        return say(cli::input_wrong,
                   to_text(rmbsim::adapters::Diagnostic{
                       .file = "--publish",
                       .message = refused.what(),
                       .expected = "an endpoint of this machine, such as tcp://127.0.0.1:5556",
                       .hint = "leave the other machines to a relay that demands keys"}));
    } catch (const rmbsim::adapters::OutletFailure& failure) {
        return say(cli::is_interrupted() ? cli::interrupted_exit_code() : cli::surroundings_failed,
                   std::string("rmbsim: ") + failure.what());
    } catch (const rmbsim::sim::StoreFailure& failure) {
        return say(cli::surroundings_failed, std::string("rmbsim: ") + failure.what());
    } catch (const rmbsim::sim::Interrupted& interrupted) {
        return say(cli::interrupted_exit_code(),
                   std::string("rmbsim: ") + interrupted.what() + "; nothing was written");
    } catch (const rmbsim::ledger::AmountOverflow& overflow) {
        return say(cli::input_wrong,
                   to_text(rmbsim::adapters::Diagnostic{
                       .file = input,
                       .message = std::string(overflow.what()) + " outgrew 64 bits",
                       .expected = "amounts whose sums and conversions stay below 2^63 minor units "
                                   "(92,233,720,368,547,758.07 CNY)",
                       .hint = "look for an amount in minor units, or a rate turned upside down"}));
    } catch (const rmbsim::ledger::ContractViolation& bug) {
        return say(cli::bug_caught,
                   std::string("rmbsim: this is a bug, please report it: ") + bug.what());
    } catch (const rmbsim::sim::RunawayInstant& runaway) {
        return say(cli::bug_caught, std::string("rmbsim: endless loop: ") + runaway.what());
    } catch (const std::bad_alloc&) {
        return say(cli::surroundings_failed, "rmbsim: out of memory");
    } catch (const std::exception& error) {
        return say(cli::bug_caught, std::string("rmbsim: unexpected: ") + error.what());
    }
}
