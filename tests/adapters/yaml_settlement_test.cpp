// Proves what a scenario may say of a payment system, and where each mistake is told.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace {

std::string three_banks() {
    return R"(scenario: three
period: {from: 2026-11-23, to: 2026-11-23}
banks:
  - {id: a, bic: AAAACNBJ, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}
  - {id: b, bic: BBBBCNBJ, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}
rails:
  - id: rtgs
    kind: settlement
    rules: rtgs-plain
    currency: CNY
    calendars: [CN]
    time_zone: Asia/Shanghai
    hours: "09:00-17:00"
    overrides: {resolve: {every: 15m}, multilateral: maximum_set}
    participants:
      - {bank: a, balance: 10.00}
      - {bank: b, balance: 10.00}
payments:
  - {rail: rtgs, id: ab, on: 2026-11-23, time: "10:00", payer: a, payee: b, amount: 100.00}
)";
}

TEST_CASE("a rule of a payment system that would do nothing is refused", "[yaml][settlement]") {
    CHECK(said_of(three_banks()).error_count() == 0);
    // clang-format off
    check_mistakes(three_banks(), {
        {"resolved at no time", "resolve: {every: 15m}", "resolve: §{}", "`resolve` says no time"},
        {"resolved at none of no times", "resolve: {every: 15m}", "resolve: {§at: []}", "`at` names no time"},
        {"resolved too often", "every: 15m", "every: §10ms", "more often than every second"},
        {"resolved when none is queued", "every: 15m", "queued: §0", "`queued` is 0"},
        {"resolved when nothing is queued", "every: 15m", "queued_value: §0.00", "`queued_value` is not above zero"},
        {"one against none", "multilateral: maximum_set", "one_to_many: after_all, one_to_many_most: §0", "`one_to_many_most` is 0"},
        {"a cycle of none", "multilateral: maximum_set", "multilateral: cycles, cycle_length: §0", "`cycle_length` is 0"},
        {"a cycle of one", "multilateral: maximum_set", "multilateral: cycles, cycle_length: §1", "`cycle_length` is 1"},
        {"one part", "multilateral: maximum_set", "splitting: {quantum: 1.00, parts: §1}", "`parts` is 1"},
    });
    // clang-format on
}

TEST_CASE("the smallest rule of a payment system that does something is taken",
          "[yaml][settlement]") {
    for (const char* rule :
         {"multilateral: cycles, cycle_length: 2", "one_to_many: after_all, one_to_many_most: 1",
          "splitting: {quantum: 1.00, parts: 2}"}) {
        CAPTURE(rule);
        CHECK(said_of(with(three_banks(), "multilateral: maximum_set", rule)).error_count() == 0);
    }
    // Said, unlike {}: a variant that never resolves.
    CHECK(said_of(with(three_banks(), "every: 15m", "after_queueing: false")).error_count() == 0);
}

