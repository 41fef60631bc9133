#include "adapters/yaml/ecny_tables.hpp"

#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Words = std::string_view;

constexpr std::array<Words, 5> wallet_marks = {"VERIFIED-1", "VERIFIED-2", "RECALLED", "DERIVED",
                                               "ASSUMPTION"};
constexpr Field ecny_from{"from", date, yes, "First day, included.", "2026-01-01"};
constexpr Field ecny_until{"until", date, no, "Last day, included.", "2026-06-30"};
constexpr Field ecny_mark{"mark",       word,    yes,         "How well it is known.",
                          "VERIFIED-2", nullptr, wallet_marks};
constexpr Field ecny_source{"source", id, yes, "A name under `sources`.", "tiers"};
constexpr Field ecny_note{"note", text, no, "What a reader should know.", ""};

constexpr std::array digital_deposit_fields = {ecny_from, ecny_until, ecny_mark, ecny_source,
                                               ecny_note};
constexpr Table digital_deposit_table{"digital deposit", "When wallets are their banks' deposits.",
                                      digital_deposit_fields};

constexpr std::array interest_day_fields = {
    Field{"day", whole, yes, "Of a quarter's last month.", "20"}, ecny_mark, ecny_source,
    ecny_note};
constexpr Table interest_day_table{"wallet interest day", "When interest is settled (结息日).",
                                   interest_day_fields};

constexpr std::array wallet_interest_fields = {
    ecny_from, ecny_until,  Field{"earns", boolean, yes, "Whether it earns interest.", "true"},
    ecny_mark, ecny_source, ecny_note};
constexpr Table wallet_interest_table{"wallet interest", "Whether a tier earns interest.",
                                      wallet_interest_fields};

constexpr std::array<Words, 5> wallet_limit_kinds = {"item", "day", "year", "balance", "offline"};
constexpr std::array wallet_limit_fields = {
    ecny_from,
    ecny_until,
    Field{"per", word, yes, "Of what.", "day", nullptr, wallet_limit_kinds},
    Field{"most", amount, yes, "The most that passes.", "10000.00 CNY"},
    ecny_mark,
    ecny_source,
    ecny_note,
};
constexpr Table wallet_limit_table{"wallet limit", "A ceiling.", wallet_limit_fields};

constexpr std::array wallet_tier_fields = {
    Field{"id", id, yes, "Name of the row.", "tier-2"},
    Field{"name", title, yes, "For people.", "{en: …, zh: …}"},
    Field{"opening", title, yes, "What opens one.", "{en: …, zh: …}"},
    Field{"interest", list, yes, "Whether it earns, by date.", "[]", &wallet_interest_table},
    Field{"limits", list, no, "Ceilings by rule; none: the bank sets them.", "",
          &wallet_limit_table},
};
constexpr Table wallet_tier_table{"wallet tier", "A tier of wallets.", wallet_tier_fields};

constexpr std::array wallet_source_fields = {
    Field{"id", id, yes, "Its name.", "tiers"},
    Field{"text", text, yes, "Title, publisher, date.", ""},
    Field{"url", text, no, "Where it was read.", ""},
};
constexpr Table wallet_source_table{"source of wallet tiers", "A text that was read.",
                                    wallet_source_fields};

constexpr std::array wallet_tiers_fields = {
    Field{"sources", list, yes, "What was read.", "[]", &wallet_source_table},
    Field{"zone", zone, yes, "Whose days and years are counted.", "Asia/Shanghai"},
    Field{"digital_deposit", mapping, yes, "When wallets are deposits.", "{from: 2026-01-01}",
          &digital_deposit_table},
    Field{"interest_day", mapping, yes, "When interest is settled.", "{day: 20}",
          &interest_day_table},
    Field{"wallet_tiers", list, yes, "One a tier.", "[]", &wallet_tier_table},
};
constexpr Table wallet_tiers_root{"wallet tiers file", "Digital yuan wallets as dated data.",
                                  wallet_tiers_fields};

constexpr std::array own_limit_fields = {
    Field{"item", amount, no, "One payment.", "200000.00"},
    Field{"day", amount, no, "All payments of a day.", "1000000.00"},
    Field{"year", amount, no, "All payments of a calendar year.", "50000000.00"},
    Field{"balance", amount, no, "What it holds.", "2000000.00"},
    Field{"offline", amount, no, "Paid offline and not yet uploaded; none: no offline payments.",
          "500.00"},
};
constexpr Table own_limit_table{"wallet's own limits", "Agreed with its bank; beside the tier's.",
                                own_limit_fields};

