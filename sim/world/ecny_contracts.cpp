// Steps of conditional payments 智能合约: what the contract says first, then its wallets.
#include <cstdint>
#include <string>
#include <utility>

#include "ledger/contract.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/ecny/conditional_payment.hpp"
#include "sim/ecny/wallet_limit.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"
#include "sim/world/books.hpp"
#include "sim/world/ecny_desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

bool EcnyDesk::step(const WalletOrder& order, ContractStep::Kind kind, ContractMoney& then) {
    const Contract& contract = contracts_[order.contract];
    const auto found = after(contract.spec->terms, contract.money,
                             {.kind = kind,
                              .at = ms_of(desk_.now()),
                              .minor = order.minor,
                              .payee = order.to,
                              .purpose = order.purpose});
    if (found) {
        then = *found;
        return true;
    }
    Refusal& refusal = refuse(order, contract.spec->source, std::string(name_of(found.error())));
    refusal.document = "smart contract " + contract.spec->id;
    if (found.error() >= ContractRefusal::not_delivered)
        refusal.headroom_minor = headroom(contract.spec->terms, contract.money, kind);
    return false;
}

void EcnyDesk::deposit(const WalletOrder& order) {
    Contract& contract = contracts_[order.contract];
    const std::uint32_t source = contract.spec->source;
    ContractMoney then;
    if (!step(order, ContractStep::Kind::deposit, then)) return;
    const WalletVerdict verdict =
        may_pay(wallets_[source].spec->limits, use_of(source), today(), order.minor);
    if (!verdict.passes()) return refuse_by(verdict, order, source);
    const BankAccountIds& payer = ids_of(source);
    EntryLines lines;
    lines.add(contract.held, order.minor).add(payer.own, -order.minor);
    lines.add(payer.mirror, order.minor).add(contract.held_at_bank, -order.minor);
    if (!book(order, Rule::contract_funded, source, lines)) return;
    wallets_[source].paid.add(today(), order.minor);
    contract.money = then;
}

void EcnyDesk::deliver(const WalletOrder& order) {
    ContractMoney then;
    if (step(order, ContractStep::Kind::deliver, then)) contracts_[order.contract].money = then;
}

void EcnyDesk::release(const WalletOrder& order) {
    Contract& contract = contracts_[order.contract];
    ContractMoney then;
    if (!step(order, ContractStep::Kind::release, then)) return;
    const Wallet& payee = wallets_[order.to];
    const WalletVerdict verdict = may_receive(
        payee.spec->limits, desk_.ledger.booked(ids_of(order.to).own), today(), order.minor);
    if (!verdict.passes()) return refuse_by(verdict, order, order.to);
    const WalletContract& spec = *contract.spec;
    const std::int64_t a = order.minor;
    EntryLines lines;
    lines.add(contract.cost, a).add(contract.held, -a);
    if (spec.kind == ContractKind::subsidy) {
        const Wallet& spent_by = wallets_[spec.beneficiary];
        lines.add(spent_by.payable, a).add(spent_by.other_income, -a);
    }
    lines.add(spec.kind == ContractKind::red_packet ? payee.other_income : payee.receivable, -a);
    lines.add(contract.held_at_bank, a);
    add_received(lines, payee.spec->account, ids_of(spec.source).clearing, a);
    if (!book(order, Rule::contract_released, order.to, lines)) return;
    contract.money = then;
}

void EcnyDesk::refund(const WalletOrder& order) {
    Contract& contract = contracts_[order.contract];
    ContractMoney then;
    if (!step(order, ContractStep::Kind::refund, then)) return;
    std::string reason = give_back(order.contract, order.minor, order.id);
    if (reason.empty())
        contract.money = then;
    else
        refuse(order, contract.spec->source, std::move(reason));
}

void EcnyDesk::expire(std::uint32_t index) {
    Contract& contract = contracts_[index];
    const std::int64_t held = contract.money.held_minor();
    const auto then = after(contract.spec->terms, contract.money,
                            {.kind = ContractStep::Kind::expire, .at = ms_of(desk_.now())});
    ledger::expects(then.has_value(), "a contract expires when its time has come");
    if (held == 0 || give_back(index, held, {}).empty()) contract.money = *then;
}

}  // namespace rmbsim::sim
