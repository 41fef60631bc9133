// The format of a scenario. See table.hpp.
#include <algorithm>
#include <array>
#include <string_view>

#include "adapters/yaml/conversion_tables.hpp"
#include "adapters/yaml/ecny_tables.hpp"
#include "adapters/yaml/flow_tables.hpp"
#include "adapters/yaml/hedge_tables.hpp"
#include "adapters/yaml/membership_tables.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_commerce.hpp"
#include "adapters/yaml/tables_of_exports.hpp"
#include "adapters/yaml/tables_of_fees.hpp"
#include "adapters/yaml/tables_of_financing.hpp"
#include "adapters/yaml/tables_of_interest.hpp"
#include "adapters/yaml/tables_of_netting.hpp"
#include "adapters/yaml/tables_of_pools.hpp"
#include "adapters/yaml/tables_of_settlement.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Words = std::string_view;

constexpr std::array period_fields = {
    Field{"from", date, yes, "First day, included.", "2026-01-01"},
    Field{"to", date, yes, "Last day, included.", "2026-03-31"},
};
constexpr Table period_table{"period", "The days that are simulated.", period_fields};

constexpr std::array policy_fields = {
    Field{"regime", id, yes, "A file of scenarios/policy, by its name.", "INT-251"},
    Field{"overlays", texts, no, "What-ifs of scenarios/policy/overlays, applied in this order.",
          "[overseas-lending-multiple-0.5]"},
    Field{"changes", list, no, "Other regimes from later days on, ascending.",
          "[{from: 2026-02-01, regime: INT-251}]", &policy_change_table},
    Field{"what_if", boolean, no, "Whether a draft may be tried out. Default false.", "true"},
};
constexpr Table policy_table{"policy", "The rules that hold.", policy_fields};

constexpr std::array<Words, 1> other_markets = {"offshore"};
constexpr std::array fx_market_fields = {
    Field{"base", currency, yes, "What one unit of is priced in the file.", "USD"},
    Field{"file", path, yes, "CSV with a date column.", "library:market/ecb_eur_reference.csv"},
    Field{"columns", named_texts, yes, "Column of the file: the currency it prices the base in.",
          "{EURUSD: USD}"},
    Field{"others_from", word, no, "Every currency but the renminbi is taken from that market.",
          "offshore", nullptr, other_markets},
};
constexpr Table fx_market_table{"fx_market", "Rates of one market.", fx_market_fields};

constexpr std::array fx_fields = {
    Field{"offshore", mapping, no, "Rates of offshore accounts.", "", &fx_market_table},
    Field{"onshore", mapping, no, "Rates of mainland accounts.", "", &fx_market_table},
};
constexpr Table fx_table{"fx", "Exchange rates.", fx_fields};

constexpr std::array<Words, 2> rate_units = {"percent", "fraction"};
constexpr std::array curve_fields = {
    Field{"file", path, yes, "CSV with a date column.", "library:market/shibor.csv"},
    Field{"unit", word, yes, "percent: 1.5 is 1.5 % a year; fraction: 0.015 is.", "percent",
          nullptr, rate_units},
    Field{"columns", named_texts, no,
          "Column of the file: tenor. Without: every column is a tenor.", "{LPR_1Y: 1Y}"},
};
constexpr Table curve_table{"curve", "A reference rate.", curve_fields};

constexpr std::array<Words, 2> after_last_words = {"hold", "refuse"};
constexpr std::array market_fields = {
    Field{"fx", mapping, no, "Exchange rates.", "", &fx_table},
    Field{"curves", named_mappings, no, "Reference rates by name.", "", &curve_table},
    Field{"after_last", word, yes,
          "Past the last date of a file: hold its last rate, or refuse the scenario.", "hold",
          nullptr, after_last_words},
    Field{"sane_rates", pair_of_texts, no,
          "Least and most yearly rate that is taken without a warning. Default -5 % to 36 %.",
          "[\"-0.05\", \"0.36\"]"},
};
constexpr Table market_table{"market", "Exchange and reference rates.", market_fields};

