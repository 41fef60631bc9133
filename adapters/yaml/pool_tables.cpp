// The format of a pool: members, limits, links, order, corrections. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/membership_tables.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_fees.hpp"
#include "adapters/yaml/tables_of_pools.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Words = std::string_view;

constexpr std::array member_fields = {
    Field{"entity", id, yes, "An entity.", "sz"},
    Field{"foreign_debt_ratio", decimal, no,
          "Share of its foreign-debt quota that is pooled, 0 to 1.", "0.20"},
    Field{"overseas_lending_ratio", decimal, no,
          "Share of its lending quota that is pooled, 0 to 1.", "0.10"},
    Field{"shareholding", decimal, no, "The group's share in it, 0 to 1. Default 1.", "0.60"},
    Field{"stake_in_members", amount, no, "What its equity holds of other members' equity.",
          "200000000.00 CNY"},
    Field{"class", word, no, "Trade class (货物贸易分类), where it is on the directory.", "A",
          nullptr, trade_classes},
    Field{"class_steps", list, no, "Later classes, ascending.", "", &class_step_table},
    Field{"sector", word, no, "Excluded sectors do not take part.", "manufacturing", nullptr,
          sectors},
    Field{"in_force", mapping, no, "Days on which it belongs.", "{to: 2026-01-31}", &days_table},
};
constexpr Table member_table{"member", "A member of the pool (成员企业).", member_fields};

constexpr std::array pool_limit_fields = {
    Field{"id", id, yes, "Name in this file.", "od-quota"},
    Field{"title", title, no, "Name for people.", ""},
    Field{"quota", id, no, "A limit of the regime; or `cap`.", "overseas_lending_quota"},
    Field{"cap", amount, no, "A limit of the group's own; or `quota`.", "100000000.00 CNY"},
    Field{"committed", amount, no, "Revolving lines outside the pool, at contract amount.",
          "50000000.00 CNY"},
};
constexpr Table pool_limit_table{"pool_limit", "What the pool may not exceed.", pool_limit_fields};

constexpr std::array intercompany_fields = {
    Field{"domestic", id, no, "Interest terms between mainland members.", "ic-domestic"},
    Field{"cross_border", id, no, "Interest terms across the border.", "ic-cross-border"},
    Field{"overseas", id, no, "Interest terms between overseas members.", "ic-overseas"},
    Field{"withholding_tax", decimal, no, "On interest paid abroad, 0 to 1.", "0.10"},
    Field{"vat", decimal, no, "On interest paid abroad, 0 to 1.", "0.06"},
};
constexpr Table intercompany_table{"intercompany", "Interest on what members owe each other.",
                                   intercompany_fields};

constexpr std::array<Words, 10> methods = {
    "zero_balance", "target", "threshold",       "fixed",           "percentage",
    "collar",       "range",  "cover_overdraft", "fill_to_minimum", "return_band"};
constexpr std::array<Words, 2> deficit_words = {"to_target", "to_zero"};
constexpr std::array<Words, 4> basis_words = {"value_dated", "booked", "available", "statement"};
constexpr std::array<Words, 2> reverse_words = {"none", "full"};
constexpr std::array retry_fields = {
    Field{"times", whole, yes, "How often it is sent again.", "2"},
    Field{"after", duration, yes, "How long after a rejection.", "30m"},
};
constexpr Table retry_table{"retry", "What follows a rejection by the bank.", retry_fields};
constexpr std::array<Words, 3> directions = {"both", "up", "down"};
constexpr std::array<Words, 2> below_minimum_words = {"skip", "raise"};
constexpr std::array link_fields = {
    Field{"id", id, yes, "Name in this pool.", "sz-up"},
    Field{"child", id, yes, "The account that is swept or funded.", "SZ.ops"},
    Field{"header", id, yes, "The account on the other side.", "SZ.master"},
    Field{"method", word, yes, "How much is to be left in the child.", "zero_balance", nullptr,
          methods},
    Field{"target", amount, no, "For method: target.", "3000000.00"},
    Field{"deficit", word, no,
          "For method: target: an overdrawn child is funded to the target, or to zero only.",
          "to_target", nullptr, deficit_words},
    Field{"threshold", amount, no, "For methods threshold and collar.", "5000000.00"},
    Field{"collar", amount, no, "For method: collar: what stays, at most the threshold.",
          "1000000.00"},
    Field{"percent", decimal, no, "For method: percentage: share of the balance.", "0.25"},
    Field{"lower", amount, no, "For methods range, fill_to_minimum, return_band.", "1000000.00"},
    Field{"upper", amount, no, "For methods range and return_band.", "9000000.00"},
    Field{"return_to", amount, no, "For method: return_band (Miller-Orr's return point).",
          "4000000.00"},
    Field{"basis", word, no, "Which balance of the child is read. Default value_dated.",
          "value_dated", nullptr, basis_words},
    Field{"fixed", amount, no, "For method: fixed.", "4000000.00"},
    Field{"direction", word, no, "up: only to the header. Default both.", "both", nullptr,
          directions},
    Field{"unit", amount, no, "Only whole multiples move. Default the smallest unit.", "10000.00"},
    Field{"min_up", amount, no, "Least amount to the header. Default 0.", "100000.00"},
    Field{"max_up", amount, no, "Most. Default none.", "50000000.00"},
    Field{"min_down", amount, no, "Least amount to the child. Default 0.", "100000.00"},
    Field{"max_down", amount, no, "Most. Default none.", "50000000.00"},
    Field{"below_minimum", word, no, "A smaller amount is skipped or raised. Default skip.", "skip",
          nullptr, below_minimum_words},
    Field{"partial", boolean, no, "Whether a cut amount moves at all. Default true.", "true"},
    Field{"priority", whole, no, "Lower first, within a level. Default 100.", "10"},
    Field{"header_floor", amount, no, "Funding may not pull the header below. Default 0.", "0.00"},
    Field{"at", times, yes,
          "Local time of the sweep, or a list of them. Without a zone: of the child's bank.",
          "\"16:00 Asia/Shanghai\""},
    Field{"reverse", word, no, "full: what moved goes back on the next open day.", "full", nullptr,
          reverse_words},
    Field{"reverse_at", time, no, "When it goes back.", "\"08:30\""},
    Field{"retry", mapping, no, "After a rejection by the bank.", "{times: 2, after: 30m}",
          &retry_table},
    Field{"cut_off", time, no, "After it the sweep waits for the next open day.",
          "\"17:00 Asia/Shanghai\""},
    Field{"rail", id, no, "A rail. Without: book transfer in one bank.", "cips"},
    Field{"fx", id, no, "FX terms; needed where the two currencies differ.", "hk-dealing"},
    Field{"limits", texts, no, "Limits of this pool that the link counts in.", "[od-quota]"},
    Field{"tenor_months", whole, no, "Repayment term across the border. Default 12: short.", "18"},
    Field{"purpose", word, no, "Of lending between two currencies (错币种借贷).", "current_account",
          nullptr, loan_purposes},
};
constexpr Table link_table{"link", "A sweep between two accounts.", link_fields};

