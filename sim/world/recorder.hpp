// Posts entries with their cause, and tells the outlet what happened, numbered without a gap.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/ledger.hpp"
#include "ledger/overflow.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/rules.hpp"

namespace rmbsim::sim {

// The postings of one entry while it is written; zero amounts leave no line.
class EntryLines {
  public:
    EntryLines& add(ledger::AccountId account, std::int64_t minor) {
        if (minor == 0) return *this;
        ledger::expects(count_ < lines_.size(), "an entry of the simulator has at most 24 lines");
        lines_[count_++] = {.account = account, .minor = minor};
        return *this;
    }
    std::span<const ledger::Posting> lines() const { return {lines_.data(), count_}; }

  private:
    std::array<ledger::Posting, 24> lines_{};
    std::size_t count_ = 0;
};

struct EntryTerms {
    Rule rule{};
    ledger::ValueDate value_date{};
    std::uint32_t subject = 0;  // flow, decision, instruction, store: the event's kind says which
    std::string_view client_id{};
};

// The entry of lines that have no floor: only amounts that outgrow 64 bits can refuse it, and then the run
// ends with AmountOverflow. `what` says whose amounts.
inline ledger::EntryId booked(const std::expected<ledger::EntryId, ledger::PostError>& posted,
                              const char* what) {
    if (!posted && posted.error() == ledger::PostError::overflow)
        throw ledger::AmountOverflow(what);
    ledger::expects(posted.has_value(), what);
    return *posted;
}

class Recorder {
  public:
    Recorder(ledger::Ledger& ledger, const Directory& directory)
        : ledger_(ledger), directory_(directory) {}

    void attach(Outlet* outlet) { outlet_ = outlet; }
    void begin(const Event& event) { event_ = event; }
    const Event& event() const { return event_; }
    ledger::SimTime now() const {
        return ledger::SimTime{std::chrono::milliseconds{event_.time_ms}};
    }

    std::expected<ledger::EntryId, ledger::PostError> post(const EntryTerms& terms,
                                                           const EntryLines& lines) {
        return post(terms, lines.lines());
    }
    std::expected<ledger::EntryId, ledger::PostError> post(const EntryTerms& terms,
                                                           std::span<const ledger::Posting> lines);
    // Takes the next decision number and keeps the decision for the day's record.
    void decide(Decision& decision);
    std::vector<Decision>& decisions_of_day() { return decisions_; }

    // The earliest value date of the entries since the last call; nullopt: there were none.
    std::optional<ledger::ValueDate> take_earliest_value_date() {
        return std::exchange(earliest_value_date_, std::nullopt);
    }

    // Fills in seq and time.
    void tell(Record record);
    std::uint64_t decisions() const { return decision_count_; }

  private:
    void tell_entry(ledger::EntryId id, const EntryTerms& terms,
                    std::span<const ledger::Posting> lines);

    ledger::Ledger& ledger_;
    const Directory& directory_;
    Outlet* outlet_ = nullptr;
    Event event_{};
    std::optional<ledger::ValueDate> earliest_value_date_;
    std::uint64_t seq_ = 0;
    std::uint32_t decision_count_ = 0;
    std::vector<Decision> decisions_;
};

}  // namespace rmbsim::sim
