// ISO 20022 payment messages from a file of any size or from memory, a transaction at a time.
//
// Read        pacs.008, pacs.009, pacs.002, pacs.004, pacs.010, pacs.003, camt.056, camt.029, camt.057,
//             pain.001, pain.002, pain.008 and their head.001, in the versions of layout.cpp, bare or in
//             any envelope, several in a file
// Memory      constant: one transaction at a time; MsgIds only where the caller keeps a set
// Errors      every mistake is a Diagnostic with the element's path, line and column. A transaction with
//             one is not handed out. Whether the counts and sums of a message add up is known at its
//             end only: act on what was handed out once the reading says `whole`
// Repeats     a message whose MsgId is in `seen_messages` is told (a warning) and not handed out again
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "adapters/iso20022/message.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xml_reader.hpp"

namespace rmbsim::adapters::iso20022 {

class Sink {
  public:
    virtual ~Sink() = default;
    virtual void on_transfer(const MessageHead&, const CreditTransfer&, xml::Place) {}
    virtual void on_direct_debit(const MessageHead&, const DirectDebit&, xml::Place) {}
    virtual void on_status(const MessageHead&, const PaymentStatus&, xml::Place) {}
    virtual void on_return(const MessageHead&, const PaymentReturn&, xml::Place) {}
    virtual void on_recall(const MessageHead&, const RecallRequest&, xml::Place) {}
    virtual void on_recall_answer(const MessageHead&, const RecallAnswer&, xml::Place) {}
    virtual void on_expected_receipt(const MessageHead&, const ExpectedReceipt&, xml::Place) {}
    virtual void on_message(const MessageHead&) {}  // after all of its transactions
};

struct ReadOptions {
    xml::Schemas* schemas = nullptr;  // also validate by the message's schema, where there is one
    // Check digits of IBAN and LEI that do not fit: an error, or a warning for samples and old files.
    Severity check_digits = Severity::error;
    std::set<std::string>* seen_messages = nullptr;  // MsgIds read before; those read now are added
};

struct ReadResult {
    std::uint64_t messages = 0;
    std::uint64_t transactions = 0;  // that stand in them
    std::uint64_t handed_out = 0;
    std::uint64_t repeated = 0;  // messages
    bool whole = false;          // read to its end without an error
};

ReadResult read_message_text(std::string_view bytes, const std::string& shown, Sink& sink,
                             const ReadOptions& options, Diagnostics& diagnostics);
ReadResult read_message_file(const std::filesystem::path& path, const std::string& shown,
                             Sink& sink, const ReadOptions& options, Diagnostics& diagnostics);

}  // namespace rmbsim::adapters::iso20022
