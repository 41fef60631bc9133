// What the explanations share: walking entries, naming causes and accounts, and one function a subject.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/explain.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters::sqlite {

using Explained = std::expected<std::string, std::string>;

struct FoundEntry {
    std::uint32_t id = 0;
    std::int32_t day = 0;  // business day that sealed it
    ledger::EntryRow row;
    std::vector<ledger::PostingRow> postings;
    std::string client_id;
    std::uint64_t seal = 0;
};

// Calls fn(id, row, postings, client id, day record) for each entry in order.
template <class Fn>
void for_each_journal_entry(JournalFile& file, Fn&& fn) {
    file.for_each_day([&](const sim::DayRecord& day) {
        std::size_t client = 0;
        const auto clients = day.journal.client_ids;
        ledger::for_each_entry(day.journal, [&](ledger::EntryId id, const ledger::EntryRow& row,
                                                std::span<const ledger::PostingRow> postings) {
            std::string_view client_id;
            if (client < clients.size() && clients[client].entry == id)
                client_id = clients[client++].client_id;
            fn(id.index, row, postings, client_id, day);
        });
    });
}

// Entries that `wanted(id, row, client id)` asks for.
template <class Wanted>
std::vector<FoundEntry> find_entries(JournalFile& file, Wanted&& wanted) {
    std::vector<FoundEntry> found;
    for_each_journal_entry(file, [&](std::uint32_t id, const ledger::EntryRow& row,
                                     std::span<const ledger::PostingRow> postings,
                                     std::string_view client_id, const sim::DayRecord& day) {
        if (!wanted(id, row, client_id)) return;
        found.push_back({.id = id,
                         .day = day.seal.day,
                         .row = row,
                         .postings = {postings.begin(), postings.end()},
                         .client_id = std::string(client_id),
                         .seal = day.journal.seals[id - day.journal.first.index]});
    });
    return found;
}

enum class About : std::uint8_t { flow, decision, payment, order, other };
About about_of(std::uint32_t rule);
// "flow F-12", "decision 44", "payment P-17", "event 7/12 (interest due)": what explain takes.
std::string cause_of(const ledger::EntryRow& row, std::string_view client_id, Language language);
std::string rule_text(const sim::Directory& directory, std::uint32_t rule, Language language);
std::string book_text(const sim::Directory& directory, ledger::BookId book, Language language);
std::string account_name(const sim::AccountRow& account, Language language);
// An entry's rule, cause and postings, as a few lines under an indent.
void tell_postings(Explanation& to, const sim::Directory& directory, const FoundEntry& entry);
void tell_entries(Explanation& to, const sim::Directory& directory,
                  std::span<const FoundEntry> entries);
// A company's bank account by the scenario's id; UINT32_MAX when there is none.
std::uint32_t bank_account_named(const sim::Directory& directory, std::string_view id);

// The refusal that result.json tells of "decision 44" or "flow F-12"; nullptr: it was not refused.
const sim::Refusal* refusal_of(std::span<const sim::Refusal> refusals, std::string_view what);
// Regime, document, article, value, headroom, mark.
void tell_rule(Explanation& to, const sim::Refusal& refusal);
std::string mark_text(const std::string& mark, Language language);  // "RECALLED (not confirmed)"

std::string did_you_mean(std::string_view text, const std::vector<std::string>& known,
                         Language language);

Explained explain_entry(JournalFile& file, std::uint32_t id, Language language);
// What a conversion compared: both all-in prices, and which was chosen.
void tell_conversion(Explanation& to, const sim::Directory& directory,
                     const sim::Decision& decision);
Explained explain_decision(JournalFile& file, std::uint32_t id, const ExplainOptions& options);
Explained explain_limit(JournalFile& file, const std::string& id, Language language);
Explained explain_account(JournalFile& file, const std::string& id, const ExplainOptions& options);
Explained explain_kpi(JournalFile& file, const std::string& name, const ExplainOptions& options);
Explained explain_payment(JournalFile& file, std::uint32_t id, Language language);
// All payments of payment systems that bear a name; nullopt: none does.
std::optional<std::string> explain_payment_named(JournalFile& file, const std::string& name,
                                                 Language language);
// An order of an online store, from its sale to spendable money; nullopt: none of that name was followed.
std::optional<std::string> explain_order(JournalFile& file, const std::string& name,
                                         Language language);
std::string nearest_payment(JournalFile& file, const std::string& name, Language language);
// The legs of a payment over several rails, and the ways that were looked at.
void tell_route(Explanation& to, JournalFile& file, const PaymentRow& payment);
bool tell_instruction(Explanation& to, JournalFile& file, std::uint32_t id);
void tell_payments_of_entry(Explanation& to, JournalFile& file, std::uint32_t entry);
Explained explain_flow(JournalFile& file, const std::string& name, const ExplainOptions& options);
Explained explain_refusal(JournalFile& file, std::uint32_t number, const ExplainOptions& options);

}  // namespace rmbsim::adapters::sqlite