constexpr std::array<Words, 4> sibling_words = {"priority", "pro_rata", "equal", "largest_first"};
constexpr std::array<Words, 3> pass_words = {"credit_first", "debit_first", "by_priority"};
constexpr std::array<Words, 2> tree_words = {"post_order", "request_and_grant"};
constexpr std::array order_fields = {
    Field{"siblings", word, no, "Who is served when a header cannot fund all. Default priority.",
          "priority", nullptr, sibling_words},
    Field{"pass", word, no, "What comes first within a level. Default credit_first.",
          "credit_first", nullptr, pass_words},
    Field{
        "tree", word, no,
        "post_order: level by level; request_and_grant: only net needs climb. Default post_order.",
        "post_order", nullptr, tree_words},
};
constexpr Table order_table{"order", "In which order a pool sweeps.", order_fields};

constexpr std::array<Words, 3> back_value_words = {"reverse_and_replay", "delta_all_days",
                                                   "delta_value_day"};
constexpr std::array back_value_fields = {
    Field{"mode", word, yes, "How past sweeps are corrected.", "delta_all_days", nullptr,
          back_value_words},
    Field{"look_back_days", whole, no, "Value dates before that move no sweep. Default 31.", "31"},
};
constexpr Table back_value_table{"back_value", "Flows that are valued before they are booked.",
                                 back_value_fields};

constexpr std::array pool_fields = {
    Field{"id", id, yes, "Name in this file.", "group"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"host", id, yes, "The member that files the pool (主办企业).", "sz"},
    Field{"members", list, yes, "Its members.", "[{entity: sz}]", &member_table},
    Field{"facts", named_facts, no, "What the regime's eligibility is tested against.",
          "{real_business_need: true}"},
    Field{"limits", list, no, "Quotas and own limits.", "", &pool_limit_table},
    Field{"intercompany", mapping, no, "Interest between members.", "", &intercompany_table},
    Field{"order", mapping, no, "In which order it sweeps.", "{siblings: priority}", &order_table},
    Field{"back_value", mapping, no, "What back-valued flows do to past sweeps. Without: nothing.",
          "{mode: delta_all_days}", &back_value_table},
    Field{"daylight_cap", amount, no, "Most that its accounts may use of daylight lines at once.",
          "5000000.00"},
    Field{"links", list, yes, "Its sweeps.", "[]", &link_table},
    Field{"regime", id, no, "Rules of its own; none: the scenario's.", "XFIN-9"},
    Field{"in_force", mapping, no, "Days from its filing to its end.", "{from: 2026-02-01}",
          &days_table},
    Field{"succeeds", id, no, "An earlier pool whose positions count here: a new filing.",
          "group-2025"},
    Field{"consolidate", boolean, no, "Stakes in members do not count twice. Default false.",
          "true"},
    Field{"service_fee", mapping, no, "Of its bank, a month (资金池服务费).",
          "{account: SZ.master, month: 2000.00}", &service_fee_table},
    Field{"reval_mode", word, no, "Foreign-currency positions in CNY. Default drawing_rate.",
          "daily", nullptr, reval_modes},
};

}  // namespace

const Table pool_table{"pool", "A cash pool.", pool_fields};

}  // namespace rmbsim::adapters