constexpr std::array entity_fields = {
    Field{"id", id, yes, "Name in this file.", "sz"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"jurisdiction", country, yes, "Where it is incorporated: CN is domestic.", "CN"},
    Field{"equity", amount, no, "Audited owner's equity at the prior year's end, single entity.",
          "1400000000.00 CNY"},
    Field{"area", id, no, "Where on the mainland it is: a code of policy/areas.csv.", "CN-SZ"},
    Field{"equity_steps", list, no, "Later audits, ascending.", "", &equity_step_table},
};
constexpr Table entity_table{"entity", "A legal entity of the group.", entity_fields};

constexpr std::array bank_fields = {
    Field{"id", id, yes, "Name in this file.", "bank-sz"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"jurisdiction", country, yes, "Where the branch is.", "CN"},
    Field{"calendar", id, yes, "Its business days: a file of scenarios/calendars.", "CN"},
    Field{"time_zone", zone, yes, "Its clock.", "Asia/Shanghai"},
    Field{"bic", id, no, "ISO 9362, 8 or 11 characters.", "ICBKCNBJ"},
    Field{
        "eligible_until", date, no,
        "Last day on which it met the conditions for a cooperating bank (合作银行); what was filed "
        "before goes on, nothing new is filed. Without: always.",
        "2026-03-31"},
};
constexpr Table bank_table{"bank", "A bank or one of its branches.", bank_fields};

constexpr std::array<Words, 3> settle_words = {"month", "quarter", "year"};
constexpr std::array settle_fields = {
    Field{"every", word, yes, "How often interest is booked.", "quarter", nullptr, settle_words},
    Field{"day", whole, yes, "Day of the month; 31 is the month's end.", "20"},
    Field{"month", whole, no, "For every: year.", "12"},
    Field{"settlement_day_earns", boolean, no, "Whether that day itself counts. Default true.",
          "true"},
};
constexpr Table settle_table{"settle", "When interest is capitalised (结息日).", settle_fields};

constexpr std::array interest_fields = {
    Field{"id", id, yes, "Name in this file.", "cny-demand"},
    Field{"credit", mapping, no, "Paid on positive balances. Without: nothing.", "{rate: 0.0005}",
          &rate_term_table},
    Field{"debit", mapping, no, "Charged on negative balances. Without: nothing.", "{rate: 0.0500}",
          &rate_term_table},
    Field{"day_count", day_count, yes, "Days of a year.", "ACT/360"},
    Field{"settle", mapping, yes, "When it is booked.", "{every: quarter, day: 20}", &settle_table},
    Field{"arms_length", mapping, no, "Between companies: the range that strangers would agree to.",
          "{low: 0.0150, high: 0.0450}", &arms_length_table},
};
constexpr Table interest_table{"interest_terms", "Interest on a balance.", interest_fields};

constexpr std::array<Words, 2> market_words = {"onshore", "offshore"};
constexpr std::array<Words, 5> account_kinds = {"settlement", "domestic_master", "overseas_header",
                                                "foreign_debt", "collection"};
constexpr std::array account_fields = {
    Field{"id", id, yes, "Name in this file.", "SZ.ops"},
    Field{"owner", id, yes, "An entity.", "sz"},
    Field{"bank", id, yes, "A bank.", "bank-sz"},
    Field{"currency", currency, yes, "ISO 4217; CNH is CNY in an offshore account.", "CNY"},
    Field{"market", word, no,
          "Which rates price it. Default: onshore at a bank in CN, else offshore.", "onshore",
          nullptr, market_words},
    Field{"kind", word, no, "Default settlement.", "settlement", nullptr, account_kinds},
    Field{"opening", amount, no, "Balance before the first day. Default 0.", "5000000.00"},
    Field{"overdraft", amount, no, "How far below zero the bank lets it go. Default 0.", "0.00"},
    Field{"daylight", amount, no, "And further, within the day. Default 0.", "0.00"},
    Field{"interest", id, no, "Interest terms. Without: none.", "cny-demand"},
    Field{"nature", word, no, "Of the money in it (资金性质), for rules that keep natures apart.",
          "current", nullptr, fund_natures},
};
constexpr Table account_table{"account", "A bank account.", account_fields};

