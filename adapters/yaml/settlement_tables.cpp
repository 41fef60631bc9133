// The format of payment systems, their participants and payments. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_settlement.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using PackWords = std::string_view;

// In the order of the enumerators of sim/settlement/rule_pack.hpp.
constexpr std::array<PackWords, 3> pack_modes = {"gross", "deferred_net", "hybrid"};
constexpr std::array<PackWords, 4> pack_queues = {"fifo", "bypass", "bypass_ascending",
                                                  "bypass_descending"};
constexpr std::array<PackWords, 3> pack_entry_offsets = {"none", "head", "extended"};
constexpr std::array<PackWords, 3> pack_bilaterals = {"none", "strict_fifo", "pair_fifo"};
constexpr std::array<PackWords, 3> pack_one_to_many = {"none", "after_all", "right_after"};
constexpr std::array<PackWords, 6> pack_multilaterals = {
    "none", "all_or_nothing", "maximum_set", "partial_netting", "target2", "cycles"};
constexpr std::array<PackWords, 2> pack_failures = {"defer", "unwind"};
constexpr std::array<PackWords, 2> pack_closes = {"returned", "kept"};
constexpr std::array<PackWords, 5> pack_marks = {"VERIFIED-1", "VERIFIED-2", "RECALLED", "DERIVED",
                                                 "ASSUMPTION"};

constexpr std::array splitting_fields = {
    Field{"quantum", amount, yes, "Parts are whole multiples of it.", "1000000.00"},
    Field{"least", amount, no, "No part is smaller. Default the quantum.", "5000000.00"},
    Field{"parts", whole, no, "At most so many. Default 10.", "10"},
};
constexpr Table splitting_table{"splitting", "Large payments in parts (拆分).", splitting_fields};

constexpr std::array resolve_fields = {
    Field{"after_queueing", boolean, no, "Whenever a payment was queued.", "true"},
    Field{"every", duration, no, "From the opening on.", "5m"},
    Field{"at", times, no, "Local times; of a deferred net system its cycles.", "[\"10:00\"]"},
    Field{"queued", whole, no, "When so many are queued.", "100"},
    Field{"queued_value", amount, no, "When so much is queued.", "1000000000.00"},
};
constexpr Table resolve_table{"resolve", "When queues are resolved; each that is set applies.",
                              resolve_fields};

constexpr Field pack_mode{"mode",  word,    no,        "gross, deferred_net or hybrid.",
                          "gross", nullptr, pack_modes};
constexpr Field pack_queue{"queue", word,    no,         "Whether later payments may overtake.",
                           "fifo",  nullptr, pack_queues};
constexpr Field pack_entry_offset{
    "entry_offset",    word, no, "Against the payee's queue, on entry.", "none", nullptr,
    pack_entry_offsets};
constexpr Field pack_bilateral{"bilateral", word,           no, "Offsetting between two.", "none",
                               nullptr,     pack_bilaterals};
constexpr Field pack_one{
    "one_to_many",   word, no, "A payment against several of the payee's.", "none", nullptr,
    pack_one_to_many};
constexpr Field pack_one_most{"one_to_many_most", whole, no, "At most so many. Default 10.", "10"};
constexpr Field pack_multilateral{
    "multilateral",    word, no, "Resolution of the whole queue.", "maximum_set", nullptr,
    pack_multilaterals};
constexpr Field pack_cycle{"cycle_length", whole, no, "cycles: at most so long. Default 4.", "4"};
constexpr Field pack_resolve{"resolve",     mapping, no, "When.", "{after_queueing: true}",
                             &resolve_table};
constexpr Field pack_failure{
    "net_failure", word, no, "deferred_net: when one cannot pay.", "defer", nullptr, pack_failures};
constexpr Field pack_close{"at_close", word,    no,         "What is still queued then.",
                           "returned", nullptr, pack_closes};
constexpr Field pack_classes{"classes", whole, no, "Priority classes, 1 to 4.", "2"};
constexpr Field pack_limits{"limits_bind_from", whole, no,
                            "Limits bind this class and less urgent ones; 0 is the most urgent.",
                            "1"};

constexpr std::array override_fields = {
    pack_mode,
    pack_queue,
    pack_entry_offset,
    pack_bilateral,
    pack_one,
    pack_one_most,
    pack_multilateral,
    pack_cycle,
    pack_resolve,
    pack_failure,
    pack_close,
    pack_classes,
    pack_limits,
    Field{"splitting", mapping, no, "Large payments in parts.", "{quantum: 1000000.00}",
          &splitting_table},
};

constexpr std::array pack_fields = {
    Field{"id", id, yes, "Name of the pack.", "target2-like"},
    Field{"name", title, yes, "For people.", "{en: Like TARGET2, zh: 类TARGET2}"},
    Field{"source", text, yes, "The system's own documents.", "Eurosystem, UDFS book 1"},
    Field{"mark", word, yes, "How well it is known.", "VERIFIED-2", nullptr, pack_marks},
    Field{"note", text, no, "What a reader should know.", ""},
    pack_mode,
    pack_queue,
    pack_entry_offset,
    pack_bilateral,
    pack_one,
    pack_one_most,
    pack_multilateral,
    pack_cycle,
    pack_resolve,
    pack_failure,
    pack_close,
    pack_classes,
    pack_limits,
};
constexpr Table pack_table{"rule_pack", "How a payment system lets payments go.", pack_fields};
constexpr std::array packs_fields = {
    Field{"rule_packs", list, yes, "By name.", "[]", &pack_table},
};
constexpr Table packs_root{"rule_packs", "Rule packs of payment systems.", packs_fields};

