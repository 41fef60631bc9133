// adapters/swift: MT103, MT202 and MT101, in and out, by the field rules of SWIFT's reference guides.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/iso20022/read_messages.hpp"
#include "adapters/swift/charset.hpp"
#include "adapters/swift/mt_message.hpp"
#include "adapters/swift/read_mt.hpp"
#include "adapters/swift/write_mt.hpp"
#include "adapters/text/diagnostic.hpp"
#include "tests/adapters/iso20022/message_fixture.hpp"

namespace rmbsim::adapters {
using iso20022::CreditTransfer;
using iso20022::test::KeepAll;

namespace {

// Lines are counted in the tests below: block 4 opens on line 1.
const std::string one_103 =
    "{1:F01ICBKCNBJASZN0000000000}{2:I103BKCHHKHHXXXXU}{3:{121:8a562c67-ca16-48ba-b074-"
    "65581be6f001}}{4:\r\n"
    ":20:LG20260127-1\r\n"              // 2
    ":23B:CRED\r\n"                     // 3
    ":32A:260127CNY1234567,8\r\n"       // 4
    ":50K:/4000023409200000001\r\n"     // 5
    "LONGGANG MAKER MANUFACTURING\r\n"  // 6
    "1 BANTIAN STREET\r\n"              // 7
    ":52A:ICBKCNBJSZN\r\n"              // 8
    ":57A://CN102584000018\r\n"         // 9
    "BKCHHKHHXXX\r\n"                   // 10
    ":59:/DE89370400440532013000\r\n"   // 11
    "LONGGANG HK LTD\r\n"               // 12
    ":70:/ROC/E2E-77///URI\r\n"         // 13
    "INVOICE 7\r\n"                     // 14
    ":71A:SHA\r\n"                      // 15
    "-}{5:{CHK:123456789ABC}}\r\n";

std::string changed(std::string_view from, std::string_view to) {
    std::string text = one_103;
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("an MT103 gives the values of a customer transfer", "[swift]") {
    KeepAll kept;
    Diagnostics said;
    CHECK(swift::read_mt_payments(one_103, "a.txt", kept, {}, said).whole);
    CHECK(to_text(said) == "");
    REQUIRE(kept.transfers.size() == 1);
    const CreditTransfer& t = kept.transfers[0];
    CHECK(t.instruction_id == "LG20260127-1");
    CHECK(t.end_to_end_id == "E2E-77");
    CHECK(t.uetr == "8a562c67-ca16-48ba-b074-65581be6f001");
    CHECK(t.amount == ledger::Money{123456780, ledger::currency("CNY")});
    CHECK(t.settlement_date == "2026-01-27");
    CHECK(t.priority == "HIGH");
    CHECK(t.debtor.name == "LONGGANG MAKER MANUFACTURING");
    CHECK(t.debtor.address == "1 BANTIAN STREET");
    CHECK(t.debtor_account.other == "4000023409200000001");
    CHECK(t.debtor_agent.bic == "ICBKCNBJSZN");
    CHECK(t.creditor_agent.bic == "BKCHHKHHXXX");
    CHECK(t.creditor_agent.member == "102584000018");
    CHECK(t.creditor_account.iban == "DE89370400440532013000");
    CHECK(t.creditor.name == "LONGGANG HK LTD");
    CHECK(t.remittance == "INVOICE 7");
    CHECK(t.charge_bearer == "SHAR");
    CHECK(kept.heads.at(0).message_name == "MT103");
    CHECK(kept.heads.at(0).instructing.bic == "ICBKCNBJSZN");
    CHECK(kept.heads.at(0).instructed.bic == "BKCHHKHH");
}

TEST_CASE("an MT202 COV gives the banks' transfer and the customers' under it", "[swift]") {
    const std::string text =
        "{1:F01ICBKCNBJAXXX0000000000}{2:O2021630260127BKCHHKHHAXXX00000000002601271631N}{3:{119:"
        "COV}}{4:\n"
        ":20:COV-1\n:21:E2E-1\n:32A:260128HKD1000,\n:52A:BKCHHKHHXXX\n:58A:/123\nHSBCHKHHHKH\n"
        ":50F:/11\n1/FIRST\n2/STREET 1\n3/HK/HONG "
        "KONG\n:59F:/22\n1/SECOND\n3/CN/SHENZHEN\n:70:GOODS\n-}\n";
    KeepAll kept;
    Diagnostics said;
    CHECK(swift::read_mt_payments(text, "a.txt", kept, {}, said).whole);
    CHECK(to_text(said) == "");
    REQUIRE(kept.transfers.size() == 1);
    const CreditTransfer& t = kept.transfers[0];
    CHECK(t.end_to_end_id == "E2E-1");
    CHECK(t.amount == ledger::Money{100000, ledger::currency("HKD")});
    CHECK(t.debtor.bic == "BKCHHKHHXXX");
    CHECK(t.creditor.bic == "HSBCHKHHHKH");
    CHECK(t.creditor_account.other == "123");
    REQUIRE(t.underlying.has_value());
    CHECK(t.underlying->debtor.name == "FIRST");
    CHECK(t.underlying->debtor.country == "HK");
    CHECK(t.underlying->creditor.town == "SHENZHEN");
    CHECK(t.underlying->remittance == "GOODS");
    // As received (O): the sender stands in block 2, the receiver in block 1.
    CHECK(kept.heads.at(0).instructing.bic == "BKCHHKHH");
    CHECK(kept.heads.at(0).instructed.bic == "ICBKCNBJ");
}

TEST_CASE("an MT101 without blocks gives its transactions with what they share", "[swift]") {
    const std::string text =
        ":20:ORDER-1\n:28D:1/1\n:50H:/4000\nLONGGANG\n:52A:ICBKCNBJ\n:30:260127\n"
        ":21:E-1\n:32B:CNY100,50\n:59:/1\nFIRST\n:71A:OUR\n"
        ":21:E-2\n:32B:JPY2000,\n:57A:BOTKJPJT\n:59:/2\nSECOND\n:70:RENT\n:71A:BEN\n";
    KeepAll kept;
    Diagnostics said;
    CHECK(swift::read_mt_payments(text, "a.txt", kept, {}, said).whole);
    CHECK(to_text(said) == "");
    REQUIRE(kept.transfers.size() == 2);
    CHECK(kept.transfers[0].group_id == "ORDER-1");
    CHECK(kept.transfers[0].debtor.name == "LONGGANG");
    CHECK(kept.transfers[0].charge_bearer == "DEBT");
    CHECK(kept.transfers[1].settlement_date == "2026-01-27");
    CHECK(kept.transfers[1].amount == ledger::Money{2000, ledger::currency("JPY")});
    CHECK(kept.transfers[1].remittance == "RENT");
    CHECK(kept.places[1] == xml::Place{12, 1});
}

TEST_CASE("each mistake of an MT message is told at its field's line", "[swift]") {
    struct Row {
        const char* name;
        std::string text;
        std::string begins, contains;
    };
    // clang-format off
    const Row row = GENERATE_COPY(values<Row>({
        {"no reference", changed(":20:LG20260127-1\r\n", ""), "a.txt:2:1: error: field 20 (sender's reference) is missing", ""},
        {"no amount", changed(":32A:260127CNY1234567,8\r\n", ""), "a.txt:2:1: error: field 32A", "missing"},
        {"no beneficiary", changed(":59:/DE89370400440532013000\r\nLONGGANG HK LTD\r\n", ""), "a.txt:2:1: error: field 59 (beneficiary) is missing", ""},
        {"no charges", changed(":71A:SHA\r\n", ""), "a.txt:2:1: error: field 71A", "missing"},
        {"another way to bear charges", changed("SHA", "SHARED"), "a.txt:15:1: error: field 71A: 'SHARED'", "OUR, SHA or BEN"},
        {"a reference that begins with a slash", changed("LG2026", "/G2026"), "a.txt:2:1: error: field 20: '/G20260127-1' is not a reference", ""},
        {"a reference of 17", changed("LG20260127-1", "LG20260127-123456"), "a.txt:2:1: error: field 20", "up to 16"},
        {"a day that is none", changed("260127CNY", "260230CNY"), "a.txt:4:1: error: field 32A: '260230' is not a day", ""},
        {"an amount without a comma", changed("1234567,8", "1234567"), "a.txt:4:1: error: field 32A: '1234567' is not an amount", ""},
        {"an amount with a point", changed("1234567,8", "1234567.8"), "a.txt:4:1: error: field 32A", "is not an amount"},
        {"three decimals of yuan", changed("1234567,8", "1234,567"), "a.txt:4:1: error: field 32A", "more decimals"},
        {"a currency of nobody", changed("CNY1234567,8", "CNH1234567,8"), "a.txt:4:1: error: field 32A", "messages carry CNY"},
        {"a BIC that is none", changed("\r\n:57A", "X\r\n:57A"), "a.txt:8:1: error: field 52A: 'ICBKCNBJSZNX' is not a BIC", ""},
        {"an IBAN with a wrong digit", changed("DE89370400440532013000", "DE89370400440532013001"), "a.txt:11:1: error: field 59", "check digits"},
        {"a UETR that is none", changed("8a562c67", "8A562C67"), "a.txt:1:1: error: block 3, 121", "not a UETR"},
        {"another message", changed("I103", "I999"), "a.txt:1:1: error: MT999 is not a payment that is read", "MT103"},
        {"a message cut off", one_103.substr(0, 120), "a.txt:1:1: error: the text block {4: is not closed", ""},
        {"a header cut off", one_103.substr(0, 40), "a.txt:1:1: error: block {2: is not closed", ""},
        {"no message", "hello\n", "a.txt:1:1: error: 'h' begins neither a block nor a field", ""},
        {"nothing", "", "a.txt:1:1: error: no MT message in it", ""},
    }));
    // clang-format on
    CAPTURE(row.name);
    KeepAll kept;
    Diagnostics said;
    CHECK_FALSE(swift::read_mt_payments(row.text, "a.txt", kept, {}, said).whole);
    const std::string text = to_text(said);
    CAPTURE(text);
    CHECK(text.starts_with(row.begins));
    CHECK(text.find(row.contains) != std::string::npos);
    if (row.text.find("{4:") == std::string::npos || text.find("cut off") == std::string::npos)
        CHECK(kept.transfers.empty());
}

TEST_CASE("a character outside of set X is a warning at its line", "[swift]") {
    KeepAll kept;
    Diagnostics said;
    CHECK(swift::read_mt_payments(changed("BANTIAN", "坂田"), "a.txt", kept, {}, said).whole);
    CHECK(to_text(said).starts_with("a.txt:7:1: warning: field 50K: a character that is not"));
    CHECK(kept.transfers.size() == 1);
}

TEST_CASE("an MT message of the same sender and reference is not taken twice", "[swift]") {
    std::set<std::string> seen;
    KeepAll kept;
    Diagnostics said;
    const auto result =
        swift::read_mt_payments(one_103 + one_103, "a.txt", kept, {.seen_messages = &seen}, said);
    CHECK(result.messages == 2);
    CHECK(result.repeated == 1);
    CHECK(kept.transfers.size() == 1);
    CHECK(to_text(said).find("a.txt:18:1: warning: message 'LG20260127-1' was read before") !=
          std::string::npos);
}

TEST_CASE("an MT103 is written as its field rules say, and what was lost is noted", "[swift]") {
    CreditTransfer t;
    t.instruction_id = "/SWEEP//2026-01-27/1";
    t.end_to_end_id = "E2E-1";
    t.amount = {50, ledger::currency("CNY")};
    t.settlement_date = "2026-01-27";
    t.debtor.name = "龙岗 Maker & Söhne";
    t.debtor_account.other = "4000";
    t.creditor.name = "HK Ltd";
    t.creditor.address = "-1\n:2\n3\n4";
    iso20022::MessageHead head;
    head.instructing.bic = "ICBKCNBJSZN";
    head.instructed.bic = "BKCHHKHH";
    const swift::MtWritten written = swift::write_mt103(head, t);
    CHECK(written.text ==
          "{1:F01ICBKCNBJASZN0000000000}{2:I103BKCHHKHHXXXXN}{4:\r\n"
          ":20:.SWEEP/.2026-01-\r\n"
          ":23B:CRED\r\n"
          ":32A:260127CNY0,50\r\n"
          ":50K:/4000\r\n"
          ".. Maker + Soehne\r\n"
          ":59:HK Ltd\r\n"
          ".1\r\n"
          ".2\r\n"
          "3\r\n"
          ":70:/ROC/E2E-1\r\n"
          ":71A:SHA\r\n"
          "-}\r\n");
    CHECK(written.notes ==
          std::vector<std::string>{
              "instruction id: '/SWEEP//2026-01-27/1' is written '.SWEEP/.2026-01-'",
              "debtor: 2 characters are not in SWIFT's set X",
              "creditor: 1 characters did not fit"});
}

TEST_CASE("a terminal's address holds the BIC and its branch", "[swift]") {
    CHECK(swift::bic_of_terminal("BANKBEBBAXXX") == "BANKBEBB");
    CHECK(swift::bic_of_terminal("ICBKCNBJASZN") == "ICBKCNBJSZN");
    CHECK(swift::terminal_of_bic("ICBKCNBJSZN", 'A') == "ICBKCNBJASZN");
    CHECK(swift::terminal_of_bic("BANKBEBB", 'X') == "BANKBEBBXXXX");
}

TEST_CASE("a text is told to be MT by how it begins", "[swift]") {
    CHECK(swift::looks_like_mt(one_103));
    CHECK(swift::looks_like_mt("\r\n:20:X"));
    CHECK_FALSE(swift::looks_like_mt("<Document/>"));
    CHECK_FALSE(swift::looks_like_mt("{\"a\":1}"));
    CHECK_FALSE(swift::looks_like_mt(""));
}

}  // namespace rmbsim::adapters
