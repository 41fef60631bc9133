// The format of online selling. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/flow_tables.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_commerce.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using CommerceWords = std::string_view;

constexpr std::array keeps_fields = {
    Field{"share", decimal, yes, "Of the referral fee, 0 to 1.", "0.20"},
    Field{"most", amount, no, "And no more than that.", "5.00"},
};
constexpr Table keeps_table{"refund_keeps", "What a refund does not give back of the referral fee.",
                            keeps_fields};

constexpr std::array rolling_fields = {
    Field{"share", decimal, yes, "Of each statement, 0 to 1.", "0.10"},
    Field{"days", whole, yes, "How long it is held.", "90"},
};
constexpr Table rolling_table{"rolling_reserve", "A share of statements held back (滚动保证金).",
                              rolling_fields};

constexpr std::array terms_fields = {
    Field{"from", date, no, "First day. Without: always.", "2026-03-12"},
    Field{"referral_fee", decimal, no, "Share of the price, 0 to 1 (平台佣金). Default 0.", "0.15"},
    Field{"fulfilment_fee", amount, no, "For each order. Default 0.", "4.75"},
    Field{"advertising", decimal, no, "Share of the day's sales. Default 0.", "0.08"},
    Field{"collected_tax", decimal, no,
          "On top of the price, collected from buyers and paid on by the marketplace. Default 0.",
          "0.20"},
    Field{"refund_keeps", mapping, no, "What a refund does not give back. Default nothing.",
          "{share: 0.20, most: 5.00}", &keeps_table},
    Field{"chargeback_fee", amount, no, "For each chargeback (拒付). Default 0.", "15.00"},
    Field{"monthly_fee", amount, no,
          "Subscription and storage, on the first of a month. Default 0.", "39.99"},
    Field{"reserve_days", whole, no, "Held after delivery (DD+7). Default 7.", "7"},
    Field{"rolling_reserve", mapping, no, "Held back of statements. Default nothing.",
          "{share: 0.10, days: 90}", &rolling_table},
};
constexpr Table terms_table{"marketplace_terms",
                            "Terms from a day on; what they leave out is zero, not as before.",
                            terms_fields};

constexpr std::array<CommerceWords, 2> reserve_clocks = {"delivery", "sale"};
constexpr std::array marketplace_fields = {
    Field{"id", id, yes, "Name in this file; names its book.", "amazon-us"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"jurisdiction", country, no, "Where it is. Default US.", "US"},
    Field{"currency", currency, yes, "In which it sells and pays out.", "USD"},
    Field{"cycle_days", whole, no, "Between statements. Default 14.", "14"},
    Field{"first_statement", date, no, "Default: the period's first day.", "2026-01-09"},
    Field{"payout_business_days", whole, no,
          "From statement to receipt, on the calendar of the bank that receives. Default 3.", "3"},
    Field{"reserve_from", word, no, "When the reserve's clock starts. Default delivery.",
          "delivery", nullptr, reserve_clocks},
    Field{"terms", list, yes, "Fees and reserves, ascending in their dates.",
          "[{referral_fee: 0.15, fulfilment_fee: 4.75}]", &terms_table},
};

constexpr std::array ceiling_fields = {
    Field{"amount", amount, yes, "Exactly this passes.", "50000.00 USD"},
    Field{"document", text, yes, "The rule's document.", "汇发〔2019〕13号"},
    Field{"mark", text, no, "How well it is known.", "VERIFIED-2"},
};
constexpr Table ceiling_table{"ceiling", "The most that a rule allows.", ceiling_fields};

constexpr std::array provider_fee_fields = {
    Field{"from", amount, yes, "Collected in the month before this conversion, in CNY at mid.",
          "0.00"},
    Field{"fee", decimal, yes, "Share of what is converted, 0 to 1.", "0.007"},
};
constexpr Table provider_fee_table{"fee_tier", "A fee by the month's volume.", provider_fee_fields};

constexpr std::array provider_fields = {
    Field{"id", id, yes, "Name in this file; names its book.", "pay-co"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"jurisdiction", country, no, "Default CN.", "CN"},
    Field{"bank", id, yes, "Partner bank (合作银行) with its safeguarded funds (备付金).",
          "bank-sz"},
    Field{"fee", decimal, no, "Share of what is converted, in its currency; instead of `fees`.",
          "0.003"},
    Field{"fees", list, no, "By the month's volume, ascending, the first from 0.",
          "[{from: 0.00, fee: 0.01}, {from: 350000.00, fee: 0.007}]", &provider_fee_table},
    Field{"spread", decimal, no,
          "Whole width of bid and ask as a fraction of the onshore mid. Default 0.", "0.0010"},
    Field{"payout_business_days", whole, no, "From conversion to the seller's account. Default 1.",
          "1"},
    Field{"order_ceiling", mapping, no,
          "Of one order: above it the whole order goes to the route's `over_limit`.",
          "{amount: 50000.00 USD, document: 汇发〔2019〕13号}", &ceiling_table},
    Field{"year_ceiling", mapping, no, "Of one seller, currency and route in a calendar year.",
          "{amount: 3000000.00 USD, document: contract}", &ceiling_table},
};

