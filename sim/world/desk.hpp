// What every part of a world shares: the scenario, the books, the queue, the recorder.
#pragma once

#include <cstdint>

#include "ledger/ledger.hpp"
#include "ledger/rounding.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/commerce_log.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

// Who schedules an event: part of the total order, so the numbering is fixed by the scenario alone.
struct Origins {
    std::uint32_t day = 0;
    std::uint32_t accounts = 0, groups = 0, rails = 0, stores = 0, pairs = 0, links = 0,
                  notional_pools = 0, netting = 0, hedges = 0, in_house = 0, conversions = 0,
                  systems = 0, live = 0, customers = 0, collections = 0, notes = 0, exports = 0,
                  wallets = 0;  // first of each kind
};

Origins number_origins(const Scenario& scenario);

struct Desk {
    Desk(const Scenario& of, ledger::History history, std::uint32_t same_instant_max)
        : scenario(of),
          ledger(history),
          books(scenario, ledger, directory),
          recorder(ledger, directory),
          queue(same_instant_max),
          origins(number_origins(of)) {}

    const Scenario& scenario;
    Directory directory;
    ledger::Ledger ledger;
    Books books;
    Recorder recorder;
    EventQueue queue;
    Origins origins;
    Counts counts;
    std::vector<Refusal> refusals;
    CommerceLog commerce_log;
    std::uint32_t last_payment_id = 0;  // "payment P-17": instructions and payment systems alike
    // What an account could not pay because of its floor, and goes on owing.
    void note_unpaid(std::string what, std::uint32_t account, ledger::ValueDate on,
                     std::int64_t minor);

    ledger::SimTime now() const { return recorder.now(); }
    const Bank& bank_of(std::uint32_t account) const {
        return scenario.banks[scenario.accounts[account].bank];
    }
    ledger::ValueDate local_date(std::uint32_t account) const {
        return scenario.zones[bank_of(account).zone].local_date(now());
    }
    bool is_domestic(std::uint32_t entity) const {
        return scenario.regime &&
               scenario.entities[entity].jurisdiction == scenario.regime->jurisdiction;
    }
    // Worth of an amount in the reporting currency at the date's mid rate, half_even.
    std::int64_t reporting_minor(std::int64_t minor, std::uint32_t account,
                                 ledger::ValueDate date) const;
    // In whole minor units of `to`, one side of a rate applied; `up` rounds against the payer.
    std::int64_t converted(std::int64_t minor, ledger::CurrencyId from, ledger::CurrencyId to,
                           const ledger::Rate& rate, ledger::Rounding rounding) const;
};

}  // namespace rmbsim::sim
