// adapters/iso20022/read_messages.hpp: what is told of messages that are wrong, and where.
#include "adapters/iso20022/read_messages.hpp"

#include <set>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xsd.hpp"
#include "tests/adapters/iso20022/message_fixture.hpp"

namespace rmbsim::adapters::iso20022 {
using namespace test;

namespace {

// Two transfers of CNY 100.00 and 250.50. Lines are counted in the tests below.
const std::string two_transfers =
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\">\n"                    // 1
    "<FIToFICstmrCdtTrf>\n"                                                                    // 2
    "<GrpHdr>\n"                                                                               // 3
    "<MsgId>M-1</MsgId>\n"                                                                     // 4
    "<CreDtTm>2026-01-27T08:30:00+08:00</CreDtTm>\n"                                           // 5
    "<NbOfTxs>2</NbOfTxs>\n"                                                                   // 6
    "<CtrlSum>350.5</CtrlSum>\n"                                                               // 7
    "<TtlIntrBkSttlmAmt Ccy=\"CNY\">350.50</TtlIntrBkSttlmAmt>\n"                              // 8
    "<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf>\n"                                         // 9
    "</GrpHdr>\n"                                                                              // 10
    "<CdtTrfTxInf>\n"                                                                          // 11
    "<PmtId><EndToEndId>E-1</EndToEndId></PmtId>\n"                                            // 12
    "<IntrBkSttlmAmt Ccy=\"CNY\">100.00</IntrBkSttlmAmt>\n"                                    // 13
    "<ChrgBr>SHAR</ChrgBr>\n"                                                                  // 14
    "<Dbtr><Nm>龙岗制造</Nm><Id><OrgId><LEI>5493001KJTIIGC8Y1R12</LEI></OrgId></Id></Dbtr>\n"  // 15
    "<DbtrAgt><FinInstnId><BICFI>ICBKCNBJSZN</BICFI></FinInstnId></DbtrAgt>\n"                 // 16
    "<CdtrAgt><FinInstnId><BICFI>BKCHHKHH</BICFI></FinInstnId></CdtrAgt>\n"                    // 17
    "<Cdtr><Nm>HK</Nm></Cdtr>\n"                                                               // 18
    "<CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>\n"                      // 19
    "</CdtTrfTxInf>\n"                                                                         // 20
    "<CdtTrfTxInf>\n"                                                                          // 21
    "<PmtId><EndToEndId>E-2</EndToEndId></PmtId>\n"                                            // 22
    "<IntrBkSttlmAmt Ccy=\"CNY\">250.5</IntrBkSttlmAmt>\n"                                     // 23
    "<ChrgBr>SHAR</ChrgBr>\n"                                                                  // 24
    "<Dbtr/><DbtrAgt><FinInstnId/></DbtrAgt>\n"                                                // 25
    "<CdtrAgt><FinInstnId/></CdtrAgt><Cdtr/>\n"                                                // 26
    "</CdtTrfTxInf>\n"                                                                         // 27
    "</FIToFICstmrCdtTrf>\n"                                                                   // 28
    "</Document>\n";

std::string with(std::string_view from, std::string_view to) {
    std::string text = two_transfers;
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a message without mistakes is read whole, with places", "[iso20022]") {
    KeepAll kept;
    Diagnostics said;
    const ReadResult result = read_message_text(two_transfers, "a.xml", kept, {}, said);
    CHECK(to_text(said) == "");
    CHECK(result.whole);
    CHECK(result.transactions == 2);
    REQUIRE(kept.transfers.size() == 2);
    CHECK(kept.transfers[0].amount == ledger::Money{10000, ledger::currency("CNY")});
    CHECK(kept.transfers[1].amount == ledger::Money{25050, ledger::currency("CNY")});
    CHECK(kept.transfers[0].debtor.lei == "5493001KJTIIGC8Y1R12");
    CHECK(kept.transfers[1].debtor == Party{});
    CHECK(kept.places[1] == xml::Place{21, 1});
    CHECK(kept.heads.at(0).settlement_method == "CLRG");
}

TEST_CASE("each mistake of a payment message is told at its line, with the element's path",
          "[iso20022]") {
    struct Row {
        const char* name;
        std::string bytes;
        std::string begins;
        std::string contains;
        std::size_t handed_out;
    };
    // clang-format off
    const Row row = GENERATE_COPY(values<Row>({
        {"another namespace", with("urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08", "urn:x"),
         "a.xml:1:1: error: <Document> has the namespace 'urn:x'", "", 0},
        {"no namespace", with(" xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"", ""),
         "a.xml:1:1: error: <Document> has no namespace", "", 0},
        {"a message that is not read", with("pacs.008.001.08", "pacs.099.001.08"),
         "a.xml:1:1: error: 'pacs.099.001.08' is not a payment message that is read", "pain.001", 0},
        {"a version that is not read", with("pacs.008.001.08", "pacs.008.001.77"),
         "a.xml:1:1: error: 'pacs.008.001.77' is not a version of pacs.008", "pacs.008.001.02 to .13", 0},
        {"the element of another message", with("<FIToFICstmrCdtTrf>", "<FICdtTrf>").replace(two_transfers.find("</FIToFI") - 9, 20, "</FICdtTrf>"),
         "a.xml:2:1: error: /Document/FICdtTrf: <FICdtTrf> is not the element of pacs.008.001.08", "<FIToFICstmrCdtTrf>", 0},
        {"no MsgId", with("<MsgId>M-1</MsgId>\n", "\n"),
         "a.xml:1:1: error: /Document/FIToFICstmrCdtTrf/GrpHdr/MsgId is missing", "", 2},
        {"no amount", with("<IntrBkSttlmAmt Ccy=\"CNY\">100.00</IntrBkSttlmAmt>", ""),
         "a.xml:11:1: error: /Document/FIToFICstmrCdtTrf/CdtTrfTxInf/IntrBkSttlmAmt is missing", "", 1},
        {"no end-to-end id", with("<PmtId><EndToEndId>E-2</EndToEndId></PmtId>", ""),
         "a.xml:21:1: error: /Document/FIToFICstmrCdtTrf/CdtTrfTxInf/PmtId/EndToEndId is missing", "", 1},
        {"an empty end-to-end id", with("E-2", ""),
         "a.xml:21:1: error: /Document/FIToFICstmrCdtTrf/CdtTrfTxInf/PmtId/EndToEndId is missing", "is empty", 1},
        {"an id that is too long", with("E-2", std::string(36, 'E')),
         "a.xml:22:20: error: /Document/FIToFICstmrCdtTrf/CdtTrfTxInf/PmtId/EndToEndId: has 36 characters, 35", "", 1},
        {"amounts in two currencies", with("\"CNY\">250.5<", "\"HKD\">250.5<"),
         "a.xml:23:27: error: /Document/FIToFICstmrCdtTrf/CdtTrfTxInf/IntrBkSttlmAmt: the amount is in HKD, the message's total in CNY", "", 1},
        {"an amount in CNH", with("\"CNY\">250.5<", "\"CNH\">250.5<"),
         "a.xml:23:27: error: ", "messages carry CNY", 1},
        {"an unknown currency", with("\"CNY\">250.5<", "\"ZZZ\">250.5<"),
         "a.xml:23:27: error: ", "'ZZZ' is not an ISO 4217 currency", 1},
        {"no currency", with(" Ccy=\"CNY\">250.5<", ">250.5<"),
         "a.xml:23:17: error: ", "has no currency (attribute Ccy)", 1},
        {"more decimals than yuan have", with("250.5<", "250.505<"),
         "a.xml:23:27: error: ", "'250.505' has more decimals than CNY has (2)", 1},
        {"a negative amount", with("250.5<", "-250.5<"),
         "a.xml:23:27: error: ", "'-250.5' is negative", 1},
        {"an amount with commas", with("250.5<", "1,250.5<"),
         "a.xml:23:27: error: ", "'1,250.5' is not a decimal number", 1},
        {"an amount beyond the ledger", with("250.5<", "99999999999999999999<"),
         "a.xml:23:27: error: ", "is too large", 1},
        {"a BIC of nine", with("BKCHHKHH<", "BKCHHKHHX<"),
         "a.xml:17:29: error: /Document/FIToFICstmrCdtTrf/CdtTrfTxInf/CdtrAgt/FinInstnId/BICFI: 'BKCHHKHHX' is not a BIC", "", 1},
        {"an IBAN with a wrong digit", with("DE89370400440532013000", "DE89370400440532013001"),
         "a.xml:19:21: error: ", "its check digits do not fit", 1},
        {"an IBAN that is too short", with("DE89370400440532013000", "DE8937040044053201300"),
         "a.xml:19:21: error: ", "has 21 characters, its country's IBANs have 22", 1},
        {"an LEI with a wrong digit", with("5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"),
         "a.xml:15:36: error: ", "is not an LEI: its check digits do not fit", 1},
        {"an LEI of another form", with("5493001KJTIIGC8Y1R12", "5493001kjtiigc8y1r12"),
         "a.xml:15:36: error: ", "18 capital letters and digits", 1},
        {"a count that is wrong", with("<NbOfTxs>2<", "<NbOfTxs>3<"),
         "a.xml:6:10: error: /Document/FIToFICstmrCdtTrf/GrpHdr: NbOfTxs says 3, the transactions are 2", "", 2},
        {"a count that is no number", with("<NbOfTxs>2<", "<NbOfTxs>two<"),
         "a.xml:6:10: error: /Document/FIToFICstmrCdtTrf/GrpHdr/NbOfTxs: 'two' is not a number", "", 2},
        {"a control sum that is wrong", with("350.5</CtrlSum>", "350.51</CtrlSum>"),
         "a.xml:6:10: error: /Document/FIToFICstmrCdtTrf/GrpHdr: CtrlSum says 350.51, the amounts add up to 350.5", "", 2},
        {"a total that is wrong", with("\"CNY\">350.50<", "\"CNY\">350<"),
         "a.xml:8:30: error: /Document/FIToFICstmrCdtTrf/GrpHdr: the total says CNY 350.00, the amounts add up to 350.5", "", 2},
        {"a day that is none", with("2026-01-27T08:30:00+08:00", "2026-02-30T08:30:00+08:00"),
         "a.xml:5:10: error: ", "'2026-02-30T08:30:00+08:00' is not an instant", 2},
        {"text between elements", with("<ChrgBr>", "oops<ChrgBr>"),
         "a.xml:14:5: error: /Document/FIToFICstmrCdtTrf/CdtTrfTxInf: text 'oops' stands between elements", "", 1},
        {"no message at all", "<a><b/></a>",
         "a.xml:1:1: error: no ISO 20022 message in it", "outermost element is <a>", 0},
        {"an entity bomb", "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>" + two_transfers,
         "a.xml:1:1: error: a document type declaration (DTD) is refused", "", 0},
        {"a file that is cut off", two_transfers.substr(0, two_transfers.find("E-2")),
         "a.xml:22:", "the file ends inside <EndToEndId>: it is cut off", 1},
    }));
    // clang-format on
    CAPTURE(row.name);
    KeepAll kept;
    Diagnostics said;
    const ReadResult result = read_message_text(row.bytes, "a.xml", kept, {}, said);
    const std::string text = to_text(said);
    CAPTURE(text);
    CHECK_FALSE(result.whole);
    CHECK(text.starts_with(row.begins));
    CHECK(text.find(row.contains) != std::string::npos);
    CHECK(kept.transfers.size() == row.handed_out);
}

TEST_CASE("remittance without end is refused before it fills the memory", "[iso20022]") {
    std::string lines = "<RmtInf>";
    for (int i = 0; i < 1000; ++i) lines += "<Ustrd>" + std::string(140, 'x') + "</Ustrd>";
    KeepAll kept;
    Diagnostics said;
    read_message_text(with("</CdtTrfTxInf>", lines + "</RmtInf></CdtTrfTxInf>"), "a.xml", kept, {},
                      said);
    CHECK(to_text(said).find("more lines than are kept") != std::string::npos);
    CHECK(kept.transfers.size() == 1);
}

TEST_CASE("all mistakes of a message are told, not the first only", "[iso20022]") {
    std::string text = with("<NbOfTxs>2<", "<NbOfTxs>9<");
    text.replace(text.find("BKCHHKHH"), 8, "bad");
    text.replace(text.find("250.5<"), 6, "x<");
    KeepAll kept;
    Diagnostics said;
    read_message_text(text, "a.xml", kept, {}, said);
    CHECK(said.error_count() == 3);
    CHECK(kept.transfers.empty());
}

TEST_CASE("a message that was read before is told and not handed out again", "[iso20022]") {
    std::set<std::string> seen;
    KeepAll kept;
    Diagnostics said;
    CHECK(read_message_text(two_transfers, "a.xml", kept, {.seen_messages = &seen}, said).whole);
    const ReadResult again =
        read_message_text(two_transfers, "b.xml", kept, {.seen_messages = &seen}, said);
    CHECK(again.whole);
    CHECK(again.repeated == 1);
    CHECK(again.handed_out == 0);
    CHECK(kept.transfers.size() == 2);
    CHECK(to_text(said).starts_with("b.xml:4:8: warning: message 'M-1' was read before"));
}

TEST_CASE("several messages in one envelope are each read", "[iso20022]") {
    std::string second = two_transfers;
    second.replace(second.find("M-1"), 3, "M-2");
    KeepAll kept;
    Diagnostics said;
    CHECK(read_message_text("<all>" + two_transfers + second + "</all>", "a.xml", kept, {}, said)
              .messages == 2);
    CHECK(kept.transfers.size() == 4);
    CHECK(to_text(said) == "");
}

TEST_CASE("with its schema a message is checked to the last pattern, and nothing is told twice",
          "[iso20022]") {
    xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    KeepAll kept;
    Diagnostics said;
    CHECK(read_message_text(two_transfers, "a.xml", kept, {.schemas = &schemas}, said).whole);
    const std::string wrong = with("BKCHHKHH<", "BKCHHKHHX<");
    CHECK_FALSE(read_message_text(wrong, "a.xml", kept, {.schemas = &schemas}, said).whole);
    CHECK(said.error_count() == 1);
    Diagnostics order;
    const std::string swapped = with("<ChrgBr>SHAR</ChrgBr>\n<Dbtr><Nm>", "<Dbtr><Nm>");
    CHECK_FALSE(read_message_text(swapped, "a.xml", kept, {.schemas = &schemas}, order).whole);
    CHECK(to_text(order).find("Expected is one of ( ") != std::string::npos);
}

}  // namespace rmbsim::adapters::iso20022
