#include "adapters/sqlite/explain.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/report/language.hpp"
#include "ledger/time.hpp"
#include "sim/measure/result.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"

namespace rmbsim::adapters {
namespace {

std::string explained(const std::vector<std::string>& words, const ExplainOptions& options = {}) {
    const TemporaryFolder folder;
    write_small_journal(folder / "journal.sqlite");
    const auto text = explain(folder / "journal.sqlite", words, options);
    return text ? *text : "error: " + text.error();
}

void check_all(const std::string& text, const std::vector<std::string>& parts) {
    INFO(text);
    for (const std::string& part : parts) CHECK_THAT(text, Catch::Contains(part));
}

const std::vector<sim::Kpi> kpis{
    {"net_result", "group", "CNY", "12.00", "interest_net + fx_cost", "pooling-practice §20"},
    {"interest_net", "group", "CNY", "12.00", "-(6001)", ""},
    {"net_result", "SZ", "CNY", "5.00", "interest_net + fx_cost", "pooling-practice §20"},
};

}  // namespace

TEST_CASE(
    "a sweep cut by a quota shows wish, every bound, the one that bound, and whose rule it was",
    "[sqlite][explain]") {
    check_all(explained({"decision", "3"}),
              {"decision 3: concentration over link sz-up", "SZ.master → HK.header", "zero_balance",
               "2026-01-07 16:00:00Z", "wish", "100,000.07 CNY", "49,999.89 CNY", "not moved",
               "50,000.18 CNY", "value-dated surplus", "*  headroom of limit",
               "od-quota (Overseas lending): cap 250,000.00 CNY, headroom 49,999.89 CNY", "INT-251",
               "overseas_lending_multiple = 0.8 x equity (overseas_lending_multiple@2025-12-26)",
               "银发〔2025〕251号, art. 12", "RECALLED (not confirmed)", "annex not read",
               "entry 5", "sweep.concentration"});
}

TEST_CASE("a sweep with no headroom left says that it was blocked and names no entry",
          "[sqlite][explain]") {
    const std::string text = explained({"decision", "4"});
    check_all(text, {"blocked", "cap 250,000.00 CNY", "0.00 CNY"});
    CHECK(text.find("carried out by") == std::string::npos);
}

TEST_CASE("a decision is explained in Chinese", "[sqlite][explain]") {
    check_all(explained({"decision", "3"}, {.language = Language::zh}),
              {"决策 3", "归集", "额度余量", "境外放款额度", "未核实", "银发〔2025〕251号"});
}

TEST_CASE("an entry shows when, by which rule, why, and its postings", "[sqlite][explain]") {
    check_all(explained({"entry", "2"}),
              {"entry 2", "2026-01-06 09:00:00Z", "value date", "flow.receipt", "flow F-2",
               "flows.csv:3", "1002.SZ.master", "100,000.06", "CNY", "Bank deposits"});
    check_all(explained({"entry", "3"}),
              {"decision 2", "sz-up", "企业会计准则解释第15号", "1002.HK.header", "CNH"});
}

TEST_CASE("an account shows its balance on a value date and as known at a time",
          "[sqlite][explain]") {
    check_all(explained({"account", "HK.header"}),
              {"HK 1002.HK.header", "250,000.00 CNH", "3", "entry 1", "entry 5", "decision 3"});
    check_all(explained({"account", "HK.header"}, {.on = january(6)}),
              {"as of", "2026-01-06", "200,000.11 CNH", "booked at the end", "250,000.00 CNH"});
    check_all(explained({"account", "1002.HK.header"},
                        {.on = january(31),
                         .known_at = ledger::SimTime{january(6).time_since_epoch()} +
                                     std::chrono::hours{10}}),
              {"100,000.05 CNH", "as known at 2026-01-06 10:00:00Z"});
}

TEST_CASE("a limit shows its days and the sweeps that it cut", "[sqlite][explain]") {
    check_all(explained({"limit", "od-quota"}),
              {"Overseas lending", "overseas_lending_quota (INT-251)", "2026-01-07", "decision 3",
               "decision 4", "250,000.00 CNY", "overseas_lending_multiple"});
}

TEST_CASE("a flow shows where it was written and what was booked", "[sqlite][explain]") {
    check_all(explained({"flow", "F-1"}), {"flows.csv:2", "entry 0", "100,000.05"});
}

TEST_CASE("an indicator shows what it is made of and the accounts behind it", "[sqlite][explain]") {
    check_all(explained({"kpi", "net_result"}, {.kpis = kpis}),
              {"12.00 CNY", "interest_net + fx_cost", "SZ", "5.00", "6001.CNY", "-400,000.26",
               "flow F-4"});
}

TEST_CASE("what does not exist is answered by the nearest that does", "[sqlite][explain]") {
    struct Row {
        std::vector<std::string> words;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {{"entry", "99"}, "error: there is no entry 99: the journal has 7 entries, from 0"},
        {{"entry", "x"}, "error: 'x' is no number"},
        {{"decision", "9"}, "error: there is no decision 9: the journal has 4 decisions, from 1"},
        {{"limit", "od-qota"}, "error: there is no limit od-qota; did you mean od-quota?"},
        {{"account", "HK/1002.HK.heder"}, "did you mean HK/1002.HK.header?"},
        {{"kpi", "net_reslt"}, "error: this run has no kpi net_reslt; did you mean net_result?"},
        {{"payment", "P-1"}, "error: there is no payment P-1 in the journal"},
        {{"flow", "F-99"}, "error: there is no flow F-99"},
        {{"planet", "X"}, "error: 'planet' cannot be explained; say what to explain: entry N"},
        {{"entry"}, "error: say what to explain"},
    }));
    CHECK_THAT(explained(row.words, {.kpis = kpis}), Catch::Contains(row.answer));
}

}  // namespace rmbsim::adapters
