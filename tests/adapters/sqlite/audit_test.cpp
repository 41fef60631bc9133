#include "adapters/sqlite/audit.hpp"

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/sqlite/journal_file.hpp"
#include "ledger/digest.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"

namespace rmbsim::adapters {
namespace {

bool any_has(const AuditReport& report, const std::string& text) {
    for (const std::string& finding : report.findings)
        if (finding.find(text) != std::string::npos) return true;
    return false;
}

std::string all_of(const AuditReport& report) {
    std::string text;
    for (const std::string& finding : report.findings) text += finding + "\n";
    return text;
}

}  // namespace

TEST_CASE("an audit of an untouched journal finds nothing and meets the ledger's digest",
          "[sqlite]") {
    const TemporaryFolder folder;
    const SmallRun run;
    run.write(folder / "journal.sqlite");
    const AuditReport report =
        audit_journal(folder / "journal.sqlite", {.expected_digest = to_text(run.root)});
    CHECK(report.findings == std::vector<std::string>());
    CHECK(report.holds());
    CHECK(report.root == to_text(run.root));
    CHECK(report.entries == 7);
    CHECK(report.postings == 4 * 4 + 3 * 6);
    CHECK(report.decisions == 4);
    CHECK(report.days == 4);
}

TEST_CASE("an altered entry is named, and what was altered in it", "[sqlite]") {
    struct Row {
        const char* name;
        const char* sql;
        const char* finding;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"amount of one posting",  "UPDATE posting SET minor = minor + 100 WHERE entry = 2 AND line = 1",
         "entry 2: posting 2 was changed: its amount is -99999.06 CNY, sealed was -100000.06 CNY"},
        {"amount out of range",    "UPDATE posting SET minor = 9223372036854775807 WHERE entry = 2 AND line = 0",
         "entry 2: posting 1 was changed: its amount is 92233720368547758.07 CNY, sealed was 100000.06 CNY"},
        {"account of a posting",   "UPDATE posting SET account = 4 WHERE entry = 3 AND line = 0",
         "entry 3: posting 1 was changed: its account is HK 1221.SZ, sealed was SZ 1221.HK"},
        {"account that is none",   "UPDATE posting SET account = 999 WHERE entry = 3 AND line = 0",
         "entry 3: posting 1 names account 999, which does not exist"},
        {"time by an hour",        "UPDATE entry SET time_ms = time_ms + 3600000 WHERE id = 4",
         "entry 4: its time was changed: it is 2026-01-07 10:00:00Z, sealed was 2026-01-07 09:00:00Z"},
        {"value date",             "UPDATE entry SET value_day = value_day - 3 WHERE id = 4",
         "entry 4: its value date was changed: it is 2026-01-04, sealed was 2026-01-07"},
        {"rule",                   "UPDATE entry SET rule = 2 WHERE id = 0",
         "entry 0: its rule was changed: it is flow.payment, sealed was flow.receipt"},
        {"kind",                   "UPDATE entry SET kind = 9 WHERE id = 0", "entry 0: its kind of cause was changed"},
        {"origin",                 "UPDATE entry SET origin = 70 WHERE id = 1", "entry 1: its origin was changed"},
        {"nth",                    "UPDATE entry SET nth = 70000 WHERE id = 1", "entry 1: its count of its origin (nth) was changed"},
        {"subject",                "UPDATE entry SET subject = 44 WHERE id = 5", "entry 5: its subject was changed: it is 44, sealed was 3"},
        {"reverses",               "UPDATE entry SET reverses = 1 WHERE id = 5", "entry 5: its reversed entry was changed: it is 1, sealed was none"},
        {"both sides together",    "UPDATE posting SET minor = minor / 3 WHERE entry = 0",
         "entry 0 was changed: seal"},
        {"its seal alone",         "UPDATE entry SET seal = seal + 1 WHERE id = 2", "entry 2: its seal was changed"},
        {"a posting taken out",    "DELETE FROM posting WHERE entry = 1 AND line = 1", "entry 1: posting 2 is missing"},
        {"the last posting",       "DELETE FROM posting WHERE entry = 1 AND line = 5", "entry 1 does not balance"},
        {"an entry taken out",     "DELETE FROM posting WHERE entry = 3; DELETE FROM entry WHERE id = 3", "entry 3 is missing"},
        {"the last entry",         "DELETE FROM posting WHERE entry = 6; DELETE FROM entry WHERE id = 6", "digest"},
        {"a posting added",        "INSERT INTO posting(id, account, minor) VALUES((99 << 16), 1, 5)", "posting 1 of entry 99 belongs to no entry"},
        {"an entry added",         "INSERT INTO entry SELECT 7, time_ms, value_day, rule, kind, origin, nth, subject, reverses, settles, client_id, seal FROM entry WHERE id = 6",
         "there are rows behind the last closed day"},
        {"client id",              "UPDATE entry SET client_id = 'F-9' WHERE id = 2", "day 2026-01-06: its digest is"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    write_small_journal(path);
    alter(path, row.sql);
    const AuditReport report = audit_journal(path);
    INFO(all_of(report));
    CHECK_FALSE(report.holds());
    CHECK(any_has(report, row.finding));
}

TEST_CASE("an altered row of any other table is named", "[sqlite]") {
    struct Row {
        const char* name;
        const char* sql;
        const char* finding;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"decision's wish",   "UPDATE decision SET wish_minor = wish_minor + 1 WHERE id = 3", "decision 3 was changed"},
        {"decision's trace",  "UPDATE decision SET trace = replace(trace, 'limit\":0', 'limit\":7') WHERE id = 3", "decision 3"},
        {"broken trace",      "UPDATE decision SET trace = '{' WHERE id = 2", "decision 2: its trace cannot be read"},
        {"no such outcome",   "UPDATE decision SET outcome = 'vanished' WHERE id = 2", "decision 2: 'vanished' is no outcome"},
        {"last decision",     "DELETE FROM decision WHERE id = 4", "table decision: 4 rows were sealed, 3 are there"},
        {"fact",              "UPDATE run SET value = '1' WHERE key = 'seed'", "table run, row 0 was changed"},
        {"book's name",       "UPDATE book SET name_en = 'X' WHERE id = 1", "table book, row 1 was changed"},
        {"account's floor",   "UPDATE account SET floor_minor = -5 WHERE id = 0", "table account, row 0 was changed"},
        {"account's book",    "UPDATE account SET book = 77 WHERE id = 0", "there is no book 77"},
        {"rule's document",   "UPDATE rule SET document = '' WHERE id = 3", "table rule, row 3 was changed"},
        {"link",              "UPDATE link SET flow = 'x'", "table link, row 0 was changed"},
        {"limit",             "UPDATE limits SET quota = ''", "table limits, row 0 was changed"},
        {"parameter",         "UPDATE parameter SET value = '8.0'", "table parameter, row 0 was changed"},
        {"rate",              "UPDATE rate SET value = '2' WHERE id = 2", "table rate, row 2 was changed"},
        {"flow",              "UPDATE flow SET line = 9 WHERE id = 2", "table flow, row 2 was changed"},
        {"limit day",         "UPDATE limit_day SET used_minor = 99999999999 WHERE id = 1", "table limit_day, row 1 was changed"},
        {"day's digest",      "UPDATE day SET digest = 'sha256:00' WHERE id = 1", "table day, row 1 was changed"},
        {"chain",             "UPDATE chain SET chain = '00' WHERE book = 2", "book BANK: its chain ends in 00"},
        {"root",              "UPDATE run SET value = 'sha256:00' WHERE key = 'journal.root'", "the journal's root digest is sha256:00"},
        {"input log",         "INSERT INTO input_log VALUES(1, 5, 'x', 'r', 'cips', 'a', 'b', 'CNY', 1, 0, 1, '', '', 0)", "table input_log: 0 rows were sealed, 1 are there"},
        {"triggers",          "SELECT 1", "entry_no_UPDATE is missing"},
        {"a table dropped",   "DROP VIEW balance; DROP TABLE flow", "table flow cannot be read"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    write_small_journal(path);
    alter(path, row.sql);
    const AuditReport report = audit_journal(path);
    INFO(all_of(report));
    CHECK_FALSE(report.holds());
    CHECK(any_has(report, row.finding));
}

TEST_CASE("a use above its cap, a broken floor and a torn mirror are found in the books",
          "[sqlite]") {
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    write_small_journal(path);
    alter(path,
          "UPDATE posting SET minor = -99999999999 WHERE entry = 1 AND line = 1;"
          "UPDATE limit_day SET cap_minor = 5 WHERE id = 1");
    const AuditReport report = audit_journal(path);
    INFO(all_of(report));
    CHECK(any_has(report, "entry 1 takes SZ 1002.SZ.master to"));
    CHECK(any_has(report, "SZ 1002.SZ.master and its mirror BANK 2011.SZ.master differ by"));
    CHECK(
        any_has(report, "limit od-quota on 2026-01-06: use grew to 200000.11 CNY, above its cap"));
}

TEST_CASE("a journal of another run does not meet the result's digest", "[sqlite]") {
    const TemporaryFolder folder;
    write_small_journal(folder / "journal.sqlite");
    const AuditReport report =
        audit_journal(folder / "journal.sqlite",
                      {.expected_digest = "sha256:1234", .expected_sha256 = "sha256:5678"});
    CHECK(report.finding_count == 2);
    CHECK(any_has(report, "the result's digest is sha256:1234"));
    CHECK(any_has(report, "the file's SHA-256 is"));
}

TEST_CASE("what is no journal is refused with one sentence", "[sqlite]") {
    const TemporaryFolder folder;
    std::ofstream(folder / "text")
        << "hello, this is no database, but it is long enough for a header\n"
        << std::string(200, 'x');
    std::ofstream(folder / "empty") << std::flush;
    for (const auto& path : {folder / "missing", folder / "text", folder / "empty", folder / "."}) {
        CAPTURE(path.string());
        CHECK_FALSE(JournalFile::open(path));
        CHECK_FALSE(audit_journal(path).holds());
    }
}

}  // namespace rmbsim::adapters
