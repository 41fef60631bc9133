#include "adapters/live/payment_message.hpp"

#include <string>

#include <catch2/catch.hpp>

namespace rmbsim::adapters::live {
namespace {

std::string pacs_008(const std::string& transactions, int count) {
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-01-05T09:00:00+08:00</CreDtTm><NbOfTxs>)" +
           std::to_string(count) +
           R"(</NbOfTxs><SttlmInf><SttlmMtd>CLRG</SttlmMtd><ClrSys><Prtry>CIPS</Prtry></ClrSys></SttlmInf>
<InstgAgt><FinInstnId><BICFI>AAAACNBJXXX</BICFI></FinInstnId></InstgAgt>
<InstdAgt><FinInstnId><BICFI>BBBBCNSHXXX</BICFI></FinInstnId></InstdAgt></GrpHdr>)" +
           transactions + "</FIToFICstmrCdtTrf></Document>";
}

std::string transaction(const std::string& ids, const std::string& amount,
                        const std::string& priority = "") {
    return "<CdtTrfTxInf><PmtId>" + ids + "</PmtId>" + priority + "<IntrBkSttlmAmt Ccy=\"CNY\">" +
           amount +
           R"(</IntrBkSttlmAmt><IntrBkSttlmDt>2026-01-05</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
<Dbtr><Nm>D</Nm></Dbtr><DbtrAgt><FinInstnId><BICFI>DDDDCNBJ</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>CCCCCNBJ</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>C</Nm></Cdtr></CdtTrfTxInf>)";
}

}  // namespace

TEST_CASE("a customer's transfer between banks becomes a payment of its instructing bank",
          "[live][iso20022]") {
    const auto read = read_submission(
        pacs_008(transaction("<InstrId>I-1</InstrId><EndToEndId>E-1</EndToEndId>"
                             "<UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR>",
                             "1250.5", "<PmtTpInf><InstrPrty>HIGH</InstrPrty></PmtTpInf>") +
                     transaction("<InstrId>I-2</InstrId><EndToEndId>NOTPROVIDED</EndToEndId>", "3"),
                 2));
    REQUIRE(read);
    REQUIRE(read->size() == 2);
    CHECK((*read)[0] == sim::Submission{.sender = "AAAACNBJXXX",
                                        .reference = "E-1",
                                        .rail = "CIPS",
                                        .payer = "AAAACNBJXXX",
                                        .payee = "BBBBCNSHXXX",
                                        .currency = "CNY",
                                        .minor = 125'050,
                                        .value_day = 20'458,  // 2026-01-05
                                        .priority_class = 0,
                                        .uetr = "8a562c67-ca16-48ba-b074-65581be6f001"});
    CHECK((*read)[1].reference == "I-2");
    CHECK((*read)[1].minor == 300);
    CHECK((*read)[1].priority_class == 1);
}

TEST_CASE("an order to one's bank becomes a payment between the parties' banks",
          "[live][iso20022]") {
    const auto read = read_submission(
        R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>M-2</MsgId><CreDtTm>2026-01-05T09:00:00+08:00</CreDtTm><NbOfTxs>1</NbOfTxs>
<InitgPty><Nm>Longgang Trading</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>P-1</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>2026-01-06</Dt></ReqdExctnDt>
<Dbtr><Nm>D</Nm></Dbtr><DbtrAcct><Id><Othr><Id>1</Id></Othr></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>DDDDCNBJ</BICFI></FinInstnId></DbtrAgt>
<CdtTrfTxInf><PmtId><EndToEndId>E-9</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">70.00</InstdAmt></Amt>
<CdtrAgt><FinInstnId><BICFI>CCCCCNBJ</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>C</Nm></Cdtr>
<CdtrAcct><Id><Othr><Id>2</Id></Othr></Id></CdtrAcct></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>)");
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    CHECK((*read)[0] == sim::Submission{.sender = "Longgang Trading",
                                        .reference = "E-9",
                                        .rail = "",
                                        .payer = "DDDDCNBJ",
                                        .payee = "CCCCCNBJ",
                                        .currency = "CNY",
                                        .minor = 7'000,
                                        .value_day = 20'459,
                                        .priority_class = 1,
                                        .uetr = ""});
}

TEST_CASE("a message with any mistake gives none of its payments", "[live][iso20022]") {
    struct Row {
        std::string name, text, reason;
    };
    const std::string good = transaction("<EndToEndId>E-1</EndToEndId>", "1.00");
    // clang-format off
    const auto row = GENERATE_COPY(values<Row>({
        {"cut off",             pacs_008(good, 1).substr(0, 400),                   "malformed_message"},
        {"one amount is wrong", pacs_008(good + transaction("<EndToEndId>E-2</EndToEndId>", "1.001"), 2), "malformed_message"},
        {"another count",       pacs_008(good, 2),                                  "malformed_message"},
        {"a DTD",               "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>",       "malformed_message"},
        {"no message",          "<html></html>",                                    "malformed_message"},
        {"only a bracket",      "<",                                                "malformed_message"},
        {"a status",            R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt><GrpHdr><MsgId>S</MsgId><CreDtTm>2026-01-05T09:00:00Z</CreDtTm></GrpHdr><TxInfAndSts><OrgnlEndToEndId>E-1</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts></FIToFIPmtStsRpt></Document>)", "unknown_message"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const auto read = read_submission(row.text);
    REQUIRE_FALSE(read);
    CHECK(read.error().front().reason == row.reason);
}

}  // namespace rmbsim::adapters::live
