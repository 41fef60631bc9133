// Follows a binary event stream and adds up what moved: the reader in C++.
//
//     rmbsim run SCENARIO --publish tcp://127.0.0.1:5556 --stream-format binary --await-subscribers 1 &
//     example_subscribe tcp://127.0.0.1:5556
//
// Exit code 0 only if every record from 1 to the end record arrived, in order, and each entry balances.
// Needs cppzmq and nlohmann-json; the bytes are those of adapters/zmq/encode_binary.hpp (little-endian here).
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include <zmq.hpp>

namespace {

template <class Number>
Number take(std::string_view& from) {
    Number number{};
    std::memcpy(&number, from.data(), sizeof number);
    from.remove_prefix(sizeof number);
    return number;
}

struct Seen {
    std::uint64_t last = 0, gaps = 0, records = 0;
    bool ended = false;
    std::map<std::pair<std::uint32_t, std::string>, std::int64_t> sums;  // entry and currency
};

void read_batch(std::string_view bytes, const nlohmann::json& names, Seen& seen) {
    bytes.remove_prefix(4);  // "RMB1"
    for (std::uint32_t left = take<std::uint32_t>(bytes); left > 0; --left) {
        const auto seq = take<std::uint64_t>(bytes);
        bytes.remove_prefix(3 * 8 + 4);  // time, amount, other, book
        const auto subject = take<std::uint32_t>(bytes);
        bytes.remove_prefix(3 * 4 + 2);  // rule, link, value date, code
        const auto kind = names.at("kinds").at(take<std::uint8_t>(bytes)).get<std::string>();
        const auto postings = take<std::uint8_t>(bytes) % 128;
        for (int i = 0; i < postings; ++i) {
            const auto minor = take<std::int64_t>(bytes);
            const auto& account = names.at("accounts").at(take<std::uint32_t>(bytes));
            bytes.remove_prefix(4);
            if (kind == "entry")
                seen.sums[{subject, account.at("currency").get<std::string>()}] += minor;
        }
        seen.gaps += seq != seen.last + 1;
        seen.last = seq;
        ++seen.records;
        seen.ended |= kind == "end";
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return std::fputs("usage: example_subscribe ENDPOINT\n", stderr), 2;
    zmq::context_t context;
    zmq::socket_t socket(context, zmq::socket_type::sub);
    socket.set(zmq::sockopt::rcvtimeo, 60'000);
    socket.set(zmq::sockopt::subscribe, "rmbsim.");
    socket.connect(arguments[1]);
    nlohmann::json names;
    Seen seen;
    while (!seen.ended) {
        zmq::message_t topic, payload;
        if (!socket.recv(topic) || !socket.recv(payload))
            return std::fputs("nothing for 60 s\n", stderr), 1;
        if (topic.to_string_view().starts_with("rmbsim.names"))
            names = nlohmann::json::parse(payload.to_string_view());
        else
            read_batch(payload.to_string_view(), names, seen);
    }
    std::uint64_t out_of_balance = 0;
    for (const auto& [of, sum] : seen.sums) out_of_balance += sum != 0;
    std::printf("%llu records, %llu gaps, %llu entries out of balance\n",
                static_cast<unsigned long long>(seen.records),
                static_cast<unsigned long long>(seen.gaps),
                static_cast<unsigned long long>(out_of_balance));
    return seen.gaps == 0 && out_of_balance == 0 ? 0 : 1;
}
