// explain entry N, flow ID, and the instruction behind payment P-N: what was booked, when, by which rule, and why.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "ledger/entry.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

std::string flow_place(const sim::Directory& directory, std::string_view name) {
    const auto flow = std::ranges::find(directory.flow_names, name);
    if (flow == directory.flow_names.end()) return "";
    const auto at = static_cast<std::size_t>(flow - directory.flow_names.begin());
    if (at >= directory.flow_places.size()) return "";
    const sim::FlowPlace place = directory.flow_places[at];
    return fmt::format("{}:{}", directory.flow_files[place.file], place.line);
}

// The decision that an entry carried out: named by its subject, or by its payment's first entry.
std::optional<sim::Decision> decision_behind(JournalFile& file, const FoundEntry& entry) {
    const About about = about_of(entry.row.rule);
    if (about != About::decision && about != About::payment) return std::nullopt;
    std::uint32_t first = entry.id;
    if (about == About::payment) {
        const auto sent = find_entries(file, [&](std::uint32_t, const ledger::EntryRow& row, auto) {
            return row.rule == sim::id_of(sim::Rule::payment_sent).index &&
                   row.subject == entry.row.subject;
        });
        if (!sent.empty()) first = sent.front().id;
    }
    std::optional<sim::Decision> found;
    file.for_each_day([&](const sim::DayRecord& day) {
        for (const sim::Decision& d : day.decisions)
            if (about == About::decision ? d.id == entry.row.subject : d.first_entry == first)
                found = d;
    });
    return found;
}

std::string decision_text(const sim::Directory& directory, const sim::Decision& d) {
    const sim::LinkRow& link = directory.links[d.link];
    return fmt::format("decision {} (link {}: {} {} {})", d.id, link.id, link.child,
                       d.upward ? "→" : "←", link.header);
}

}  // namespace

Explained explain_entry(JournalFile& file, std::uint32_t id, Language language) {
    const sim::Directory& directory = file.directory();
    std::vector<FoundEntry> found, reversals;
    std::uint32_t entries = 0;
    const auto is_meant = [&](std::uint32_t i, const ledger::EntryRow& row, std::string_view) {
        entries = std::max(entries, i + 1);
        return i == id || row.reverses == id;
    };
    for (FoundEntry& entry : find_entries(file, is_meant))
        (entry.id == id ? found : reversals).push_back(std::move(entry));
    if (found.empty())
        return std::unexpected(
            fmt::format("there is no entry {}: the journal has {} entries, from 0", id, entries));

    const FoundEntry& entry = found.front();
    Explanation to(language);
    to.title(language == Language::zh ? fmt::format("分录 {}", id) : fmt::format("entry {}", id));
    to.fact({"booked", "记账时间"}, time_text(entry.row.time_ms));
    to.fact({"business day", "营业日"}, date_text(entry.day));
    to.fact({"value date", "起息日"}, date_text(entry.row.value_day));
    to.fact({"rule", "规则"}, rule_text(directory, entry.row.rule, language));
    to.fact({"cause", "起因"}, cause_of(entry.row, entry.client_id, language));
    if (!entry.client_id.empty())
        to.fact({"written in", "来源"}, flow_place(directory, entry.client_id));
    if (const auto decision = decision_behind(file, entry))
        to.fact({"decided by", "决策"}, decision_text(directory, *decision));
    if (entry.row.reverses != ledger::none)
        to.fact({"reverses", "冲销"}, fmt::format("entry {}", entry.row.reverses));
    for (const FoundEntry& reversal : reversals)
        to.fact({"reversed by", "被冲销"}, fmt::format("entry {}", reversal.id));
    if (entry.row.settles != ledger::none)
        to.fact({"settles", "结清预留"}, fmt::format("reservation {}", entry.row.settles));
    to.fact({"seal", "封印"}, fmt::format("{:016x}", entry.seal));
    to.heading({"postings", "分录行"});
    tell_postings(to, directory, entry);
    tell_payments_of_entry(to, file, id);
    return to.text();
}

