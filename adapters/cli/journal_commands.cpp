// Commands that read a finished run: explain, audit, diff, export, report.
#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"

namespace rmbsim::adapters::cli {

int explain_run(const Options&) { throw CommandFailure(input_wrong, "not yet"); }
int audit_run(const Options&) { throw CommandFailure(input_wrong, "not yet"); }
int diff_runs(const Options&) { throw CommandFailure(input_wrong, "not yet"); }
int export_run(const Options&) { throw CommandFailure(input_wrong, "not yet"); }
int report_run(const Options&) { throw CommandFailure(input_wrong, "not yet"); }

}  // namespace rmbsim::adapters::cli
