// The event stream to one subscriber over loopback, in records a second of wall clock, from the first
// publish() to the end record at the subscriber; beside it the same messages, made beforehand, over bare
// PUB and SUB sockets.
//
// Model       payments of one book, so that batches are full; and entries and payments of it in turns, as a
//             payment system tells them, so that every record is a message of its own
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <zmq.hpp>

#include "adapters/zmq/zmq_outlet.hpp"
#include "ledger/currency.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"
#include "tests/bench/repeat.hpp"

namespace {

using namespace rmbsim;

constexpr std::uint64_t records = 3'000'000;
constexpr int repetitions = 3;

sim::Directory one_system() {
    sim::Directory directory;
    sim::BookRow book;
    book.code = "op-hvps";
    directory.books = {book};
    for (const char* code : {"2012.CNY.onshore.icbc", "2012.CNY.onshore.boc"}) {
        sim::AccountRow row;
        row.spec.currency = ledger::currency("CNY");
        row.spec.code = code;
        directory.accounts.push_back(row);
    }
    directory.rules.resize(1);
    directory.rules[0].code = "settlement.gross";
    return directory;
}

sim::Record record_of(std::uint64_t seq, bool in_turns) {
    sim::Record record{.seq = seq,
                       .time_ms = 1'795'399'200'000 + static_cast<std::int64_t>(seq),
                       .amount_minor = static_cast<std::int64_t>(seq % 1'000'000),
                       .book = 0,
                       .subject = static_cast<std::uint32_t>(seq),
                       .rule = 0,
                       .value_day = 20'780,
                       .kind = sim::RecordKind::payment};
    if (!in_turns || seq % 2 == 0) return record;
    record.kind = sim::RecordKind::entry;
    record.posting_count = 2;
    record.postings[0] = {record.amount_minor, 0};
    record.postings[1] = {-record.amount_minor, 1};
    return record;
}

// Lines received until a payload with the end record; its messages go to `kept` when wanted.
std::uint64_t receive(zmq::socket_t& socket, std::vector<std::string>* kept) {
    std::uint64_t lines = 0;
    while (true) {
        zmq::message_t topic, payload;
        if (!socket.recv(topic) || !socket.recv(payload)) return lines;
        const std::string_view text = payload.to_string_view();
        lines += static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
        if (kept != nullptr) kept->emplace_back(text);
        if (topic.to_string_view().starts_with("rmbsim.end")) return lines;
    }
}

zmq::socket_t subscriber(zmq::context_t& context, const std::string& endpoint) {
    zmq::socket_t socket(context, zmq::socket_type::sub);
    socket.set(zmq::sockopt::rcvtimeo, 30'000);
    socket.set(zmq::sockopt::subscribe, "rmbsim.");
    socket.connect(endpoint);
    return socket;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double outlet_rate(bool in_turns, std::vector<std::string>* kept) {
    const sim::Directory directory = one_system();
    adapters::ZmqOutlet outlet({.endpoint = "tcp://127.0.0.1:*", .await_subscribers = 1});
    zmq::context_t context;
    std::uint64_t received = 0;
    double seconds = 0;
    std::chrono::steady_clock::time_point start;
    std::thread listener([&] {
        zmq::socket_t socket = subscriber(context, outlet.endpoint());
        received = receive(socket, kept);
        seconds = seconds_since(start);
    });
    outlet.open(directory);
    start = std::chrono::steady_clock::now();
    for (std::uint64_t seq = 1; seq <= records; ++seq) outlet.publish(record_of(seq, in_turns));
    outlet.publish({.seq = records + 1, .kind = sim::RecordKind::end});
    outlet.close();
    listener.join();
    return received == records + 1 ? static_cast<double>(records) / seconds : 0;
}

double bare_rate(const std::vector<std::string>& messages) {
    zmq::context_t context;
    zmq::socket_t publisher(context, zmq::socket_type::xpub);
    publisher.set(zmq::sockopt::xpub_nodrop, true);
    publisher.bind("tcp://127.0.0.1:*");
    const std::string endpoint = publisher.get(zmq::sockopt::last_endpoint);
    std::uint64_t received = 0;
    double seconds = 0;
    std::chrono::steady_clock::time_point start;
    std::thread listener([&] {
        zmq::socket_t socket = subscriber(context, endpoint);
        received = receive(socket, nullptr);
        seconds = seconds_since(start);
    });
    zmq::message_t subscription;
    if (!publisher.recv(subscription)) return 0;
    start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const bool last = i + 1 == messages.size();
        const std::string_view topic = last ? "rmbsim.end.-" : "rmbsim.payment.op-hvps";
        publisher.send(zmq::buffer(topic), zmq::send_flags::sndmore);
        publisher.send(zmq::buffer(messages[i]), zmq::send_flags::none);
    }
    listener.join();
    return received == records + 1 ? static_cast<double>(records) / seconds : 0;
}

void measure(const std::string& name, bool in_turns) {
    std::vector<std::string> messages;
    outlet_rate(in_turns, &messages);
    std::vector<double> ours, bare;
    for (int i = 0; i < repetitions; ++i) {
        ours.push_back(outlet_rate(in_turns, nullptr));
        bare.push_back(bare_rate(messages));
    }
    std::ranges::sort(ours);
    std::ranges::sort(bare);
    bench::print_rate(("stream_" + name).c_str(), ours[repetitions / 2]);
    bench::print_rate(("bare_" + name).c_str(), bare[repetitions / 2]);
}

}  // namespace

int main() {
    measure("batches", false);
    measure("in_turns", true);
}
