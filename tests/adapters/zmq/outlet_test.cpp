#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <zmq.hpp>

#include "adapters/zmq/zmq_outlet.hpp"
#include "sim/kernel/directory.hpp"
#include "tests/adapters/zmq/stream_fixture.hpp"

#if defined(__SANITIZE_THREAD__)
// libzmq is not instrumented: what passes between threads inside it looks like a race.
extern "C" const char* __tsan_default_suppressions() { return "called_from_lib:libzmq.so\n"; }
#endif

using namespace rmbsim;
using namespace std::chrono_literals;
using adapters::WhenFull;
using adapters::ZmqOutlet;
using tests::Received;
using tests::Subscriber;

namespace {

constexpr std::uint64_t many = 100'000;
constexpr const char* any_port = "tcp://127.0.0.1:*";

std::string fresh_path(const char* purpose) {
    return "ipc:///tmp/rmbsim-test-" + std::string(purpose) + "-" + std::to_string(::getpid());
}

void publish_all(ZmqOutlet& outlet, std::uint64_t records) {
    for (std::uint64_t seq = 1; seq < records; ++seq) outlet.publish(tests::stream_record(seq));
    outlet.publish(tests::end_record(records));
}

// Receives in a thread of its own, as a process beside the run would.
class Listener {
  public:
    explicit Listener(const std::string& endpoint)
        : thread_([this, endpoint] { received_ = Subscriber(endpoint).receive_all(); }) {}
    const Received& result() {
        if (thread_.joinable()) thread_.join();
        return received_;
    }

  private:
    Received received_;
    std::jthread thread_;
};

}  // namespace

TEST_CASE("a subscriber that was there at the start receives every record in order", "[zmq]") {
    const std::string endpoint = GENERATE(as<std::string>{}, any_port, "ipc");
    CAPTURE(endpoint);
    ZmqOutlet outlet(
        {.endpoint = endpoint == "ipc" ? fresh_path("whole") : endpoint, .await_subscribers = 1});
    Listener listener(outlet.endpoint());
    const sim::Directory directory = tests::stream_directory();
    outlet.open(directory);
    publish_all(outlet, many);
    outlet.close();

    const Received& received = listener.result();
    CHECK(received.is_whole(many));
    CHECK(received.one_topic_a_message);
    CHECK(received.longest_batch <= 256);
    CHECK(outlet.counts().published == many);
    CHECK(outlet.counts().dropped == 0);
    CHECK(outlet.counts().let_go == 0);
    CHECK(outlet.counts().failure.empty());
}

TEST_CASE("two subscribers each receive the whole stream", "[zmq]") {
    ZmqOutlet outlet({.endpoint = any_port, .await_subscribers = 2});
    Listener one(outlet.endpoint());
    Listener other(outlet.endpoint());
    const sim::Directory directory = tests::stream_directory();
    outlet.open(directory);
    publish_all(outlet, many);
    outlet.close();
    CHECK(one.result().is_whole(many));
    CHECK(other.result().is_whole(many));
}

TEST_CASE("a run waits for a slow subscriber and loses nothing", "[zmq]") {
    const std::string endpoint = GENERATE(as<std::string>{}, any_port, "ipc");
    CAPTURE(endpoint);
    ZmqOutlet outlet({.endpoint = endpoint == "ipc" ? fresh_path("slow") : endpoint,
                      .await_subscribers = 1,
                      .capacity = 64,
                      .queue_batches = 10,
                      .patience = 60s,
                      .heartbeat = 0ms});
    Subscriber slow(outlet.endpoint(), 10);
    const sim::Directory directory = tests::stream_directory();
    outlet.open(directory);
    std::atomic<bool> published{false};
    std::jthread run([&] {
        publish_all(outlet, many);
        outlet.close();
        published = true;
    });
    // It reads nothing until the run is held up: the whole stream fits into no queue on the way.
    while (outlet.counts().waited == 0 && !published) std::this_thread::yield();
    const Received received = slow.receive_all();
    run.join();
    CAPTURE(received.first_gap());
    CHECK(received.is_whole(many));
    CHECK(outlet.counts().waited > 0);
    CHECK(outlet.counts().dropped == 0);
    CHECK(outlet.counts().let_go == 0);
}