TEST_CASE("a payment over several rails says its way, and every leg must be possible",
          "[yaml][settlement][route]") {
    const std::string friday =
        with(content_of(usual_options().library / "library/bank/friday-evening.yaml"), "§",
             "");  // marks places here
    CHECK(said_of(friday).error_count() == 0);
    // clang-format off
    check_mistakes(friday, {
        {"the legs end elsewhere", "legs: [{rail: usd-nostro, to: us-bank}, {rail: fedwire, to: ny-bank}]", "§legs: [{rail: usd-nostro, to: us-bank}]", "the legs do not end at the payee's bank"},
        {"no legs", "legs: [{rail: usd-nostro, to: us-bank}, {rail: fedwire, to: ny-bank}]", "§legs: []", "there are no legs"},
        {"a bank without an account in the rail", "{rail: usd-nostro, to: us-bank}", "§{rail: usd-nostro, to: ny-bank}", "bank 'ny-bank' takes no part in rail 'usd-nostro'"},
        {"a rail in another currency", "{rail: fedwire, to: ny-bank}", "§{rail: cips, to: ny-bank}", "rail 'cips' settles CNY"},
        {"nobody keeps the accounts", "  - id: usd-nostro\n    kind: settlement\n    system: usd-correspondent\n    keeper: us-bank\n", "  - §id: usd-nostro\n    kind: settlement\n    system: usd-correspondent\n", "does not say whose accounts it is"},
        {"somebody keeps a system's", "system: fedwire\n", "system: fedwire\n    §keeper: us-bank\n", "`keeper` has no use"},
        {"a keeper from elsewhere", "keeper: us-bank", "keeper: §ny-bank", "the keeper takes no part in the rail"},
        {"accounts of two currencies", "from: SZ.usd, to: NY.usd, amount: 100000.00", "from: SZ.usd, to: §HK.cnh, amount: 100000.00", "of two currencies"},
        {"an aim that there is not", "amount: 100000.00, route: time", "amount: 100000.00, route: §speed", "`route` cannot be 'speed'"},
        {"two ways", "{id: SZ-NY-1, on: 2026-11-20, time: \"16:30\", from: SZ.usd, to: NY.usd, amount: 100000.00, route: time}", "§{id: SZ-NY-1, on: 2026-11-20, time: \"16:30\", from: SZ.usd, to: NY.usd, amount: 100000.00, route: time, rail: fedwire}", "its way is not said, or twice"},
        {"a class of a customer's", "amount: 50000.00, legs", "amount: 50000.00, §priority: 0, legs", "`priority` has no use"},
        {"a linked chain", "amount: 50000.00, legs", "amount: 50000.00, §link: deal, legs", "`link` has no use"},
    });
    // clang-format on
    const auto nobody_between = said_of(with(
        friday, "{bank: hk-clearing, balance: 3000000.00}, {bank: hk-bank, balance: 3000000.00}",
        "{bank: us-bank, balance: 3000000.00}, {bank: hk-bank, balance: 3000000.00}"));
    CHECK(to_text(nobody_between).find("there is no way from 'sz-bank' to 'hk-bank'") !=
          std::string::npos);
}

TEST_CASE("a period before the clocks are known is told, whatever its rails and payments ask",
          "[yaml][settlement]") {
    const auto bank = usual_options().library / "library/bank";
    for (const char* name :
         {"friday-evening", "gridlock", "liquidity-in-session", "recall-and-return"}) {
        std::string old = content_of(bank / (std::string(name) + ".yaml"));
        for (std::size_t at = old.find("2026-11"); at != std::string::npos;
             at = old.find("2026-11"))
            old.replace(at, 4, "2014");
        CAPTURE(name);
        CHECK(to_text(said_of(old)).find("are not known 10 days before the period") !=
              std::string::npos);
    }
}

TEST_CASE("a deal over several rails lies in systems that settle payment by payment",
          "[yaml][settlement][pvp]") {
    const std::string deals = content_of(usual_options().library / "library/bank/pvp-cnh-usd.yaml");
    CHECK(said_of(deals).error_count() == 0);
    struct Row {
        const char *from, *to, *message;
    };
    const auto row = GENERATE(values<Row>({
        {"amount: 2.00, link: deal-3", "amount: 2.00", "link 'deal-3' has one payment"},
        {"    system: usd-chats\n", "    system: usd-chats\n    rules: dns\n",
         "this one settles in cycles"},
    }));
    CHECK(to_text(said_of(with(deals, row.from, row.to))).find(row.message) != std::string::npos);
}

