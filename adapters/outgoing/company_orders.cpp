#include "adapters/outgoing/company_orders.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/iso20022/message.hpp"
#include "adapters/iso20022/write_messages.hpp"
#include "adapters/outgoing/run_names.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "adapters/swift/write_mt.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/store.hpp"
#include "sim/kernel/uetr.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters::outgoing {
namespace {

using namespace iso20022;
using sim::PaymentResult;

constexpr std::size_t orders_most = 1000;
constexpr std::size_t mt_orders_most = 25;

struct Order {
    const PaymentResult* instruction = nullptr;
    std::string name = {}, uetr = {};
    std::string status = {};  // of pain.002
    Reason reason = {};
    std::int64_t told_ms = 0;
};

struct OrderBatch {  // one message's: of one company at one bank, on one day
    std::string day;
    std::vector<Order> orders;
};

template <class Number>
Number fact_number(const sim::RunFacts& facts, std::string_view name) {
    Number number{};
    for (const auto& [key, value] : facts)
        if (key == name) std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

class CompanyOrders {
  public:
    CompanyOrders(JournalFile& journal, const sim::Directory& directory, Format format,
                  const Take& take)
        : journal_(journal),
          names_(directory),
          format_(format),
          take_(take),
          seed_(fact_number<std::uint64_t>(journal.facts(), "seed")),
          replication_(fact_number<std::uint32_t>(journal.facts(), "replication")) {
        const std::uint32_t sent = sim::id_of(sim::Rule::payment_sent).index;
        const std::uint32_t returned = sim::id_of(sim::Rule::payment_returned).index;
        journal.for_each_day([&](const sim::DayRecord& day) {
            ledger::for_each_entry(day.journal, [&](ledger::EntryId, const auto& row, auto) {
                if (row.rule == sent) sent_day_[row.subject] = row.value_day;
                if (row.rule == returned) returned_ms_[row.subject] = row.time_ms;
            });
        });
    }

    void add(const PaymentResult& instruction) {
        const auto day = sent_day_.find(instruction.id);
        if (day == sent_day_.end()) return;  // the journal has not sent it
        const AccountPlace from = names_.place_of(instruction.from_account);
        const Key key{from.company, from.bank,
                      format_ == Format::mt101 ? instruction.from_account : std::string()};
        const std::string day_text = sqlite::date_text(day->second);
        const std::size_t most = format_ == Format::mt101 ? mt_orders_most : orders_most;
        OrderBatch& batch = batches_[key];
        if (batch.day != day_text || batch.orders.size() == most) send(from, batch);
        batch.day = day_text;
        batch.orders.push_back(order_of(instruction));
    }

    void finish() {
        for (auto& [key, batch] : batches_) send({std::get<0>(key), std::get<1>(key)}, batch);
    }

  private:
    using Key = std::tuple<std::uint32_t, std::uint32_t, std::string>;  // company, bank, account

    Order order_of(const PaymentResult& instruction) const {
        Order order{.instruction = &instruction};
        sqlite::PaymentEnd end;
        const auto payment = sqlite::payment_numbered(journal_.database(), instruction.id);
        if (payment) {
            order.name = payment->name;
            order.uetr = payment->uetr;
            for (const auto& step : sqlite::steps_of(journal_.database(), instruction.id))
                end.take(step, payment->minor);
        } else {
            order.uetr = sim::uetr_of(seed_, replication_, instruction.id).view();
        }
        const auto returned = returned_ms_.find(instruction.id);
        if (returned != returned_ms_.end()) {
            order.status = "RJCT";
            order.reason = reason_of(end.reason);
            order.told_ms = returned->second;
        } else if (instruction.settled_ms) {
            order.status = "ACSC";
            order.told_ms = *instruction.settled_ms;
        } else {
            order.status = "ACSP";
            order.told_ms = instruction.sent_ms;
        }
        return order;
    }

    CreditTransfer transfer_of(const Order& order, const std::string& day,
                               const std::string& group) const {
        const PaymentResult& i = *order.instruction;
        const AccountPlace from = names_.place_of(i.from_account);
        const AccountPlace to = names_.place_of(i.to_account);
        CreditTransfer t;
        t.group_id = group;
        t.instruction_id = number_text(i.id);
        t.end_to_end_id = end_to_end_id(order.name, i.id);
        t.uetr = order.uetr;
        t.amount = money_of(i.minor, i.currency);
        t.settlement_date = day;
        t.category_purpose = names_.category_purpose(i.link, from.company, to.company);
        t.debtor = names_.company(from.company);
        t.debtor_account.other = i.from_account.substr(0, 34);
        t.debtor_agent = names_.bank(from.bank);
        t.creditor = names_.company(to.company);
        t.creditor_account.other = i.to_account.substr(0, 34);
        t.creditor_agent = names_.bank(to.bank);
        t.remittance = i.link;
        return t;
    }

    // Instructions of one account stand together: one PmtInf each.
    std::vector<CreditTransfer> transfers_of(const OrderBatch& batch) const {
        std::vector<CreditTransfer> transfers;
        std::string account, group;
        for (const Order& order : batch.orders) {
            const PaymentResult& i = *order.instruction;
            if (group.empty() || i.from_account != account) group = fmt::format("PMT-P{}", i.id);
            account = i.from_account;
            transfers.push_back(transfer_of(order, batch.day, group));
        }
        return transfers;
    }

    void send(const AccountPlace& from, OrderBatch& batch) {
        if (batch.orders.empty()) return;
        std::ranges::stable_sort(batch.orders, {}, [](const Order& order) {
            return std::string_view(order.instruction->from_account);
        });
        if (format_ == Format::mt101)
            send_mt101(from, batch);
        else
            send_pain(from, batch);
        batch.orders.clear();
    }

    MessageHead head(std::string_view name, std::string_view kind, const OrderBatch& batch,
                     std::int64_t time_ms, const AccountPlace& from) const {
        const Order& first = batch.orders.front();
        return {.message_name = std::string(name),
                .message_id = message_id(kind, batch.day, first.uetr, first.instruction->id),
                .created = sqlite::local_iso_text(time_ms, {}),
                .initiator = names_.company(from.company).name};
    }

    void send_pain(const AccountPlace& from, const OrderBatch& batch) const {
        const auto transfers = transfers_of(batch);
        std::int64_t sent_ms = 0, told_ms = 0;
        for (const Order& order : batch.orders) {
            sent_ms = std::max(sent_ms, order.instruction->sent_ms);
            told_ms = std::max(told_ms, order.told_ms);
        }
        const MessageHead sent = head("pain.001.001.09", "001", batch, sent_ms, from);
        const std::string bank = plain_name(names_.code_of(from.bank));
        take_({.file = bank + ".pain.001.xml",
               .text = write_pain001(sent, transfers),
               .transactions = transfers.size()});
        std::vector<PaymentStatus> statuses;
        for (std::size_t n = 0; n < transfers.size(); ++n) {
            const CreditTransfer& t = transfers[n];
            const Order& order = batch.orders[n];
            PaymentStatus status{.status_id = t.instruction_id,
                                 .original = {.message_id = sent.message_id,
                                              .message_name = sent.message_name,
                                              .created = sent.created,
                                              .group_id = t.group_id,
                                              .instruction_id = t.instruction_id,
                                              .end_to_end_id = t.end_to_end_id,
                                              .uetr = t.uetr}};
            status.status = order.status;
            status.reason = order.reason;
            statuses.push_back(std::move(status));
        }
        const MessageHead told = head("pain.002.001.10", "102", batch, told_ms, from);
        take_({.file = bank + ".pain.002.xml",
               .text = write_pain002(told, statuses),
               .transactions = statuses.size()});
    }

    // In MT the numbers stand for names, which may be longer than its 16 characters; a company without a
    // BIC signs with its bank's, as an order handed in there.
    void send_mt101(const AccountPlace& from, const OrderBatch& batch) const {
        auto transfers = transfers_of(batch);
        MessageHead sent = head("MT101", "101", batch, 0, from);
        sent.instructing = sent.instructed = names_.bank(from.bank);
        for (std::size_t n = 0; n < transfers.size(); ++n) {
            CreditTransfer& t = transfers[n];
            const std::uint32_t id = batch.orders[n].instruction->id;
            t.group_id = number_text(batch.orders.front().instruction->id);
            if (t.end_to_end_id.size() > 16) {
                t.remittance = t.end_to_end_id;
                t.end_to_end_id = number_text(id);
            }
            // A clearing member's number is twelve digits or more in MT; ours are names.
            t.debtor_agent.member.clear();
            t.creditor_agent.member.clear();
        }
        // Block 3 has room for one UETR only.
        if (transfers.size() > 1) transfers.front().uetr.clear();
        take_({.file = plain_name(names_.code_of(from.bank)) + ".mt101.fin",
               .text = swift::write_mt101(sent, transfers).text,
               .transactions = transfers.size()});
    }

    JournalFile& journal_;
    RunNames names_;
    Format format_;
    const Take& take_;
    std::uint64_t seed_;
    std::uint32_t replication_;
    std::unordered_map<std::uint32_t, std::int32_t> sent_day_;
    std::unordered_map<std::uint32_t, std::int64_t> returned_ms_;
    std::map<Key, OrderBatch> batches_;
};

}  // namespace

void write_company_orders(JournalFile& journal, std::span<const PaymentResult> instructions,
                          Format format, const Take& take) {
    const sim::Directory directory = journal.directory();
    CompanyOrders orders(journal, directory, format, take);
    for (const PaymentResult& instruction : instructions) orders.add(instruction);
    orders.finish();
}

}  // namespace rmbsim::adapters::outgoing
