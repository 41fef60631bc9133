// Finds what was altered in an entry whose seal does not fit, by trying what it may have been.
//
// Tried       an amount that would balance the entry; every account and rule that exists; dates and
//             times near by; small numbers for cause and subject; every change of a single byte
// Result      the first trial whose seal fits: 64 bits of agreement are no accident
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {

struct SealedEntry {
    ledger::EntryRow row;
    std::vector<ledger::PostingRow> postings;
};

struct Alteration {
    std::string what;      // "posting 2 was changed: its amount is 12.35 CNY, sealed was 12.34 CNY"
    SealedEntry original;  // as it was sealed
};

// `before`: the chains as they stood before this entry; every account in it exists.
std::optional<Alteration> find_alteration(const SealedEntry& entry, std::uint64_t stored_seal,
                                          const ledger::Chains& before,
                                          const sim::Directory& directory);

// "12.34 CNY", with CNH for offshore renminbi.
std::string amount_text(std::int64_t minor, const ledger::AccountSpec& spec);
// "sz 1002.SZ.master"
std::string account_text(const sim::Directory& directory, ledger::AccountId account);

}  // namespace rmbsim::adapters::sqlite