constexpr std::array fx_terms_fields = {
    Field{"id", id, yes, "Name in this file.", "hk-dealing"},
    Field{"bank", id, yes, "A bank.", "bank-hk"},
    Field{"market", word, no, "Whose mid rate. Default: onshore at a bank in CN, else offshore.",
          "offshore", nullptr, market_words},
    Field{"spread", decimal, yes,
          "Whole width of bid and ask as a fraction of mid: 0.0010 is 10 bp.", "0.0012"},
};
constexpr Table fx_terms_table{"fx_terms", "Conversion at a bank.", fx_terms_fields};

constexpr std::array<Words, 3> rail_kinds = {"book_transfer", "cross_border", "settlement"};
constexpr std::array<Words, 2> balance_words = {"kept", "per_session"};
constexpr std::array rail_fields = {
    Field{"id", id, yes, "Name in this file.", "cips"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"kind", word, yes,
          "book_transfer: within a bank, at once. settlement: a payment system with accounts and "
          "queues.",
          "cross_border", nullptr, rail_kinds},
    Field{"system", id, no, "settlement: row of scenarios/reference/rails.yaml, with its hours.",
          "cips"},
    Field{"rules", id, no,
          "settlement: pack of scenarios/reference/rule-packs.yaml. Default the row's.", "cips"},
    Field{"overrides", mapping, no, "settlement: what is different from the pack.",
          "{multilateral: none}", &rule_override_table},
    Field{"currency", currency, no, "settlement: of all accounts. Default the row's first.", "CNY"},
    Field{"participants", list, no, "settlement: who has an account.",
          "[{bank: icbc, balance: 5000000000.00}]", &participant_table},
    Field{"keeper", id, no,
          "settlement: of accounts that one bank keeps for others (代理行): that bank.", "us-bank"},
    Field{"funded_by", id, no,
          "settlement: rail whose accounts bring the balances and take them back (注资、清零).",
          "hvps"},
    Field{"balances", word, no,
          "settlement: kept, or brought in at each opening and zero at each close. Default "
          "per_session where the row has zero balances, else kept.",
          "kept", nullptr, balance_words},
    Field{"liquidity", list, no,
          "settlement: brought in or taken out between opening and close (调增、调减).",
          "[{bank: icbc, on: 2026-11-23, time: \"11:00\", in: 100000000.00}]", &liquidity_table},
    Field{"clear_at", times, no, "settlement: local times at which net positions are paid over.",
          "[\"16:00\"]"},
    Field{"standstill", boolean, no,
          "settlement: measure gridlock and deadlock, after every instant that leaves a queue.",
          "true"},
    Field{"calendars", texts, no, "All must be open.", "[CN, HK]"},
    Field{"time_zone", zone, no, "Of the hours.", "Asia/Shanghai"},
    Field{"hours", hours, no, "When instructions are taken.", "\"08:30-17:00\""},
    Field{"latency", duration, no, "From acceptance to settlement. Default 0s.", "90s"},
    Field{"fee", amount, no, "Charged to the sender for each payment.", "30.00 CNY"},
};
constexpr Table rail_table{"rail", "A way for payments to go.", rail_fields};

constexpr std::array<Words, 16> fault_kinds = {
    "sweep_rejected", "statement_missing",
    // payment systems
    "participant_outage", "rail_outage", "liquidity_hoarding", "limit_cut", "balance_cut",
    "duplicate", "recall", "returned", "wrong_account",
    // … and their timetables
    "late_opening", "early_close", "holiday", "typhoon", "late_file"};
constexpr std::array fault_fields = {
    Field{"id", id, yes, "Name in this file.", "late-statement"},
    Field{"kind", word, yes, "What goes wrong.", "sweep_rejected", nullptr, fault_kinds},
    Field{"link", id, no, "Sweeps: the link it happens to.", "sz-up"},
    Field{"on", date, yes, "The day.", "2026-01-07"},
    Field{"times", whole, no, "sweep_rejected: how often in a row. Default 1.", "1"},
    Field{"rail", id, no, "Payment systems: the rail.", "cips"},
    Field{"bank", id, no, "Of a participant: its bank.", "icbc"},
    Field{"payment", id, no, "Of a payment: its name.", "P1"},
    Field{"from", time, no, "When, local to the rail.", "\"10:00\""},
    Field{"to", time, no, "Until when, local to the rail; of a later opening: when it opens.",
          "\"11:00\""},
    Field{"amount", amount, no, "limit_cut: the line that is left. balance_cut: what is taken.",
          "0.00"},
};
constexpr Table fault_table{"fault", "What goes wrong, and when.", fault_fields};

