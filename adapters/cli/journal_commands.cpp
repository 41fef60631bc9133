// Commands that read a finished run: explain, audit, diff, export, report.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/message_folder.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/report_input.hpp"
#include "adapters/cli/run_folder.hpp"
#include "adapters/cli/statement_folder.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/exports/export.hpp"
#include "adapters/outgoing/outgoing.hpp"
#include "adapters/report/report.hpp"
#include "adapters/result/comparison_json.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/sqlite/audit.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/diff.hpp"
#include "adapters/sqlite/explain.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/digest.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/measure/measure.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters::cli {
namespace {

namespace fs = std::filesystem;

StoredResult result_of(const fs::path& folder) {
    auto stored = read_result(folder / "result.json");
    if (!stored) throw CommandFailure(stored.error());
    return std::move(*stored);
}

JournalFile journal_of(const fs::path& folder) {
    auto journal = JournalFile::open(folder / "journal.sqlite");
    if (!journal)
        throw CommandFailure(
            Diagnostic{.file = (folder / "journal.sqlite").string(),
                       .message = journal.error(),
                       .expected = "the journal of a finished run",
                       .hint = "a run with --store none keeps none: run it again without"});
    return std::move(*journal);
}

std::optional<ledger::ValueDate> fact_date(const JournalFile& journal, std::string_view name) {
    for (const auto& [key, value] : journal.facts())
        if (key == name) return parse_date(value);
    return std::nullopt;
}

// Indicators and limits made again from the days, against those that result.json states.
class Remeasured {
  public:
    void open(const JournalFile& journal) {
        // The journal is walked while its directory stands, so a copy outlives the walk.
        directory_ = std::make_unique<sim::Directory>(journal.directory());
        const auto from = fact_date(journal, "from"), to = fact_date(journal, "to");
        if (from && to && *from <= *to)  // a damaged journal may say neither: its findings tell
            measure_ = std::make_unique<sim::Measure>(*directory_, *from, *to);
    }
    void read(const sim::DayRecord& day) {
        if (measure_) measure_->read(day);
    }
    std::vector<std::string> differences(const sim::RunResult& stated) const {
        std::vector<std::string> found;
        if (!measure_) {
            found.push_back("the run's facts do not say its period: no KPI can be made again");
            return found;
        }
        const sim::RunResult again = measured();
        for (const sim::Kpi& kpi : again.kpis) {
            const sim::Kpi* before = sim::find_kpi(stated, kpi.name, kpi.entity);
            if (before != nullptr && before->value == kpi.value) continue;
            found.push_back(fmt::format("kpi {} of {}: result.json says {}, the journal gives {}",
                                        kpi.name, kpi.entity, before ? before->value : "nothing",
                                        kpi.value));
        }
        for (const sim::LimitResult& limit : again.limits) {
            const auto before = std::ranges::find(stated.limits, limit.id, &sim::LimitResult::id);
            const bool same = before != stated.limits.end() &&
                              before->peak_minor == limit.peak_minor &&
                              before->cap_minor == limit.cap_minor && before->cuts == limit.cuts &&
                              before->blocked_minor == limit.blocked_minor;
            if (!same)
                found.push_back(
                    fmt::format("limit {}: result.json and the journal differ", limit.id));
        }
        return found;
    }

    // Names of the stated indicators that the journal alone does not give.
    std::vector<std::string> on_trust(const sim::RunResult& stated) const {
        std::vector<std::string> names;
        if (!measure_) return names;
        const sim::RunResult again = measured();
        for (const sim::Kpi& kpi : stated.kpis)
            if (sim::find_kpi(again, kpi.name, kpi.entity) == nullptr &&
                std::ranges::find(names, kpi.name) == names.end())
                names.push_back(kpi.name);
        return names;
    }

  private:
    sim::RunResult measured() const {
        sim::RunResult result = measure_->result({});
        sim::leave_out_drawn(*directory_, result);
        return result;
    }

    std::unique_ptr<sim::Directory> directory_;
    std::unique_ptr<sim::Measure> measure_;
};

std::string on_trust_text(const std::vector<std::string>& names) {
    if (names.empty()) return {};
    constexpr std::size_t columns = 100;
    std::string text, line = "taken on trust, told by the run and not by its journal:";
    for (const std::string& name : names) {
        if (line.size() + 1 + name.size() > columns) {
            text += line + "\n";
            line = " ";
        }
        line += " " + name;
    }
    return text + line + "\n";
}

}  // namespace