constexpr std::array collateral_fields = {
    Field{"id", id, yes, "What is pledged.", "cgb-2031"},
    Field{"units", whole, yes, "How many.", "1000000"},
    Field{"price", amount, yes, "Of one.", "100.00"},
    Field{"haircut", decimal, yes, "0 to 1.", "0.10"},
};
constexpr Table collateral_table{"collateral", "A pledge behind intraday credit (质押).",
                                 collateral_fields};

constexpr std::array participant_fields = {
    Field{"bank", id, yes, "A bank.", "icbc"},
    Field{"balance", amount, no,
          "At the first opening; where balances go at every close, brought in at each (注资). "
          "Default 0.",
          "5000000000.00"},
    Field{"credit", amount, no, "Line, or net debit cap (净借记限额). Default 0.", "0.00"},
    Field{"collateral", list, no, "Adds to the line.", "[]", &collateral_table},
    Field{"reserve_urgent", amount, no, "Held back for the most urgent class. Default 0.", "0.00"},
    Field{"limits", named_amounts, no, "Most net outflow to a bank; `any`: to all others.",
          "{boc: 1000000000.00}"},
    Field{"cap", amount, no, "Most that it may hold.", "9000000000.00"},
};

constexpr std::array<PackWords, 2> route_aims = {"cost", "time"};
constexpr std::array leg_fields = {
    Field{"rail", id, yes, "A rail of kind settlement.", "fedwire"},
    Field{"to", id, yes, "The bank that is paid by it.", "ny-bank"},
};
constexpr Table leg_table{"leg", "A leg of a payment over several rails.", leg_fields};

constexpr std::array liquidity_fields = {
    Field{"bank", id, yes, "A participant.", "icbc"},
    Field{"on", date, yes, "The day.", "2026-11-23"},
    Field{"time", time, yes, "Local to the rail.", "\"11:00\""},
    Field{"in", amount, no, "Brought in, from the rail that funds this one or from outside.",
          "100000000.00"},
    Field{"out", amount, no, "Taken out, the other way.", "100000000.00"},
};

constexpr std::array payments_fields = {
    Field{"rail", id, no, "A rail of kind settlement; over several: `route` or `legs`.", "cips"},
    Field{"file", path, no, "CSV: id,date,time,payer,payee,amount and optional priority,link.",
          "payments.csv"},
    Field{
        "messages", path, no,
        "A bank's own file: pain.001, pacs.008, pacs.009, MT101, MT103, MT202. Accounts are ids of "
        "this file, or agents are BICs of banks.",
        "payroll.xml"},
    Field{"id", id, no, "One payment: its name.", "P1"},
    Field{"on", date, no, "One payment: its day. Messages: instead of the day in them.",
          "2026-11-23"},
    Field{"time", time, no, "One payment, messages: local to the rail. Default of messages 10:00.",
          "\"10:00\""},
    Field{"payer", id, no, "One payment: a bank.", "icbc"},
    Field{"payee", id, no, "One payment: a bank.", "boc"},
    Field{"from", id, no, "One payment: a customer's account, instead of `payer`.", "SZ.usd"},
    Field{"to", id, no, "One payment: a customer's account, instead of `payee`.", "NY.usd"},
    Field{"route", word, no,
          "One payment, over several rails: the way is looked for among the rails of this file, by "
          "this aim.",
          "time", nullptr, route_aims},
    Field{"legs", list, no, "One payment, over several rails: its way.",
          "[{rail: usd-nostro, to: us-bank}, {rail: fedwire, to: ny-bank}]", &leg_table},
    Field{"amount", amount, no, "One payment: above zero.", "1000000.00"},
    Field{"priority", whole, no, "One payment: its class; 0 is the most urgent. Default the last.",
          "1"},
    Field{"link", id, no,
          "One payment: settles with the others of this name, over this rail or others, or not at "
          "all "
          "(PvP).",
          "deal-1"},
    Field{"split", boolean, no, "One payment: may go in parts. Default false.", "false"},
    Field{"generate", id, no, "Payments by chance: what their names begin with.", "day"},
    Field{"per_day", whole, no, "Generator: on each business day of the rail.", "100000"},
    Field{"amounts", named_amounts, no,
          "Generator: share of the payments: largest amount among them.",
          "{\"0\": 10000.00, \"1\": 90000000.00}"},
    Field{"hours", hours, no, "Generator: within these. Default 09:00-17:00.", "\"09:00-17:00\""},
    Field{"urgent_share", decimal, no, "Generator: of the most urgent class. Default 0.", "0.05"},
    Field{"weights", named_texts, no, "Generator: of banks, whole numbers. Default all alike.",
          "{icbc: \"30\"}"},
};

}  // namespace

constinit const Table participant_table{"participant", "A bank's account in a payment system.",
                                        participant_fields};
constinit const Table liquidity_table{"liquidity", "Liquidity of a participant, in or out.",
                                      liquidity_fields};
constinit const Table rule_override_table{
    "rule_overrides", "What is different from the rail's rule pack.", override_fields};
constinit const Table payments_table{
    "payments", "Payments between banks: a file, one payment, or a generator.", payments_fields};
const Table& rule_packs_table() { return packs_root; }

}  // namespace rmbsim::adapters
