#include "sim/world/books.hpp"

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/id.hpp"
#include "ledger/ledger.hpp"
#include "sim/commerce/export_spec.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

using ledger::AccountId;
using ledger::BookId;
using ledger::ChartLine;

Books::Books(const Scenario& scenario, ledger::Ledger& ledger, Directory& directory)
    : scenario_(scenario), ledger_(ledger), directory_(directory) {
    for (const Entity& entity : scenario.entities) {
        ledger.open_book(entity.id, entity.name.en);
        directory.books.push_back({.code = entity.id,
                                   .name_en = entity.name.en,
                                   .name_zh = entity.name.zh,
                                   .jurisdiction = entity.jurisdiction,
                                   .is_entity = true,
                                   .is_drawn = entity.is_drawn});
    }
    for (const Bank& bank : scenario.banks) {
        ledger.open_book(bank.id, bank.name.en);
        directory.books.push_back({.code = bank.id,
                                   .name_en = bank.name.en,
                                   .name_zh = bank.name.zh,
                                   .jurisdiction = bank.jurisdiction,
                                   .is_entity = false,
                                   .bic = bank.bic});
    }
    for (const settlement::SystemSpec& system : scenario.systems) {
        ledger.open_book(system.operator_id, system.operator_name.en);
        directory.books.push_back({.code = system.operator_id,
                                   .name_en = system.operator_name.en,
                                   .name_zh = system.operator_name.zh,
                                   .jurisdiction = {},
                                   .is_entity = false});
    }
    const auto open = [&](const auto& party) {
        ledger.open_book(party.id, party.name.en);
        directory.books.push_back({.code = party.id,
                                   .name_en = party.name.en,
                                   .name_zh = party.name.zh,
                                   .jurisdiction = party.jurisdiction,
                                   .is_entity = false});
    };
    for (const MarketplaceSpec& marketplace : scenario.marketplaces) open(marketplace);
    for (const ProviderSpec& provider : scenario.providers) open(provider);
    open_tax_office();
    for (std::uint32_t i = 0; i < scenario.accounts.size(); ++i) open_bank_account(i);
}

void Books::open_tax_office() {
    const ExportsSpec& exports = scenario_.exports;
    if (exports.office_id.empty()) return;
    tax_office_ = {static_cast<std::uint32_t>(directory_.books.size())};
    ledger_.open_book(exports.office_id, exports.office_name.en);
    directory_.books.push_back({.code = exports.office_id,
                                .name_en = exports.office_name.en,
                                .name_zh = exports.office_name.zh,
                                .jurisdiction = {},
                                .is_entity = false});
}

BookId Books::book_of_bank(std::uint32_t bank) const {
    return {static_cast<std::uint32_t>(scenario_.entities.size()) + bank};
}

BookId Books::book_of_operator(std::uint32_t system) const {
    return {static_cast<std::uint32_t>(scenario_.entities.size() + scenario_.banks.size()) +
            system};
}

BookId Books::book_of_marketplace(std::uint32_t marketplace) const {
    return book_of_operator(static_cast<std::uint32_t>(scenario_.systems.size()) + marketplace);
}

BookId Books::book_of_provider(std::uint32_t provider) const {
    return book_of_marketplace(static_cast<std::uint32_t>(scenario_.marketplaces.size()) +
                               provider);
}

