// The event stream of a command that simulates: made from its options, told about at its end.
#pragma once

#include <memory>

#include "adapters/cli/options.hpp"
#include "adapters/zmq/zmq_outlet.hpp"

namespace rmbsim::adapters::cli {

// Null without --publish. `curve_secret_key` empty: on this machine only.
std::unique_ptr<ZmqOutlet> make_outlet(const Options& options, WhenFull when_full = WhenFull::wait,
                                       const std::string& curve_secret_key = {});

// The journal is whole in any case; what a subscriber may have missed is said.
void tell_stream(const ZmqOutlet& outlet);

}  // namespace rmbsim::adapters::cli
