#include "adapters/sqlite/diff.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/report/language.hpp"
#include "sim/measure/result.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"

namespace rmbsim::adapters {

TEST_CASE("two journals of the same run do not differ", "[sqlite][diff]") {
    const TemporaryFolder folder;
    write_small_journal(folder / "one.sqlite");
    write_small_journal(folder / "two.sqlite");
    const auto found =
        diff_journals({folder / "one.sqlite", {}}, {folder / "two.sqlite", {}}, Language::en);
    REQUIRE(found);
    CHECK(found->same);
    CHECK_THAT(found->text, Catch::Contains("the same 7 entries"));
}

TEST_CASE("the first differing entry is told with its cause, then indicators, facts and parameters",
          "[sqlite][diff]") {
    const TemporaryFolder folder;
    write_small_journal(folder / "one.sqlite");
    write_small_journal(folder / "two.sqlite");
    alter(folder / "two.sqlite",
          "UPDATE posting SET minor = minor / 2 WHERE entry = 3;"
          "UPDATE run SET value = '7' WHERE key = 'seed';"
          "UPDATE parameter SET value = '0.5'");
    const std::vector<sim::Kpi> left{{"net_result", "group", "CNY", "1.00", "", ""},
                                     {"bank_fees", "group", "CNY", "3.00", "", ""}};
    const std::vector<sim::Kpi> right{{"net_result", "group", "CNY", "2.00", "", ""},
                                      {"bank_fees", "group", "CNY", "3.00", "", ""}};
    const auto found =
        diff_journals({folder / "one.sqlite", left}, {folder / "two.sqlite", right}, Language::en);
    REQUIRE(found);
    INFO(found->text);
    CHECK_FALSE(found->same);
    for (const char* part : {"part after 3 equal entries", "entry 3", "decision 2", "100,000.06",
                             "50,000.03", "net_result", "2.00", "seed", "20260101",
                             "overseas_lending_multiple@2025-12-26", "A journal is damaged"})
        CHECK_THAT(found->text, Catch::Contains(part));
    CHECK(found->text.find("bank_fees") == std::string::npos);
}

TEST_CASE("a journal that goes on longer differs in its first further entry", "[sqlite][diff]") {
    const TemporaryFolder folder;
    SmallRun run;
    run.write(folder / "one.sqlite");
    run.days.pop_back();
    run.write(folder / "two.sqlite");
    const auto found =
        diff_journals({folder / "one.sqlite", {}}, {folder / "two.sqlite", {}}, Language::zh);
    REQUIRE(found);
    INFO(found->text);
    CHECK_FALSE(found->same);
    CHECK_THAT(found->text, Catch::Contains("6 笔相同分录") && Catch::Contains("无更多分录"));
    CHECK_FALSE(
        diff_journals({folder / "one.sqlite", {}}, {folder / "no.sqlite", {}}, Language::en));
}

}  // namespace rmbsim::adapters
