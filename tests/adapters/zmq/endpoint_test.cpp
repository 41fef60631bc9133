#include "adapters/zmq/endpoint.hpp"

#include <cerrno>

#include <catch2/catch.hpp>

using namespace rmbsim::adapters;

TEST_CASE("an endpoint beyond loopback is refused without CURVE keys", "[zmq]") {
    struct Row {
        const char* text;
        bool loopback;
    };
    const auto row = GENERATE(values<Row>({
        {"tcp://127.0.0.1:5556", true},
        {"tcp://127.0.0.1:*", true},
        {"tcp://127.9.9.9:5556", true},
        {"tcp://localhost:5556", true},
        {"tcp://[::1]:5556", true},
        {"tcp://lo:5556", true},
        {"ipc:///tmp/rmbsim", true},
        {"inproc://rmbsim", true},
        {"tcp://*:5556", false},
        {"tcp://0.0.0.0:5556", false},
        {"tcp://[::]:5556", false},
        {"tcp://eth0:5556", false},
        {"tcp://127.example.com:5556", false},
        {"tcp://192.168.1.7:5556", false},
    }));
    CAPTURE(row.text);
    const Endpoint endpoint = parse_endpoint(row.text);
    CHECK(endpoint.loopback == row.loopback);
    CHECK_NOTHROW(refuse_open_endpoint(endpoint, true));
    if (row.loopback)
        CHECK_NOTHROW(refuse_open_endpoint(endpoint, false));
    else
        CHECK_THROWS_AS(refuse_open_endpoint(endpoint, false), EndpointRefused);
}

TEST_CASE("an endpoint that is no endpoint is refused with the form expected", "[zmq]") {
    const auto* text = GENERATE("", "5556", "tcp://", "tcp://127.0.0.1", "tcp://:5556", "ipc://",
                                "tcp://127.0.0.1:0", "tcp://127.0.0.1:65536", "tcp://127.0.0.1:55x",
                                "tcp://127.0.0.1:-1", "http://127.0.0.1:5556", "pgm://eth0:5556");
    CAPTURE(text);
    CHECK_THROWS_WITH(parse_endpoint(text), Catch::Contains("expected tcp://127.0.0.1:PORT"));
}

TEST_CASE("a failed bind is told in one sentence that says what to do", "[zmq]") {
    const Endpoint endpoint = parse_endpoint("tcp://127.0.0.1:5556");
    CHECK(bind_complaint(endpoint, EADDRINUSE) ==
          "port 5556 is taken (tcp://127.0.0.1:5556): choose another with --publish, or see who "
          "holds it: ss -ltnp");
    CHECK_THAT(bind_complaint(endpoint, EACCES), Catch::Contains("above 1023"));
    CHECK_THAT(bind_complaint(endpoint, EADDRNOTAVAIL), Catch::Contains("no interface"));
    CHECK_THAT(bind_complaint(parse_endpoint("ipc:///none/s"), ENOENT),
               Catch::Contains("ipc:///none/s: No such file or directory"));
}
