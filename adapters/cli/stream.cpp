#include "adapters/cli/stream.hpp"

#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "adapters/cli/interruption.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/zmq/zmq_outlet.hpp"

namespace rmbsim::adapters::cli {

std::unique_ptr<ZmqOutlet> make_outlet(const Options& options, WhenFull when_full,
                                       const std::string& curve_secret_key) {
    if (options.publish.empty()) return nullptr;
    ZmqOutletOptions zmq;
    zmq.endpoint = options.publish;
    zmq.await_subscribers = options.await_subscribers;
    zmq.interrupted = is_interrupted;
    zmq.when_full = when_full;
    if (options.stream_format == "binary") zmq.format = StreamFormat::binary;
    zmq.curve_secret_key = curve_secret_key;
    auto outlet = std::make_unique<ZmqOutlet>(zmq);
    if (options.await_subscribers > 0) {
        std::cerr << fmt::format("waiting for {} subscriber{} at {} (Ctrl-C ends the wait)\n",
                                 options.await_subscribers,
                                 options.await_subscribers == 1 ? "" : "s", outlet->endpoint());
    }
    return outlet;
}

void tell_stream(const ZmqOutlet& outlet) {
    const StreamCounts counts = outlet.counts();
    if (!counts.failure.empty()) std::cerr << "warning: " << counts.failure << '\n';
    if (counts.let_go > 0)
        std::cerr << fmt::format(
            "warning: slow subscribers were let go {} times; they see gaps in seq\n",
            counts.let_go);
}

}  // namespace rmbsim::adapters::cli