int audit_run(const Options& options) {
    const fs::path folder = find_run(options.files.front());
    const StoredResult stored = result_of(folder);
    Remeasured again;
    const AuditReport report =
        audit_journal(folder / "journal.sqlite",
                      {.expected_digest = ledger::to_text(stored.result.digest),
                       .expected_sha256 = {},
                       .on_open = [&](const JournalFile& journal) { again.open(journal); },
                       .on_day = [&](const sim::DayRecord& day) { again.read(day); }});
    std::vector<std::string> findings = report.findings;
    if (report.holds()) findings = again.differences(stored.result);
    for (const std::string& finding : findings) std::cout << finding << '\n';
    if (report.finding_count > report.findings.size())
        std::cout << fmt::format("… and {} more\n", report.finding_count - report.findings.size());
    if (!findings.empty()) {
        std::cout << fmt::format("audit: {} findings\n",
                                 std::max<std::uint64_t>(report.finding_count, findings.size()));
        return check_failed;
    }
    std::cout << fmt::format(
        "audit: {} entries, {} postings, {} decisions, {}{} days: every seal, balance, limit and "
        "KPI "
        "of the journal made again and equal\n{}root {}\n",
        report.entries, report.postings, report.decisions,
        report.payments == 0 ? "" : fmt::format("{} payments, ", report.payments), report.days,
        on_trust_text(again.on_trust(stored.result)), report.root);
    return 0;
}

namespace {

int export_messages(const Options& options, outgoing::Format format) {
    const fs::path folder = find_run(options.files.front());
    const StoredResult stored = result_of(folder);
    JournalFile journal = journal_of(folder);
    MessageFolder messages(options.out.empty() ? folder / "messages" / options.as
                                               : fs::path(options.out));
    try {
        outgoing::write_messages(journal, stored.result.payments, format,
                                 [&](const outgoing::Message& message) { messages.take(message); });
    } catch (const sqlite::SqliteError& failure) {
        throw CommandFailure(check_failed, std::string("rmbsim: ") + failure.what());
    }
    for (const std::string& finding : journal.findings()) std::cerr << finding << '\n';
    if (!journal.findings().empty()) return check_failed;
    std::cout << messages.finish();
    return 0;
}

}  // namespace

int export_run(const Options& options) {
    if (const auto messages = outgoing::find_format(options.as))
        return export_messages(options, *messages);
    const auto format = find_export_format(options.as);
    if (!format)
        throw CommandFailure(Diagnostic{
            .file = "--as",
            .message = "'" + options.as + "' is no format",
            .expected = export_format_names() + "; messages: " + outgoing::format_names(),
            .hint = {}});
    const fs::path folder = find_run(options.files.front());
    JournalFile journal = journal_of(folder);
    const sim::Directory directory = journal.directory();
    const ExportSource source{.directory = &directory,
                              .for_each_day = [&](const auto& fn) { journal.for_each_day(fn); },
                              .title = directory.title_en};
    const auto whole = [&] {  // a damaged day is left out of the walk: say so, and fail
        for (const std::string& finding : journal.findings()) std::cerr << finding << '\n';
        return journal.findings().empty() ? 0 : check_failed;
    };
    try {
        if (options.out.empty()) {
            export_journal(source, *format, std::cout);
            std::cout.flush();
            if (!std::cout)
                throw CommandFailure(surroundings_failed, "rmbsim: standard output was closed");
            return whole();
        }
        const auto statement = statements::find_format(name_of(*format));
        if (statement && names_folder(options.out)) {
            write_statement_folder(source, *statement, options.out);
            return whole();
        }
        std::ofstream file(options.out, std::ios::binary | std::ios::trunc);
        export_journal(source, *format, file);
        file.close();
        if (!file) {
            fs::remove(options.out);
            throw CommandFailure(surroundings_failed, "rmbsim: cannot write " + options.out);
        }
    } catch (const ExportFailure& failure) {
        throw CommandFailure(check_failed, std::string("rmbsim: ") + failure.what());
    }
    return whole();
}

