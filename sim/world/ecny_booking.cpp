// The entries of wallets and contracts, and how a refusal is told.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/ecny/wallet_limit.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/regime.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/ecny_desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

ledger::ValueDate EcnyDesk::today() const {
    return desk_.scenario.zones[desk_.scenario.ecny.zone].local_date(desk_.now());
}

const BankAccountIds& EcnyDesk::ids_of(std::uint32_t wallet) const {
    return desk_.books.of(wallets_[wallet].spec->account);
}

std::string EcnyDesk::post(Rule rule, std::uint32_t subject, std::string_view client_id,
                           const EntryLines& lines) {
    const auto posted = desk_.recorder.post(
        {.rule = rule, .value_date = today(), .subject = subject, .client_id = client_id}, lines);
    return posted ? std::string() : std::string(ledger::name_of(posted.error()));
}

bool EcnyDesk::book(const WalletOrder& order, Rule rule, std::uint32_t wallet,
                    const EntryLines& lines) {
    std::string reason = post(rule, wallet, order.id, lines);
    const bool is_booked = reason.empty();
    if (!is_booked) refuse(order, wallet, std::move(reason));
    return is_booked;
}

// The wallet itself, or its holder's bank account where that much would lift it over its cap.
std::uint32_t EcnyDesk::account_taking(std::uint32_t wallet, std::int64_t minor) const {
    const WalletSpec& spec = *wallets_[wallet].spec;
    const std::int64_t balance = desk_.ledger.booked(ids_of(wallet).own);
    if (minor <= room_under_cap(spec.limits, balance, today())) return spec.account;
    ledger::expects(spec.bank_account != no_index,
                    "the loader wants a bank account where money may come over a cap");
    return spec.bank_account;
}

// Holder's and operator's side of money that arrives; between two banks both clear.
void EcnyDesk::add_received(EntryLines& lines, std::uint32_t account,
                            ledger::AccountId payer_clearing, std::int64_t minor) const {
    const BankAccountIds& to = desk_.books.of(account);
    lines.add(to.own, minor).add(to.mirror, -minor);
    if (payer_clearing != to.clearing) lines.add(payer_clearing, -minor).add(to.clearing, minor);
}

void EcnyDesk::add_paid(EntryLines& lines, std::uint32_t from, std::uint32_t to,
                        std::int64_t minor) const {
    const Wallet &payer = wallets_[from], &payee = wallets_[to];
    const BankAccountIds& ids = ids_of(from);
    const auto& accounts = desk_.scenario.accounts;
    lines.add(ids.own, -minor).add(ids.mirror, minor);
    if (accounts[payer.spec->account].owner != accounts[payee.spec->account].owner)
        lines.add(payer.payable, minor).add(payee.receivable, -minor);
    add_received(lines, account_taking(to, minor), ids.clearing, minor);
}

std::string EcnyDesk::give_back(std::uint32_t index, std::int64_t minor,
                                std::string_view client_id) {
    const Contract& contract = contracts_[index];
    const std::uint32_t source = contract.spec->source;
    EntryLines lines;
    lines.add(contract.held, -minor).add(contract.held_at_bank, minor);
    add_received(lines, account_taking(source, minor), ids_of(source).clearing, minor);
    return post(Rule::contract_refunded, source, client_id, lines);
}

Refusal& EcnyDesk::refuse(const WalletOrder& order, std::uint32_t wallet, std::string reason) {
    const BankAccount& account = desk_.scenario.accounts[wallets_[wallet].spec->account];
    ++desk_.counts.flows_refused;
    desk_.refusals.push_back({.what = "flow " + order.id,
                              .subject = account.id,
                              .on = today(),
                              .wish_minor = order.minor,
                              .currency = std::string(ledger::code_of(account.currency)),
                              .decimals = ledger::info(account.currency).decimals,
                              .reason = std::move(reason),
                              .limit = {},
                              .regime = {},
                              .parameter = {},
                              .document = {}});
    return desk_.refusals.back();
}

// With the limit that stood against it: a version of the tier's rule, or what was agreed for the wallet.
void EcnyDesk::refuse_by(const WalletVerdict& verdict, const WalletOrder& order,
                         std::uint32_t wallet) {
    Refusal& refusal = refuse(order, wallet, std::string(name_of(verdict.reason)));
    if (verdict.limit != nullptr || verdict.reason == WalletRefusal::balance_too_small)
        refusal.headroom_minor = verdict.headroom_minor;
    if (verdict.limit == nullptr) return;
    const WalletLimit& limit = *verdict.limit;
    const bool is_agreed = limit.tier.empty();
    refusal.parameter =
        (is_agreed ? refusal.subject : limit.tier) + "." + std::string(name_of(limit.per));
    refusal.value = ledger::to_text(limit.most_minor, refusal.decimals);
    refusal.unit = refusal.currency;
    refusal.document = limit.document;
    if (is_agreed) return;
    refusal.regime = "ECNY";
    refusal.parameter += "@" + ledger::iso_date(limit.in_force.from);
    refusal.in_force = limit.in_force.from;
    refusal.mark = std::string(name_of(limit.mark));
    refusal.note = limit.note;
}

}  // namespace rmbsim::sim
