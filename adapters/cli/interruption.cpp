#include "adapters/cli/interruption.hpp"

#include <csignal>
#include <cstdlib>
#include <initializer_list>

namespace rmbsim::adapters::cli {
namespace {

volatile std::sig_atomic_t caught_signal = 0;

void catch_signal(int signal) {
    if (caught_signal != 0) std::_Exit(128 + signal);
    caught_signal = signal;
}

}  // namespace

void watch_for_signals() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        // A program started with a signal ignored, as nohup does, goes on ignoring it.
        if (std::signal(signal, catch_signal) == SIG_IGN) std::signal(signal, SIG_IGN);
    }
}

bool is_interrupted() { return caught_signal != 0; }

int interrupted_exit_code() { return 128 + static_cast<int>(caught_signal); }

}  // namespace rmbsim::adapters::cli