constexpr std::array<CommerceWords, 4> collection_kinds = {"account", "provider", "bank",
                                                           "company"};
constexpr std::array<CommerceWords, 4> conversion_rhythms = {"day", "week", "month", "threshold"};
constexpr std::array timing_fields = {
    Field{"every", word, no, "Default day: each on which the bank is open.", "week", nullptr,
          conversion_rhythms},
    Field{
        "on", whole, no,
        "week: 1 is Monday; month: of the month, 31 its end. Closed: the next open day. Default 1.",
        "5"},
    Field{"threshold", amount, no,
          "threshold: from so much on; other currencies are valued at mid.", "50000.00 USD"},
    Field{"at", time, no, "Local to the bank. Default 10:00.", "\"10:30\""},
};
constexpr Table timing_table{"conversion_timing", "When collected money is converted.",
                             timing_fields};

constexpr std::array collection_fields = {
    Field{"id", id, yes, "Name in this file.", "by-provider"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"kind", word, yes,
          "account: stays as received, the group decides. provider: a payment institution converts "
          "and pays out. bank: a bank of the seller converts. company: a company abroad converts, "
          "and pays for the goods.",
          "provider", nullptr, collection_kinds},
    Field{"provider", id, no, "provider: which.", "pay-co"},
    Field{"receive", id_or_ids, no, "account, bank, company: bank accounts, one a currency.",
          "SZ.usd"},
    Field{"through", id, no, "company: its renminbi account, at the bank that receives.", "HK.cnh"},
    Field{"into", id, no, "provider, bank, company: the seller's renminbi account.", "SZ.cny"},
    Field{"fx", id, no, "bank, company: FX terms of that bank.", "hk-dealing"},
    Field{"rail", id, no, "company: to the mainland.", "cips"},
    Field{"over_limit", id, no, "provider: bank account for orders above its ceiling.", "SZ.usd"},
    Field{"receipt_fee", amount, no,
          "account, bank, company: taken from each payout by the bank. Default 0.", "15.00"},
    Field{"convert", mapping, no, "When. Default each open day at 10:00.",
          "{every: threshold, threshold: 50000.00 USD}", &timing_table},
};

constexpr std::array span_fields = {
    Field{"from", date, yes, "First day.", "2026-02-15"},
    Field{"to", date, yes, "Last day, included.", "2026-02-23"},
};
constexpr Table span_table{"days", "A stretch of days.", span_fields};

constexpr std::array<CommerceWords, 3> booking_words = {"automatic", "order", "daily"};

constexpr Field order_value_field{
    "order_value", named_amounts, no,
    "Share of orders: largest value among them; from \"0\" to \"1\", both ascending.",
    "{\"0\": 9.90, \"1\": 899.00}"};
constexpr Field season_field{"season", list,         no, "Stretches of more or fewer orders.",
                             "",       &season_table};
constexpr Field refund_rate_field{"refund_rate", decimal, no,
                                  "Share of orders that come back, 0 to 1.", "0.08"};
constexpr Field refund_days_field{"refund_days", whole, no, "After delivery.", "12"};
constexpr Field chargeback_rate_field{"chargeback_rate", decimal, no,
                                      "Share of orders that are charged back (拒付), 0 to 1.",
                                      "0.003"};
constexpr Field chargeback_days_field{"chargeback_days", whole, no, "After delivery.", "30"};
constexpr Field delivery_field{"delivery_days", pair_of_wholes, no,
                               "Least and most days to delivery. Default [0, 0].", "[3, 9]"};
constexpr Field booking_field{
    "booking",
    word,
    no,
    "order: each is an entry. daily: a day's orders are one (汇总记账). Default automatic: daily "
    "where the scenario expects more than 50,000 orders.",
    "order",
    nullptr,
    booking_words};
constexpr Field stops_field{"stops", list,       no, "Days on which nothing is shipped (春节停运).",
                            "",      &span_table};
constexpr Field freezes_field{
    "freezes", list, no, "Days on which the marketplace pays nothing out (冻结).", "", &span_table};

