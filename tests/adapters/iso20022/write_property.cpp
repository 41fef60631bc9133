// What is written is valid by its schema and read back equal, whatever it holds.
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "adapters/iso20022/read_messages.hpp"
#include "adapters/iso20022/write_messages.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xsd.hpp"
#include "tests/adapters/iso20022/message_fixture.hpp"
#include "tests/adapters/iso20022/message_generators.hpp"

namespace rmbsim::adapters::iso20022 {
using namespace test;

namespace {

xml::Schemas& published_schemas() {
    static xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    return schemas;
}

// Reads with and without the schemas; both must take everything.
KeepAll read_back(const std::string& text) {
    Diagnostics said;
    KeepAll kept, without;
    const ReadResult result =
        read_message_text(text, "written.xml", kept, {.schemas = &published_schemas()}, said);
    read_message_text(text, "written.xml", without, {}, said);
    if (!result.whole || !said.empty()) RC_FAIL(to_text(said) + "\n" + text);
    RC_ASSERT(kept.places.size() == without.places.size());
    return kept;
}

template <class Item, class Any>
std::vector<Item> some_of(Any any) {
    std::vector<Item> items;
    const int count = *rc::gen::inRange(1, 4);
    for (int i = 0; i < count; ++i) items.push_back(any());
    return items;
}

}  // namespace

TEST_CASE("a pacs.008 that is written is valid and read back equal", "[iso20022][property]") {
    rc::prop("pacs.008", [](bool business) {
        MessageHead head = any_head("pacs.008.001.08", business);
        head.settlement_method = "CLRG";
        head.clearing_system = any_text_or_none(35);
        head.instructing = any_agent();
        const auto transfers = some_of<CreditTransfer>([] {
            CreditTransfer t = any_transfer(false);
            t.transaction_id = any_text_or_none(35);
            t.clearing_reference = any_text_or_none(35);
            t.charge_bearer = "DEBT";
            t.instructing = any_agent();
            t.instructed = any_agent();
            if (*rc::gen::arbitrary<bool>()) t.instructed_amount = any_amount();
            return t;
        });
        const KeepAll kept = read_back(write_pacs008(head, transfers));
        RC_ASSERT(kept.heads.at(0) == head);
        RC_ASSERT(kept.transfers == transfers);
    });
}

TEST_CASE("a pacs.009 that is written is valid and read back equal", "[iso20022][property]") {
    rc::prop("pacs.009", [](bool business) {
        MessageHead head = any_head("pacs.009.001.08", business);
        head.settlement_method = "INDA";
        const auto transfers = some_of<CreditTransfer>([] {
            CreditTransfer t = any_transfer(true);
            t.transaction_id = any_text_or_none(35);
            t.instructing = any_agent();
            if (*rc::gen::arbitrary<bool>()) {
                t.underlying = Underlying{.debtor = any_party(false),
                                          .creditor = any_party(false),
                                          .debtor_account = any_account(),
                                          .creditor_account = any_account(),
                                          .debtor_agent = any_agent(),
                                          .creditor_agent = any_agent(),
                                          .remittance = any_lines()};
            }
            return t;
        });
        const KeepAll kept = read_back(write_pacs009(head, transfers));
        RC_ASSERT(kept.heads.at(0) == head);
        RC_ASSERT(kept.transfers == transfers);
    });
}

TEST_CASE("a pain.001 that is written is valid and read back equal", "[iso20022][property]") {
    rc::prop("pain.001", [](bool business) {
        MessageHead head = any_head("pain.001.001.09", business);
        head.initiator = any_text(100);
        std::vector<CreditTransfer> transfers;
        const int groups = *rc::gen::inRange(1, 3);
        for (int group = 0; group < groups; ++group) {
            CreditTransfer shared = any_transfer(false);
            shared.group_id = "G" + std::to_string(group);
            const int count = *rc::gen::inRange(1, 3);
            for (int i = 0; i < count; ++i) {
                CreditTransfer t = any_transfer(false);
                t.group_id = shared.group_id;
                t.settlement_date = shared.settlement_date;
                t.debtor = shared.debtor;
                t.debtor_account = shared.debtor_account;
                t.debtor_agent = shared.debtor_agent;
                t.charge_bearer = "SHAR";
                transfers.push_back(t);
            }
        }
        const KeepAll kept = read_back(write_pain001(head, transfers));
        RC_ASSERT(kept.heads.at(0) == head);
        RC_ASSERT(kept.transfers == transfers);
    });
}

TEST_CASE("a pacs.010 that is written is valid and read back equal", "[iso20022][property]") {
    rc::prop("pacs.010", [] {
        MessageHead head = any_head("pacs.010.001.03", false);
        head.instructed = any_agent();
        CreditTransfer shared = any_transfer(true);
        const auto debits = some_of<DirectDebit>([&] {
            CreditTransfer t = any_transfer(true);
            t.group_id = "C1";
            t.creditor = shared.creditor;
            t.creditor_account = shared.creditor_account;
            t.creditor_agent = shared.creditor_agent;
            t.intermediary = shared.intermediary;
            return DirectDebit{.payment = t, .mandate_id = {}};
        });
        const KeepAll kept = read_back(write_pacs010(head, debits));
        RC_ASSERT(kept.heads.at(0) == head);
        RC_ASSERT(kept.debits == debits);
    });
}

TEST_CASE("statuses that are written are valid and read back equal", "[iso20022][property]") {
    rc::prop("pacs.002 and pain.002", [](bool wide) {
        MessageHead head = any_head("pacs.002.001.10", false);
        const auto any_status = [] {
            return PaymentStatus{.status_id = any_text_or_none(35),
                                 .original = any_original(),
                                 .status = *rc::gen::element(
                                     std::string("ACSC"), std::string("RJCT"), std::string("PDNG")),
                                 .reason = any_reason(),
                                 .instructing = any_agent(),
                                 .instructed = any_agent()};
        };
        auto statuses = some_of<PaymentStatus>(any_status);
        PaymentStatus whole;
        whole.original = {.message_id = "M0", .message_name = "pacs.008.001.08", .created = {}};
        whole.status = "RJCT";
        whole.reason = any_reason();
        if (wide) statuses.insert(statuses.begin(), whole);
        RC_ASSERT(read_back(write_pacs002(head, statuses)).statuses == statuses);

        head = any_head("pain.002.001.10", false);
        for (PaymentStatus& status : statuses) {
            status.original.message_id = whole.original.message_id;
            status.original.message_name = whole.original.message_name;
            status.original.created = {};
            status.original.transaction_id = {};
            status.instructing = status.instructed = {};
            if (!status.original.end_to_end_id.empty()) status.original.group_id = "G1";
        }
        const KeepAll kept = read_back(write_pain002(head, statuses));
        RC_ASSERT(kept.statuses == statuses);
        RC_ASSERT(kept.heads.at(0) == head);
    });
}

TEST_CASE("returns, recalls and their answers are valid and read back equal",
          "[iso20022][property]") {
    rc::prop("pacs.004", [] {
        MessageHead head = any_head("pacs.004.001.09", false);
        head.settlement_method = "CLRG";
        const auto returns = some_of<PaymentReturn>([] {
            return PaymentReturn{.return_id = any_text_or_none(35),
                                 .original = any_original(),
                                 .original_amount = any_amount(),
                                 .original_date = any_date(),
                                 .returned = any_amount(),
                                 .settlement_date = any_date(),
                                 .charge_bearer = "SHAR",
                                 .reason = any_reason(),
                                 .instructing = any_agent(),
                                 .instructed = any_agent()};
        });
        const KeepAll kept = read_back(write_pacs004(head, returns));
        RC_ASSERT(kept.returns == returns);
        RC_ASSERT(kept.heads.at(0) == head);
    });
    rc::prop("camt.056", [](bool wide) {
        MessageHead head = any_head("camt.056.001.08", true);
        head.instructing = any_agent();
        head.instructed = any_agent();
        auto requests = some_of<RecallRequest>([] {
            RecallRequest r{.cancellation_id = any_text_or_none(35),
                            .case_id = any_text_or_none(35),
                            .case_creator = {},
                            .original = any_original(),
                            .original_amount = any_amount(),
                            .original_date = any_date(),
                            .reason = any_reason()};
            if (!r.case_id.empty()) r.case_creator = any_agent();
            return r;
        });
        if (wide) {
            RecallRequest whole;
            whole.original = {.message_id = "M0", .message_name = "pacs.008.001.08", .created = {}};
            whole.reason = any_reason();
            whole.case_id = "C";
            requests.insert(requests.begin(), whole);
        }
        const KeepAll kept = read_back(write_camt056(head, requests));
        RC_ASSERT(kept.recalls == requests);
        RC_ASSERT(kept.heads.at(0) == head);
    });
    rc::prop("camt.029", [](bool alone) {
        MessageHead head = any_head("camt.029.001.09", false);
        head.instructing = any_agent();
        auto answers = some_of<RecallAnswer>([] {
            return RecallAnswer{.confirmation = "RJCR",
                                .cancellation_id = any_text_or_none(35),
                                .case_id = any_text(35),
                                .case_creator = any_agent(),
                                .original = any_original(),
                                .status = "RJCR",
                                .reason = any_reason(),
                                .original_amount = any_amount(),
                                .original_date = any_date()};
        });
        if (alone) {
            answers.resize(1);
            answers.front() = {};
            answers.front().confirmation = "CNCL";
        }
        const KeepAll kept = read_back(write_camt029(head, answers));
        RC_ASSERT(kept.answers == answers);
    });
}

}  // namespace rmbsim::adapters::iso20022
