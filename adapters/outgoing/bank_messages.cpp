#include "adapters/outgoing/bank_messages.hpp"

#include <algorithm>
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
#include "adapters/outgoing/bank_parts.hpp"
#include "adapters/outgoing/run_names.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"

namespace rmbsim::adapters::outgoing {
namespace {

using namespace iso20022;
using sqlite::PaymentEnd;
using sqlite::PaymentRow;

constexpr std::size_t transactions_most = 1000;

enum class Carried : std::uint8_t { for_banks, for_customer, brought_back };

const Kind& kind_of(Carried carried) {
    switch (carried) {
        case Carried::for_customer:
            return pacs008;
        case Carried::brought_back:
            return pacs004;
        case Carried::for_banks:
            break;
    }
    return pacs009;
}

struct Batch {  // what one message will hold
    std::string day;
    std::vector<Handled> payments;
};

bool is_withdrawn(const Handled& h) {
    return h.end.status == name_of(sim::PaymentStepKind::withdrawn);
}

class BankMessages {
  public:
    BankMessages(const sqlite::Database& database, const sim::Directory& directory,
                 std::span<const sim::PaymentResult> instructions, const Take& take)
        : parts_(database, directory), take_(take) {
        for (const sim::PaymentResult& instruction : instructions)
            instructions_.emplace(instruction.id, &instruction);
    }

    void add(const PaymentRow& payment, const PaymentEnd& end) {
        const Carried carried = payment.return_of != 0               ? Carried::brought_back
                                : instructions_.contains(payment.id) ? Carried::for_customer
                                                                     : Carried::for_banks;
        const Key key{payment.rail, payment.payer_book, carried};
        const std::string day = parts_.instant(payment.rail, payment.submitted_ms).substr(0, 10);
        Batch& batch = batches_[key];
        if (batch.day != day || batch.payments.size() == transactions_most) send(key, batch);
        batch.day = day;
        batch.payments.push_back({payment, end});
    }

    void finish() {
        for (auto& [key, batch] : batches_) send(key, batch);
    }

  private:
    using Key = std::tuple<std::string, std::uint32_t, Carried>;  // rail, payer

    MessageHead head(const Kind& kind, const Batch& batch, std::int64_t time_ms, const Agent& from,
                     const Agent& to) const {
        return parts_.head(kind, batch.day, batch.payments.front().payment, time_ms, from, to);
    }

    void hand_out(const Kind& kind, const std::string& rail, std::string text,
                  std::size_t transactions) const {
        take_({.file = fmt::format("{}.{}.xml", plain_name(rail), kind.file),
               .text = std::move(text),
               .transactions = transactions});
    }

    void send(const Key& key, Batch& batch) {
        if (batch.payments.empty()) return;
        const auto& [rail, payer_book, carried] = key;
        const Kind& kind = kind_of(carried);
        const Agent payer = parts_.bank(payer_book), system = parts_.operator_of(rail);
        MessageHead sent =
            head(kind, batch, batch.payments.back().payment.submitted_ms, payer, system);
        sent.instructing = payer;
        const std::size_t count = batch.payments.size();
        if (carried == Carried::brought_back) {
            std::vector<PaymentReturn> returns;
            for (const Handled& h : batch.payments) returns.push_back(parts_.return_of(h));
            hand_out(kind, rail, write_pacs004(sent, returns), count);
        } else {
            std::vector<CreditTransfer> transfers;
            for (const Handled& h : batch.payments)
                transfers.push_back(parts_.transfer_of(h, carried == Carried::for_customer
                                                              ? instructions_.at(h.payment.id)
                                                              : nullptr));
            hand_out(kind, rail,
                     carried == Carried::for_customer ? write_pacs008(sent, transfers)
                                                      : write_pacs009(sent, transfers),
                     count);
        }
        send_recalls(batch, sent, payer, system);
        send_ends(batch, sent, payer, system);
        batch.payments.clear();
    }

