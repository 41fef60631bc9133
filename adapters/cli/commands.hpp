// The commands: each takes what was typed and gives an exit code, or throws CommandFailure.
#pragma once

#include "adapters/cli/options.hpp"

namespace rmbsim::adapters::cli {

struct Surroundings {     // found once in main, handed down
    std::string library;  // the folder `scenarios/` with policy, market and calendars
};

int run_scenario(const Options& options, const Surroundings& surroundings);
int compare_variants(const Options& options, const Surroundings& surroundings);
int check_files(const Options& options, const Surroundings& surroundings);
int show_policy(const Options& options, const Surroundings& surroundings);
int show_rails(const Options& options, const Surroundings& surroundings);
int print_schema(const Options& options);
int print_version(const Options& options, const Surroundings& surroundings);
int explain_run(const Options& options);
int audit_run(const Options& options);
int diff_runs(const Options& options);
int export_run(const Options& options);
int import_files(const Options& options, const Surroundings& surroundings);
int report_run(const Options& options);
int serve_run(const Options& options, const Surroundings& surroundings);
int init_folder(const Options& options, const Surroundings& surroundings);
int replay_run(const Options& options, const Surroundings& surroundings);

}  // namespace rmbsim::adapters::cli
