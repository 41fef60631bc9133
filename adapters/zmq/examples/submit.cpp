// Hands one payment in to a live run and prints the answer.
//
//     g++ -std=c++17 submit.cpp -lzmq -o submit
//     ./submit tcp://127.0.0.1:5557 rtgs a b CNY 12.50 my-reference-1
//
// Exit code 0: it was taken; 1: it was refused; 2: there was no answer. Needs cppzmq and nlohmann/json.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include <zmq.hpp>

int main(int argc, char** argv) {
    if (argc != 8) {
        std::cerr << "usage: submit ENDPOINT RAIL PAYER PAYEE CURRENCY AMOUNT REFERENCE\n";
        return 2;
    }
    const nlohmann::json command{{"v", 1},
                                 {"command", "submit"},
                                 {"id", argv[7]},
                                 {"payment",
                                  {{"sender", "submit.cpp"},
                                   {"rail", argv[2]},
                                   {"payer", argv[3]},
                                   {"payee", argv[4]},
                                   {"currency", argv[5]},
                                   {"amount", argv[6]},
                                   {"reference", argv[7]}}}};
    zmq::context_t context;
    zmq::socket_t socket(context, zmq::socket_type::dealer);
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::rcvtimeo, 10'000);
    socket.connect(argv[1]);
    // The same reference again is told as a duplicate, so asking twice books once.
    for (int attempt = 0; attempt < 3; ++attempt) {
        socket.send(zmq::buffer(command.dump()), zmq::send_flags::none);
        zmq::message_t frame;
        if (!socket.recv(frame)) continue;
        const auto answer = nlohmann::json::parse(frame.to_string_view());
        if (answer["status"] == "busy") continue;
        std::cout << answer.dump(1) << '\n';
        return answer["status"] == "ok" ? 0 : 1;
    }
    std::cerr << "no answer from " << argv[1] << '\n';
    return 2;
}