constexpr std::array variant_fields = {
    Field{"name", id, yes, "Name on the command line.", "no-pool"},
    Field{"title", title, no, "Name for people.", ""},
    Field{"baseline", boolean, no, "The one that the others are measured against.", "true"},
    Field{"set", any, no, "Path: what stands there in this variant.", "{pools: []}"},
};
constexpr Table variant_table{"variant", "A patch over this scenario.", variant_fields};

constexpr std::array refused_fields = {
    Field{"flow", text, no, "Id of a flow, or of an order of a wallet.", "F-9"},
    Field{"link", text, no, "Id of a link.", "master-hk"},
};
constexpr Table refused_table{"refused", "What is refused.", refused_fields};

constexpr std::array expect_fields = {
    Field{"balance", id, no, "An account, or a wallet.", "HK.header"},
    Field{"kpi", text, no, "A figure of the result.", "net_benefit"},
    Field{"limit", id, no, "A limit of a pool.", "od-quota"},
    Field{"payment", text, no, "A payment of the run.", "P-17"},
    Field{"refused", mapping, no, "A flow or a link.", "{flow: F-9}", &refused_table},
    Field{"entity", id, no, "kpi: whose. Default group.", "group"},
    Field{"on", date, no, "balance: at this day's end.", "2026-01-05"},
    Field{"is", text, no, "Exactly.", "\"2000000.00\""},
    Field{"between", pair_of_texts, no, "Least and most, both included.", "[\"1.00\", \"2.00\"]"},
    Field{"at_least", text, no, "No less.", "\"1.00\""},
    Field{"at_most", text, no, "No more.", "\"2.00\""},
    Field{"never_above", text, no, "limit: its use on every day.", "\"80000000.00\""},
    Field{"status", text, no,
          "payment: settled, in transit, queued, returned, withdrawn, rejected or waiting.",
          "settled"},
    Field{"at", text, no, "payment: when.", "\"2026-01-05T16:30:00+08:00\""},
    Field{"value_date", date, no, "payment: the day for which it was booked.", "2026-01-05"},
    Field{"because", text, no, "refused: the reason.", "regime_not_in_force"},
};
constexpr Table expect_table{"expectation", "A check that makes a scenario its own test.",
                             expect_fields};

constexpr std::array structure_cost_fields = {
    Field{"set_up", amount, yes, "Once: agreements, systems, advice.", "800000.00"},
    Field{"yearly", amount, no, "Of running it, beside the bank's fees. Default 0.", "120000.00"},
    Field{"discount_rate", decimal, no, "A year. Default 0.", "0.05"},
    Field{"years", whole, no, "Over which it is judged. Default 5.", "5"},
};
constexpr Table structure_cost_table{
    "structure_costs", "What a structure costs apart from its days.", structure_cost_fields};

