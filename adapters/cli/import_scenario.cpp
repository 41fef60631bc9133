#include "adapters/cli/import_scenario.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/failure.hpp"
#include "adapters/cli/import_folder.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/exports/text.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/rails_library.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::adapters::cli {
namespace {

using iso20022::Agent;

// A net system pays its positions over another rail, a correspondent has no participants.
bool settles_by_itself(const sim::RailRow& rail) {
    return rail.model == sim::RailModel::rtgs || rail.model == sim::RailModel::hybrid;
}

bool is_named(const Agent& agent) {
    return !agent.bic.empty() || !agent.member.empty() || !agent.name.empty();
}

Agent as_agent(const iso20022::Party& party) { return {.bic = party.bic, .name = party.name}; }

// The bank on one side: the agent named, a bank that is itself the party, or who carries the message.
Agent bank_at(const Agent& agent, const iso20022::Party& party, const Agent& carrier,
              const Agent& of_message) {
    if (is_named(agent)) return agent;
    if (!party.bic.empty()) return as_agent(party);
    return is_named(carrier) ? carrier : of_message;
}

// For people and for YAML alike: letters, digits and '-'.
std::string plain_id(std::string_view text) {
    std::string id;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!id.empty() && id.back() != '-')
            id += '-';
    while (id.ends_with('-')) id.pop_back();
    return id.substr(0, 40);
}

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

}  // namespace

ScenarioDraft::ScenarioDraft(ImportFolder& into, const std::string& library,
                             const std::string& rail)
    : into_(into), orders_(into.open("orders.csv")), rail_(rail) {
    const auto rails = load_rails(library);
    if (!rails) throw CommandFailure(rails.error());
    const sim::RailRow* row = rails->rail(rail);
    if (row == nullptr || !settles_by_itself(*row)) {
        std::vector<std::string> ids;
        for (const sim::RailRow& one : rails->rails)
            if (settles_by_itself(one)) ids.push_back(one.id);
        throw CommandFailure(Diagnostic{
            .file = "--rail",
            .message = row == nullptr ? fmt::format("there is no rail '{}'", rail)
                                      : fmt::format("rail '{}' does not settle by itself", rail),
            .expected = fmt::format("one of {}", fmt::join(ids, ", ")),
            .hint = "`rmbsim rails show RAIL` tells its hours and rules"});
    }
    currency_ = row->currencies.front();
    calendar_ = row->calendars.empty() ? "CN" : row->calendars.front();
    zone_ = row->zone;
    orders_ << "id,date,time,payer,payee,amount,priority\n";
}

std::optional<std::size_t> ScenarioDraft::bank_of(const Agent& agent) {
    if (!is_named(agent)) return std::nullopt;
    const std::string bic = agent.bic.substr(0, 8);
    const std::string key = !bic.empty()            ? "bic " + bic
                            : !agent.member.empty() ? "number " + agent.member
                                                    : "name " + agent.name;
    const auto [at, is_new] = by_key_.emplace(key, banks_.size());
    if (!is_new) return at->second;
    Bank bank{.id = plain_id(!bic.empty()            ? bic
                             : !agent.member.empty() ? "bank-" + agent.member
                                                     : agent.name),
              .name = !agent.name.empty() ? agent.name
                      : !bic.empty()      ? bic
                                          : agent.member,
              .bic = bic};
    // A Chinese name leaves no letters, and two names may leave the same.
    if (bank.id.empty() || !ids_.insert(bank.id).second) {
        bank.id += fmt::format("{}bank-{}", bank.id.empty() ? "" : "-", banks_.size() + 1);
        ids_.insert(bank.id);
    }
    banks_.push_back(std::move(bank));
    return banks_.size() - 1;
}

// The first of its references that no other payment has.
std::string ScenarioDraft::name_of(const iso20022::CreditTransfer& transfer) {
    for (const std::string* name : {&transfer.end_to_end_id, &transfer.transaction_id,
                                    &transfer.instruction_id, &transfer.uetr})
        if (!name->empty() && *name != "NOTPROVIDED" && names_.insert(*name).second) return *name;
    std::string name = fmt::format("payment-{}", count_ + 1);
    while (!names_.insert(name).second) name += "x";
    return name;
}

