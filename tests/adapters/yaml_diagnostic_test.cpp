// Every mistake in a scenario is told at its line and column. § marks the place.
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/shown_right.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace {

void check_all(const std::vector<TextMistake>& mistakes) {
    check_mistakes(small_scenario(), mistakes);
}

}  // namespace

TEST_CASE("the small scenario is right", "[adapters][yaml]") {
    const adapters::Diagnostics said = said_of(small_scenario());
    CAPTURE(to_text(said));
    CHECK(said.empty());
}

// clang-format off
TEST_CASE("a mistake in the form of a scenario is told at its line and column", "[adapters][yaml]") {
    check_all({
        {"unknown key", "seed: 7", "§sead: 7", "unknown key 'sead'"},
        {"unknown key after Chinese text", "zh: 小}", "zh: 小, §ja: x}", "unknown language 'ja'"},
        {"unknown key in a list", "overdraft: 50.00", "§overdarft: 50.00", "unknown key 'overdarft' in a account"},
        {"duplicate key", "seed: 7", "seed: 7\n§seed: 8", "key 'seed' occurs twice; first at 5:1"},
        {"missing key", "{id: hk, name: {en: Hong Kong, zh: 香港}, jurisdiction: HK}", "§{id: hk}", "key 'jurisdiction' is missing in this entity"},
        {"key without a value", "jurisdiction: JP}\nbanks", "§jurisdiction: }\nbanks", "key 'jurisdiction' is missing"},
        {"list for a word", "seed: 7", "seed: §[7]", "`seed` is a list"},
        {"text for a list", "links:\n      - {id: up", "links: §none\n    limit2s:\n      - {id: up", "`links` is a single value"},
        {"no whole number", "seed: 7", "seed: §7.5", "'7.5' is no whole number"},
        {"seed below zero", "seed: 7", "seed: §-1", "'-1' is no whole number"},
        {"seed beyond 64 bits", "seed: 7", "seed: §99999999999999999999", "'99999999999999999999' is no whole number"},
        {"no boolean", "baseline: true", "baseline: §yes", "'yes' is neither true nor false"},
        {"no decimal", "spread: 0.0012", "spread: §12bp", "'12bp' is no plain decimal"},
        {"percent sign", "spread: 0.0012", "spread: §0.12%", "no plain decimal"},
        {"no date", "from: 2026-01-01", "from: §2026-02-30", "'2026-02-30' is not a date"},
        {"no time", "at: \"15:00\"", "at: §\"25:00\"", "'25:00' is not a time of day"},
        {"no hours", "\"08:30-17:00\"", "§\"17:00-08:30\"", "are no hours"},
        {"no duration", "latency: 90s", "latency: §90", "'90' is no duration"},
        {"no day count", "ACT/360", "§ACT/36", "is no day count"},
        {"no word", "method: zero_balance", "method: §zero_balanced", "`method` cannot be 'zero_balanced'"},
        {"no country", "{id: sz, jurisdiction: CN", "{id: sz, jurisdiction: §China", "'China' is no country code"},
        {"no name", "{id: dealing", "{id: §\"de al\"", "'de al' is no name"},
        {"not YAML", "seed: 7", "seed: 7§: 8", "not YAML"},
        {"anchor", "seed: 7", "seed: §&a 7", "anchors"},
        {"alias", "seed: 7", "x: &a 7\nseed: §*a", "aliases"},
        {"merge key", "{id: sz, jurisdiction: CN", "{§<<: {}, id: sz, jurisdiction: CN", "merge keys"},
        {"tag", "seed: 7", "seed: §!!binary 7", "tag "},
        {"second document", "expect:\n", "§---\nexpect:\n", "a second document starts here"},
    });
}

