#include "adapters/exports/journal_walk.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "adapters/exports/export.hpp"
#include "adapters/exports/text.hpp"
#include "ledger/entry.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters::exports {

Causes::Causes(const sim::Directory& directory) {
    const auto is = [](const sim::RuleRow& row, std::initializer_list<sim::Rule> rules) {
        return std::ranges::any_of(
            rules, [&](sim::Rule rule) { return sim::rule_row(rule).code == row.code; });
    };
    using enum sim::Rule;
    for (const sim::RuleRow& row : directory.rules)
        about_.push_back(is(row, {receipt, payment})                             ? About::flow
                         : is(row, {concentration, funding, fx_conversion})      ? About::decision
                         : is(row, {payment_sent, payment_settled, payment_fee}) ? About::payment
                                                                                 : About::event);
}

void Causes::append(std::string& out, const EntryView& entry) const {
    const ledger::EntryRow& row = entry.row;
    const auto numbered = [&](std::string_view what) {
        out += what;
        append_integer(out, row.subject);
    };
    switch (about_[row.rule]) {
        case About::flow:
            if (entry.client_id.empty()) return numbered("flow #");
            out += "flow ";
            out += entry.client_id;
            return;
        case About::decision:
            return numbered("decision ");
        case About::payment:
            return numbered("payment P-");
        case About::event:
            out += "event ";
            append_integer(out, row.origin);
            out += '/';
            append_integer(out, row.nth);
            return;
    }
}

Totals::Totals(const sim::Directory& directory)
    : balances_(directory.accounts.size()), rules_(directory.rules.size()) {}

void Totals::add(const EntryView& entry) {
    const auto refuse = [&](const std::string& why) {
        throw ExportFailure("entry " + std::to_string(entry.id.index) + " " + why);
    };
    if (entry.row.rule >= rules_)
        refuse("has rule " + std::to_string(entry.row.rule) + ", which the journal does not list");
    for (const ledger::PostingRow& posting : entry.postings) {
        const std::uint32_t account = posting.account.index;
        if (account >= balances_.size())
            refuse("posts to account " + std::to_string(account) +
                   ", which the journal does not list");
        const auto sum = ledger::checked_add(balances_[account], posting.minor);
        if (!sum) refuse("takes account " + std::to_string(account) + " beyond 64 bits");
        balances_[account] = *sum;
    }
}

}  // namespace rmbsim::adapters::exports