void ScenarioDraft::add(const iso20022::MessageHead& head, const iso20022::CreditTransfer& transfer,
                        const std::string& file, std::uint32_t line, Diagnostics& said) {
    const auto leave_out = [&](std::string why, std::string expected) {
        said.add({.file = file,
                  .line = line,
                  .severity = Severity::warning,
                  .message = "the payment is not in the scenario: " + std::move(why),
                  .expected = std::move(expected),
                  .hint = "its row in payments.csv is whole"});
    };
    if (transfer.amount.currency != currency_ || transfer.amount.minor <= 0)
        return leave_out(fmt::format("it is of {} {}", ledger::to_text(transfer.amount),
                                     ledger::code_of(transfer.amount.currency)),
                         fmt::format("an amount above zero in {}", ledger::code_of(currency_)));
    if (!parse_date(transfer.settlement_date))
        return leave_out("it names no day", "a settlement or execution date");
    const auto payer = bank_of(
        bank_at(transfer.debtor_agent, transfer.debtor, transfer.instructing, head.instructing));
    const auto payee = bank_of(
        bank_at(transfer.creditor_agent, transfer.creditor, transfer.instructed, head.instructed));
    if (!payer || !payee)
        return leave_out(
            payer ? "nobody says who the payee's bank is" : "nobody says who the payer's bank is",
            "a BIC, a clearing number or a name of each bank");
    if (*payer == *payee)
        return leave_out(fmt::format("'{}' is the bank of both sides", banks_[*payer].name),
                         "two banks: within one bank no rail is needed");
    const auto sent = ledger::checked_add(banks_[*payer].sent_minor, transfer.amount.minor);
    if (!sent) return leave_out("its bank's sum leaves 64 bits", "less than 2^63 minor units");
    banks_[*payer].sent_minor = *sent;
    std::string row;
    exports::append_csv(row, name_of(transfer));
    row += fmt::format(",{},10:00,{},{},{},{}\n", transfer.settlement_date, banks_[*payer].id,
                       banks_[*payee].id,
                       ledger::to_text(transfer.amount.minor, ledger::decimals_of(currency_)),
                       transfer.priority == "HIGH" ? "0" : "");
    orders_ << row;
    if (first_day_.empty() || transfer.settlement_date < first_day_)
        first_day_ = transfer.settlement_date;
    last_day_ = std::max(last_day_, transfer.settlement_date);
    ++count_;
}

std::uint64_t ScenarioDraft::finish() {
    if (count_ == 0)
        throw CommandFailure(
            Diagnostic{.file = "--rail",
                       .message = fmt::format("no payment of the files goes over '{}'", rail_),
                       .expected = fmt::format("payments in {} between two banks, with their day",
                                               ledger::code_of(currency_)),
                       .hint = "without --rail the payments are imported as rows"});
    std::ofstream& to = into_.open("scenario.yaml");
    to << fmt::format(
        "# Made by `rmbsim import --rail {0}` 由付款文件生成\n"
        "#\n"
        "#   rmbsim run scenario.yaml      what settles when, and on how much liquidity\n"
        "#\n"
        "# Each bank holds all that it sends: lower a balance to see payments wait. All are handed "
        "in at\n"
        "# 10:00 of their day, in the files' order; orders.csv can say other times.\n"
        "scenario: imported\n"
        "title: {{en: Imported payments, zh: 导入的付款}}\n"
        "period: {{from: {1}, to: {2}}}\n"
        "banks:\n",
        rail_, first_day_, last_day_);
    for (const Bank& bank : banks_) {
        const bool has_country = bank.bic.size() == 8 &&
                                 std::isupper(static_cast<unsigned char>(bank.bic[4])) != 0 &&
                                 std::isupper(static_cast<unsigned char>(bank.bic[5])) != 0;
        to << fmt::format(
            "  - {{id: {}, {}name: {}, jurisdiction: {}, calendar: {}, time_zone: {}}}\n",
            quoted(bank.id), bank.bic.empty() ? "" : "bic: " + bank.bic + ", ", quoted(bank.name),
            has_country ? bank.bic.substr(4, 2) : calendar_, calendar_, zone_);
    }
    to << fmt::format("rails:\n  - id: {0}\n    kind: settlement\n    system: {0}\n", rail_);
    const std::string code(ledger::code_of(currency_));
    to << "    participants:\n";
    for (const Bank& bank : banks_)
        to << fmt::format("      - {{bank: {}, balance: {}}}\n", quoted(bank.id),
                          ledger::to_text(bank.sent_minor, ledger::decimals_of(currency_)));
    to << fmt::format("payments:\n  - {{rail: {}, file: orders.csv}}\n", rail_);
    return count_;
}

}  // namespace rmbsim::adapters::cli
