// The format of scenarios/reference/rails.yaml. See table.hpp.
#include "adapters/yaml/rail_tables.hpp"

#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using RailWords = std::string_view;

// In the order of sim::Mark.
constexpr std::array<RailWords, 5> rail_marks = {"VERIFIED-1", "VERIFIED-2", "RECALLED", "DERIVED",
                                                 "ASSUMPTION"};
constexpr Field rail_mark{"mark",       word,    yes,       "How well it is known.",
                          "ASSUMPTION", nullptr, rail_marks};
constexpr Field rail_source{"source", id, yes, "A name under `sources`.", "rules-3.1"};
constexpr Field rail_note{"note", text, no, "What a reader should know.", ""};
constexpr Field rail_from{"from", date, yes, "First business date.", "2018-05-02"};
constexpr Field rail_until{"until", date, no, "Last business date; none: no end is known.",
                           "2026-10-16"};

// In the order of the enumerators of sim/rail/rail_row.hpp.
constexpr std::array<RailWords, 6> models = {"rtgs",    "deferred_net",  "hybrid",
                                             "instant", "correspondent", "atomic_pvp"};
constexpr std::array<RailWords, 3> session_kinds = {"day", "night", "special"};
constexpr std::array<RailWords, 2> accepted = {"all", "funding"};
constexpr std::array<RailWords, 5> finalities = {"on_posting", "on_net_posting", "on_admission",
                                                 "per_hop", "on_commit"};
constexpr std::array<RailWords, 3> queue_rules = {"none", "fifo", "urgent_then_fifo"};
constexpr std::array<RailWords, 3> close_rules = {"returned", "carried_over", "not_queued"};
constexpr std::array<RailWords, 3> recall_rules = {"dequeue", "request_with_consent",
                                                   "not_possible"};
constexpr std::array<RailWords, 3> return_rules = {"new_payment", "reverse_chain", "release"};
constexpr std::array<RailWords, 3> customer_scopes = {"all", "persons", "banks"};
constexpr std::array<RailWords, 3> limit_scopes = {"item", "person_day", "person_year"};

constexpr std::array session_fields = {
    Field{"name", word, yes, "Which session.", "day", nullptr, session_kinds},
    Field{"days", id_or_ids, yes, "The days on which it is held.", "[ordinary, first_after_break]"},
    Field{"opens", text, yes, "Local time; -1d: the day before.", "\"20:30 -1d\""},
    Field{"sweep_from", text, no, "From here on no new payment 清零.", "\"17:00\""},
    Field{"closes", text, yes, "Local time; +1d: the day after.", "\"17:30\""},
    Field{"accepts", word, no, "all, or funding and interbank lending only.", "all", nullptr,
          accepted},
};
constexpr Table session_table{"rail session", "A session.", session_fields};

constexpr std::array hours_fields = {
    rail_from, rail_until,
    rail_mark, rail_source,
    rail_note, Field{"sessions", list, yes, "Held in these hours.", "[]", &session_table},
};
constexpr Table hours_table{"rail hours", "Hours by business date.", hours_fields};

constexpr std::array also_open_fields = {
    rail_from,
    rail_until,
    rail_mark,
    rail_source,
    rail_note,
    Field{"any_of", id_or_ids, yes, "Open on weekdays on which one of these is.", "[HK, US]"},
};
constexpr Table also_open_table{"rail opening", "Weekdays on which it opens for others.",
                                also_open_fields};

constexpr std::array rail_limit_fields = {
    rail_from,
    rail_until,
    rail_mark,
    rail_source,
    rail_note,
    Field{"per", word, yes, "Of what.", "item", nullptr, limit_scopes},
    Field{"most", amount, yes, "The most that is taken.", "1000000.00 CNY"},
};
constexpr Table rail_limit_table{"rail limit", "A ceiling.", rail_limit_fields};

constexpr std::array rail_fee_fields = {
    rail_from,
    rail_until,
    rail_mark,
    rail_source,
    rail_note,
    Field{"per_item", amount, no, "For each item.", "80.00 CNY"},
    Field{"share", decimal, no, "Of the amount.", "0.001"},
    Field{"least", amount, no, "The share costs no less.", "20.00 CNY"},
    Field{"most", amount, no, "The share costs no more.", "1000.00 CNY"},
    Field{"deducted", amount, no, "By an intermediary, from the amount.", "25.00 USD"},
};
constexpr Table rail_fee_table{"rail fee", "What the sender pays.", rail_fee_fields};

constexpr std::array net_fields = {
    rail_from,
    rail_until,
    rail_mark,
    rail_source,
    rail_note,
    Field{"in", id, yes, "The rail that settles the positions.", "hvps"},
    Field{"times", times, yes, "Local times, ascending.", "[\"11:00\", \"16:00\"]"},
};
constexpr Table net_table{"rail netting", "When net positions are settled.", net_fields};

constexpr std::array items_fields = {
    Field{"queue", word, yes, "How short items wait.", "fifo", nullptr, queue_rules},
    Field{"at_close", word, yes, "What is queued when it closes.", "returned", nullptr,
          close_rules},
    Field{"recall_before", word, yes, "Before settlement.", "dequeue", nullptr, recall_rules},
    Field{"recall_after", word, yes, "After settlement.", "request_with_consent", nullptr,
          recall_rules},
    Field{"returns", word, yes, "How money comes back.", "new_payment", nullptr, return_rules},
    Field{"finality", word, yes, "When it cannot be undone.", "on_posting", nullptr, finalities},
    rail_mark,
    rail_source,
    rail_note,
};
constexpr Table items_table{"rail items", "What becomes of an item.", items_fields};