TEST_CASE("a wrong amount is told with the reason", "[adapters][yaml]") {
    check_all({
        {"exponent", "opening: 100.00", "opening: §1e6", "'1e6' is not an amount"},
        {"NaN", "opening: 100.00", "opening: §NaN", "'NaN' is not an amount"},
        {"separators", "opening: 100.00", "opening: §\"1,000\"", "'1,000' is not an amount"},
        {"too many decimals", "opening: 100.00", "opening: §0.001", "'0.001' has too many decimals for CNY"},
        {"too many decimals with its currency", "equity: 1000000.00 CNY", "equity: §0.001 CNY", "'0.001' has too many decimals for CNY"},
        {"beyond int64", "opening: 100.00", "opening: §99999999999999999999", "is too large"},
        {"no currency known", "fee: 30.00 CNY", "fee: §30.00", "names no currency"},
        {"another currency", "opening: 100.00", "opening: §100.00 USD", "the amount is in USD"},
        {"unknown currency of an amount", "fee: 30.00 CNY", "fee: §30.00 RMB", "currency 'RMB' is not an ISO 4217 code"},
        {"unknown currency", "currency: USD, kind", "currency: §RMB, kind", "currency 'RMB' is not an ISO 4217 code"},
        {"negative unit", "unit: 1.00", "unit: §-1.00", "`unit` is -1.00"},
        {"unit of nothing", "unit: 1.00", "unit: §0.00", "`unit` is 0.00"},
        {"negative fee", "fee: 30.00 CNY", "fee: §-30.00 CNY", "the fee is negative"},
        {"negative overdraft", "overdraft: 50.00", "overdraft: §-50.00", "the overdraft is negative"},
        {"minimum above maximum", "min_up: 5.00", "min_up: §95.00", "`min_up` (95.00) is above `max_up` (90.00)"},
        {"opening below the floor", "opening: 100.00", "opening: §-50.01", "opens at -50.01, below its floor of -50.00"},
        {"CNH onshore", "currency: CNH, kind", "currency: CNH, market: §onshore, kind", "CNH is offshore"},
    });
}

TEST_CASE("a name that nothing has is told with the nearest", "[adapters][yaml]") {
    check_all({
        {"owner", "owner: sz, bank: bank-sz, currency: CNY, opening", "owner: §sx, bank: bank-sz, currency: CNY, opening", "there is no entity 'sx'"},
        {"bank", "{id: dealing, bank: bank-hk", "{id: dealing, bank: §bank-kh", "there is no bank 'bank-kh'"},
        {"account", "child: HK.usd", "child: §HK.usb", "there is no account 'HK.usb'"},
        {"terms", "interest: demand", "interest: §demant", "there is no interest terms 'demant'"},
        {"rail", "rail: cips", "rail: §cisp", "there is no rail 'cisp'"},
        {"FX terms", "fx: dealing", "fx: §deal", "there is no FX terms 'deal'"},
        {"limit of a link", "limits: [od-quota]", "limits: [§od]", "there is no limit 'od'"},
        {"calendar", "calendar: HK", "calendar: §HKG", "there is no calendar 'HKG'"},
        {"zone", "time_zone: Asia/Hong_Kong", "time_zone: §Asia/HongKong", "there is no time zone 'Asia/HongKong'"},
        {"zone of a time", "at: \"16:00 Asia/Shanghai\"", "at: §\"16:00 Asia/Shanghia\"", "there is no time zone 'Asia/Shanghia'"},
        {"curve", "index: LPR", "index: §LRP", "there is no curve 'LRP'"},
        {"tenor", "tenor: 1Y", "tenor: §5Y", "curve LPR has no tenor '5Y'"},
        {"regime", "regime: INT-251", "regime: §INT-215", "there is no regime 'INT-215'"},
        {"overlay", "{regime: INT-251}", "{regime: INT-251, overlays: [§nothing]}", "there is no overlay 'nothing'"},
        {"fact", "real_business_need: true", "§real_busines_need: true", "asks for no fact 'real_busines_need'"},
        {"quota", "quota: overseas_lending_quota", "quota: §overseas_quota", "has no quota 'overseas_quota'"},
        {"column", "LPR_1Y: 1Y", "§LPR_2Y: 1Y", "there is no column 'LPR_2Y'"},
        {"file", "file: flows.csv", "file: §flow.csv", "there is no file"},
        {"directory", "file: flows.csv", "file: §.", "is a directory"},
        {"expected account", "balance: SZ.ops", "balance: §SZ.opz", "there is no account 'SZ.opz'"},
        {"expected limit", "{limit: od-quota", "{limit: §od-qouta", "no pool has a limit 'od-qouta'"},
        {"duplicate id", "{id: hk, name", "{id: §sz, name", "entity 'sz' occurs twice"},
        {"duplicate link", "{id: out,", "{id: §up,", "link 'up' occurs twice"},
    });
}

