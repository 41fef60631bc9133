// The part of an audit that asks whether payments and what was booked for them are one.
//
// Entries     what an entry of a payment system books on its participants' accounts is the net of the
//             steps that name it, bank by bank; steps that settled without an entry net to zero
// Payments    parts add up to no more than the amount, and with what left unsettled to all of it; nothing
//             happens before a payment was handed in or after it ended
// Returns     of the original's amount, the other way
// Memory      32 bytes a payment; steps are read along with the entries
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/day_reader.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/read_directory.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {

class PaymentAudit {
  public:
    // Reads all payments; the directory outlives the audit.
    PaymentAudit(const Database& database, const sim::Directory& directory, Findings& findings);

    void read(const DayRows& day);
    void finish();  // after the last day

    std::uint64_t payments() const { return payments_.size(); }
    std::vector<TableEnd> ends() const;

  private:
    struct Paid {
        std::uint32_t id = 0, payer = 0, payee = 0;
        ledger::CurrencyId currency{};
        bool ended = false;  // returned, withdrawn, rejected
        std::int64_t minor = 0, settled = 0;
    };
    struct Step {
        std::uint32_t payment = 0;
        std::uint32_t entry = UINT32_MAX;
        std::int64_t time_ms = 0, minor = 0;
        bool settled = false, ends = false;
    };
    struct Net {
        std::uint32_t book = 0;
        ledger::CurrencyId currency{};
        ledger::Int128 minor = 0;
    };
    void read_payments(const Database& database, Findings& findings);
    void read_step();
    Paid* paid(std::uint32_t id);
    void take_step(const Step& step);
    void add(std::vector<Net>& nets, std::uint32_t book, ledger::CurrencyId currency,
             ledger::Int128 minor) const;
    void check_entry(std::uint32_t id, const ledger::EntryRow& row,
                     std::span<const ledger::PostingRow> postings);
    void close_bare_set();

    const sim::Directory& directory_;
    Findings& findings_;
    std::vector<Paid> payments_;  // ascending in id
    TableEnd payment_end_;
    SealedRows steps_;
    std::optional<Step> step_;
    std::vector<Net> nets_;  // of the entry at hand
    std::vector<Net> bare_;  // of steps of one instant that settled without an entry
    std::int64_t bare_ms_ = 0;
};

}  // namespace rmbsim::adapters::sqlite
