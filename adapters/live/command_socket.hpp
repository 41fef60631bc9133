// The command socket: a ZeroMQ ROUTER on an asio context.
//
// Frames      one frame from a DEALER, an empty one before it from a REQ; the answer comes the same way
// Refused     no frame, more frames, an empty one: "malformed_frame"; above 1 MiB: "message_too_large";
//             no room in the inbox: "busy". Above 16 MiB ZeroMQ closes the connection
// Slow        a client that does not take its answers loses those that find its queue full
// Keys        with a secret key, CURVE: only the listed clients get in
// Threads     made in one thread, then the asio context's only
// Errors      EndpointRefused, OutletFailure while it is made; later ones end the context's run()
#pragma once

#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "adapters/live/inbox.hpp"
#include "adapters/live/key_file.hpp"

namespace rmbsim::adapters::live {

class CommandSocket {
  public:
    CommandSocket(boost::asio::io_context& io, const std::string& endpoint, const Keys& keys,
                  Inbox& inbox);
    ~CommandSocket();  // answers on their way have a second
    CommandSocket(const CommandSocket&) = delete;
    CommandSocket& operator=(const CommandSocket&) = delete;

    const std::string& endpoint() const;  // with the port that was found for *

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace rmbsim::adapters::live
