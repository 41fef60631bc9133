// The part of an audit that walks the entries: seals, chains, balance, floors, mirrors.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/sqlite/day_reader.hpp"
#include "adapters/sqlite/findings.hpp"
#include "ledger/digest.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {

class EntryAudit {
  public:
    EntryAudit(const sim::Directory& directory, Findings& findings);

    // Entries whose alteration is found are put back as they were sealed, in `day`, so that one altered
    // entry does not accuse those behind it.
    void read(DayRows& day);
    // What is only known at the end: which seals never fitted again.
    void finish();

    std::span<const ledger::Chain> heads() const { return now_.heads(); }
    bool chains_fit() const { return unexplained_.empty(); }
    std::optional<std::uint32_t> first_altered() const { return first_altered_; }
    std::uint64_t postings() const { return postings_; }

  private:
    struct Unexplained {
        std::uint32_t entry = 0;
        std::uint64_t stored = 0, made = 0;
        std::vector<ledger::BookId> books;
        bool only_its_seal = false;  // the entries behind it fit: its seal alone was changed
    };
    void check_balance(std::uint32_t id, std::span<const ledger::PostingRow> postings);
    void check_floors(std::uint32_t id, std::span<const ledger::PostingRow> postings);
    void check_mirrors(const DayRows& day);
    void check_seal(std::uint32_t id, ledger::EntryRow& row, std::span<ledger::PostingRow> postings,
                    std::uint64_t stored);
    bool is_doubtful(std::span<const ledger::BookId> books) const;
    void settle_doubts(std::span<const ledger::BookId> books);
    void take_books(std::span<const ledger::PostingRow> postings);

    struct Sum {
        std::uint32_t book = 0, currency = 0;
        ledger::Int128 minor = 0;
    };
    struct Mirror {
        std::uint32_t own = UINT32_MAX, mirror = UINT32_MAX;
        bool told = false;
    };
    const sim::Directory& directory_;
    Findings& findings_;
    ledger::Chains now_, before_;
    std::vector<ledger::Int128> balances_;  // by account
    std::vector<Mirror> mirrors_;           // by the scenario's account
    std::vector<Unexplained> unexplained_;
    std::vector<Sum> sums_;              // scratch
    std::vector<ledger::BookId> books_;  // scratch: of the entry's postings
    std::optional<std::uint32_t> first_altered_;
    std::uint64_t postings_ = 0;
    int searches_ = 0;
};

}  // namespace rmbsim::adapters::sqlite
