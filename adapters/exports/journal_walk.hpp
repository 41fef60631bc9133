// One pass over a run's journal for a writer of any format, in a buffer of bounded size.
//
// A writer has  begin(out, first day)   before the first entry
//               entry(out, view)        for each entry, in order
//               end(out, last day, balances in minor units, one an account)
// Errors      ExportFailure for a posting to an account, or an entry of a rule, that is not in the
//             directory, and for a balance beyond int64: only a damaged journal has these
#pragma once

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/exports/export.hpp"
#include "ledger/journal.hpp"

namespace rmbsim::adapters::exports {

struct EntryView {
    ledger::EntryId id{};
    std::int32_t day = 0;  // the business day that sealed it
    const ledger::EntryRow& row;
    std::span<const ledger::PostingRow> postings;
    std::string_view client_id;
};

// "flow F-12", "decision 44", "payment P-17", else "event ORIGIN/NTH": what `explain` takes.
class Causes {
  public:
    explicit Causes(const sim::Directory& directory);
    void append(std::string& out, const EntryView& entry) const;

  private:
    enum class About : std::uint8_t { event, flow, decision, payment };
    std::vector<About> about_;  // of each rule
};

class Totals {
  public:
    explicit Totals(const sim::Directory& directory);
    void add(const EntryView& entry);
    std::span<const std::int64_t> balances() const { return balances_; }

  private:
    std::vector<std::int64_t> balances_;
    std::size_t rules_;
};

inline constexpr std::size_t buffer_bytes = std::size_t{1} << 18;

inline void spill(std::string& buffer, std::ostream& out) {
    out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    buffer.clear();
}

template <class Writer>
void walk(const ExportSource& source, Writer&& writer, std::ostream& out) {
    std::string buffer;
    buffer.reserve(buffer_bytes + buffer_bytes / 4);
    Totals totals(*source.directory);
    std::int32_t last_day = 0;
    bool begun = false;
    source.for_each_day([&](const sim::DayRecord& day) {
        last_day = day.seal.day;
        if (!begun) writer.begin(buffer, last_day);
        begun = true;
        std::size_t client = 0;
        const auto clients = day.journal.client_ids;
        ledger::for_each_entry(day.journal,
                               [&](ledger::EntryId id, const auto& row, auto postings) {
                                   EntryView view{id, last_day, row, postings, {}};
                                   if (client < clients.size() && clients[client].entry == id)
                                       view.client_id = clients[client++].client_id;
                                   totals.add(view);
                                   writer.entry(buffer, view);
                                   if (buffer.size() >= buffer_bytes) spill(buffer, out);
                               });
    });
    if (!begun) writer.begin(buffer, last_day);
    writer.end(buffer, last_day, totals.balances());
    spill(buffer, out);
    out.flush();
}

}  // namespace rmbsim::adapters::exports
