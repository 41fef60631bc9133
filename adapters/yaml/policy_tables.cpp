// The format of regimes and policy overlays. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Words = std::string_view;

constexpr std::array<Words, 5> marks = {"VERIFIED-1", "VERIFIED-2", "RECALLED", "DERIVED",
                                        "ASSUMPTION"};
constexpr Field mark_field{"mark",       word,    yes,  "How well it is known.",
                           "ASSUMPTION", nullptr, marks};
constexpr Field source_field{"source", wholes, yes, "Numbers under `sources`.", "[]"};
constexpr Field instrument_field{"instrument", text, no, "Document, where not the regime's.",
                                 "银发〔2023〕1号"};
constexpr Field article_field{"article", text, no, "Article of the instrument.", "\"12\""};
constexpr Field note_field{"note", text, no, "What a reader should know.", ""};

constexpr std::array effective_fields = {
    Field{"from", date, yes, "First day in force.", "2025-12-26"},
    Field{"to", date, no, "Last day in force; none: no end is known.", "2027-12-31"},
    Field{"mark", word, no, "How well these days are known.", "VERIFIED-2", nullptr, marks},
    Field{"source", wholes, no, "Numbers under `sources`.", "[]"},
    note_field,
};
constexpr Table effective_table{"effective", "Days in force.", effective_fields};

constexpr std::array area_fields = {
    Field{"area", id, yes, "A code of areas.csv.", "CN-SZ"},
    Field{"from", date, yes, "First day in this area.", "2024-12-18"},
    Field{"to", date, no, "Last day in this area.", "2025-12-25"},
    mark_field,
    source_field,
    instrument_field,
    article_field,
    note_field,
};
constexpr Table area_table{"area", "Where a regime holds, and from when.", area_fields};

constexpr std::array parameter_fields = {
    Field{"name", id, yes, "Name; several rows of one name are a series.",
          "overseas_lending_multiple"},
    Field{"value", decimal, yes, "Decimal text; a flag is 1 or 0.", "\"0.8\""},
    Field{"unit", text, yes, "x_equity, factor, ratio, year, count, flag, or a currency.", "ratio"},
    Field{"from", date, yes, "First value date.", "2025-12-26"},
    Field{"to", date, no, "Last value date.", "2027-12-31"},
    Field{"family", id, no, "Read together over all regimes.", "overseas_lending"},
    mark_field,
    source_field,
    instrument_field,
    article_field,
    note_field,
};
constexpr Table parameter_table{"parameter", "A dated value.", parameter_fields};

constexpr std::array<Words, 3> operators = {">=", "==", "<="};
constexpr std::array eligibility_fields = {
    Field{"check", id, yes, "The fact that is tested.", "real_business_need"},
    Field{"op", word, yes, "Fact, operator, value.", "\"==\"", nullptr, operators},
    Field{"alternative", id, no, "Rows of one name are one way in; one way is enough.", "revenue"},
    Field{"value", flag_or_decimal, yes, "Decimal text, or true.", "\"true\""},
    Field{"unit", text, yes, "flag, count, or a currency.", "flag"},
    Field{"title", title, no, "For people.", ""},
    mark_field,
    source_field,
    instrument_field,
    article_field,
    note_field,
};
constexpr Table eligibility_table{"eligibility", "A condition of admission.", eligibility_fields};

constexpr std::array<Words, 20> parties = {"member",
                                           "host",
                                           "overseas_member",
                                           "domestic_master",
                                           "member_settlement_account",
                                           "member_foreign_debt_account",
                                           "domestic_bank",
                                           "third_party",
                                           "non_member",
                                           "excluded_entity",
                                           "rmb_pool_account",
                                           "international_master",
                                           "overseas_host",
                                           "supply_chain_partner",
                                           "domestic_enterprise",
                                           "domestic_financial_institution",
                                           "overseas_affiliate",
                                           "overseas_lender",
                                           "currency_balance",
                                           "balance_of_other_nature"};
constexpr std::array rule_flow_fields = {
    Field{"flow", id, yes, "Name of the movement.", "overseas_lending"},
    Field{"from", word, yes, "Who pays.", "domestic_master", nullptr, parties},
    Field{"to", word, yes, "Who receives.", "overseas_member", nullptr, parties},
    Field{"allow", boolean, yes, "Whether it may be done.", "true"},
    Field{"limit", id, yes, "The quota whose stock it moves, an unknown limit, or none.", "none"},
    Field{"title", title, no, "For people.", ""},
    mark_field,
    source_field,
    instrument_field,
    article_field,
    note_field,
};
constexpr Table rule_flow_table{"rule_flow", "A kind of money movement.", rule_flow_fields};