void Books::open_bank_account(std::uint32_t index) {
    const BankAccount& account = scenario_.accounts[index];
    const BookId company = book_of_entity(account.owner);
    const BookId bank = book_of_bank(account.bank);
    const auto open = [&](BookId book, ChartLine chart_line, std::int64_t floor) {
        const ledger::ChartRow& row = ledger::chart_row(chart_line);
        // Since 2026 a wallet is a deposit at its operator: the same lines, under a name of its own.
        const std::string kind =
            account.kind == AccountKind::wallet ? "Digital yuan wallet" : std::string(row.en);
        ledger::AccountSpec spec{.book = book,
                                 .currency = account.currency,
                                 .type = row.type,
                                 .market = account.market,
                                 .code = std::string(row.code) + "." + account.id,
                                 .name = kind + " " + account.id,
                                 .floor_minor = floor};
        directory_.accounts.push_back({.spec = spec, .line = chart_line, .bank_account = index});
        return ledger_.open(std::move(spec));
    };
    BankAccountIds ids;
    ids.own =
        open(company, ChartLine::bank_deposit, -(account.overdraft_minor + account.daylight_minor));
    ids.mirror = open(bank, ChartLine::customer_deposit, ledger::no_floor);
    const auto company_line = [&](ChartLine chart_line) {
        return line(company, chart_line, account.currency, account.market);
    };
    const auto bank_line = [&](ChartLine chart_line) {
        return line(bank, chart_line, account.currency, account.market);
    };
    ids.clearing = bank_line(ChartLine::bank_clearing);
    ids.remittance = bank_line(ChartLine::remittance_in_transit);
    ids.transit = company_line(ChartLine::cash_in_transit);
    ids.opening = company_line(ChartLine::opening_equity);
    ids.interest_income = company_line(ChartLine::interest_income);
    ids.interest_expense = company_line(ChartLine::interest_expense);
    ids.interest_receivable = company_line(ChartLine::interest_receivable);
    ids.interest_payable = company_line(ChartLine::interest_payable);
    ids.fees = company_line(ChartLine::bank_fees);
    ids.bank_interest_expense = bank_line(ChartLine::bank_interest_expense);
    ids.bank_interest_income = bank_line(ChartLine::bank_interest_income);
    ids.bank_fee_income = bank_line(ChartLine::bank_fee_income);
    ids.bank_interest_payable = bank_line(ChartLine::interest_payable);
    ids_.push_back(ids);
}

AccountId Books::line(BookId book, ChartLine chart_line, ledger::CurrencyId currency,
                      ledger::Market market, std::uint32_t partner_book, bool cross_border,
                      std::uint32_t agreement) {
    const auto key =
        std::tuple(book.index, chart_line, currency.index, market, partner_book, agreement);
    if (const auto found = lines_.find(key); found != lines_.end()) return found->second;
    const ledger::ChartRow& row = ledger::chart_row(chart_line);
    const std::string money(ledger::display_code(currency, market));
    std::string code = std::string(row.code) + "." + money;
    // CNY and CNH differ by name already; foreign currency in a mainland bank says so.
    const bool foreign = currency != ledger::currency("CNY");
    if (foreign && market == ledger::Market::onshore) code += ".onshore";
    std::string name = std::string(row.en) + " " + money;
    if (partner_book != UINT32_MAX) {
        code += "." + ledger_.book_code(BookId{partner_book});
        name += " with " + ledger_.book_name(BookId{partner_book});
    }
    if (agreement > 1) {
        code += "." + std::to_string(agreement);
        name += " (agreement " + std::to_string(agreement) + ")";
    }
    ledger::AccountSpec spec{.book = book,
                             .currency = currency,
                             .type = row.type,
                             .market = market,
                             .code = std::move(code),
                             .name = std::move(name)};
    directory_.accounts.push_back({.spec = spec,
                                   .line = chart_line,
                                   .partner_book = partner_book,
                                   .cross_border = cross_border});
    const AccountId id = ledger_.open(std::move(spec));
    lines_.emplace(key, id);
    return id;
}

PairIds Books::pair(std::uint32_t entity, std::uint32_t partner, ledger::CurrencyId currency,
                    ledger::Market near_market, ledger::Market far_market, bool cross_border,
                    std::uint32_t agreement) {
    const auto side = [&](std::uint32_t owner, std::uint32_t other, ledger::Market market) {
        return line(book_of_entity(owner), ChartLine::intercompany_current, currency, market,
                    book_of_entity(other).index, cross_border, agreement);
    };
    return {.near = side(entity, partner, near_market), .far = side(partner, entity, far_market)};
}

}  // namespace rmbsim::sim
