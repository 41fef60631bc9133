// A world for tests of the live port: it settles what it is given at once, and remembers in what order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "adapters/live/live_world.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::live {

struct FakeWorld final : LiveWorld {
    std::int64_t now_ms() const override { return now; }
    std::int64_t end_ms() const override { return end; }
    void advance(std::int64_t to_ms) override {
        for (const sim::Submission& s : admitted)
            if (s.time_ms > now && s.time_ms <= to_ms) acted.push_back(s.number);
        now = std::max(now, std::min(to_ms, end));
    }
    std::string refusal_of(const sim::Submission& s) const override {
        return s.payer == "nobody" ? "unknown_participant" : "";
    }
    void admit(const sim::Submission& s) override { admitted.push_back(s); }
    sim::SubmissionAnswer answer_to(std::uint64_t number) const override {
        using Status = sim::SubmissionAnswer::Status;
        if (std::ranges::find(acted, number) == acted.end()) return {.status = Status::waiting};
        const sim::Submission& mine = admitted[number - 1];
        for (const sim::Submission& earlier : admitted) {
            if (earlier.number >= number) break;
            if (earlier.sender == mine.sender && earlier.reference == mine.reference)
                return {.status = Status::settled,
                        .payment = static_cast<std::uint32_t>(earlier.number),
                        .duplicate_of = earlier.number,
                        .settled_ms = earlier.time_ms};
        }
        return {.status = Status::settled,
                .payment = static_cast<std::uint32_t>(number),
                .settled_ms = mine.time_ms};
    }
    std::string rail_meant(const std::string& said) const override {
        return said.empty() ? "hvps" : said;
    }
    std::string scenario() const override { return "fake"; }
    std::uint64_t entries() const override { return acted.size(); }
    std::string digest() const override { return "sha256:00"; }
    std::vector<AccountStanding> balances() const override {
        return {{.book = "a", .account = "1002", .currency = "CNY", .amount = "1.00"}};
    }

    std::int64_t now = 1'000'000, end = 9'000'000;
    std::vector<sim::Submission> admitted;
    std::vector<std::uint64_t> acted;
};

}  // namespace rmbsim::adapters::live
