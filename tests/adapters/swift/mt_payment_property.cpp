// What fits an MT message is read back equal.
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "adapters/swift/read_mt.hpp"
#include "adapters/swift/write_mt.hpp"
#include "adapters/text/diagnostic.hpp"
#include "tests/adapters/iso20022/message_fixture.hpp"
#include "tests/adapters/iso20022/message_generators.hpp"

namespace rmbsim::adapters::iso20022 {
using namespace test;

namespace {

// Of set X; no blanks at the ends, which MT does not keep apart, and no slash or mark of a field before.
std::string x_line(int most) {
    std::string text = "A";
    const int more = *rc::gen::inRange(0, most - 1);
    for (int i = 0; i < more; ++i) text += *rc::gen::elementOf(std::string("ABCxyz019 -?:().,'+"));
    text.back() = 'Z';
    return text;
}
std::string x_line_or_none(int most) {
    return *rc::gen::arbitrary<bool>() ? x_line(most) : std::string();
}

Agent mt_agent() {
    Agent agent;
    switch (*rc::gen::inRange(0, 3)) {
        case 0:
            agent.bic = any_bic();
            break;
        case 1:
            agent.name = x_line(35);
            break;
        default:
            break;
    }
    if (agent != Agent{} && *rc::gen::arbitrary<bool>()) agent.member = "102584000018";
    return agent;
}
Party mt_party() {
    Party party;
    if (*rc::gen::arbitrary<bool>()) return {.bic = any_bic()};
    party.name = x_line(35);
    party.address = x_line_or_none(35);
    if (!party.address.empty() && *rc::gen::arbitrary<bool>()) party.address += "\n" + x_line(35);
    return party;
}
Account mt_account() {
    if (*rc::gen::arbitrary<bool>()) return {.iban = any_iban()};
    return {.other = "4" + any_of_letters(digits, 18)};
}

CreditTransfer mt_transfer() {
    CreditTransfer t;
    t.amount = {*rc::gen::inRange<std::int64_t>(0, 99'999'999'999),
                ledger::currency(*rc::gen::element(std::string("CNY"), std::string("JPY")))};
    t.settlement_date = any_date();
    t.priority = *rc::gen::element(std::string("HIGH"), std::string("NORM"));
    t.uetr = or_none<std::string>(any_uetr);
    t.intermediary = mt_agent();
    t.creditor_agent = mt_agent();
    return t;
}

MessageHead mt_head() {
    MessageHead head;
    head.instructing.bic = any_bic();
    head.instructed.bic = any_bic();
    return head;
}

KeepAll mt_read_back(const std::string& text) {
    KeepAll kept;
    Diagnostics said;
    const ReadResult result = swift::read_mt_payments(text, "written.txt", kept, {}, said);
    if (!result.whole || !said.empty()) RC_FAIL(to_text(said) + "\n" + text);
    return kept;
}

}  // namespace

TEST_CASE("an MT payment that is written is read back equal", "[swift][property]") {
    rc::prop("MT103", [] {
        CreditTransfer t = mt_transfer();
        t.instruction_id = x_line(16);
        t.end_to_end_id = x_line_or_none(30);
        t.debtor = mt_party();
        t.debtor_account = mt_account();
        t.debtor_agent = mt_agent();
        t.creditor = mt_party();
        t.creditor_account = mt_account();
        t.charge_bearer = *rc::gen::element(std::string("DEBT"), std::string("SHAR"));
        t.remittance = x_line_or_none(35);
        const MessageHead head = mt_head();
        const auto written = swift::write_mt103(head, t);
        RC_ASSERT(written.notes.empty());
        const KeepAll kept = mt_read_back(written.text);
        RC_ASSERT(kept.transfers == std::vector{t});
        RC_ASSERT(kept.heads.at(0).instructing == head.instructing);
        RC_ASSERT(kept.heads.at(0).instructed == head.instructed);
    });
    rc::prop("MT202", [](bool cover) {
        CreditTransfer t = mt_transfer();
        t.instruction_id = x_line(16);
        t.end_to_end_id = x_line(16);
        t.debtor.bic = any_bic();
        t.creditor.bic = any_bic();
        t.creditor_account = mt_account();
        if (cover)
            t.underlying = Underlying{.debtor = mt_party(),
                                      .creditor = mt_party(),
                                      .debtor_account = mt_account(),
                                      .creditor_account = mt_account(),
                                      .debtor_agent = mt_agent(),
                                      .creditor_agent = mt_agent(),
                                      .remittance = x_line_or_none(35)};
        RC_ASSERT(mt_read_back(swift::write_mt202(mt_head(), t).text).transfers == std::vector{t});
    });
    rc::prop("MT101", [] {
        CreditTransfer first = mt_transfer();
        first.group_id = x_line(16);
        first.debtor = mt_party();
        first.debtor.name = x_line(35);
        first.debtor.bic = {};
        first.debtor_account = mt_account();
        first.debtor_agent = mt_agent();
        std::vector<CreditTransfer> all;
        const int count = *rc::gen::inRange(1, 4);
        for (int i = 0; i < count; ++i) {
            CreditTransfer t = mt_transfer();
            t.group_id = first.group_id;
            t.settlement_date = first.settlement_date;
            t.priority = first.priority;
            t.uetr = first.uetr;
            t.debtor = first.debtor;
            t.debtor_account = first.debtor_account;
            t.debtor_agent = first.debtor_agent;
            t.end_to_end_id = x_line(16);
            t.creditor = mt_party();
            t.creditor_account = mt_account();
            t.remittance = x_line_or_none(35);
            t.charge_bearer = "CRED";
            all.push_back(t);
        }
        RC_ASSERT(mt_read_back(swift::write_mt101(mt_head(), all).text).transfers == all);
    });
}

}  // namespace rmbsim::adapters::iso20022