// A report as its run made it: of a comparison all variants, with the decisions of the one shown.
int report_run(const Options& options) {
    const fs::path named(options.files.front());
    const fs::path folder = find_run(options.files.front());
    auto manifest = read_manifest(folder / "manifest.json");
    if (!manifest) throw CommandFailure(manifest.error());
    std::error_code error;
    StoredComparison comparison;
    if (folder != named && fs::exists(named / "comparison.json", error)) {
        auto stored = read_comparison(named / "comparison.json");
        if (!stored) throw CommandFailure(stored.error());
        comparison = std::move(*stored);
    } else {
        comparison.names = {manifest->variant};
    }
    comparison.intervals.resize(comparison.names.size());

    struct Shown {
        StoredResult stored;
        sim::Directory directory;
        std::vector<sim::Decision> decisions;
        std::vector<LinkUse> links;
    };
    std::vector<std::unique_ptr<Shown>> shown;
    ReportInput input = report_input(*manifest, folder != named);
    for (std::size_t i = 0; i < comparison.names.size(); ++i) {
        const std::string& name = comparison.names[i];
        const fs::path from = folder == named ? folder : named / name;
        auto one = std::make_unique<Shown>();
        one->stored = result_of(from);
        JournalFile journal = journal_of(from);
        one->directory = journal.directory();
        journal.for_each_day([&](const sim::DayRecord& day) {
            one->decisions.insert(one->decisions.end(), day.decisions.begin(), day.decisions.end());
        });
        one->links = link_uses(one->decisions, one->directory);
        // A plain run has neither name nor baseline.
        if (!comparison.baseline.empty() && name == comparison.baseline) input.baseline = i;
        if (name == manifest->variant)
            input.candidate = i;
        else
            one->decisions = {};
        shown.push_back(std::move(one));
    }
    for (std::size_t i = 0; i < shown.size(); ++i)
        input.variants.push_back({.result = &shown[i]->stored.result,
                                  .decisions = shown[i]->decisions,
                                  .directory = &shown[i]->directory,
                                  .links = shown[i]->links,
                                  .intervals = comparison.intervals[i]});
    const Shown& candidate = *shown[input.candidate];
    input.folder = named.string();
    input.replications = comparison.replications;
    input.break_even = comparison.break_even;
    input.parameters = candidate.directory.parameters;
    for (const auto& one : shown)
        for (const sim::Checked& line : one->stored.expectations)
            input.expectations.push_back(
                {.text = line.text, .held = line.held, .found = line.found});
    const fs::path out = options.out.empty() ? named / "report.html" : fs::path(options.out);
    write_file(out, render_html(input, options.language));
    std::cout << out.string() << '\n';
    return 0;
}

int explain_run(const Options& options) {
    const fs::path folder = find_run(options.words.front());
    const StoredResult stored = result_of(folder);
    ExplainOptions how{.language = options.language};
    how.entity = options.entity;
    how.kpis = stored.result.kpis;
    how.refusals = stored.result.refusals;
    if (!options.on.empty()) {
        how.on = parse_date(options.on);
        if (!how.on)
            throw CommandFailure(Diagnostic{.file = "--on",
                                            .message = "'" + options.on + "' is not a date",
                                            .expected = "a day such as 2026-02-28",
                                            .hint = {}});
    }
    if (!options.known_at.empty()) {
        const auto at = sim::parse_time(options.known_at);
        if (!at)
            throw CommandFailure(Diagnostic{.file = "--known-at",
                                            .message = "'" + options.known_at + "' is not a time",
                                            .expected = "a time such as 2026-02-03T16:30:00+08:00",
                                            .hint = {}});
        how.known_at = ledger::SimTime{std::chrono::milliseconds{*at}};
    }
    const std::vector<std::string> what(options.words.begin() + 1, options.words.end());
    const auto text = explain(folder / "journal.sqlite", what, how);
    if (!text)
        throw CommandFailure(
            Diagnostic{.file = folder.string(),
                       .message = text.error(),
                       .expected = "entry N, decision N, limit ID, account ID, kpi NAME, "
                                   "payment P-N or NAME, flow ID or refusal N",
                       .hint = "rmbsim explain " + options.words.front() + " kpi net_result"});
    std::cout << *text << (text->ends_with('\n') ? "" : "\n");
    return 0;
}

int diff_runs(const Options& options) {
    const fs::path left = find_run(options.files[0]), right = find_run(options.files[1]);
    const StoredResult of_left = result_of(left), of_right = result_of(right);
    const auto difference = diff_journals(
        {.journal = left / "journal.sqlite", .kpis = of_left.result.kpis},
        {.journal = right / "journal.sqlite", .kpis = of_right.result.kpis}, options.language);
    if (!difference) throw CommandFailure(surroundings_failed, "rmbsim: " + difference.error());
    std::cout << difference->text << (difference->text.ends_with('\n') ? "" : "\n");
    return difference->same ? 0 : check_failed;
}

}  // namespace rmbsim::adapters::cli