TEST_CASE("a pool that cannot be is told at the link", "[adapters][yaml]") {
    check_all({
        {"two headers", "{id: usd, child: HK.usd", "§{id: usd, child: SZ.ops", "account 'SZ.ops' has two headers"},
        {"currencies without a conversion", "{id: usd, child: HK.usd, header: HK.header, method: threshold, threshold: 20.00, at: \"15:00\", fx: dealing}",
         "§{id: usd, child: HK.usd, header: HK.header, method: threshold, threshold: 20.00, at: \"15:00\"}", "from USD to CNY without a conversion"},
        {"target missing", "{id: up, child: SZ.ops, header: SZ.master, method: target, target: 10.00,", "§{id: up, child: SZ.ops, header: SZ.master, method: target,", "key 'target' is missing with method: target"},
        {"target of no use", "method: zero_balance, at", "method: zero_balance, §target: 1.00, at", "`target` has no use with method: zero_balance"},
        {"host unknown", "host: sz", "host: §hk2", "there is no entity 'hk2'"},
        {"member twice", "{entity: hk}", "{entity: §sz}", "entity 'sz' is a member twice"},
        {"share above 1", "overseas_lending_ratio: 0.10", "overseas_lending_ratio: §10", "`overseas_lending_ratio` is 10"},
        {"negative share", "overseas_lending_ratio: 0.10", "overseas_lending_ratio: §-0.1", "`overseas_lending_ratio` is -0.1"},
        {"cut-off before the sweep", "cut_off: \"17:00 Asia/Shanghai\"", "cut_off: §\"16:00 Asia/Shanghai\"", "the cut-off is before the sweep"},
        {"cut-off in another zone", "cut_off: \"17:00 Asia/Shanghai\"", "cut_off: §\"17:00 Asia/Hong_Kong\"", "another time zone"},
        {"fact of the wrong kind", "real_business_need: true", "real_business_need: §3", "fact 'real_business_need' is 3"},
        {"limit without quota or cap", "{id: od-quota, quota: overseas_lending_quota}", "§{id: od-quota}", "neither a quota nor a cap"},
    });
}
// clang-format on

TEST_CASE("interest between members has one rate, under credit", "[adapters][yaml][pool]") {
    const std::string_view host = "    host: sz\n",
                           pays = "    host: sz\n    intercompany: {domestic: §demand}\n";
    check_all({{"debit beside credit", host, pays, "interest terms 'demand' have a `debit`"}});
    const Marked marked =
        without_mark(with(with(small_scenario(), "credit: {rate: 0.0005}, ", ""), host, pays));
    CHECK(says(said_of(marked.text), "scenario.yaml", marked.line, marked.column,
               "interest terms 'demand' have no `credit`"));
}

TEST_CASE("a variant keeps the days and flows that it is compared on", "[adapters][yaml]") {
    const std::string_view name = "set: {pools: []}}";
    check_all({
        {"period", name, "set: {pools: [], §period.to: 2026-01-20}}",
         "variant 'no-pool' changes `period`"},
        {"a flow", name, "set: {pools: [], §flows.F-1.amount: 1.00}}",
         "variant 'no-pool' changes `flows`"},
        {"all flows", name, "set: {pools: [], §flows: []}}", "variant 'no-pool' changes `flows`"},
    });
    const adapters::Diagnostics said = said_of(
        with(small_scenario(), std::string(name), "set: {pools: [], policy.regime: XFIN-9}}"));
    CAPTURE(to_text(said));
    CHECK(to_text(said).find("changes `") == std::string::npos);
}

TEST_CASE("a ring of links names its accounts", "[adapters][yaml][pool]") {
    const std::string ring = with(small_scenario(), "child: HK.usd, header: HK.header",
                                  "child: HK.header, header: SZ.ops");
    const std::string said = to_text(said_of(ring));
    CAPTURE(said);
    CHECK(said.find("form a ring: SZ.ops -> SZ.master -> HK.header -> SZ.ops") !=
          std::string::npos);
}

TEST_CASE("the host is a member of its pool", "[adapters][yaml][pool]") {
    const Marked marked = without_mark(
        with(with(small_scenario(), "      - {entity: hk}\n", ""), "host: sz", "host: §hk"));
    const adapters::Diagnostics said = said_of(marked.text);
    CAPTURE(to_text(said));
    CHECK(says(said, "scenario.yaml", marked.line, marked.column,
               "host 'hk' is not a member of pool 'group'"));
}

TEST_CASE("pools need a regime", "[adapters][yaml][pool]") {
    const std::string said =
        to_text(said_of(with(small_scenario(), "policy: {regime: INT-251}\n", "")));
    CAPTURE(said);
    CHECK(said.find("there are pools, but no regime") != std::string::npos);
}

