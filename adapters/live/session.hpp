// The live port's conversation: commands and payments in, answers out; the same words through each door.
//
// Wire        JSON objects, `"v": 1`; README.md lists the commands, fields and reason codes
// Admission   inputs of one batch share an instant: the paced clock, or one millisecond after all that has
//             happened, whichever is later. They are logged, in order, before the first of them acts, and
//             answered after the last has
// Order       answers come in the order of the requests; a command that stands between two payments finds
//             the first one done and the second one not
// Errors      whatever the bytes, an answer and no exception; what the log throws passes through, and
//             then nothing of the batch has acted
// Pure        no socket, no clock: the caller hands in both ends
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/live/live_world.hpp"
#include "adapters/live/pacer.hpp"
#include "adapters/live/payment_text.hpp"
#include "adapters/live/recent_records.hpp"
#include "adapters/live/request.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::live {

inline constexpr int protocol_version = 1;
inline constexpr std::size_t message_bytes_max = std::size_t{1} << 20;

using InputLog = std::function<void(std::span<const sqlite::LoggedInput>)>;

// Admits and acts again what a log holds, batch by batch as it was, up to `to_ms`.
void act_again(LiveWorld& world, std::span<const sqlite::LoggedInput> inputs, std::int64_t to_ms);

class Session {
  public:
    // `before`: what a run that was cut off had logged; it has acted again already.
    Session(LiveWorld& world, Pacer& pacer, InputLog log,
            std::span<const sqlite::LoggedInput> before = {},
            const RecentRecords* records = nullptr);

    std::vector<Reply> take(std::span<const Request> requests, WallTime now);
    void move_on(WallTime now);  // nothing has come in: time goes on

    void close() { stopping_ = true; }  // payments that still come are refused
    bool is_over() const { return world_.now_ms() >= world_.end_ms(); }
    bool is_stopping() const { return stopping_; }
    bool is_kept() const { return kept_; }  // stopped so that it can be gone on with
    std::uint64_t admitted() const { return inputs_.size(); }

  private:
    struct Waiting;  // payments of a batch that have been read and not acted yet
    struct Command;
    Reply answer(const Command& command, WallTime now);
    Reply hello(const Command& command) const;
    Reply status(const Command& command) const;
    Reply snapshot(const Command& command) const;
    Reply range(const Command& command) const;
    Reply find(const Command& command, std::string_view reference) const;
    Reply advance(const Command& command, WallTime now);
    Reply stop(const Command& command);
    void read_request(const Request& request, std::size_t at, Waiting& waiting,
                      std::vector<Reply>& replies, WallTime now);
    void act_on(Waiting& waiting, std::vector<Reply>& replies, WallTime now);
    void remember(const sim::Submission& submission);

    struct Input {
        std::string sender, reference;
        std::int64_t time_ms = 0;
    };
    LiveWorld& world_;
    Pacer& pacer_;
    InputLog log_;
    const RecentRecords* records_;
    std::vector<Input> inputs_;                                            // by number, from 1
    std::multimap<std::string, std::uint64_t, std::less<>> by_reference_;  // numbers
    bool stopping_ = false;
    bool kept_ = false;
};

// The answer to a request that found no room, with the id that it gave.
std::string busy_answer(const Request& request);
// The answer to what is no request: "malformed_frame", "message_too_large".
std::string refusal_answer(std::string_view reason, std::string_view expected);

}  // namespace rmbsim::adapters::live