constexpr std::array wallet_fields = {
    Field{"id", id, yes, "Name in this file; of its balance in `expect`, too.", "buyer.ecny"},
    Field{"holder", id, yes, "An entity: a company or a person.", "buyer"},
    Field{"operator", id, yes, "The mainland bank whose liability it is.", "bank-sz"},
    Field{"tier", id, yes, "Row of scenarios/reference/ecny_tiers.yaml.", "tier-2"},
    Field{"account", id, no,
          "The holder's bank account: for conversion, and for money that the cap keeps out.",
          "buyer.card"},
    Field{"opening", amount, no, "Balance at the start. Default 0.", "300.00"},
    Field{"interest", id, no, "Interest terms with the bank's listed demand rate.", "demand"},
    Field{"merchant", boolean, no, "Takes purchases (商户受理). Default false.", "true"},
    Field{"limits", mapping, no, "Agreed with its bank; of these and the tier's the lowest binds.",
          "{item: 200000.00}", &own_limit_table},
};

constexpr std::array<Words, 3> contract_kinds = {"escrow", "subsidy", "red_packet"};
constexpr std::array contract_fields = {
    Field{"id", id, yes, "Name in this file.", "tv-escrow"},
    Field{"kind", word, yes,
          "escrow: on proof of delivery. subsidy: spent by a beneficiary with the payees. "
          "red_packet: taken by the payees.",
          "escrow", nullptr, contract_kinds},
    Field{"source", id, yes, "The wallet that deposits, and gets back what is left.", "buyer.ecny"},
    Field{"payees", id_or_ids, yes, "Wallets that it may pay (收款白名单).", "[shop.ecny]"},
    Field{"beneficiary", id, no, "subsidy: the wallet whose purchases it pays.", "buyer.ecny"},
    Field{"purpose", id, no, "What it may pay for; without: anything.", "appliances"},
    Field{"expires_on", date, yes, "Last day, or the day of `expires_at`.", "2026-03-31"},
    Field{"expires_at", time, no, "Local to Shanghai. Default midnight after `expires_on`.",
          "\"18:00\""},
};

constexpr std::array upload_fields = {
    Field{"on", date, yes, "The day.", "2026-03-03"},
    Field{"time", time, no, "Local to Shanghai. Default 10:00.", "\"18:00\""},
};
constexpr Table upload_table{"upload", "When a device is on the network again.", upload_fields};

constexpr std::array<Words, 9> wallet_orders = {
    "load", "unload", "pay", "purchase", "deposit", "deliver", "release", "refund", "offline"};
constexpr std::array order_fields = {
    Field{"id", id, yes, "Its name; unlike those of flows.", "W-1"},
    Field{"order", word, yes,
          "load, unload: between bank account and wallet. pay, purchase, offline: between wallets. "
          "deposit, deliver, release, refund: steps of a contract.",
          "pay", nullptr, wallet_orders},
    Field{"on", date, yes, "The day.", "2026-03-02"},
    Field{"time", time, no, "Local to Shanghai. Default 10:00.", "\"10:00\""},
    Field{"from", id, no, "The wallet that pays.", "buyer.ecny"},
    Field{"to", id, no, "The wallet that receives.", "shop.ecny"},
    Field{"contract", id, no, "A contract.", "tv-escrow"},
    Field{"amount", amount, yes, "Above zero; deliver: what is proven.", "300.00"},
    Field{"purpose", id, no, "release: what it pays for.", "appliances"},
    Field{"uploads", list, no, "offline: when it reaches the bank; the first settles it.",
          "[{on: 2026-03-03}]", &upload_table},
};

}  // namespace

const Table& wallet_tiers_table() { return wallet_tiers_root; }

const Table wallet_table{"wallet", "A digital yuan wallet (数字人民币钱包).", wallet_fields};
const Table wallet_contract_table{"wallet contract", "A conditional payment (智能合约).",
                                  contract_fields};
const Table wallet_order_table{"wallet order", "What a wallet is told to do.", order_fields};

}  // namespace rmbsim::adapters
