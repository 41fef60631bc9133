// Where the journal is kept: one transaction per closed business day, append-only.
//
// Errors      a store that cannot write throws StoreFailure (disk full, connection lost); the adapter
//             has told why in one sentence, and what it wrote stays or falls as a whole day
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "ledger/journal.hpp"
#include "sim/kernel/commerce_log.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"

namespace rmbsim::sim {

class StoreFailure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct LimitDay {  // a limit at the end of a day, and the day's peak
    std::uint32_t limit = 0;
    std::int64_t cap_minor = 0;
    std::int64_t used_minor = 0;
    std::int64_t peak_minor = 0;     // used + reserved, highest of the day
    std::int64_t blocked_minor = 0;  // wish minus amount of sweeps that it cut that day
    std::uint32_t cuts = 0;
    std::uint32_t parameter = UINT32_MAX;  // Directory::parameters
};

struct DayRecord {
    ledger::SealedDay seal;
    ledger::JournalSlice journal;
    std::span<const Decision> decisions;
    std::span<const LimitDay> limits;
    PaymentLogDay payments = {};
    CommerceLogDay commerce = {};
};

// Facts about a run as text, in order: scenario, seed, digests of inputs, version … ("run" table).
using RunFacts = std::vector<std::pair<std::string, std::string>>;

struct Store {
    virtual ~Store() = default;
    virtual void begin(const RunFacts& facts, const Directory& directory) = 0;
    virtual void append(const DayRecord& day) = 0;
    // Root digest and chain heads; after it the file is complete.
    virtual void finish(const ledger::Digest& root, std::span<const ledger::Chain> chains) = 0;
};

}  // namespace rmbsim::sim