// What a company instructed, sent and received: false where nobody did.
bool tell_instruction(Explanation& to, JournalFile& file, std::uint32_t id) {
    const sim::Directory& directory = file.directory();
    const auto is_rule = [](const ledger::EntryRow& row, sim::Rule rule) {
        return row.rule == sim::id_of(rule).index;
    };
    const auto found = find_entries(file, [&](std::uint32_t, const ledger::EntryRow& row, auto) {
        using enum sim::Rule;
        return row.subject == id && about_of(row.rule) == About::payment &&
               !is_rule(row, settled_gross) && !is_rule(row, settled_together) &&
               !is_rule(row, settled_net) && !is_rule(row, settled_jointly);
    });
    if (found.empty()) return false;
    const auto is = [&](sim::Rule rule) {
        return [&is_rule, rule](const FoundEntry& e) { return is_rule(e.row, rule); };
    };
    const auto sent = std::ranges::find_if(found, is(sim::Rule::payment_sent));
    const auto arrived = std::ranges::find_if(found, [&](const FoundEntry& e) {
        return is(sim::Rule::payment_settled)(e) || is(sim::Rule::intercompany_interest_paid)(e);
    });
    const auto returned = std::ranges::find_if(found, is(sim::Rule::payment_returned));
    Words status{"in transit", "在途"};
    if (arrived != found.end()) status = {"settled", "已到账"};
    if (returned != found.end()) status = {"returned", "已退回"};
    to.fact({"status", "状态"}, status.in(to.language()));
    if (sent != found.end()) to.fact({"sent", "发出"}, time_text(sent->row.time_ms));
    if (arrived != found.end()) to.fact({"arrived", "到账"}, time_text(arrived->row.time_ms));
    if (returned != found.end()) to.fact({"came back", "退回"}, time_text(returned->row.time_ms));
    if (const auto decision = decision_behind(file, found.front()))
        to.fact({"decided by", "决策"}, decision_text(directory, *decision));
    to.heading({"entries", "分录"});
    tell_entries(to, directory, found);
    return true;
}

Explained explain_flow(JournalFile& file, const std::string& name, const ExplainOptions& options) {
    const Language language = options.language;
    const sim::Directory& directory = file.directory();
    const auto found =
        find_entries(file, [&](std::uint32_t, const ledger::EntryRow&, std::string_view client_id) {
            return client_id == name;
        });
    const std::string place = flow_place(directory, name);
    // An order of a wallet is written in no file of flows: refused, it has nothing but its refusal.
    const sim::Refusal* refusal = refusal_of(options.refusals, "flow " + name);
    if (found.empty() && place.empty() && refusal == nullptr)
        return std::unexpected(fmt::format("there is no flow {}{}", name,
                                           did_you_mean(name, directory.flow_names, language)));
    Explanation to(language);
    to.title(language == Language::zh ? fmt::format("收付 {}", name)
                                      : fmt::format("flow {}", name));
    to.fact({"written in", "来源"}, place);
    if (refusal != nullptr) {
        to.fact({"outcome", "结果"}, Words{"refused", "已拒绝"}.in(language));
        to.fact({"account", "账户"}, refusal->subject);
        to.fact({"value date", "起息日"}, date_text(ledger::day_number(refusal->on)));
        to.fact({"amount", "金额"},
                fmt::format("{} {}", grouped(refusal->wish_minor, refusal->decimals),
                            refusal->currency));
        tell_rule(to, *refusal);
    } else if (found.empty()) {
        to.line(Words{"not booked: it lies behind the end of the run", "未入账:在运行结束之后"}.in(
            language));
    }
    if (found.empty()) return to.text();
    to.heading({"entries", "分录"});
    tell_entries(to, directory, found);
    return to.text();
}

}  // namespace rmbsim::adapters::sqlite