TEST_CASE("every account can be valued and every rate begins in time", "[adapters][yaml]") {
    const std::string no_rate =
        to_text(said_of(with(small_scenario(), "EURUSD: USD, EURCNY: CNY", "EURCNY: CNY")));
    CAPTURE(no_rate);
    CHECK(no_rate.find("there is no offshore rate between USD and CNY") != std::string::npos);
    const std::string early =
        to_text(said_of(with(small_scenario(), "{from: 2026-01-01, to", "{from: 2019-08-01, to")));
    CAPTURE(early);
    CHECK(early.find("LPR 1Y begins on 2019-08-20, after the period does on 2019-08-01") !=
          std::string::npos);
}

TEST_CASE("an account stands in one pool only", "[adapters][yaml][pool]") {
    const Marked marked = without_mark(
        with(small_scenario(), "flows:\n  - {file",
             "  - id: second\n    host: sz\n    members: [{entity: sz}]\n    links:\n"
             "      - §{id: x, child: HK.header, header: HK.usd, method: zero_balance, at: "
             "\"16:00\", fx: dealing}\nflows:\n  - {file"));
    const adapters::Diagnostics said = said_of(marked.text);
    CAPTURE(to_text(said));
    CHECK(says(said, "scenario.yaml", marked.line, marked.column,
               "account 'HK.header' is in two pools: 'group' and 'second'"));
}

TEST_CASE("11.9 a domestic member stands in one pool at a time", "[adapters][yaml][pool]") {
    const Marked marked = without_mark(
        with(small_scenario(), "flows:\n  - {file",
             "  - id: second\n    host: sz\n    members: [{entity: §sz}]\n    links: []\n"
             "flows:\n  - {file"));
    const adapters::Diagnostics said = said_of(marked.text);
    CAPTURE(to_text(said));
    CHECK(says(said, "scenario.yaml", marked.line, marked.column,
               "domestic member 'sz' is in two pools at one time: 'group' and 'second'"));
}

// clang-format off
TEST_CASE("a period that something dated does not cover is told", "[adapters][yaml]") {
    check_all({
        {"reversed", "to: 2026-01-31}\nseed", "to: §2025-12-31}\nseed", "the period ends on 2025-12-31, before it begins"},
        {"a structure for nothing", "seed: 7", "structure_costs: {set_up: §0}\nseed: 7", "`set_up` is not above zero"},
        {"a structure that pays to run", "seed: 7", "structure_costs: {set_up: 1, yearly: §-1}\nseed: 7", "`yearly` is negative"},
        {"no discount rate", "seed: 7", "structure_costs: {set_up: 1, discount_rate: §5}\nseed: 7", "discount_rate 5 is no yearly rate"},
        {"no years", "seed: 7", "structure_costs: {set_up: 1, years: §0}\nseed: 7", "`years` is not from 1 to 50"},
        {"no yearly rate", "seed: 7", "alternative_rate: §1.8\nseed: 7", "alternative_rate 1.8 is no yearly rate"},
        {"too long", "period: {from: 2026-01-01, to: 2026-01-31}", "period: §{from: 2026-01-01, to: 2086-01-31}", "longer than 50 years"},
        {"past the calendar", "to: 2026-01-31}\nseed", "to: §2027-01-01}\nseed", "calendar CN is known from 2015-01-01 to 2026-12-31"},
        {"before the clocks", "from: 2026-01-01", "from: §2010-01-05", "the offsets of Asia/Shanghai are not known"},
        {"before the calendar", "from: 2026-01-01", "from: §2015-01-05", "calendar CN is known from"},
        {"regime not in force", "{from: 2026-01-01, to: 2026-01-31}\nseed: 7\nreporting_currency: CNY\npolicy: {regime: INT-251}",
         "{from: 2025-12-01, to: 2026-01-31}\nseed: 7\nreporting_currency: CNY\npolicy: {regime: §INT-251}", "regime INT-251 (银发〔2025〕251号) is in force from 2025-12-26"},
        {"first statement too early", "first_statement: 2026-01-09", "first_statement: §2025-12-31", "the first statement is before the period"},
        {"expected too late", "on: 2026-01-05", "on: §2026-02-01", "2026-02-01 lies outside the period"},
        {"seasons overlap", "percent: 80}]", "percent: 80}, §{from: 2026-01-12, to: 2026-01-13, percent: 1}]", "this season overlaps"},
        {"shares not to 1", "order_value: {\"0\": 9.90, \"0.5\": 20.00, \"1\": 99.00}", "order_value: §{\"0\": 9.90, \"0.5\": 20.00}", "do not go from 0 to 1"},
        {"shares fall", "\"0.5\": 20.00", "\"0.5\": 20.00, §\"0.4\": 30.00", "the shares do not ascend"},
        {"values fall", "\"0.5\": 20.00", "\"0.5\": §2.00", "the order values fall"},
        {"expects nothing", "{kpi: net_benefit, between: [\"1.00\", \"2.00\"]}", "§{on: 2026-01-05}", "this line expects nothing"},
    });
}
// clang-format on

