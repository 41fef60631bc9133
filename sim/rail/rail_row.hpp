// A payment rail as dated data: who runs it, when it is open, what it takes, what it costs, and what
// becomes of an item that cannot be settled.
//
// Data        scenarios/reference/rails.yaml; the engine holds no hour, limit or fee of its own
// Lookup      by business date: of the versions that have begun and not ended, the latest `from`
// Marks       as in sim/policy/regime.hpp: RECALLED and ASSUMPTION are shown as unconfirmed
// Units       amounts in minor units of the currency beside them; clocks are local to `zone`
// Source      each row says its own in `cited`
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/policy/regime.hpp"
#include "sim/written.hpp"

namespace rmbsim::sim {

enum class RailModel : std::uint8_t {
    rtgs,           // 实时全额
    deferred_net,   // 定时净额
    hybrid,         // gross for single payments, net for batches
    instant,        // credited at once, netted behind
    correspondent,  // an account of one bank at another 代理行
    atomic_pvp,     // both legs or none 同步交收
};

enum class SessionKind : std::uint8_t { day, night, special };
// What a session takes: every payment, or only funding of another system and interbank lending.
enum class Accepts : std::uint8_t { all, funding };

// The days on which a session is held. A day can be of several kinds.
enum class DayKind : std::uint8_t {
    ordinary,           // open, and so was the calendar day before
    first_after_break,  // open, and the calendar day before was not
    break_first_day,    // not open, and the calendar day before was
    makeup_weekend,     // a Saturday or Sunday worked in `makeup_calendar` 调休
    every_day,
};

enum class Finality : std::uint8_t {
    on_posting,
    on_net_posting,
    on_admission,  // once in the netting set it cannot be revoked
    per_hop,
    on_commit,  // of both legs
};
enum class QueueRule : std::uint8_t { none, fifo, urgent_then_fifo };
// What is still queued when the session closes.
enum class AtClose : std::uint8_t { returned, carried_over, not_queued };
enum class RecallRule : std::uint8_t { dequeue, request_with_consent, not_possible };
enum class ReturnRule : std::uint8_t { new_payment, reverse_chain, release };
// Who or what an item may be for.
enum class CustomerScope : std::uint8_t { all, persons, banks };

std::string_view name_of(RailModel model);  // "deferred_net"
std::string_view name_of(SessionKind kind);
std::string_view name_of(Accepts accepts);
std::string_view name_of(DayKind kind);
std::string_view name_of(Finality finality);
std::string_view name_of(QueueRule rule);
std::string_view name_of(AtClose rule);
std::string_view name_of(RecallRule rule);
std::string_view name_of(ReturnRule rule);
std::string_view name_of(CustomerScope scope);

struct Cited {  // how well a row is known, and from where
    Mark mark = Mark::assumption;
    std::string source;  // a name under `sources`
    std::string note;    // may be empty
};

struct InForce {  // business dates
    ledger::ValueDate from{};
    std::optional<ledger::ValueDate> until;  // included
    bool holds(ledger::ValueDate date) const { return from <= date && (!until || date <= *until); }
};

struct LocalClock {  // "20:30 -1d": the evening before the business date
    std::int32_t days = 0;
    TimeOfDay time{};
    friend auto operator<=>(const LocalClock&, const LocalClock&) = default;
};

struct SessionRule {
    SessionKind kind = SessionKind::day;
    std::vector<DayKind> days;  // any of them
    LocalClock opens, closes;   // opens < closes
    std::optional<LocalClock>
        sweep_from;  // new payments before it; funding and queued items until `closes`
    Accepts accepts = Accepts::all;
};

struct HoursVersion {
    InForce in_force;
    std::vector<SessionRule> sessions;
    Cited cited;
};

// Weekdays on which the rail opens although a calendar of its own is closed: any of these is open.
struct AlsoOpen {
    InForce in_force;
    std::vector<std::string> any_of;
    Cited cited;
};

enum class LimitPer : std::uint8_t { item, person_day, person_year };
std::string_view name_of(LimitPer per);  // "person_day"

struct RailLimit {
    InForce in_force;
    LimitPer per = LimitPer::item;
    ledger::Money most;  // compared in its own currency; others by the library's comparison rates
    Cited cited;
};

struct RailFee {  // paid by the sender; a rail without a row in force has no public tariff
    InForce in_force;
    std::optional<ledger::Money> per_item;
    ledger::Decimal share = 0;                 // of the amount, in its currency
    std::optional<ledger::Money> least, most;  // of the share
    std::optional<ledger::Money> deducted;     // by an intermediary, from the amount (SHA, BEN)
    Cited cited;
};

struct NetSettlement {  // of a deferred system: when its positions are settled, and in which rail
    InForce in_force;
    std::string in;                // "hvps"; taken at the next session of it
    std::vector<TimeOfDay> times;  // local, ascending, every day
    Cited cited;
};

struct RailRow {
    std::string id;  // "cips"
    std::string name_en, name_zh;
    std::string operator_en, operator_zh;
    std::string settlement_asset_en, settlement_asset_zh;
    RailModel model = RailModel::rtgs;
    std::string rules;  // rule pack that settles its items: "cips", "hvps", "dns"
    std::vector<ledger::CurrencyId> currencies;
    std::vector<std::string> calendars;  // all must be open; empty: every day
    std::vector<AlsoOpen> also_open;
    std::string makeup_calendar;  // may be empty
    std::string zone;
    std::vector<HoursVersion> hours;
    CustomerScope customers = CustomerScope::all;
    std::string from_jurisdiction, to_jurisdiction;  // empty: any; Payment Connect has a direction
    std::vector<RailLimit> limits;
    std::vector<RailFee> fees;
    std::vector<NetSettlement> net;
    bool zero_balance = false;  // brought in at each opening, swept to zero at each close 零余额
    std::string funded_from;    // rail that brings its liquidity: "hvps" for CIPS; may be empty
    QueueRule queue = QueueRule::none;
    AtClose at_close = AtClose::not_queued;
    RecallRule recall_before = RecallRule::not_possible;
    RecallRule recall_after = RecallRule::request_with_consent;
    ReturnRule returns = ReturnRule::new_payment;
    Finality finality = Finality::on_posting;
    std::chrono::milliseconds latency{0};  // once taken and funded
    Cited latency_cited, rules_cited;
    Cited cited;
    InputPosition at;

    bool carries(ledger::CurrencyId currency) const;
    // The version in force on a business date, or nullptr.
    const HoursVersion* hours_on(ledger::ValueDate date) const;
    const RailFee* fee_on(ledger::ValueDate date) const;
    const NetSettlement* net_on(ledger::ValueDate date) const;
};

}  // namespace rmbsim::sim
