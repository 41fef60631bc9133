// The format of netting centres and of payments on behalf. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_netting.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Words = std::string_view;

constexpr std::array<Words, 2> cycle_every_words = {"month", "quarter"};
constexpr std::array<Words, 3> roll_words = {"following", "modified_following", "preceding"};
constexpr std::array cycle_fields = {
    Field{"every", word, no, "Default month.", "month", nullptr, cycle_every_words},
    Field{"value_day", whole, yes, "Day of the month on which it settles; 31 is the month's end.",
          "25"},
    Field{"roll", word, no, "Where that is no business day. Default following.", "following",
          nullptr, roll_words},
    Field{"open", whole, no, "Business days before the value date: items may enter. Default 8.",
          "8"},
    Field{"input_cut_off", whole, no, "No new items after it. Default 6.", "6"},
    Field{"dispute_cut_off", whole, no, "Disputes must be over. Default 5.", "5"},
    Field{"rates", whole, no, "The centre deals; cycle rates are set. Default 2.", "2"},
    Field{"due_within", whole, no,
          "Items due so many days after the value date are paid early. Default 0.", "0"},
    Field{"pays_in_at", time, no, "Members pay; the centre's clock. Default 10:00.", "\"10:00\""},
    Field{"pays_out_at", time, no, "The centre deals and pays. Default 15:00.", "\"15:00\""},
};
constexpr Table cycle_table{"netting_cycle", "The calendar of a netting.", cycle_fields};

constexpr std::array netting_member_fields = {
    Field{"entity", id, yes, "An entity.", "sz"},
    Field{"account", id, yes, "Its account, in its own currency.", "SZ.ops"},
    Field{"accounts", texts, no, "Accounts of it in other currencies.", "[SZ.usd]"},
    Field{"gross", boolean, no,
          "Its country forbids netting: it pays and receives gross. Default false.", "true"},
    Field{"fx", id, no, "FX terms at which it exchanges other currencies. Without: it holds them.",
          "sz-dealing"},
    Field{"rate", decimal, no, "Of its cash, a year: for the effect of paying early or late.",
          "0.0300"},
};
constexpr Table netting_member_table{"netting_member", "A company that takes part.",
                                     netting_member_fields};

constexpr std::array item_fields = {
    Field{"id", id, yes, "Name in this netting.", "I-1"},
    Field{"on", date, yes, "Day of the invoice.", "2026-05-04"},
    Field{"debtor", id, yes, "The member that owes.", "sz"},
    Field{"creditor", id, yes, "The member that is owed.", "hk"},
    Field{"amount", amount, yes, "What is owed, with its currency.", "100000.00 USD"},
    Field{"due", date, yes, "Day on which it falls due.", "2026-05-25"},
    Field{"disputed_until", date, no, "Day on which a dispute is over.", "2026-05-20"},
    Field{"accepted", date, no, "driven_by: payable: day on which the payer enters it.",
          "2026-05-14"},
};
constexpr Table item_table{"netting_item", "An invoice between two members.", item_fields};

// The orders of sim::NettingOption and sim::NettingDrive.
constexpr std::array<Words, 5> option_words = {"net_in_own_currency", "net_per_currency",
                                               "gross_per_currency", "gross_in_own_currency",
                                               "pairwise"};
constexpr std::array<Words, 2> drive_words = {"payable", "receivable"};
constexpr std::array netting_fields = {
    Field{"id", id, yes, "Name in this file.", "treasury"},
    Field{"centre", id, yes, "The centre's account; its currency is the base.", "HK.usd"},
    Field{"centre_accounts", texts, no, "Accounts of it in other currencies.", "[HK.cnh]"},
    Field{"option", word, no,
          "What settles. pairwise: no netting, each item on its due date. Default "
          "net_in_own_currency.",
          "net_in_own_currency", nullptr, option_words},
    Field{"driven_by", word, no, "Who decides what enters. Default receivable.", "receivable",
          nullptr, drive_words},
    Field{"cycle", mapping, yes, "Its calendar.", "{value_day: 25}", &cycle_table},
    Field{"calendars", texts, yes, "All must be open on its business days.", "[CN, HK]"},
    Field{"fx", id, no, "FX terms at which the centre deals.", "hk-dealing"},
    Field{"rail", id, no, "Between banks.", "wire"},
    Field{"rails", named_texts, no, "Currency: the rail for it.", "{CNY: cips}"},
    Field{"day_count", day_count, no, "Of the members' `rate`. Default ACT/360.", "ACT/360"},
    Field{"members", list, yes, "Who takes part.", "[{entity: sz, account: SZ.ops}]",
          &netting_member_table},
    Field{"items", list, no, "What they owe each other.", "", &item_table},
    Field{"items_file", path, no,
          "CSV: id,on,debtor,creditor,amount,currency,due[,disputed_until][,accepted].",
          "items.csv"},
};

constexpr std::array on_behalf_member_fields = {
    Field{"entity", id, yes, "An entity.", "us"},
    Field{"account", id, yes, "Its own account, whose flows the centre takes over.", "US.usd"},
    Field{"virtual_account", text, yes, "Number of its in-house account.", "\"880012\""},
    Field{"limit", amount, no, "How far its in-house account may go below zero. Default 0.",
          "500000.00"},
    Field{"authorised", boolean, no, "Maker and checker have signed. Default true.", "true"},
    Field{"eligible", boolean, no, "No sanction and no bar stands against it. Default true.",
          "true"},
    Field{"in_name_of", boolean, no,
          "Its country forbids on-behalf flows: its own account pays. Default false.", "true"},
};
constexpr Table on_behalf_member_table{"on_behalf_member", "A company with an in-house account.",
                                       on_behalf_member_fields};

constexpr std::array returned_fields = {
    Field{"flow", text, yes, "Id of a payment that comes back.", "F-3"},
    Field{"on", date, yes, "Day on which it does.", "2026-05-06"},
};
constexpr Table returned_table{"returned", "A payment that is rejected later.", returned_fields};

constexpr std::array internal_fields = {
    Field{"id", id, yes, "Name in this file.", "T-1"},
    Field{"on", date, yes, "Its day.", "2026-05-06"},
    Field{"from", id, yes, "The member that pays.", "us"},
    Field{"to", id, yes, "The member that receives.", "de"},
    Field{"amount", amount, yes, "In the centre's currency.", "10000.00"},
};
constexpr Table internal_table{"internal", "A payment between in-house accounts.", internal_fields};

constexpr std::array<Words, 3> kind_words = {"pobo", "robo", "cobo"};
constexpr std::array on_behalf_fields = {
    Field{"id", id, yes, "Name in this file.", "payment-factory"},
    Field{"kind", word, yes, "pobo: payments; robo: receipts; cobo: collections.", "pobo", nullptr,
          kind_words},
    Field{"centre", id, yes, "The account that pays or collects.", "HK.usd"},
    Field{"members", list, yes, "Whose flows it takes over.",
          "[{entity: us, account: US.usd, virtual_account: \"880012\"}]", &on_behalf_member_table},
    Field{"returned", list, no, "Payments that come back.", "", &returned_table},
    Field{"internal", list, no, "Payments between members.", "", &internal_table},
};

}  // namespace

constinit const Table netting_table{"netting", "A netting centre (轧差净额结算).", netting_fields};
constinit const Table on_behalf_table{
    "on_behalf", "Payments or receipts on behalf of members (集中收付).", on_behalf_fields};

}  // namespace rmbsim::adapters