    void send_ends(const Batch& batch, const MessageHead& sent, const Agent& payer,
                   const Agent& system) const {
        std::vector<PaymentStatus> statuses;
        std::int64_t last_ms = 0;
        for (const Handled& h : batch.payments) {
            if (h.end.ended_ms < 0) continue;
            last_ms = std::max(last_ms, h.end.ended_ms);
            const bool settled = h.end.status == name_of(sim::PaymentStepKind::settled);
            statuses.push_back({.status_id = number_text(h.payment.id),
                                .original = parts_.original_of(h, sent),
                                .status = settled           ? "ACSC"
                                          : is_withdrawn(h) ? "CANC"
                                                            : "RJCT",
                                .reason = settled ? Reason{} : reason_of(h.end.reason)});
        }
        if (statuses.empty()) return;
        const MessageHead made = head(pacs002, batch, last_ms, system, payer);
        hand_out(pacs002, batch.payments.front().payment.rail, write_pacs002(made, statuses),
                 statuses.size());
    }

    // A recall: who asks, who answers, and what is asked for.
    struct Recalls {
        std::vector<RecallRequest> requests;
        std::vector<RecallAnswer> answers;
        PaymentRow first;
        std::int64_t last_ms = 0;

        void add(const PaymentRow& about, const Original& original, ledger::Money amount,
                 const std::string& day, const Agent& asking, std::int64_t time_ms) {
            const std::string number = number_text(about.id);
            if (requests.empty()) first = about;
            requests.push_back({.cancellation_id = "C" + number,
                                .case_id = "CASE-" + number,
                                .case_creator = asking,
                                .original = original,
                                .original_amount = amount,
                                .original_date = day,
                                .reason = {.code = "CUST"}});
            answers.push_back({.confirmation = "CNCL",
                               .cancellation_id = "C" + number,
                               .case_id = "CASE-" + number,
                               .case_creator = asking,
                               .original = original,
                               .status = "ACCR",
                               .original_amount = amount,
                               .original_date = day});
            last_ms = std::max(last_ms, time_ms);
        }
    };

    void send(const Recalls& recalls, const Batch& batch, const Agent& asking,
              const Agent& answering) const {
        if (recalls.requests.empty()) return;
        const std::string& rail = recalls.first.rail;
        MessageHead asked =
            parts_.head(camt056, batch.day, recalls.first, recalls.last_ms, asking, answering);
        asked.instructing = asking;
        asked.instructed = answering;
        hand_out(camt056, rail, write_camt056(asked, recalls.requests), recalls.requests.size());
        MessageHead answered =
            parts_.head(camt029, batch.day, recalls.first, recalls.last_ms, answering, asking);
        answered.instructing = answering;
        answered.instructed = asking;
        hand_out(camt029, rail, write_camt029(answered, recalls.answers), recalls.answers.size());
    }

    // Called back while it waited: the payer asks the system. Once it is settled, only the payee can give
    // it back: its bank answers, and its return carries the case's number.
    void send_recalls(const Batch& batch, const MessageHead& sent, const Agent& payer,
                      const Agent& system) {
        Recalls waiting;
        std::map<std::uint32_t, Recalls> settled;  // by the bank that asks for its money
        for (const Handled& h : batch.payments) {
            const PaymentRow& p = h.payment;
            const ledger::Money amount = money_of(p.minor, p.currency);
            if (is_withdrawn(h) && h.end.reason == name_of(sim::PaymentReason::recalled))
                waiting.add(p, parts_.original_of(h, sent), amount, batch.day, payer,
                            h.end.ended_ms);
            if (p.return_of == 0 || p.return_reason != name_of(sim::PaymentReason::recalled))
                continue;
            const PaymentReturn back = parts_.return_of(h);
            settled[p.payee_book].add(p, back.original, amount, back.original_date,
                                      parts_.bank(p.payee_book), p.submitted_ms);
        }
        send(waiting, batch, payer, system);
        for (const auto& [asking, recalls] : settled)
            send(recalls, batch, parts_.bank(asking), payer);
    }

    BankParts parts_;
    const Take& take_;
    std::unordered_map<std::uint32_t, const sim::PaymentResult*> instructions_;
    std::map<Key, Batch> batches_;
};

}  // namespace

void write_bank_messages(JournalFile& journal, std::span<const sim::PaymentResult> instructions,
                         const Take& take) {
    const sim::Directory directory = journal.directory();
    BankMessages messages(journal.database(), directory, instructions, take);
    sqlite::for_each_payment(
        journal.database(),
        [&](const PaymentRow& payment, const PaymentEnd& end) { messages.add(payment, end); });
    messages.finish();
}

}  // namespace rmbsim::adapters::outgoing
