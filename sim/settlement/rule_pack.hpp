// How a payment system lets queued payments go: the choices of one system, by name.
//
// Source      settlement-algorithms §3 to §5; each named pack of scenarios/reference/rule-packs.yaml
//             cites the system's own documents
// Units       milliseconds; minor units of the system's currency
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

enum class Mode : std::uint8_t {
    gross,         // each payment by itself, final when booked
    deferred_net,  // accepted payments of a cycle, as net positions at its cut-off
    hybrid,        // gross, with offsetting and resolution of the queue beside it
};

enum class QueueRule : std::uint8_t {
    fifo,               // nothing overtakes: class, then place in the class
    bypass,             // what does not pass is stepped over, in queue order
    bypass_ascending,   // … smallest amount first
    bypass_descending,  // … largest amount first
};

enum class EntryOffset : std::uint8_t {
    none,
    head,      // against the head of the payee's queue
    extended,  // against any of the payee's payments to the payer, in queue order
};

enum class Bilateral : std::uint8_t {
    none,
    strict_fifo,  // a payment to a third bank ahead of it blocks
    pair_fifo,    // only payments of the pair count
};

enum class OneToMany : std::uint8_t {
    none,
    after_all,    // once every payment was tested alone
    right_after,  // each after its own single test
};

enum class Multilateral : std::uint8_t {
    none,
    all_or_nothing,
    maximum_set,      // sequence-constrained, Bech & Soramäki
    partial_netting,  // any set, Güntzer–Jungnickel–Leclerc
    target2,          // all or nothing, partial, multiple
    cycles,           // bounded length, for comparison
};

enum class NetFailure : std::uint8_t {  // what happens when a net debtor cannot pay
    defer,
    unwind,
    loss_sharing,
    collateral,
};

enum class AtClose : std::uint8_t {  // what is still queued at the session's end
    returned,
    kept,  // for the next session
};

struct Splitting {
    bool allowed = false;
    std::int64_t quantum_minor = 1;  // parts are multiples of it; the last part is the rest
    std::int64_t least_minor = 1;
    std::uint32_t parts_most = 10;
};

struct ResolveWhen {  // each that is set applies
    bool after_queueing = false;
    std::int64_t every_ms = 0;        // 0: not at intervals; counted from the session's opening
    std::vector<std::int64_t> at_ms;  // local times of day
    std::uint32_t queued_count = 0;   // 0: no threshold
    std::int64_t queued_minor = 0;
    friend bool operator==(const ResolveWhen&, const ResolveWhen&) = default;
};

struct RulePack {
    std::string id = {};
    std::string title_en = {}, title_zh = {};
    std::string source = {}, mark = {};
    Mode mode = Mode::gross;
    QueueRule queue = QueueRule::fifo;
    EntryOffset entry_offset = EntryOffset::none;
    Bilateral bilateral = Bilateral::none;
    OneToMany one_to_many = OneToMany::none;
    std::uint32_t one_to_many_most = 10;
    Multilateral multilateral = Multilateral::none;
    std::uint32_t cycle_length_most = 4;
    Splitting splitting = {};
    ResolveWhen resolve = {};
    NetFailure net_failure = NetFailure::defer;
    AtClose at_close = AtClose::returned;
    std::uint8_t classes = 1;           // priority classes in use, at most class_count
    std::uint8_t limits_bind_from = 0;  // limits bind this class and less urgent ones
};

}  // namespace rmbsim::sim::settlement
