// What is wrong in a statement is told at its line and column; what does not add up is listed and kept.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/statements/read.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "tests/adapters/statements/samples.hpp"

namespace rmbsim::adapters::statements {
namespace {

constexpr std::string_view mt940 =
    ":20:S1\n"
    ":25:ACC1\n"
    ":28C:1/1\n"
    ":60F:C260105CNY1000,00\n"
    ":61:2601060106C250,00NTRFF-1//E7\n"
    ":86:/EREF/F-1/REMI/rent\n"
    ":62F:C260106CNY1250,00\n"
    "-\n";

constexpr std::string_view bai2 =
    "01,BANK,US,260106,0000,1,,,2/\n"
    "02,US,BANK,1,260106,2359,,2/\n"
    "03,ACC1,CNY,010,100000,,,015,125000,,/\n"
    "16,195,25000,V,260106,,E7,F-1,rent/\n"
    "49,250000,3/\n"
    "98,250000,1,5/\n"
    "99,250000,1,7/\n";

constexpr std::string_view camt =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">\n"
    "<BkToCstmrStmt>\n"
    "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-01-06T00:00:00</CreDtTm></GrpHdr>\n"
    "<Stmt><Id>S1</Id>\n"
    "<Acct><Id><Othr><Id>ACC1</Id></Othr></Id><Ccy>CNY</Ccy></Acct>\n"
    "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">1000</Amt>\n"
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-05</Dt></Dt></Bal>\n"
    "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">1250</Amt>\n"
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-06</Dt></Dt></Bal>\n"
    "<Ntry>\n"
    "<Amt Ccy=\"CNY\">250.00</Amt>\n"
    "<CdtDbtInd>CRDT</CdtDbtInd>\n"
    "<Sts><Cd>BOOK</Cd></Sts>\n"
    "<BkTxCd/>\n"
    "</Ntry>\n"
    "</Stmt></BkToCstmrStmt></Document>\n";

std::string changed(std::string_view text, std::string_view from, std::string_view to) {
    std::string result(text);
    const std::size_t at = result.find(from);
    REQUIRE(at != std::string::npos);
    return result.replace(at, from.size(), to);
}

struct Mistake {
    std::string_view what, from, to;
    std::uint32_t line, column;  // column 0: where the XML parser says
    std::string_view message;
};

void check(std::string_view text, const Mistake& mistake) {
    CAPTURE(mistake.what);
    const SampleReading reading = read_statements(changed(text, mistake.from, mistake.to));
    const std::string said = to_text(reading.said);
    CAPTURE(said);
    CHECK(reading.said.has_errors());
    const bool told = std::ranges::any_of(reading.said.items(), [&](const Diagnostic& diagnostic) {
        return diagnostic.line == mistake.line &&
               (mistake.column == 0 || diagnostic.column == mistake.column) &&
               diagnostic.message.find(mistake.message) != std::string::npos;
    });
    CHECK(told);
}

std::int64_t difference_of(std::string_view text) {
    const SampleReading reading = read_statements(text);
    CAPTURE(to_text(reading.said));
    REQUIRE_FALSE(reading.said.has_errors());
    REQUIRE(reading.statements.size() == 1);
    const Reconciliation result = reconcile(reading.statements[0]);
    CHECK(result.holds() == (result.difference_minor == std::optional<std::int64_t>{0}));
    REQUIRE(result.difference_minor);
    return *result.difference_minor;
}

}  // namespace

TEST_CASE("the difference of a statement is opening and credits less debits and closing",
          "[statements][reconcile]") {
    CHECK(difference_of(mt940) == 0);
    CHECK(difference_of(bai2) == 0);
    CHECK(difference_of(camt) == 0);
    CHECK(difference_of(changed(mt940, "CNY1250", "CNY1249")) == 100);
    CHECK(difference_of(changed(mt940, "0106C250", "0106D250")) == -50'000);
    CHECK(difference_of(changed(camt, "<Amt Ccy=\"CNY\">1250<", "<Amt Ccy=\"CNY\">1251<")) == -100);
}

TEST_CASE("a mistake in an MT940 is told where it stands", "[statements][mt]") {
    for (const Mistake& mistake : std::initializer_list<Mistake>{
             {"no reference", ":20:S1\n", "", 6, 1, "has no :20:"},
             {"no account", ":25:ACC1\n", "", 6, 1, "has no :25:"},
             {"no number", ":28C:1/1\n", "", 6, 1, "has no :28C:"},
             {"no opening balance", ":60F:C260105CNY1000,00\n", "", 6, 1, "has no :60F:"},
             {"no closing balance", ":62F:C260106CNY1250,00\n", "", 6, 1, "has no :62F:"},
             {"cut off in a line",
              "0,00NTRFF-1//E7\n:86:/EREF/F-1/REMI/rent\n"
              ":62F:C260106CNY1250,00\n-\n",
              "", 5, 1, "has no :62F:"},
             {"a number that is none", "1/1", "A/1", 3, 6, "'A' is no statement number"},
             {"a balance without sign", "F:C260105", "F:260105", 4, 6, "no sign"},
             {"a day that is none", "C260105CNY", "C260230CNY", 4, 7, "'260230' is not a date"},
             {"a currency that is none", "CNY1000", "RMB1000", 4, 13, "'RMB' is not an ISO 4217"},
             {"two currencies", "CNY1250", "HKD1250", 7, 13, "in HKD, the statement in CNY"},
             {"an amount that is none", "CNY1000,00", "CNYmuch", 4, 16, "is no amount"},
             {"too many decimals", "C250,00N", "C250,001N", 5, 16, "decimals"},
             {"a line without value date", ":61:2601060106", ":61:26010", 5, 5, "no value date"},
             {"a day that there is not", ":61:260106", ":61:261306", 5, 5, "no value date"},
             {"a line without sign", "0106C250", "0106X250", 5, 15, "no debit or credit mark"},
             {"a line without type", "NTRFF-1//E7", "N", 5, 22, "no transaction type"},
             {"text behind the amount", "CNY1250,00", "CNY1250,00X", 7, 23, "behind"},
         })
        check(mt940, mistake);
}

TEST_CASE("an MT text in another encoding is Latin-1 and told, or refused", "[statements][mt]") {
    const SampleReading latin = read_statements(changed(mt940, "rent", "M\xfcller"));
    CHECK_FALSE(latin.said.has_errors());
    CHECK(latin.said.warning_count() == 1);
    REQUIRE(latin.statements.size() == 1);
    CHECK(latin.statements[0].entries.at(0).remittance == "M\xc3\xbcller");
    Collector collector;
    Diagnostics said;
    read(Syntax::mt, std::string_view("\xff\xfe:\0002\0000\000:\000", 10), "a", collector, said);
    CHECK(said.has_errors());
    Diagnostics nul;
    read(Syntax::mt, std::string(mt940) + '\0', "a", collector, nul);
    CHECK(nul.has_errors());
}

TEST_CASE("an MT942 whose totals disagree with its lines is read and told", "[statements][mt]") {
    const std::string text =
        ":20:R1\n:25:ACC1\n:28C:1/1\n:34F:CNY0,\n:13D:2601061200+0800\n"
        ":61:260106C250,00NTRFF-1\n:90D:0CNY0,\n:90C:1CNY250,01\n-\n";
    const SampleReading reading = read_statements(text);
    CHECK_FALSE(reading.said.has_errors());
    REQUIRE(reading.statements.size() == 1);
    CHECK(reading.statements[0].format == Format::mt942);
    REQUIRE(reading.statements[0].findings.size() == 1);
    CHECK(reading.statements[0].findings[0].line == 8);
    const SampleReading cut = read_statements(changed(text, ":34F:CNY0,\n", ""));
    CHECK(cut.said.has_errors());
}

TEST_CASE("a mistake in a BAI2 file is told where it stands", "[statements][bai2]") {
    for (const Mistake& mistake : std::initializer_list<Mistake>{
             {"cut off", "98,250000,1,5/\n99,250000,1,7/\n", "", 5, 1,
              "ends without its record 99"},
             {"no account", "03,ACC1,CNY,010,100000,,,015,125000,,/\n", "", 3, 1, "out of order"},
             {"no group", "02,US,BANK,1,260106,2359,,2/\n", "", 2, 1, "record 03 is out of order"},
             {"no such record", "49,250000,3/", "50,250000,3/", 5, 1, "'50' is not one of BAI2"},
             {"no record", "49,250000,3/", "total", 5, 1, "no BAI2 record"},
             {"no amount", "16,195,25000", "16,195,250.00", 4, 8, "is no amount"},
             {"no type", "16,195", "16,19", 4, 4, "is no type code"},
             {"no funds type", "25000,V", "25000,Q", 4, 14, "is no funds type"},
             {"no day", "V,260106", "V,261306", 4, 16, "is not a date"},
             {"no day of the group", "BANK,1,260106", "BANK,1,26010", 2, 14, "is not a date"},
             {"no currency", "ACC1,CNY", "ACC1,RMB", 3, 9, "not an ISO 4217"},
             {"no account number", "03,ACC1", "03,", 3, 4, "no number"},
             {"no number of records", "49,250000,3", "49,250000,x", 5, 11, "is no number of"},
         })
        check(bai2, mistake);
}

TEST_CASE("control totals and counts of BAI2 that disagree are listed and the lines kept",
          "[statements][bai2]") {
    struct Row {
        std::string_view from, to;
        std::uint32_t line;
    };
    for (const Row& row : std::initializer_list<Row>{{"49,250000,3", "49,250001,3", 5},
                                                     {"49,250000,3", "49,250000,4", 5},
                                                     {"98,250000,1,5", "98,250000,2,5", 6},
                                                     {"98,250000,1,5", "98,250000,1,6", 6},
                                                     {"99,250000,1,7", "99,250001,1,7", 7},
                                                     {"99,250000,1,7", "99,250000,2,7", 7}}) {
        CAPTURE(row.to);
        const SampleReading reading = read_statements(changed(bai2, row.from, row.to));
        CHECK_FALSE(reading.said.has_errors());
        REQUIRE(reading.statements.size() == 1);
        CHECK(reading.statements[0].entries.size() == 1);
        REQUIRE_FALSE(reading.statements[0].findings.empty());
        CHECK(reading.statements[0].findings[0].line == row.line);
    }
}

TEST_CASE("a mistake in a camt message is told with its path where it stands",
          "[statements][camt]") {
    for (const Mistake& mistake : std::initializer_list<Mistake>{
             {"another message", "camt.053.001.08\"", "pacs.008.001.08\"", 2, 1, "pacs.008.001.08"},
             {"a version that is none", "camt.053.001.08\"", "camt.053.001.15\"", 2, 1, "001.15"},
             {"no namespace", " xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"", "", 2, 1,
              "namespace ''"},
             {"no identification", "<Id>S1</Id>", "", 5, 1, "element Stmt has no Id"},
             {"no account", "<Id><Othr><Id>ACC1</Id></Othr></Id>", "", 5, 1, "has no Acct/Id"},
             {"no amount", "<Amt Ccy=\"CNY\">250.00</Amt>\n", "", 11, 1, "Ntry has no Amt"},
             {"no direction", "<CdtDbtInd>CRDT</CdtDbtInd>\n<Sts>", "\n<Sts>", 11, 1,
              "Ntry has no CdtDbtInd"},
             {"no status", "<Sts><Cd>BOOK</Cd></Sts>", "", 11, 1, "Ntry has no Sts"},
             {"no code", "<BkTxCd/>", "", 11, 1, "Ntry has no BkTxCd"},
             {"a balance without day", "<Dt><Dt>2026-01-06</Dt></Dt>", "", 9, 1, "Bal has no Dt"},
             {"a direction that is none", "<CdtDbtInd>CRDT</CdtDbtInd>\n<Sts>",
              "<CdtDbtInd>CR</CdtDbtInd>\n<Sts>", 13, 12, "/Ntry/CdtDbtInd"},
             {"a currency that is none", "\"CNY\">250.00", "\"RMB\">250.00", 12, 16, "'RMB'"},
             {"too many decimals", "250.00", "250.001", 12, 16, "/Ntry/Amt"},
             {"a sign", "250.00", "-250.00", 12, 16, "/Ntry/Amt"},
             {"a day that is none", "2026-01-05</Dt>", "2026-02-30</Dt>", 8, 36, "'2026-02-30'"},
             {"an order that is none", "<Ntry>", "<Ntry><BkTxCd/>", 12, 1, "misplaced"},
             {"cut off", "</Stmt></BkToCstmrStmt></Document>\n", "", 17, 0, ""},
             {"a DTD", "<Document", "<!DOCTYPE a [<!ENTITY b \"c\">]><Document", 2, 0, ""},
             {"an entity", ">ACC1<", ">&b;<", 6, 0, ""},
             {"bytes of another encoding", "ACC1", "M\xfcller", 6, 0, ""},
         })
        check(camt, mistake);
}

TEST_CASE("a camt summary that disagrees and another currency are listed", "[statements][camt]") {
    const SampleReading summary = read_statements(changed(
        camt, "<Ntry>",
        "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>250</Sum></TtlNtries></TxsSummry>\n"
        "<Ntry>"));
    CHECK_FALSE(summary.said.has_errors());
    REQUIRE(summary.statements.at(0).findings.size() == 1);
    CHECK(summary.statements[0].findings[0].line == 11);
    const SampleReading other = read_statements(changed(camt, "\"CNY\">250.00", "\"HKD\">250.00"));
    CHECK_FALSE(other.said.has_errors());
    CHECK_FALSE(reconcile(other.statements.at(0)).holds());
}

TEST_CASE("what is no statement at all is not recognised", "[statements]") {
    CHECK(recognise("<a/>") == Syntax::xml);
    CHECK(recognise("\xef\xbb\xbf<a/>") == Syntax::xml);
    CHECK(recognise("01,A,B") == Syntax::bai2);
    CHECK(recognise("{1:F01A}") == Syntax::mt);
    CHECK(recognise("ABNANL2A\n940\n:20:X") == Syntax::mt);
    for (const std::string_view text : {"", " ", "id,date,amount\n1,2,3\n", "{\"a\":1}", ":2:x"})
        CHECK_FALSE(recognise(text));
}

}  // namespace rmbsim::adapters::statements
