// Every message that the writers make is valid by its published schema: the list that the test prints.
#include <iostream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/iso20022/write_messages.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xsd.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

MessageHead sweep_head(std::string name, bool in_envelope) {
    MessageHead head{.message_name = name, .message_id = "LG-20260127-1"};
    head.created = "2026-01-27T16:30:00+08:00";
    head.initiator = "龙岗创客集团财务有限公司";
    head.instructing.bic = "ICBKCNBJSZN";
    head.instructed.bic = "BKCHHKHHXXX";
    head.clearing_system = "CIP";
    if (in_envelope)
        head.business = BusinessHeader{.from_bic = "ICBKCNBJSZN",
                                       .to_bic = "BKCHHKHHXXX",
                                       .message_id = head.message_id,
                                       .message_name = name,
                                       .created = "2026-01-27T16:30:00+08:00"};
    return head;
}

CreditTransfer least_transfer() {
    CreditTransfer t;
    t.end_to_end_id = "SWEEP-1";
    t.amount = {1'234'567'89, ledger::currency("CNY")};
    t.settlement_date = "2026-01-27";
    return t;
}

CreditTransfer full_transfer() {
    CreditTransfer t = least_transfer();
    t.group_id = "G-1";
    t.uetr = "8a562c67-ca16-48ba-b074-65581be6f001";
    t.priority = "HIGH";
    t.category_purpose = "TREA";
    t.business_type = "A100";
    t.purpose = "INTC";
    t.debtor = {.name = "龙岗制造", .bic = "ICBKCNBJSZN", .lei = "506700GE1G29325QX363"};
    t.debtor_account.other = "4000023409200000001";
    t.debtor_agent.bic = "ICBKCNBJSZN";
    t.creditor = {
        .name = "Longgang (HK)", .bic = "BKCHHKHHXXX", .town = "Hong Kong", .country = "HK"};
    t.creditor_account.iban = "DE89370400440532013000";
    t.creditor_agent.bic = "BKCHHKHHXXX";
    t.remittance = std::string(200, 'x') + "\nsweep of 2026-01-27 归集";
    return t;
}

}  // namespace

TEST_CASE("every generated message is valid by its schema", "[iso20022][xsd]") {
    const std::vector<CreditTransfer> transfers = {least_transfer(), full_transfer()};
    Original original{.message_id = "M-1", .message_name = "pacs.008.001.08"};
    original.end_to_end_id = "SWEEP-1";
    const Original whole{.message_id = "M-1", .message_name = "pacs.008.001.08"};
    const Reason reason{.code = "AC04", .information = "account closed"};
    const std::vector<PaymentStatus> statuses = {
        {.original = whole, .status = "PART"},
        {.original = original, .status = "RJCT", .reason = reason}};
    const std::vector<PaymentReturn> returns = {{.return_id = "R-1",
                                                 .original = original,
                                                 .returned = transfers[0].amount,
                                                 .reason = reason}};
    const std::vector<RecallRequest> recalls = {
        {.original = whole, .reason = reason},
        {.cancellation_id = "C-1", .case_id = "CASE", .original = original, .reason = reason}};
    const std::vector<RecallAnswer> answers = {
        {.confirmation = "RJCR", .cancellation_id = "C-1", .original = original, .status = "RJCR"}};
    const std::vector<DirectDebit> debits = {{.payment = full_transfer()}};

    xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    std::size_t messages = 0, parts = 0;
    for (const bool envelope : {false, true}) {
        const auto head = [&](const char* name) { return sweep_head(name, envelope); };
        const std::vector<std::pair<std::string, std::string>> made = {
            {"pacs.008.001.08", write_pacs008(head("pacs.008.001.08"), transfers)},
            {"pacs.009.001.08", write_pacs009(head("pacs.009.001.08"), transfers)},
            {"pain.001.001.09", write_pain001(head("pain.001.001.09"), transfers)},
            {"pacs.010.001.03", write_pacs010(head("pacs.010.001.03"), debits)},
            {"pacs.002.001.10", write_pacs002(head("pacs.002.001.10"), statuses)},
            {"pain.002.001.10", write_pain002(head("pain.002.001.10"), statuses)},
            {"pacs.004.001.09", write_pacs004(head("pacs.004.001.09"), returns)},
            {"camt.056.001.08", write_camt056(head("camt.056.001.08"), recalls)},
            {"camt.029.001.09", write_camt029(head("camt.029.001.09"), answers)},
            {"head.001.001.02", write_head001(*sweep_head("pacs.008.001.08", true).business)}};
        for (const auto& [name, text] : made) {
            CAPTURE(name, text);
            Diagnostics said;
            const std::size_t validated = xml::validate(text, name, schemas, said);
            CHECK(to_text(said) == "");
            const bool with_header = envelope && name != "head.001.001.02";
            CHECK(validated == (with_header ? 2 : 1));
            CHECK(text.find(name) != std::string::npos);
            std::cout << "valid: " << name
                      << (with_header ? " in an envelope with head.001.001.02" : "") << "\n";
            ++messages;
            parts += validated;
        }
    }
    std::cout << messages << " generated messages, " << parts << " parts validated\n";
    CHECK(messages == 20);
    CHECK(parts == 29);
}

}  // namespace rmbsim::adapters::iso20022
