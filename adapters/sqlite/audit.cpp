#include "adapters/sqlite/audit.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ios>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/commerce_rows.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/day_reader.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/entry_audit.hpp"
#include "adapters/sqlite/file_audit.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/page_marks.hpp"
#include "adapters/sqlite/payment_audit.hpp"
#include "adapters/sqlite/read_directory.hpp"
#include "adapters/sqlite/rule_audit.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "ledger/digest.hpp"
#include "ledger/journal.hpp"
#include "ledger/ledger.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters {
namespace {

using namespace sqlite;

// Days' digests, each over the one before: the first that differs is told.
class DigestAudit {
  public:
    explicit DigestAudit(Findings& findings) : findings_(findings) {}

    void read(const DayRows& day) {
        if (!day.closed) return;
        const ledger::SealedDay made = sealer_.seal(day.closed->day, day.slice());
        if (differs_ || to_text(made.digest) == day.closed->digest) return;
        differs_ = true;
        findings_.add(fmt::format("day {}: its digest is {}, recomputed {}; days behind it follow",
                                  date_text(day.closed->day), day.closed->digest,
                                  to_text(made.digest)));
    }
    const ledger::Digest& last() const { return sealer_.last(); }

  private:
    Findings& findings_;
    ledger::DaySealer sealer_;
    bool differs_ = false;
};

ledger::Digest chart_of(const sim::Directory& directory, bool has_books) {
    ledger::ChartHasher chart;
    if (has_books)
        for (const sim::BookRow& book : directory.books) chart.add_book(book.code, book.name_en);
    for (const sim::AccountRow& account : directory.accounts) chart.add_account(account.spec);
    return chart.finish();
}

void audit_chains(const RunTables& tables, std::span<const ledger::Chain> heads,
                  Findings& findings) {
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const std::string made = chain_text(heads[i]);
        const std::string stored = i < tables.chains.size() ? tables.chains[i] : "missing";
        if (made != stored)
            findings.add(fmt::format("book {}: its chain ends in {}, recomputed {}",
                                     tables.directory.books[i].code, stored, made));
    }
}

// Rows at the end of a table can go without leaving a gap: their number is sealed apart.
void audit_table_ends(const Database& database, std::vector<TableEnd> ends, Findings& findings) {
    SealedRows rows(database, "sealed", findings);
    while (rows.next()) {
        const auto end = std::ranges::find(ends, rows.text(1), &TableEnd::name);
        if (end == ends.end()) {
            findings.add(fmt::format("table sealed names '{}', which is no table", rows.text(1)));
            continue;
        }
        if (end->read_to_end && end->rows != rows.integer(2))
            findings.add(fmt::format("table {}: {} rows were sealed, {} are there", end->name,
                                     rows.integer(2), end->rows));
        else if (end->read_to_end && end->last_seal != rows.integer(3))
            findings.add(
                fmt::format("table {}: its last row is not the one that was sealed", end->name));
        ends.erase(end);
    }
    for (const TableEnd& end : ends) findings.add(fmt::format("table {} was not sealed", end.name));
}

void audit_days(JournalFile& file, const AuditOptions& options, AuditReport& report) {
    Findings& findings = file.notes();
    const RunTables& tables = file.tables();
    DayReader reader(file.database(), tables.directory, findings);
    EntryAudit entries(tables.directory, findings);
    RuleAudit rules(tables.directory, findings);
    DigestAudit digests(findings);
    PaymentAudit payments(file.database(), tables.directory, findings);
    DayRows day;
    while (reader.next(day)) {
        report.entries += day.entries.size();
        report.decisions += day.decisions.size();
        if (day.closed) {
            ++report.days;
        } else {
            findings.add("there are rows behind the last closed day");
        }
        if (options.on_day && day.closed && day.sound) {
            if (const auto digest = digest_from(day.closed->digest))
                options.on_day({.seal = {.day = day.closed->day,
                                         .entries_before = day.closed->entries_before,
                                         .digest = *digest},
                                .journal = day.slice(),
                                .decisions = day.decisions,
                                .limits = day.limits});
        }
        rules.read(day);
        entries.read(day);
        payments.read(day);
        digests.read(day);
    }
    entries.finish();
    payments.finish();
    report.payments = payments.payments();
    report.postings = entries.postings();
    report.first_altered_entry = entries.first_altered();
    std::vector<TableEnd> ends = tables.ends;
    for (TableEnd& end : reader.ends()) ends.push_back(std::move(end));
    for (TableEnd& end : payments.ends()) ends.push_back(std::move(end));
    for (TableEnd& end : read_commerce(file.database(), findings)) ends.push_back(std::move(end));
    audit_table_ends(file.database(), std::move(ends), findings);

    if (entries.chains_fit()) audit_chains(tables, entries.heads(), findings);
    const bool has_books = !tables.chains.empty() || !tables.directory.accounts.empty();
    report.root = to_text(ledger::root_digest(chart_of(tables.directory, has_books),
                                              entries.heads(), digests.last()));
    if (!file.is_finished()) {
        findings.add("the journal has no root digest: its run did not finish");
    } else if (report.root != file.root()) {
        findings.add(fmt::format("the journal's root digest is {}, recomputed {}", file.root(),
                                 report.root));
    }
    if (!options.expected_digest.empty() && options.expected_digest != report.root)
        findings.add(fmt::format("the result's digest is {}, the journal's recomputed {}",
                                 options.expected_digest, report.root));
}

}  // namespace

AuditReport audit_journal(const std::filesystem::path& path, const AuditOptions& options) {
    AuditReport report;
    Findings findings;  // of the file, then of what it holds
    const PageCheck pages = check_pages(path);
    auto file = JournalFile::open(path);
    if (file) {
        try {
            Findings& inside = file->notes();
            if (options.on_open) options.on_open(*file);
            audit_days(*file, options, report);
            audit_schema(file->database(), inside);
            audit_pages(path, pages, &file->database(), inside);
            if (!is_untouched(pages)) audit_integrity(file->database(), inside);
        } catch (const SqliteError& error) {
            file->notes().add(fmt::format("the journal cannot be read on: {}", error.what()));
        }
    } else {
        findings.add(file.error());
        audit_pages(path, pages, nullptr, findings);
    }
    if (!options.expected_sha256.empty()) {
        const auto made = sha256_of_file(path);
        Findings& to = file ? file->notes() : findings;
        if (made && *made != options.expected_sha256)
            to.add(fmt::format("the file's SHA-256 is {}, noted at its end was {}", *made,
                               options.expected_sha256));
    }
    const Findings& all = file ? file->notes() : findings;
    report.findings = all.kept();
    report.finding_count = all.count();
    return report;
}

std::optional<std::string> sha256_of_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    ledger::Sha256Hasher hasher;
    std::vector<char> chunk(std::size_t{1} << 20);
    while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || file.gcount() > 0)
        hasher.add(std::as_bytes(std::span(chunk).first(static_cast<std::size_t>(file.gcount()))));
    if (file.bad()) return std::nullopt;
    return to_text(hasher.finish());
}

}  // namespace rmbsim::adapters