// In the order of the enumerators of sim/policy/regime.hpp.
constexpr std::array<Words, 2> measures = {"stock", "net_inflow"};
constexpr std::array<Words, 2> quota_directions = {"in", "out"};
constexpr std::array<Words, 5> concentrations = {"fd", "ol", "none", "unpooled_fd", "unpooled_ol"};
constexpr std::array<Words, 2> bases = {"equity", "equity_by_shareholding"};
constexpr std::array<Words, 2> scopes = {"pool", "entity"};
constexpr std::array<Words, 2> hardnesses = {"hard", "warn"};
constexpr std::array quota_fields = {
    Field{"limit", id, yes, "Name of the quota.", "overseas_lending_quota"},
    Field{"measure", word, no, "stock: what is outstanding; net_inflow: in less out.", "stock",
          nullptr, measures},
    Field{"direction", word, yes, "in: foreign debt; out: lending.", "out", nullptr,
          quota_directions},
    Field{"multiple", id_or_ids, yes, "A parameter, or several whose product counts.",
          "overseas_lending_multiple"},
    Field{"concentration", word, yes,
          "Share of a member's equity: its pooled ratio (fd, ol), all (none), or what it keeps.",
          "ol", nullptr, concentrations},
    Field{"base", word, yes, "What it is a multiple of.", "equity", nullptr, bases},
    Field{"scope", word, no, "One cap for the pool, or one for each entity.", "pool", nullptr,
          scopes},
    Field{"risk_weighted", boolean, yes, "Whether tenor, category and currency weigh its use.",
          "false"},
    Field{"hardness", word, no, "hard: a posting above it is refused; warn: reported.", "hard",
          nullptr, hardnesses},
    Field{"title", title, no, "For people.", ""},
    mark_field,
    source_field,
    instrument_field,
    article_field,
    note_field,
};
constexpr Table quota_table{"quota", "A quota.", quota_fields};

constexpr std::array unknown_fields = {
    Field{"name", id, yes, "What was looked for.", "willing_purchase_limit"},
    Field{"treat_as", text, yes, "What the program does meanwhile.", "unlimited_with_warning"},
    Field{"note", title, no, "For people.", ""},
};
constexpr Table unknown_table{"unknown", "Not found, or silent.", unknown_fields};

constexpr std::array source_fields = {
    Field{"id", whole, yes, "Its number.", "7"},
    Field{"text", text, yes, "Title, publisher, date.", ""},
    Field{"url", text, no, "Where it was read.", ""},
};
constexpr Table source_table{"source", "A text that was read.", source_fields};

// In the order of sim::RegimeStatus.
constexpr std::array<Words, 4> statuses = {"in_force", "superseded", "draft", "pilot"};
constexpr std::array regime_fields = {
    Field{"regime", id, yes, "Name, as the file's.", "INT-251"},
    Field{"title", title, yes, "For people.", "{en: …, zh: …}"},
    Field{"instrument", text, yes, "Document number.", "银发〔2025〕251号"},
    Field{"effective", mapping, yes, "Days in force.", "{from: 2025-12-26}", &effective_table},
    Field{"status", word, no, "in_force when not written.", "in_force", nullptr, statuses},
    Field{"predecessor", id, no, "The regime before it.", "INT-3"},
    Field{"successor", id, no, "The regime after it.", "INT-251"},
    Field{"jurisdiction", country, yes, "Where.", "CN"},
    Field{"areas", list, no, "Where in it; none: everywhere.", "", &area_table},
    Field{"parameters", list, yes, "Dated values.", "[]", &parameter_table},
    Field{"eligibility", list, no, "Conditions of admission.", "", &eligibility_table},
    Field{"flows", list, no, "Money movements.", "", &rule_flow_table},
    Field{"limits", list, no, "Quotas.", "", &quota_table},
    Field{"unknown", list, no, "Looked for and not found.", "", &unknown_table},
    Field{"assumptions", list, no, "Where the rules are silent.", "", &unknown_table},
    Field{"sources", list, no, "What was read.", "", &source_table},
};
constexpr Table regime_root{"regime", "A policy regime.", regime_fields};

constexpr std::array overlay_fields = {
    Field{"overlay", id, yes, "Name, as the file's.", "overseas-lending-multiple-0.5"},
    Field{"regime", id, yes, "The regime it changes.", "INT-251"},
    Field{"title", title, no, "For people.", ""},
    Field{"from", date, yes, "It changes nothing before this day.", "2026-03-01"},
    Field{"parameters", list, yes, "Dated values, none before `from`.", "[]", &parameter_table},
};
constexpr Table overlay_root{"overlay", "A what-if over one regime.", overlay_fields};

}  // namespace

const Table& regime_table() { return regime_root; }
const Table& overlay_table() { return overlay_root; }

}  // namespace rmbsim::adapters
