// What the tests of messages share: a sink that keeps everything, files of tests/data, small CSV.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/iso20022/read_messages.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::iso20022::test {

inline std::string message_data(const std::string& name) {
    return RMBSIM_SOURCE_DIR "/tests/data/iso20022/" + name;
}

inline std::string whole_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

struct KeepAll final : Sink {
    void on_transfer(const MessageHead& head, const CreditTransfer& t, xml::Place at) override {
        note(head, at);
        transfers.push_back(t);
        amounts.push_back(t.amount);
    }
    void on_direct_debit(const MessageHead& head, const DirectDebit& d, xml::Place at) override {
        note(head, at);
        debits.push_back(d);
        amounts.push_back(d.payment.amount);
    }
    void on_status(const MessageHead& head, const PaymentStatus& s, xml::Place at) override {
        note(head, at);
        statuses.push_back(s);
    }
    void on_return(const MessageHead& head, const PaymentReturn& r, xml::Place at) override {
        note(head, at);
        returns.push_back(r);
        amounts.push_back(r.returned);
    }
    void on_recall(const MessageHead& head, const RecallRequest& r, xml::Place at) override {
        note(head, at);
        recalls.push_back(r);
        if (r.original_amount) amounts.push_back(*r.original_amount);
    }
    void on_recall_answer(const MessageHead& head, const RecallAnswer& a, xml::Place at) override {
        note(head, at);
        answers.push_back(a);
    }
    void on_expected_receipt(const MessageHead& head, const ExpectedReceipt& r,
                             xml::Place at) override {
        note(head, at);
        receipts.push_back(r);
        amounts.push_back(r.amount);
    }
    void on_message(const MessageHead& head) override { heads.push_back(head); }

    void note(const MessageHead&, xml::Place at) { places.push_back(at); }

    std::vector<CreditTransfer> transfers;
    std::vector<DirectDebit> debits;
    std::vector<PaymentStatus> statuses;
    std::vector<PaymentReturn> returns;
    std::vector<RecallRequest> recalls;
    std::vector<RecallAnswer> answers;
    std::vector<ExpectedReceipt> receipts;
    std::vector<ledger::Money> amounts;
    std::vector<MessageHead> heads;
    std::vector<xml::Place> places;
};

// Fields of a CSV line; quotes may hold commas.
inline std::vector<std::string> csv_fields(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields.emplace_back();
        else if (c != '\r')
            fields.back() += c;
    }
    return fields;
}

}  // namespace rmbsim::adapters::iso20022::test