TEST_CASE("a subscriber that is behind at the end still receives the end", "[zmq]") {
    const std::string endpoint = GENERATE(as<std::string>{}, any_port, "ipc");
    CAPTURE(endpoint);
    constexpr std::uint64_t some = 20'000;
    ZmqOutlet outlet({.endpoint = endpoint == "ipc" ? fresh_path("behind") : endpoint,
                      .await_subscribers = 1,
                      .queue_batches = 0,
                      .patience = 60s,
                      .heartbeat = 0ms});
    Subscriber behind(outlet.endpoint(), 10);
    const sim::Directory directory = tests::stream_directory();
    outlet.open(directory);
    publish_all(outlet, some);
    std::jthread closing([&] { outlet.close(); });
    const Received received = behind.receive_all();
    closing.join();
    CAPTURE(received.first_gap());
    CHECK(received.is_whole(some));
}

TEST_CASE("a subscriber that takes nothing is let go, and the others miss nothing", "[zmq]") {
    ZmqOutlet outlet({.endpoint = fresh_path("stuck"),
                      .await_subscribers = 2,
                      .queue_batches = 100,
                      .patience = 1s,
                      .heartbeat = 0ms});
    Subscriber stuck(outlet.endpoint(), 10);
    Listener listener(outlet.endpoint());
    const sim::Directory directory = tests::stream_directory();
    outlet.open(directory);
    publish_all(outlet, many);
    outlet.close();
    CHECK(listener.result().is_whole(many));
    CHECK(outlet.counts().published == many);
    CHECK(outlet.counts().dropped == 0);
    CHECK(outlet.counts().let_go == 1);
}

TEST_CASE("a subscriber that is killed does not hold the run up", "[zmq]") {
    const std::string endpoint = fresh_path("killed");
    std::array<int, 2> progress{};
    REQUIRE(::pipe(progress.data()) == 0);
    const pid_t child = ::fork();  // before this process has threads
    REQUIRE(child >= 0);
    if (child == 0) {  // takes one message, says so, and then hangs
        Subscriber subscriber(endpoint, 10);
        Received received;
        const char told = subscriber.receive(received) ? 'y' : 'n';
        if (::write(progress[1], &told, 1) == 1) ::pause();
        ::_exit(1);
    }
    ZmqOutlet outlet({.endpoint = endpoint,
                      .await_subscribers = 1,
                      .capacity = 64,
                      .queue_batches = 10,
                      .patience = 600s,
                      .heartbeat = 0ms});
    const sim::Directory directory = tests::stream_directory();
    outlet.open(directory);
    std::jthread run([&] {
        publish_all(outlet, many);
        outlet.close();
    });
    char told = 'n';
    CHECK(::read(progress[0], &told, 1) == 1);
    CHECK(told == 'y');
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    run.join();
    CHECK(outlet.counts().published == many);
    CHECK(outlet.counts().dropped == 0);
    CHECK(outlet.counts().let_go == 0);
    CHECK(outlet.counts().failure.empty());
    ::close(progress[0]);
    ::close(progress[1]);
}

TEST_CASE("without a subscriber a run goes on as if nobody were told", "[zmq]") {
    ZmqOutlet outlet({.endpoint = any_port, .capacity = 1024});
    const sim::Directory directory = tests::stream_directory();
    outlet.open(directory);
    publish_all(outlet, many);
    outlet.close();
    outlet.close();  // a second time does nothing
    CHECK(outlet.counts().published == many);
    CHECK(outlet.counts().dropped == 0);
    CHECK(outlet.counts().let_go == 0);
}

