#include "adapters/yaml/hedge_tables.hpp"

#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Words = std::string_view;

constexpr std::array money_fields = {
    Field{"currency", currency, yes, "Whose money.", "USD"},
    Field{"terms", id, yes, "Interest terms: credit is earned by a deposit, debit paid on a loan.",
          "usd-money"},
};
constexpr Table money_table{"hedge_money", "What money of one currency earns and costs.",
                            money_fields};

constexpr std::array<Words, 3> deal_kinds = {"forward", "swap", "money_market"};
constexpr std::array<Words, 3> roll_terms = {"overnight", "week", "month"};
constexpr std::array deal_fields = {
    Field{"id", id, yes, "Name in this file.", "FWD-1"},
    Field{"kind", word, yes,
          "forward; swap: exchanged now and back later; money_market: borrow, exchange, deposit.",
          "forward", nullptr, deal_kinds},
    Field{"home", id, yes, "The account in home currency.", "SZ.cny"},
    Field{"foreign", id, yes, "The account in foreign currency, same owner and bank.", "SZ.usd"},
    Field{"sell", amount, no, "Foreign currency sold (swap: now, and bought back); or `buy`.",
          "1000000.00 USD"},
    Field{"buy", amount, no, "Foreign currency bought (swap: now, and sold again); or `sell`.",
          "1000000.00 USD"},
    Field{"fx", id, yes, "FX terms of the bank: whose mid rate, and the spread.", "sz-dealing"},
    Field{"dealt_on", date, yes, "Day of dealing, and of a swap's or loan's first leg.",
          "2026-01-05"},
    Field{"value_on", date, yes, "Day of delivery, or of the last leg.", "2026-04-07"},
    Field{"rate", decimal, no,
          "Home currency for one foreign, of the forward or the swap's last leg. Default: from the "
          "market.",
          "6.9500"},
    Field{"roll", word, no,
          "A swap that is closed and dealt again after this term until value_on, on open days; its "
          "parts are named ID.1, ID.2 …",
          "overnight", nullptr, roll_terms},
};
constexpr Table deal_table{"hedge_deal", "One hedge.", deal_fields};

constexpr std::array hedge_fields = {
    Field{"at", time, no, "Local time of every leg. Default 15:00.", "\"15:00\""},
    Field{"money", list, no, "Rates of money, by currency: needed to price and revalue.", "",
          &money_table},
    Field{"deals", list, yes, "What is dealt.", "", &deal_table},
};

constexpr std::array<Words, 2> rules = {"as_invoiced", "rmb_first"};
constexpr std::array<Words, 2> tenors = {"short", "long"};
constexpr std::array settlement_fields = {
    Field{"id", id, yes, "Name in this file.", "export-usd"},
    Field{"rule", word, yes, "rmb_first: in renminbi where the partner agrees (本币优先).",
          "rmb_first", nullptr, rules},
    Field{"account", id, yes, "Whose flows: an account in foreign currency.", "SZ.usd"},
    Field{"renminbi", id, yes, "Where they go instead: an account in CNY of the same owner.",
          "SZ.cny"},
    Field{"flows", texts, yes, "Kinds of flow.", "[sales, suppliers]"},
    Field{"counterparty_accepts_rmb", decimal, yes,
          "Share of the flows whose partner agrees, 0 to 1, at most four decimals.", "0.6"},
    Field{"concession", decimal, no, "Given up of the mid rate for it, 0 to 1. Default 0.",
          "0.0010"},
    Field{"fx", id, yes, "FX terms of the conversion that is saved.", "sz-dealing"},
    Field{"tenor", word, no, "Of loans: short is up to one year. Default short.", "short", nullptr,
          tenors},
};

}  // namespace

const Table hedges_table{"hedges", "Hedges of exchange rates, booked in the ledger.", hedge_fields};
const Table settlement_currency_table{
    "settlement_currency", "Which currency flows invoiced in foreign currency are settled in.",
    settlement_fields};

}  // namespace rmbsim::adapters
