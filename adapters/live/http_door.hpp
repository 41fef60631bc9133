// The live port over HTTP/1.1 (Boost.Beast): for programs that speak no ZeroMQ, and for people with curl.
//
// Paths       POST /payments (application/json, application/xml) · GET /payments/REFERENCE · GET /status ·
//             POST /clock/pause, /clock/resume, /clock/advance
// Answers     the same JSON as on the command socket; 200 done, 422 understood and refused, 400 not
//             understood, 404, 405, 401 no token, 403 from a web page, 413 above 1 MiB, 415, 503 busy
// Refused     a request that a browser sends for another site (it says Origin), unless a token is asked for
// Range       2,000 connections; more are closed at once. One that is silent for 30 seconds is closed
// Threads     made in one thread, then the asio context's only
// Errors      EndpointRefused (address), OutletFailure (port taken) while it is made
#pragma once

#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "adapters/live/inbox.hpp"
#include "adapters/live/key_file.hpp"

namespace rmbsim::adapters::live {

class HttpDoor {
  public:
    // `address` is HOST:PORT, port 0 for any free one; beyond loopback a token must be asked for.
    HttpDoor(boost::asio::io_context& io, const std::string& address, const Keys& keys,
             Inbox& inbox);
    ~HttpDoor();
    HttpDoor(const HttpDoor&) = delete;
    HttpDoor& operator=(const HttpDoor&) = delete;

    const std::string& address() const;  // "127.0.0.1:8080"

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace rmbsim::adapters::live