TEST_CASE("a message that sends to another bank than keeps the account is told, once an account",
          "[yaml][settlement]") {
    const auto bank = usual_options().library / "library/bank";
    const std::string file = content_of(bank / "payroll.pain001.xml");
    struct Row {
        std::string name, from, to;
        std::uint32_t line;  // of the order that is told; 0: none
        std::string message;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"the same bank", "", "", 0, ""},
        {"a branch of it", "<BICFI>ICBKCNBJ</BICFI></FinInstnId></DbtrAgt>", "<BICFI>ICBKCNBJSZN</BICFI></FinInstnId></DbtrAgt>", 0, ""},
        {"the payer's", "<BICFI>ICBKCNBJ</BICFI></FinInstnId></DbtrAgt>", "<BICFI>BKCHCNBJ</BICFI></FinInstnId></DbtrAgt>", 21, "BKCHCNBJ as the bank of account 'LG.ops', which icbc keeps"},
        {"a payee's", "<BICFI>ICBKCNBJ</BICFI></FinInstnId></CdtrAgt>", "<BICFI>BKCHCNBJ</BICFI></FinInstnId></CdtrAgt>", 37, "BKCHCNBJ as the bank of account 'S3.ops', which icbc keeps"},
    }));
    // clang-format on
    const ScenarioFolder folder;
    folder.write("payroll.pain001.xml", row.from.empty() ? file : with(file, row.from, row.to));
    const auto loaded = adapters::load_scenario(
        folder.write("scenario.yaml", content_of(bank / "customer-file.yaml")), usual_options());
    CAPTURE(row.name);
    REQUIRE(loaded);
    CAPTURE(to_text(loaded->warnings));
    std::size_t told = 0;
    for (const adapters::Diagnostic& one : loaded->warnings.items())
        told += one.file.ends_with("payroll.pain001.xml") ? 1 : 0;
    CHECK(told == (row.line == 0 ? 0 : 1));
    if (row.line != 0)
        CHECK(says(loaded->warnings, "payroll.pain001.xml", row.line, 1, row.message));
}

TEST_CASE("a file at the top is known by its keys", "[yaml]") {
    using adapters::FileKind;
    struct Row {
        const char* file;
        FileKind kind;
    };
    const auto row = GENERATE(values<Row>({
        {"demo/longgang-maker/scenario.yaml", FileKind::scenario},
        {"policy/INT-251.yaml", FileKind::regime},
        {"reference/rails.yaml", FileKind::rails},
        {"reference/rule-packs.yaml", FileKind::rule_packs},
    }));
    CAPTURE(row.file);
    CHECK(adapters::kind_of(usual_options().library / row.file) == row.kind);
}

TEST_CASE("a file of rule packs is checked by itself", "[yaml][settlement]") {
    const auto library = usual_options().library;
    CHECK(adapters::load_rule_packs(library / "reference/rule-packs.yaml").has_value());
    const std::string right = R"(rule_packs:
  - {id: plain, name: Plain, source: ours, mark: ASSUMPTION, mode: gross, classes: 2}
)";
    // clang-format off
    const std::vector<TextMistake> mistakes = {
        {"a mode that there is not", "mode: gross", "mode: §net", "`mode` cannot be 'net'"},
        {"a key that there is not", "mode: gross", "§queues: fifo", "unknown key 'queues'"},
        {"no priority class", "classes: 2", "classes: §0", "0 priority classes"},
        {"an amount in a pack", "mode: gross", "resolve: {queued_value: §1.00}", "needs a currency"},
        {"resolved at no time", "mode: gross", "resolve: §{}", "`resolve` says no time"},
    };
    // clang-format on
    for (const TextMistake& mistake : mistakes) {
        const ScenarioFolder folder;
        const Marked marked = without_mark(with(right, mistake.from, mistake.to));
        const auto loaded = adapters::load_rule_packs(folder.write("packs.yaml", marked.text));
        CAPTURE(mistake.name, mistake.message);
        REQUIRE(!loaded);
        CAPTURE(to_text(loaded.error()));
        CHECK(says(loaded.error(), "packs.yaml", marked.line, marked.column, mistake.message));
        CHECK(loaded.error().items()[0].hint.find("schema scenario") == std::string::npos);
    }
}

}  // namespace
}  // namespace rmbsim::tests
