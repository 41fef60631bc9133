// What the simulator tells the outside as it happens: fixed-size records, numbered without a gap.
//
// An outlet may be slow, absent or killed: it never changes the journal. adapters/zmq implements one.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sim/kernel/directory.hpp"

namespace rmbsim::sim {

enum class RecordKind : std::uint8_t {
    entry,    // one record per entry and book, continued in further records beyond four postings
    payment,  // an instruction changed state: subject = instruction, code = PaymentStatus
    sweep,    // a decision that moved money: subject = decision
    limit,    // a limit's use changed: subject = limit, amount = used + reserved, other = cap
    refusal,  // a decision or flow that was cut or refused: subject = decision or flow
    notice,   // interest capitalised, regime parameter changed, payout: subject by code
    clock,    // a business day closed: subject = day number
    end,      // the run is over: last record
};
std::string_view name_of(RecordKind kind);

enum class PaymentStatus : std::uint16_t {
    accepted,
    queued,
    settled,
    refused,
    returned,
    withdrawn,
};
std::string_view name_of(PaymentStatus status);

struct RecordPosting {
    std::int64_t minor = 0;
    std::uint32_t account = 0;
};

struct Record {
    static constexpr std::size_t postings_max = 4;
    std::uint64_t seq = 0;  // 1, 2, 3 … per run
    std::int64_t time_ms = 0;
    std::int64_t amount_minor = 0;  // in `account`'s currency, or the limit's
    std::int64_t other_minor = 0;
    std::uint32_t book = UINT32_MAX;  // UINT32_MAX: no book ("rmbsim.clock.-")
    std::uint32_t subject = 0;
    std::uint32_t rule = UINT32_MAX;
    std::uint32_t link = UINT32_MAX;
    std::int32_t value_day = 0;
    std::uint16_t code = 0;  // outcome or status, by kind
    RecordKind kind = RecordKind::clock;
    std::uint8_t posting_count = 0;
    bool more = false;  // the entry goes on in the next record
    std::array<RecordPosting, postings_max> postings{};
};

struct Outlet {
    virtual ~Outlet() = default;
    // Once, before the first record; the directory outlives the outlet's use.
    virtual void open(const Directory& directory) = 0;
    virtual void publish(const Record& record) = 0;
    // After the last record; returns when everything is handed to the transport.
    virtual void close() = 0;
};

}  // namespace rmbsim::sim
