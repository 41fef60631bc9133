// Both doors of a live run on one I/O thread, and the inbox between them and the simulation.
//
// Threads     made, asked and ended in the simulation's thread; the doors live in the I/O thread
// Errors      EndpointRefused, OutletFailure while it is made; failure() tells what broke it later
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "adapters/live/inbox.hpp"
#include "adapters/live/key_file.hpp"

namespace rmbsim::adapters::live {

struct PortOptions {
    std::string command{};  // ZeroMQ endpoint; empty: no command socket
    std::string http{};     // HOST:PORT; empty: no HTTP
    Keys keys{};
    std::size_t queue_most = 4096;  // requests that wait; more are told "busy"
};

class Port {
  public:
    explicit Port(const PortOptions& options);
    ~Port();  // answers on their way have a second
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;

    std::string command_endpoint() const;  // empty: there is none
    std::string http_address() const;

    std::vector<Asked> take(std::size_t most, std::chrono::milliseconds patience);
    void answer(std::vector<Asked> asked, std::vector<Reply> replies);  // one reply each
    std::string failure() const;  // one sentence, empty while all is well

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rmbsim::adapters::live