constexpr std::array latency_fields = {
    Field{"is", duration, yes, "From taken and funded to credited.", "5s"},
    rail_mark,
    rail_source,
    rail_note,
};
constexpr Table latency_table{"rail latency", "How long it takes.", latency_fields};

constexpr std::array payment_rail_fields = {
    Field{"id", id, yes, "Name of the row.", "cips"},
    Field{"name", title, yes, "For people.", "{en: …, zh: …}"},
    Field{"operator", title, yes, "Who runs it.", "{en: …, zh: …}"},
    Field{"asset", title, yes, "What it settles in.", "{en: …, zh: …}"},
    Field{"model", word, yes, "How it settles.", "rtgs", nullptr, models},
    Field{"rules", id, yes, "Rule pack that settles its items.", "hvps"},
    Field{"currencies", id_or_ids, yes, "What it carries.", "[CNY]"},
    Field{"calendars", id_or_ids, no, "All must be open; none: every day.", "[CN]"},
    Field{"also_open", list, no, "Weekdays on which it opens for others.", "", &also_open_table},
    Field{"makeup_calendar", id, no, "Whose worked weekends count 调休.", "CN"},
    Field{"zone", zone, yes, "Of its clocks.", "Asia/Shanghai"},
    Field{"customers", word, no, "Whose payments; all when not written.", "all", nullptr,
          customer_scopes},
    Field{"from_jurisdiction", country, no, "Payments from here only.", "HK"},
    Field{"to_jurisdiction", country, no, "Payments to here only.", "CN"},
    Field{"zero_balance", boolean, no,
          "Balances are brought in at each opening and zero at each close (零余额). Default false.",
          "true"},
    Field{"funded_from", id, no, "Rail that brings its liquidity.", "hvps"},
    Field{"hours", list, yes, "By business date.", "[]", &hours_table},
    Field{"limits", list, no, "Ceilings.", "", &rail_limit_table},
    Field{"fees", list, no, "Tariff; none: no public tariff is known.", "", &rail_fee_table},
    Field{"net", list, no, "Of a deferred system.", "", &net_table},
    Field{"items", mapping, yes, "What becomes of an item.", "", &items_table},
    Field{"latency", mapping, yes, "How long it takes.", "", &latency_table},
    rail_mark,
    rail_source,
    rail_note,
};
constexpr Table payment_rail_table{"payment rail", "A payment rail.", payment_rail_fields};

constexpr std::array participation_fields = {
    Field{"rail", id, yes, "The rail.", "cips"},
    Field{"via", id, no, "Its direct participant; none: it is one itself.", "cn-bank"},
    Field{"by", id, no, "The rail between it and that one.", "on-us"},
};
constexpr Table participation_table{"participation", "A bank in a rail.", participation_fields};

constexpr std::array nostro_fields = {
    Field{"currency", currency, yes, "Of the account.", "USD"},
    Field{"at", id, yes, "The bank that keeps it.", "us-correspondent"},
    Field{"rail", id, yes, "How it is instructed.", "usd-correspondent"},
};
constexpr Table nostro_table{"account at a bank", "A nostro.", nostro_fields};

constexpr std::array rail_bank_fields = {
    Field{"id", id, yes, "Name.", "cn-bank"},
    Field{"name", title, yes, "For people.", "{en: …, zh: …}"},
    Field{"jurisdiction", country, yes, "Where.", "CN"},
    Field{"rails", list, no, "What it takes part in.", "", &participation_table},
    Field{"accounts", list, no, "Its accounts at others.", "", &nostro_table},
    rail_mark,
    rail_source,
    rail_note,
};
constexpr Table rail_bank_table{"bank of the network", "A typical bank.", rail_bank_fields};

constexpr std::array comparison_fields = {
    Field{"currency", currency, yes, "One unit of it …", "USD"},
    Field{"cny", decimal, yes, "… is so many yuan.", "\"7.10\""},
    rail_mark,
    rail_source,
    rail_note,
};
constexpr Table comparison_table{"comparison rate", "For comparing fees.", comparison_fields};

constexpr std::array rail_source_fields = {
    Field{"id", id, yes, "Its name.", "rules-3.1"},
    Field{"text", text, yes, "Title, publisher, date.", ""},
    Field{"url", text, no, "Where it was read.", ""},
};
constexpr Table rail_source_table{"source of rails", "A text that was read.", rail_source_fields};

constexpr std::array rails_fields = {
    Field{"payment_rails", list, yes, "One a rail.", "[]", &payment_rail_table},
    Field{"banks", list, no, "A network of typical banks.", "", &rail_bank_table},
    Field{"comparison_rates", list, no, "For comparing fees only.", "", &comparison_table},
    Field{"sources", list, yes, "What was read.", "[]", &rail_source_table},
};
constexpr Table rails_root{"rails file", "Payment rails as dated data.", rails_fields};

}  // namespace

const Table& rails_table() { return rails_root; }

}  // namespace rmbsim::adapters
