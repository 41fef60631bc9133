// What the loader makes of files that are right, of patches, and of files that cannot be read.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/yaml/schema.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/scenario.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace fs = std::filesystem;
using namespace std::chrono_literals;
namespace {

sim::Scenario loaded(const std::string& text,
                     const adapters::LoadOptions& options = usual_options()) {
    const ScenarioFolder folder;
    folder.write("flows.csv", small_flows());
    auto result = adapters::load_scenario(folder.write("scenario.yaml", text), options);
    if (!result) FAIL(to_text(result.error()));
    return std::move(result->scenario);
}

adapters::LoadOptions setting(std::vector<std::string> sets) {
    adapters::LoadOptions options = usual_options();
    options.sets = std::move(sets);
    return options;
}

}  // namespace

TEST_CASE("what a scenario says arrives, resolved", "[adapters][yaml]") {
    const sim::Scenario small = loaded(small_scenario());
    CHECK(small.seed == 7);
    CHECK(small.accounts[2].market == ledger::Market::offshore);
    CHECK(small.accounts[2].currency == ledger::currency("CNY"));
    CHECK(small.accounts[0].market == ledger::Market::onshore);
    CHECK(small.accounts[0].opening_minor == 10000);
    CHECK(small.rails[0].latency == 90s);
    CHECK(small.rails[0].hours.open == 8h + 30min);
    CHECK(small.rails[0].fee_minor == 3000);
    CHECK(small.interest_terms[0].debit.margin == *ledger::Decimal::parse("0.005"));
    CHECK(small.curves[0].fixing("1Y", ledger::date_of(20'475)) == *ledger::Decimal::parse("0.03"));
    CHECK(small.stores[0].order_value[1].share == 5000);
    CHECK(small.pools[0].facts.size() == 2);
    CHECK(small.expectations.size() == 4);
    CHECK(small.variants.size() == 1);
}

TEST_CASE("links come deepest first, then by priority and id", "[adapters][yaml][pool]") {
    const sim::Scenario small = loaded(small_scenario());
    const auto& links = small.pools[0].links;
    REQUIRE(links.size() == 3);
    CHECK(links[0].id == "up");
    CHECK(links[0].depth == 2);
    CHECK(links[1].id == "out");
    CHECK(links[2].id == "usd");
    CHECK(links[2].depth == 1);
    CHECK(small.zones[links[2].zone].name() == "Asia/Hong_Kong");  // its bank's, as none is written
}

TEST_CASE("every quota of the regime watches a link across the border, listed or not",
          "[adapters][yaml][quota]") {
    const sim::Scenario listed = loaded(small_scenario());
    const sim::Scenario unlisted =
        loaded(with(small_scenario(), "rail: cips, limits: [od-quota]", "rail: cips"));
    for (const sim::Scenario* scenario : {&listed, &unlisted}) {
        const sim::PoolSpec& pool = scenario->pools[0];
        CHECK(pool.limits.size() == scenario->regime->quotas.size());
        for (const sim::LinkSpec& link : pool.links)
            CHECK(link.limits.size() == (link.id == "out" ? pool.limits.size() : 0));
    }
}

TEST_CASE("a link across the border is in renminbi", "[adapters][yaml][quota]") {
    const auto said = said_of(with(small_scenario(), "{id: up, child: SZ.ops, header: SZ.master",
                                   "{id: up, child: HK.usd, header: SZ.master"));
    bool told = false;
    for (const adapters::Diagnostic& item : said.items())
        told = told || item.message.find("crosses the mainland's border") != std::string::npos;
    CHECK(told);
}

TEST_CASE("flows are sorted by instant, in UTC, by the clock of the account's bank",
          "[adapters][csv]") {
    const sim::Scenario small = loaded(small_scenario());
    REQUIRE(small.flows.size() == 3);
    CHECK(small.flow_names[small.flows[0].name] == "F-3");
    CHECK(small.flow_names[small.flows[1].name] == "F-1");
    const auto nine_in_shenzhen = std::chrono::sys_days{2026y / 1 / 5} + 1h;
    CHECK(small.flows[1].at ==
          std::chrono::milliseconds(nine_in_shenzhen.time_since_epoch()).count());
    CHECK(small.flows[1].minor == 100050);
    CHECK(small.flows[2].minor == -2000);
    CHECK(small.flows[2].line == 3);
}

TEST_CASE("onshore rates of other currencies come from the offshore ones", "[adapters][yaml]") {
    const sim::Scenario small = loaded(small_scenario());
    CHECK(small.fx.knows(ledger::currency("EUR"), ledger::Market::onshore));
}

TEST_CASE("a variant and --set change the scenario before it is judged", "[adapters][yaml]") {
    adapters::LoadOptions options = usual_options();
    options.variant = "no-pool";
    CHECK(loaded(small_scenario(), options).pools.empty());

    const auto changed =
        loaded(small_scenario(),
               setting({"pools[0].links[0].target=12.00", "pools.group.links.usd.threshold=21.00",
                        "accounts.SZ.ops.overdraft=51.00", "title={en: Other}",
                        "period.to=2026-01-30", "seed=8"}));
    CHECK(changed.pools[0].links[0].target_minor == 1200);
    CHECK(changed.pools[0].links[2].threshold_minor == 2100);
    CHECK(changed.accounts[0].overdraft_minor == 5100);
    CHECK(changed.title.zh == "Other");
    CHECK(changed.seed == 8);
}

TEST_CASE("a --set that leads nowhere is told at its column", "[adapters][yaml]") {
    const auto row = GENERATE(table<std::string, std::uint32_t, std::string>({
        {"pools.grup.host=hk", 7, "there is no 'grup'"},
        {"pools[1].host=hk", 6, "there is no item [1]"},
        {"pools[0].links.upp.target=1.00", 16, "there is no 'upp'"},
        {"seed", 1, "sets nothing"},
        {"seed=x", 6, "'x' is no whole number"},
        {"sead=8", 1, "unknown key 'sead'"},
        {"seed=[", 6, "not YAML"},
        {"seed=*a", 6, ""},
        {"seed.more=1", 6, "nothing below it"},
    }));
    const auto said = said_of(small_scenario(), small_flows(), setting({std::get<0>(row)}));
    CAPTURE(std::get<0>(row), to_text(said));
    CHECK(said.has_errors());
    if (!std::get<2>(row).empty() && std::get<0>(row) != "seed=[")
        CHECK(says(said, "--set", 1, std::get<1>(row), std::get<2>(row)));
}

TEST_CASE("a run may end earlier, but not outside its period", "[adapters][yaml]") {
    adapters::LoadOptions options = usual_options();
    options.until = ledger::ValueDate{2026y / 1 / 3};
    const sim::Scenario early = loaded(small_scenario(), options);
    CHECK(early.to == *options.until);
    CHECK(early.flows.size() == 1);
    options.until = ledger::ValueDate{2026y / 2 / 3};
    CHECK(says(said_of(small_scenario(), small_flows(), options), "--until", 1, 1,
               "2026-02-03 lies outside the period"));
}

TEST_CASE("an overlay changes the regime, and one that does not fit is told", "[adapters][yaml]") {
    const std::string with_overlay =
        with(small_scenario(), "{regime: INT-251}",
             "{regime: INT-251, overlays: [overseas-lending-multiple-0.5]}");
    const sim::Scenario what_if = loaded(with_overlay);
    REQUIRE(what_if.regime->overlays.size() == 1);
    CHECK(what_if.regime->parameter("overseas_lending_multiple", ledger::ValueDate{2026y / 3 / 1})
              ->value == *ledger::Decimal::parse("0.5"));

    const ScenarioFolder folder;
    const auto other =
        folder.write("other.yaml",
                     "overlay: other\nregime: INT-251\nfrom: 2026-03-01\nparameters:\n"
                     "  - {name: x, value: \"1\", unit: ratio, from: 2026-02-01, mark: ASSUMPTION, "
                     "source: []}\n");
    const auto overlay = adapters::load_overlay(other);
    REQUIRE_FALSE(overlay);
    CHECK(says(overlay.error(), "other.yaml", 5, 46, "begins before the overlay"));
}

TEST_CASE("included files are joined, and keys told twice are errors", "[adapters][yaml]") {
    const ScenarioFolder folder;
    folder.write("flows.csv", small_flows());
    const std::string text =
        with(small_scenario(), "scenario: small", "include: [more.yaml]\nscenario: small");
    const auto path = folder.write("scenario.yaml", text);
    folder.write("more.yaml", "entities:\n  - {id: sg, jurisdiction: SG}\n");
    const auto joined = adapters::load_scenario(path, usual_options());
    if (!joined) FAIL(to_text(joined.error()));
    CHECK(joined->scenario.entities.size() == 4);
    CHECK(joined->inputs.size() >= 9);
    folder.write("more.yaml", "entities: []\nseed: 9\n");
    const auto twice = adapters::load_scenario(path, usual_options());
    REQUIRE_FALSE(twice);
    CHECK(says(twice.error(), "more.yaml", 2, 1, "key 'seed' stands in"));
    CHECK(says(twice.error(), "more.yaml", 2, 1, "scenario.yaml:6:1 already"));
}

TEST_CASE("a file that cannot be read is told, with what mends it", "[adapters][text]") {
    struct Row {
        std::string_view content, message, hint;
    };
    const auto row = GENERATE(values<Row>({
        {"", "the file is empty", ""},
        {"# nothing\n", "the file has no content", ""},
        {"\xEF\xBB\xBFscenario: x\n", "byte-order mark", "sed"},
        {"scenario: x\r\n", "CR LF", "sed"},
        {"scenario: \xC9\xEE\xDB\xDA\n", "looks like GBK or GB18030", "iconv -f GB18030 -t UTF-8"},
        {"scenario: \xFF\n", "byte 0xFF is not UTF-8", ""},
        {std::string_view("scen\0ario: x\n", 13), "NUL", ""},
    }));
    const auto said = said_of(std::string(row.content));
    CAPTURE(to_text(said));
    REQUIRE(said.items().size() == 1);
    CHECK(said.items()[0].message.find(row.message) != std::string::npos);
    CHECK(said.items()[0].hint.find(row.hint) != std::string::npos);
}

TEST_CASE("a missing file, a directory and one that is too large are told", "[adapters][text]") {
    const ScenarioFolder folder;
    const auto said = [&](const fs::path& path) {
        const auto result = adapters::load_scenario(path, usual_options());
        return result ? std::string() : to_text(result.error());
    };
    CHECK(said(folder.path() / "none.yaml").find("there is no file") != std::string::npos);
    CHECK(said(folder.path()).find("is a directory") != std::string::npos);
    CHECK(said("/dev/null").find("is no regular file") != std::string::npos);
    const auto large = folder.write("large.yaml", "scenario: x\n");
    fs::resize_file(large, 200 << 20);
    CHECK(said(large).find("1:1: error: the file has 200 MiB") != std::string::npos);
    CHECK(said(large).find("put bulk flows into a CSV file") != std::string::npos);
}

TEST_CASE("an alias bomb and deep nesting are refused at once", "[adapters][yaml]") {
    std::string bomb = "a: &a [x, x]\n";
    for (char c = 'b'; c < 'z'; ++c)
        bomb += std::string(1, c) + ": &" + c + " [*" + char(c - 1) + ", *" + char(c - 1) + "]\n";
    const auto said = said_of(bomb);
    CHECK(says(said, "scenario.yaml", 1, 4, "anchors"));
    CHECK(says(said, "scenario.yaml", 2, 8, "aliases"));
    CHECK(says(said_of("a: " + std::string(20'000, '[') + std::string(20'000, ']')),
               "scenario.yaml", 1, 67, "64 levels"));
}

TEST_CASE("the demo is right, and so are the regimes that come with it", "[adapters][yaml]") {
    const fs::path library = usual_options().library;
    const auto demo =
        adapters::load_scenario(library / "demo/longgang-maker/scenario.yaml", usual_options());
    if (!demo) FAIL(to_text(demo.error()));
    CHECK(demo->scenario.accounts.size() == 12);
    CHECK(demo->scenario.pools[0].links.size() == 9);
    CHECK(demo->scenario.pools[0].links[0].depth == 2);
    CHECK(demo->scenario.flows.size() > 2000);
    const auto regime = adapters::load_regime(library / "policy/INT-251.yaml");
    if (!regime) FAIL(to_text(regime.error()));
    CHECK(regime->eligibility.size() == 14);
    CHECK(regime->quotas.size() == 2);
    CHECK(regime->parameters.size() > 30);
}

TEST_CASE("the schemas in the tree are those of the parser", "[adapters][yaml]") {
    const fs::path folder = usual_options().library / "schema";
    CHECK(content_of(folder / "scenario.json") == adapters::scenario_schema());
    CHECK(content_of(folder / "policy.json") == adapters::policy_schema());
    CHECK(content_of(folder / "rails.json") == adapters::rails_schema());
    CHECK(content_of(folder / "rule-packs.json") == adapters::rule_packs_schema());
    CHECK(content_of(folder / "wallet-tiers.json") == adapters::wallet_tiers_schema());
}

TEST_CASE("a library that is not there is told of, and faults of rails are read all the same",
          "[yaml][settlement]") {
    adapters::LoadOptions elsewhere = usual_options();
    elsewhere.library = "/nonexistent";
    const auto file = std::filesystem::path(RMBSIM_SOURCE_DIR) /
                      "scenarios/library/bank/duplicate-file.yaml";  // names rails in its faults
    const adapters::Diagnostics said = adapters::check_scenario(file, elsewhere);
    CHECK(said.has_errors());
    CHECK(adapters::to_text(said).find("zones.csv") != std::string::npos);
}

}  // namespace rmbsim::tests
