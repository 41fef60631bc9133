// The event stream: every record of a run, to any number of ZeroMQ subscribers (product page §4).
//
// Wire        two frames, topic and a batch of JSON lines, or of bytes (encode_binary.hpp); records leave in the order of `seq`, so a
//             batch ends where the topic changes, at 256 records, and when nothing more is waiting
// Threads     publish() puts the record into a bounded ring and returns; an I/O thread encodes and
//             sends. The simulation never waits for ZeroMQ, only for room in the ring (WhenFull::wait)
// Loss        wait: none, for subscribers that were there at the start and take half their queue within
//             any `patience`; see patient_socket.hpp for what happens to others.
//             drop_and_count: nothing waits; what finds no room is dropped, counted, and shows as a
//             gap in `seq`. The end record is never dropped by the ring.
//             The journal is the same in every case.
// Errors      the constructor listens, so make the outlet before anything is written to disk:
//             EndpointRefused (exit code 2), OutletFailure (3). open() throws OutletFailure when
//             subscribers do not arrive or the wait is interrupted. publish() and close() throw
//             nothing of ZeroMQ: a stream that broke is told by counts().failure.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/zmq/endpoint.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters {

enum class WhenFull : std::uint8_t { wait, drop_and_count };
enum class StreamFormat : std::uint8_t { json, binary };

struct ZmqOutletOptions {
    std::string endpoint = "tcp://127.0.0.1:5556";
    std::string curve_secret_key{};     // Z85; needed beyond loopback
    std::size_t await_subscribers = 0;  // connections that must have subscribed before the start
    std::optional<std::chrono::milliseconds> await_timeout{};  // nullopt: for ever
    std::function<bool()> interrupted{};  // asked while waiting for subscribers; Ctrl-C says true
    std::size_t capacity = 65536;         // records in the ring, 128 bytes each
    int queue_batches = 1000;             // batches per subscriber before it counts as full
    WhenFull when_full = WhenFull::wait;
    StreamFormat format = StreamFormat::json;
    // How long one subscriber may hold the run up: once with a full queue, once at the end.
    std::chrono::milliseconds patience{10'000};
    std::chrono::milliseconds heartbeat{10'000};  // 0: none
};

struct StreamCounts {
    std::uint64_t published = 0;  // records handed to publish()
    std::uint64_t dropped = 0;    // of these, found no room in the ring
    std::uint64_t waited = 0;     // of these, had to wait for room
    std::uint64_t let_go = 0;     // times a full subscriber was let go
    std::size_t subscribers = 0;  // connected now, or when the stream closed
    std::string failure{};        // one sentence, empty while all is well
};

class ZmqOutlet final : public sim::Outlet {
  public:
    explicit ZmqOutlet(ZmqOutletOptions options);
    ~ZmqOutlet() override;  // without close(): what is left gets a second at most
    ZmqOutlet(const ZmqOutlet&) = delete;
    ZmqOutlet& operator=(const ZmqOutlet&) = delete;

    std::string endpoint() const;  // with the port that was found for "*"
    void open(const sim::Directory& directory) override;
    void publish(const sim::Record& record) override;
    void close() override;
    StreamCounts counts() const;  // from any thread

  private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

}  // namespace rmbsim::adapters
