#include "sim/settlement/system_spec.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "ledger/decimal.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim::settlement {

std::uint32_t participant_at(const SystemSpec& system, std::uint32_t bank) {
    const auto at = std::ranges::find(system.participants, bank, &Participant::bank);
    return at == system.participants.end()
               ? no_participant
               : static_cast<std::uint32_t>(at - system.participants.begin());
}

ledger::SimTime next_taken(const SystemSpec& system, ledger::SimTime now) {
    const std::int64_t at = now.time_since_epoch().count();
    for (const SessionWindow& session : system.sessions)
        if (at < session.sweep_from)
            return ledger::SimTime{std::chrono::milliseconds{std::max(at, session.opens)}};
    return now;
}

std::int64_t line_of(const Participant& participant) {
    ledger::Decimal line(participant.credit_minor);
    for (const Collateral& pledged : participant.collateral) {
        const ledger::Decimal worth =
            ledger::Decimal(pledged.units) * ledger::Decimal(pledged.price_minor);
        line = line + worth * (ledger::Decimal(1) - pledged.haircut);
    }
    return ledger::fitting(ledger::to_whole(line, ledger::Rounding::floor), "a line of credit");
}

}  // namespace rmbsim::sim::settlement
