#include "adapters/live/payment_message.hpp"

#include <algorithm>
#include <cstddef>
#include <expected>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/iso20022/read_messages.hpp"
#include "adapters/live/payment_text.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::live {
namespace {

constexpr std::size_t faults_most = 20;
constexpr std::size_t payments_most = 1000;  // of one message

std::string first_said(std::initializer_list<std::string_view> texts) {
    for (const std::string_view text : texts)
        if (!text.empty() && text != "NOTPROVIDED") return std::string(text);
    return {};
}

class TransferSink final : public iso20022::Sink {
  public:
    void on_transfer(const iso20022::MessageHead& head, const iso20022::CreditTransfer& transfer,
                     xml::Place) override {
        const iso20022::Agent& from = transfer.instructing;
        sim::Submission s;
        s.rail = head.clearing_system;
        s.payer = first_said({from.bic, from.member, head.instructing.bic, head.instructing.member,
                              transfer.debtor_agent.bic, transfer.debtor_agent.member});
        s.payee = first_said({transfer.instructed.bic, transfer.instructed.member,
                              head.instructed.bic, head.instructed.member,
                              transfer.creditor_agent.bic, transfer.creditor_agent.member});
        s.sender = first_said({head.business ? std::string_view(head.business->from_bic) : "",
                               head.initiator, s.payer, head.message_id});
        s.reference =
            first_said({transfer.end_to_end_id, transfer.instruction_id, transfer.transaction_id});
        s.currency = std::string(ledger::code_of(transfer.amount.currency));
        s.minor = transfer.amount.minor;
        if (const auto day = parse_date(std::string_view(transfer.settlement_date).substr(0, 10)))
            s.value_day = ledger::day_number(*day);
        s.priority_class = transfer.priority == "HIGH" ? 0 : 1;
        s.uetr = transfer.uetr;
        const std::string at = fmt::format("transaction {}", payments.size() + 1);
        for (const auto& [name, value] :
             {std::pair<const char*, const std::string*>{"payer", &s.payer},
              {"payee", &s.payee},
              {"reference", &s.reference}})
            if (value->empty())
                faults.push_back({.reason = "missing_field", .field = at + ": " + name});
        if (s.minor <= 0) faults.push_back({.reason = "bad_amount", .field = at + ": amount"});
        payments.push_back(std::move(s));
    }
    void on_direct_debit(const iso20022::MessageHead& head, const iso20022::DirectDebit&,
                         xml::Place) override {
        is_other(head);
    }
    void on_status(const iso20022::MessageHead& head, const iso20022::PaymentStatus&,
                   xml::Place) override {
        is_other(head);
    }
    void on_return(const iso20022::MessageHead& head, const iso20022::PaymentReturn&,
                   xml::Place) override {
        is_other(head);
    }
    void on_recall(const iso20022::MessageHead& head, const iso20022::RecallRequest&,
                   xml::Place) override {
        is_other(head);
    }
    void on_recall_answer(const iso20022::MessageHead& head, const iso20022::RecallAnswer&,
                          xml::Place) override {
        is_other(head);
    }
    void on_expected_receipt(const iso20022::MessageHead& head, const iso20022::ExpectedReceipt&,
                             xml::Place) override {
        is_other(head);
    }

    std::vector<sim::Submission> payments;
    InputFaults faults;

  private:
    void is_other(const iso20022::MessageHead& head) {
        if (faults.empty())
            faults.push_back({.reason = "unknown_message",
                              .field = head.message_name,
                              .expected = "pacs.008, pacs.009 or pain.001"});
    }
};

}  // namespace

std::expected<std::vector<sim::Submission>, InputFaults> read_payment_message(
    std::string_view text) {
    TransferSink sink;
    Diagnostics said;
    const iso20022::ReadResult read = iso20022::read_message_text(text, "message", sink, {}, said);
    InputFaults faults = std::move(sink.faults);
    for (const Diagnostic& one : said.sorted()) {
        if (one.severity != Severity::error || faults.size() >= faults_most) continue;
        faults.push_back({.reason = "malformed_message",
                          .field = fmt::format("{}:{}", one.line, one.column),
                          .expected = one.message});
    }
    if (faults.empty() && (!read.whole || sink.payments.empty()))
        faults.push_back(
            {.reason = "unknown_message", .expected = "pacs.008, pacs.009 or pain.001"});
    if (faults.empty() && sink.payments.size() > payments_most)
        faults.push_back({.reason = "too_many_payments", .expected = "at most 1,000 in a message"});
    if (!faults.empty()) return std::unexpected(std::move(faults));
    return std::move(sink.payments);
}

}  // namespace rmbsim::adapters::live