constexpr std::array scenario_fields = {
    Field{"scenario", id, yes, "Name of the scenario; names its output folder.", "longgang-maker"},
    Field{"title", title, no, "Name for people.", "{en: A quarter, zh: 一个季度}"},
    Field{"include", texts, no, "Files merged into this one: sequences are joined.",
          "[accounts.yaml]"},
    Field{"period", mapping, yes, "The days that are simulated.",
          "{from: 2026-01-01, to: 2026-03-31}", &period_table},
    Field{"seed", whole, no, "Of every random stream. Default 1.", "20260101"},
    Field{"time_zone", zone, no, "Whose midnight ends a day. Default Asia/Shanghai.",
          "Asia/Shanghai"},
    Field{"reporting_currency", currency, no, "Of the result. Default CNY.", "CNY"},
    Field{"alternative_rate", decimal, no,
          "What idle cash could earn a year, over 360 days; without it no opportunity cost is "
          "stated.",
          "0.018"},
    Field{"structure_costs", mapping, no,
          "In the reporting currency; a comparison then states return, payback and present value.",
          "{set_up: 800000.00, yearly: 120000.00, discount_rate: 0.05}", &structure_cost_table},
    Field{"policy", mapping, no, "The rules that hold; needed where there are pools.",
          "{regime: INT-251}", &policy_table},
    Field{"market", mapping, no, "Exchange and reference rates.", "", &market_table},
    Field{"entities", list, no, "Legal entities of the group.", "[{id: sz, jurisdiction: CN}]",
          &entity_table},
    Field{"banks", list, yes, "Banks and branches.",
          "[{id: b, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}]", &bank_table},
    Field{"interest_terms", list, no, "Interest on balances.", "", &interest_table},
    Field{"accounts", list, no, "Bank accounts.", "[{id: A, owner: sz, bank: b, currency: CNY}]",
          &account_table},
    Field{"fx_terms", list, no, "Conversions at banks.", "", &fx_terms_table},
    Field{"rails", list, no, "Ways for payments to go.", "", &rail_table},
    Field{"payments", list, no, "Payments between banks over rails that settle.", "",
          &payments_table},
    Field{"pools", list, no, "Cash pools.", "", &pool_table},
    Field{"tax", mapping, no,
          "Taxes on interest between companies. Without: each pool's own two numbers.",
          "{withholding: []}", &tax_table},
    Field{"fee_schedules", list, no, "What banks charge for accounts, sweeps and lines (银行收费).",
          "", &fee_schedule_table},
    Field{"notional_pools", list, no, "Accounts of one bank whose interest is reckoned together.",
          "", &notional_pool_table},
    Field{"netting", list, no, "Net settlement between companies (轧差净额结算).", "",
          &netting_table},
    Field{"on_behalf", list, no, "Payments and receipts for members (集中收付).", "",
          &on_behalf_table},
    Field{"flows", list, no, "Files of flows, single flows, and generators.", "", &flow_table},
    Field{"marketplaces", list, no, "Marketplaces and own sites, with their terms.", "",
          &marketplace_table},
    Field{"providers", list, no, "Payment institutions that collect for sellers (支付机构).", "",
          &provider_table},
    Field{"collection", list, no, "Ways home for sellers' money (收款路径).", "",
          &collection_table},
    Field{"commerce", list, no, "Sellers' stores on marketplaces.", "", &store_table},
    Field{"orders", list, no, "Orders that are written down, beside those that are drawn.", "",
          &order_table},
    Field{"districts", list, no, "Sellers drawn from distributions (一区卖家).", "",
          &district_table},
    Field{"financing", list, no,
          "Advances on receivables and purchase orders (应收款融资、保理、订单融资).", "",
          &financing_table},
    Field{"e_notes", list, no, "Electronic notes on receivables (电子债权凭证).", "", &note_table},
    Field{"exports", mapping, no, "Exports and their VAT refund (出口退税).", "", &exports_table},
    Field{"wallets", list, no, "Digital yuan wallets (数字人民币钱包).", "", &wallet_table},
    Field{"wallet_contracts", list, no,
          "Conditional payments: escrow, subsidy, red packet (智能合约).", "",
          &wallet_contract_table},
    Field{"ecny", list, no, "What wallets are told to do.", "", &wallet_order_table},
    Field{"faults", list, no, "What goes wrong.", "", &fault_table},
    Field{"hedges", mapping, no, "Forwards, swaps and money-market hedges.", "", &hedges_table},
    Field{"settlement_currency", list, no, "RMB first (本币优先): flows settled in renminbi.", "",
          &settlement_currency_table},
    Field{"conversion_place", list, no, "Onshore or offshore conversion (结售汇地点选择).", "",
          &conversion_place_table},
    Field{"revaluation", list, no, "Foreign balances at the period's end (期末汇兑重估).", "",
          &revaluation_table},
    Field{"compare", list, no, "Named variants.", "", &variant_table},
    Field{"expect", list, no, "What the run must show.", "", &expect_table},
};
constexpr Table scenario_root{"scenario", "A scenario of rmbsim.", scenario_fields};

constexpr std::array patch_fields = {
    Field{"title", title, no, "Name for people.", ""},
    Field{"set", any, yes, "Path: what stands there instead.", "{pools: []}"},
};
constexpr Table patch_root{"patch", "Changes over a scenario.", patch_fields};

}  // namespace

const Field* Table::find(std::string_view key) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

const Table& scenario_table() { return scenario_root; }
const Table& patch_table() { return patch_root; }

}  // namespace rmbsim::adapters