TEST_CASE("drop and count: what did not fit is counted, the rest stays in order", "[zmq]") {
    ZmqOutlet outlet({.endpoint = any_port,
                      .await_subscribers = 1,
                      .capacity = 4,
                      .queue_batches = 0,
                      .when_full = WhenFull::drop_and_count});
    Listener listener(outlet.endpoint());
    const sim::Directory directory = tests::stream_directory();
    outlet.open(directory);
    publish_all(outlet, many);
    outlet.close();
    const Received& received = listener.result();
    CHECK(received.ended);
    CHECK(received.seqs.back() == many);
    CHECK(std::ranges::adjacent_find(received.seqs, std::ranges::greater_equal{}) ==
          received.seqs.end());
    CHECK(received.seqs.size() + outlet.counts().dropped == many);
}

TEST_CASE("an outlet that is never closed ends at once, even with a hanging subscriber", "[zmq]") {
    const sim::Directory directory = tests::stream_directory();
    std::optional<Subscriber> stuck;
    {
        ZmqOutlet outlet(
            {.endpoint = any_port, .await_subscribers = 1, .queue_batches = 1, .patience = 3600s});
        stuck.emplace(outlet.endpoint(), 1);
        outlet.open(directory);
        for (std::uint64_t seq = 1; seq <= 50'000; ++seq) outlet.publish(tests::stream_record(seq));
    }
    SUCCEED("it came back");
}

TEST_CASE("a taken port is told as such", "[zmq]") {
    ZmqOutlet holder({.endpoint = any_port});
    const std::string endpoint = holder.endpoint();
    const std::string port = endpoint.substr(endpoint.rfind(':') + 1);
    CHECK(port != "*");
    try {
        ZmqOutlet second({.endpoint = endpoint});
        FAIL("it listens twice");
    } catch (const adapters::OutletFailure& failure) {
        CHECK(std::string(failure.what()) == "port " + port + " is taken (" + endpoint +
                                                 "): choose another with --publish, or see who "
                                                 "holds it: ss -ltnp");
    }
}

TEST_CASE("an ipc path that another run answers is not taken from it", "[zmq]") {
    const std::string endpoint = fresh_path("taken");
    ZmqOutlet holder({.endpoint = endpoint});
    CHECK_THROWS_AS(ZmqOutlet({.endpoint = endpoint}), adapters::OutletFailure);
}

TEST_CASE("an outlet beyond loopback needs a CURVE key", "[zmq]") {
    CHECK_THROWS_AS(ZmqOutlet({.endpoint = "tcp://0.0.0.0:*"}), adapters::EndpointRefused);
    CHECK_THROWS_AS(ZmqOutlet({.endpoint = any_port, .curve_secret_key = "short"}),
                    adapters::EndpointRefused);
    std::array<char, 41> public_key{}, secret_key{};
    REQUIRE(zmq_curve_keypair(public_key.data(), secret_key.data()) == 0);
    CHECK_NOTHROW(
        ZmqOutlet({.endpoint = "tcp://0.0.0.0:*", .curve_secret_key = secret_key.data()}));
}

TEST_CASE("waiting for subscribers ends when they do not come", "[zmq]") {
    const sim::Directory directory = tests::stream_directory();
    SECTION("after the time that was set") {
        ZmqOutlet outlet({.endpoint = any_port, .await_subscribers = 2, .await_timeout = 1ms});
        CHECK_THROWS_WITH(outlet.open(directory), Catch::Contains("0 of 2 subscribers"));
    }
    SECTION("when the user interrupts") {
        ZmqOutlet outlet(
            {.endpoint = any_port, .await_subscribers = 1, .interrupted = [] { return true; }});
        CHECK_THROWS_WITH(outlet.open(directory), Catch::StartsWith("interrupted"));
    }
}

TEST_CASE("two topics of one connection count as one subscriber", "[zmq]") {
    ZmqOutlet outlet({.endpoint = any_port, .await_subscribers = 2, .await_timeout = 500ms});
    zmq::context_t context{1};
    zmq::socket_t socket{context, zmq::socket_type::sub};
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::subscribe, "rmbsim.entry.");
    socket.set(zmq::sockopt::subscribe, "rmbsim.end.");
    socket.connect(outlet.endpoint());
    const sim::Directory directory = tests::stream_directory();
    CHECK_THROWS_WITH(outlet.open(directory), Catch::Contains("1 of 2 subscribers"));
}
