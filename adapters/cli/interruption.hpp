// Ctrl-C, TERM and a lost terminal end a run in order: its folder goes, nothing half-written stays.
//
// Errors      sim::Interrupted, thrown by who asks; a second signal ends the program at once, and then
//             <out>.partial stays
#pragma once

namespace rmbsim::adapters::cli {

void watch_for_signals();  // from now on; before, they have their usual effect
bool is_interrupted();
int interrupted_exit_code();  // 128 and the signal's number, as shells have it

}  // namespace rmbsim::adapters::cli
