// A small directory, records of every kind, and a subscriber for the tests of the event stream.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <zmq.hpp>

#include "ledger/currency.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::tests {

inline sim::Directory stream_directory() {
    const auto account = [](std::uint32_t book, const char* currency, const char* code) {
        sim::AccountRow row;
        row.spec.book = {book};
        row.spec.currency = ledger::currency(currency);
        row.spec.code = code;
        return row;
    };
    const auto book = [](const char* code) {
        sim::BookRow row;
        row.code = code;
        return row;
    };
    sim::Directory directory;
    directory.books = {book("sz"), book("hk")};
    directory.accounts = {account(0, "CNY", "1002.SZ.master"), account(1, "CNY", "1002.HK.header"),
                          account(1, "JPY", "1002.HK.\"yen\"\n")};
    directory.rules.resize(1);
    directory.rules[0].code = "concentration";
    directory.links.resize(1);
    directory.links[0].id = "sz-up";
    directory.links[0].currency = "CNY";
    directory.limits.resize(1);
    directory.limits[0].id = "od-quota";
    directory.limits[0].currency = "CNY";
    directory.flow_names = {"F-9"};
    return directory;
}

// Record number `seq` of a made-up run: entries that change book now and then.
inline sim::Record stream_record(std::uint64_t seq) {
    const auto book = static_cast<std::uint32_t>(seq / 3 % 2);
    sim::Record record{.seq = seq,
                       .time_ms = 1'767'600'000'000 + static_cast<std::int64_t>(seq),
                       .book = book,
                       .subject = static_cast<std::uint32_t>(seq),
                       .rule = 0,
                       .value_day = 20'458,
                       .kind = sim::RecordKind::entry,
                       .posting_count = 2};
    record.postings[0] = {.minor = 100, .account = book};
    record.postings[1] = {.minor = -100, .account = book};
    return record;
}

inline sim::Record end_record(std::uint64_t seq) {
    return {.seq = seq, .time_ms = 1'775'001'600'000, .kind = sim::RecordKind::end};
}

// What one subscriber received, up to the end record or until nothing comes.
struct Received {
    std::vector<std::uint64_t> seqs;
    std::size_t messages = 0;
    std::size_t longest_batch = 0;
    bool one_topic_a_message = true;
    bool ended = false;

    // 1, 2, 3 … `last`, each once and in order.
    bool is_whole(std::uint64_t last) const {
        if (!ended || seqs.size() != last) return false;
        for (std::uint64_t i = 0; i < last; ++i)
            if (seqs[i] != i + 1) return false;
        return true;
    }
    // For the message of a failed check.
    std::string first_gap() const {
        for (std::uint64_t i = 0; i < seqs.size(); ++i)
            if (seqs[i] != i + 1)
                return std::to_string(seqs[i]) + " where " + std::to_string(i + 1) + " was due";
        return "none up to " + std::to_string(seqs.size()) + (ended ? ", ended" : ", not ended");
    }
};

class Subscriber {
  public:
    // `queue`: messages that it takes from the network before it is read.
    explicit Subscriber(const std::string& endpoint, int queue = 0) {
        socket_.set(zmq::sockopt::rcvhwm, queue);
        socket_.set(zmq::sockopt::rcvtimeo, 60'000);
        socket_.set(zmq::sockopt::linger, 0);
        socket_.set(zmq::sockopt::subscribe, "");
        socket_.connect(endpoint);
    }
    bool receive(Received& so_far);  // one message; false when none came
    Received receive_all() {
        Received all;
        while (!all.ended && receive(all)) continue;
        return all;
    }

  private:
    zmq::context_t context_{1};
    zmq::socket_t socket_{context_, zmq::socket_type::sub};
};

inline bool Subscriber::receive(Received& so_far) {
    zmq::message_t topic, payload;
    if (!socket_.recv(topic) || !socket_.recv(payload)) return false;
    const std::string lines = payload.to_string();
    std::size_t count = 0;
    for (std::size_t at = 0; at < lines.size(); ++count) {
        const std::size_t end = lines.find('\n', at);
        const std::string line = lines.substr(at, end - at);
        so_far.seqs.push_back(std::stoull(line.substr(line.find(':') + 1)));
        if (line.find("\"kind\":\"end\"") != std::string::npos) so_far.ended = true;
        const bool in_hk = line.find("\"book\":\"hk\"") != std::string::npos;
        if (in_hk != topic.to_string().ends_with(".hk")) so_far.one_topic_a_message = false;
        at = end + 1;
    }
    ++so_far.messages;
    so_far.longest_batch = std::max(so_far.longest_batch, count);
    return true;
}

}  // namespace rmbsim::tests