TEST_CASE("after_last: refuse wants data to the period's end, hold does not", "[adapters][yaml]") {
    const std::string longer =
        with(small_scenario(), "to: 2026-01-31}\nseed", "to: 2026-05-29}\nseed");
    CHECK_FALSE(said_of(longer).has_errors());
    const std::string said =
        to_text(said_of(with(longer, "after_last: hold", "after_last: refuse")));
    CAPTURE(said);
    CHECK(said.find(
              "the offshore USD rate ends on 2026-03-31, before the period does on 2026-05-29") !=
          std::string::npos);
    CHECK(said.find("LPR 1Y ends on 2026-03-20") != std::string::npos);
}

TEST_CASE("all mistakes are told in one pass, in the file's order", "[adapters][yaml]") {
    std::string text = with(small_scenario(), "seed: 7", "seed: x");
    text = with(text, "spread: 0.0012", "spread: y");
    text = with(text, "rail: cips", "rail: cisp");
    const std::string flows = small_flows() + "F-1,2026-01-05,,SZ.opt,salez,1e6,\n";
    const std::vector<adapters::Diagnostic> said = said_of(text, flows).sorted();
    REQUIRE(said.size() == 6);
    CHECK(said[0].file.ends_with("flows.csv"));
    CHECK(said[0].message.find("flow 'F-1' occurs twice") != std::string::npos);
    CHECK(said[3].message.find("'x' is no whole number") != std::string::npos);
    CHECK(said[5].message.find("there is no rail") != std::string::npos);
}

TEST_CASE("a diagnostic has the form that editors read", "[adapters][text]") {
    const adapters::Diagnostic one{.file = "a.yaml",
                                   .line = 14,
                                   .column = 13,
                                   .message = "currency 'RMB' is not an ISO 4217 code",
                                   .expected = "a three-letter code such as CNY or HKD",
                                   .hint = "write CNY"};
    CHECK(to_text(one) ==
          "a.yaml:14:13: error: currency 'RMB' is not an ISO 4217 code\n"
          "  expected: a three-letter code such as CNY or HKD\n"
          "  hint: write CNY\n");
    adapters::Diagnostics many;
    for (std::uint32_t line = 150; line > 0; --line)
        many.add({.file = "a", .line = line, .message = "m", .hint = "h"});
    const std::string text = to_text(many);
    CHECK(text.starts_with("a:1:1: error: m\n"));
    CHECK(text.ends_with("a:100:1: error: m\n  hint: h\n… and 50 more\n"));
    CHECK(to_json(many).find(R"({"file":"a","line":1,"column":1,"severity":"error")") !=
          std::string::npos);
}

TEST_CASE("an error in a section that the demo lacks points to a scenario that has it",
          "[adapters][yaml]") {
    for (const adapters::ShownRight& row : adapters::shown_elsewhere()) {
        CAPTURE(row.section, row.scenario);
        if (row.scenario.empty()) continue;
        std::ifstream file(std::string(RMBSIM_SOURCE_DIR "/") + std::string(row.scenario));
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        CHECK(text.find("\n" + std::string(row.section) + ":") != std::string::npos);
    }
    const std::string text = to_text(said_of(small_scenario() + "hedges: {deals: 3}\n"));
    CHECK(text.find("forward-hedge/scenario.yaml shows `hedges` right") != std::string::npos);
}

TEST_CASE("no error is told without a way on", "[adapters][text]") {
    adapters::Diagnostics said;
    said.add({.file = "a", .message = "m"});
    said.add({.file = "a", .severity = adapters::Severity::warning, .message = "w"});
    CHECK(said.items()[0].hint.find("rmbsim schema scenario") != std::string::npos);
    CHECK(said.items()[1].hint.empty());
}

}  // namespace rmbsim::tests