constexpr std::array mix_fields = {
    Field{"share", decimal, yes, "Of the sellers; all together 1.", "0.60"},
    Field{"marketplace", id, yes, "Where they sell.", "amazon-us"},
    Field{"route", id, yes, "How their money comes home: of kind provider.", "by-provider"},
    order_value_field,
    season_field,
    refund_rate_field,
    refund_days_field,
    chargeback_rate_field,
    chargeback_days_field,
    delivery_field,
    booking_field,
    stops_field,
    freezes_field,
};
constexpr Table mix_table{"district_mix", "A kind of store and its share.", mix_fields};

constexpr std::array district_fields = {
    Field{"id", id, yes, "Name in this file; sellers are <id>-0001 and so on.", "longgang"},
    Field{"sellers", whole, yes, "How many.", "3000"},
    Field{"bank", id, yes, "Where each has a renminbi account.", "bank-sz"},
    Field{"opening", amount, no, "On each account. Default 0.", "50000.00"},
    Field{"overdraft", amount, no, "Of each account. Default 0.", "0.00"},
    Field{"interest", id, no, "Interest terms of the accounts. Without: none.", "cny"},
    Field{"orders_per_day", named_amounts, yes,
          "Share of the sellers: most orders a day among them; from \"0\" to \"1\".",
          "{\"0\": 1, \"0.90\": 3, \"1\": 40}"},
    Field{"mix", list, yes, "Marketplaces and ways home, with their shares.", "[]", &mix_table},
};

constexpr std::array store_fields = {
    Field{"id", id, yes, "Name in this file.", "store-us"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"marketplace", id, yes, "Of `marketplaces`; any name, where the terms stand here.",
          "amazon-us"},
    Field{"seller", id, no, "An entity. Default the owner of `account`.", "sz"},
    Field{"route", id, no, "How the money comes home: one of `collection`.", "by-provider"},
    Field{"into", id, no, "Renminbi account instead of the route's.", "SZ.cny"},
    Field{"account", id, no, "Instead of a route: bank account on which payouts stay.", "HK.usd"},
    Field{"orders_per_day", whole, no, "On a usual day. Default 0: only those of `orders`.", "900"},
    order_value_field,
    season_field,
    refund_rate_field,
    refund_days_field,
    chargeback_rate_field,
    chargeback_days_field,
    delivery_field,
    booking_field,
    stops_field,
    freezes_field,
    // terms that stand here, of a marketplace that is not under `marketplaces`
    Field{"referral_fee", decimal, no, "Share of the sale, 0 to 1.", "0.15"},
    Field{"fulfilment_fee", amount, no, "For each order.", "4.75"},
    Field{"reserve_days", whole, no, "Held after delivery. Default 7.", "7"},
    Field{"cycle_days", whole, no, "Between statements. Default 14.", "14"},
    Field{"first_statement", date, no, "Day of the first statement.", "2026-01-09"},
    Field{"payout_business_days", whole, no, "From statement to account. Default 3.", "3"},
};

constexpr std::array back_fields = {
    Field{"on", date, yes, "The day.", "2026-01-20"},
    Field{"amount", amount, no, "Default the whole price.", "40.00"},
};
constexpr Table back_table{"given_back", "What goes back to the buyer.", back_fields};

constexpr std::array online_order_fields = {
    Field{
        "file", path, no,
        "CSV: id,store,on,price and optional delivered,refunded,refund,charged_back; orders.csv of "
        "`import` fits.",
        "orders.csv"},
    Field{"id", id, no, "One order: its name.", "O-1"},
    Field{"store", id, no, "One order: a store.", "store-us"},
    Field{"on", date, no, "One order: ordered and shipped.", "2026-01-05"},
    Field{"price", amount, no, "One order: above zero, without collected tax.", "100.00"},
    Field{"delivered", date, no, "One order. Default: `on` and the store's least delivery days.",
          "2026-01-09"},
    Field{"refund", mapping, no, "One order: in whole or in part.", "{on: 2026-01-20}",
          &back_table},
    Field{"chargeback", mapping, no, "One order: of what is not refunded.", "{on: 2026-02-20}",
          &back_table},
};

}  // namespace

const Table marketplace_table{
    "marketplace", "A marketplace, or an own site with its acquirer (独立站).", marketplace_fields};
const Table provider_table{"provider", "A licensed payment institution (支付机构).",
                           provider_fields};
const Table collection_table{"collection", "A way home for sellers' money (收款路径).",
                             collection_fields};
const Table store_table{"store", "A seller's store on one marketplace.", store_fields};
const Table district_table{"district", "Sellers drawn from distributions.", district_fields};
const Table order_table{"order", "Orders that are written down.", online_order_fields};

}  // namespace rmbsim::adapters
