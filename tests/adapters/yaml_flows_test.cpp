// Flows that are written in the scenario itself: single ones, and generators.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/random.hpp"
#include "sim/scenario.hpp"
#include "sim/world/generated_flows.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests::written_flows {
namespace {

constexpr std::string_view frame = R"(scenario: flows
period: {from: 2026-01-05, to: 2026-01-31}
seed: 7
entities: [{id: a, jurisdiction: CN}]
banks: [{id: b, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}]
accounts: [{id: A.ops, owner: a, bank: b, currency: CNY}]
flows:
  - )";

sim::Scenario loaded(std::string_view flows) {
    const ScenarioFolder folder;
    auto result = adapters::load_scenario(
        folder.write("scenario.yaml", std::string(frame) + std::string(flows) + "\n"),
        usual_options());
    if (!result) FAIL(adapters::to_text(result.error()));
    return std::move(result->scenario);
}

sim::GeneratedFlows generated(std::string_view flows, std::uint32_t replication = 0) {
    return sim::generate_flows(loaded(flows), sim::RandomSource(7, replication));
}

}  // namespace

TEST_CASE("a single flow stands in the scenario with its booking and value date",
          "[adapters][yaml]") {
    const sim::Scenario s = loaded(
        "{id: F-1, on: 2026-01-07, value_on: 2026-01-05, account: A.ops, kind: rent, amount: "
        "-5.00}");
    REQUIRE(s.flows.size() == 1);
    CHECK(s.flows[0].minor == -500);
    CHECK(s.flows[0].kind == sim::FlowKind::rent);
    CHECK(adapters::to_text(ledger::date_of(s.flows[0].value_day)) == "2026-01-05");
    CHECK(s.flow_names == std::vector<std::string>{"F-1"});
    CHECK(s.flows[0].line == 8);
}

TEST_CASE("a generator makes flows on its days, within its amounts", "[adapters][yaml]") {
    // Of January 2026 the 5th is a Monday; Saturday 31 rolls past the period's end.
    struct Row {
        std::string_view every;
        std::size_t days;
    };
    const auto row = GENERATE(values<Row>({{"every: day", 27},
                                           {"every: business_day", 20},
                                           {"every: week, day: 3", 4},
                                           {"every: month, day: 15", 1},
                                           {"every: month, day: 31", 0}}));
    CAPTURE(row.every);
    const auto made =
        generated("{generate: g, account: A.ops, kind: suppliers, " + std::string(row.every) +
                  ", count: [2, 2], amounts: {\"0\": 10.00, \"1\": 20.00}}");
    CHECK(made.flows.size() == 2 * row.days);
    for (const sim::Flow& flow : made.flows) {
        CHECK(flow.minor <= -1000);
        CHECK(flow.minor >= -2000);
    }
}

TEST_CASE("another generator, or another place in the file, changes no generator's flows",
          "[adapters][yaml]") {
    const std::string g =
        R"({generate: g, account: A.ops, kind: sales, amounts: {"0": 10.00, "1": 90.00}})";
    const std::string h =
        R"({generate: h, account: A.ops, kind: sales, amounts: {"0": 10.00, "1": 90.00}})";
    const auto alone = generated(g), second = generated(h + "\n  - " + g);
    REQUIRE(second.flows.size() == 2 * alone.flows.size());
    for (std::size_t i = 0; i < alone.flows.size(); ++i) {
        CHECK(second.flows[alone.flows.size() + i].minor == alone.flows[i].minor);
        CHECK(second.flows[alone.flows.size() + i].at == alone.flows[i].at);
    }
    CHECK(generated(g, 1).flows[0].minor != alone.flows[0].minor);
}

TEST_CASE("a mistake in a written flow is told at its line and column", "[adapters][yaml]") {
    struct Mistake {
        std::string_view name, flows, message;
    };
    // clang-format off
    const auto row = GENERATE(values<Mistake>({
        {"nothing of the three", "§{account: A.ops}", "neither a file, nor a flow, nor a generator"},
        {"no amount", "§{id: F, on: 2026-01-07, account: A.ops, kind: sales}", "key 'amount' is missing"},
        {"wrong sign", "{id: F, on: 2026-01-07, account: A.ops, kind: sales, amount: §-1.00}", "sales is received"},
        {"nothing moves", "{id: F, on: 2026-01-07, account: A.ops, kind: sales, amount: §0.00}", "moves nothing"},
        {"outside", "{id: F, on: §2026-02-07, account: A.ops, kind: sales, amount: 1.00}", "outside the period"},
        {"valued after booking", "{id: F, on: 2026-01-07, value_on: §2026-01-08, account: A.ops, kind: sales, amount: 1.00}", "after the booking"},
        {"valued before the period", "{id: F, on: 2026-01-07, value_on: §2026-01-04, account: A.ops, kind: sales, amount: 1.00}", "before the period"},
        {"generator's key", "{id: F, on: 2026-01-07, account: A.ops, kind: sales, amount: 1.00, §count: [1, 2]}", "`count` has no use here"},
        {"flow's key", R"({generate: g, account: A.ops, kind: sales, §on: 2026-01-07, amounts: {"0": 1.00, "1": 2.00}})", "`on` has no use here"},
        {"no day of the week", R"(§{generate: g, account: A.ops, kind: sales, every: week, amounts: {"0": 1.00, "1": 2.00}})", "key 'day' is missing"},
        {"eighth day", R"({generate: g, account: A.ops, kind: sales, every: week, day: §8, amounts: {"0": 1.00, "1": 2.00}})", "8"},
        {"most below least", R"({generate: g, account: A.ops, kind: sales, count: [2, §1], amounts: {"0": 1.00, "1": 2.00}})", "2 to 1 flows a day"},
        {"half a distribution", R"({generate: g, account: A.ops, kind: sales, amounts: §{"0": 1.00}})", "do not go from 0 to 1"},
        {"name twice", "{id: F, on: 2026-01-07, account: A.ops, kind: sales, amount: 1.00}\n  - {id: §F, on: 2026-01-08, account: A.ops, kind: sales, amount: 1.00}", "flow 'F' occurs twice"},
    }));
    // clang-format on
    const Marked marked = without_mark(std::string(frame) + std::string(row.flows) + "\n");
    const adapters::Diagnostics said = said_of(marked.text);
    CAPTURE(row.name, marked.line, marked.column, adapters::to_text(said));
    CHECK(says(said, "scenario.yaml", marked.line, marked.column, row.message));
}

}  // namespace rmbsim::tests::written_flows
