#include "sim/world/customer_desk.hpp"

#include <cstdint>
#include <string>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "sim/kernel/event.hpp"
#include "sim/rail/rail.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"

namespace rmbsim::sim {

CustomerDesk::CustomerDesk(Desk& desk, Payments& payments) : desk_(desk), payments_(payments) {
    for (const CustomerOrder& order : desk.scenario.customer_orders) {
        const BankAccount& from = desk.scenario.accounts[order.from_account];
        const BankAccount& to = desk.scenario.accounts[order.to_account];
        const auto line = [&](const BankAccount& of, ledger::ChartLine chart_line) {
            return desk.books.line(desk.books.book_of_entity(of.owner), chart_line, of.currency,
                                   of.market);
        };
        counterparts_.push_back({.senders = line(from, ledger::ChartLine::accounts_payable),
                                 .receivers = line(to, ledger::ChartLine::accounts_receivable),
                                 .same_owner = from.owner == to.owner});
    }
}

void CustomerDesk::schedule_first() {
    const auto& orders = desk_.scenario.customer_orders;
    for (std::uint32_t i = 0; i < orders.size(); ++i)
        desk_.queue.schedule(orders[i].at,
                             {.phase = Phase::arrivals, .origin = desk_.origins.customers},
                             EventKind::customer_order, i);
}

void CustomerDesk::act(std::uint32_t index) {
    const CustomerOrder& order = desk_.scenario.customer_orders[index];
    const Scenario& s = desk_.scenario;
    const bool within = s.accounts[order.from_account].bank == s.accounts[order.to_account].bank;
    const Instruction instruction{.rail = within ? UINT32_MAX : order.rail,
                                  .from_account = order.from_account,
                                  .to_account = order.to_account,
                                  .minor = order.minor,
                                  .purpose = PaymentPurpose::customer,
                                  .name = order.name,
                                  .route = within ? UINT32_MAX : order.route};
    // Within one bank it never leaves the bank's own books.
    const auto sent =
        within ? payments_.transfer(instruction, counterparts_[index], Rule::payment_settled)
               : payments_.send(instruction, counterparts_[index]);
    if (sent) return;
    for (const settlement::SystemSpec& system : s.systems)
        if (system.rail == order.rail)
            desk_.note_unpaid("payment " + system.names[order.name], order.from_account,
                              desk_.local_date(order.from_account), order.minor);
}

}  // namespace rmbsim::sim
