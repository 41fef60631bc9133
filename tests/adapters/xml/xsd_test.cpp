// adapters/xml/xsd.hpp: parts are validated by their own schema, out of whatever wrapper.
#include "adapters/xml/xsd.hpp"

#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters {
namespace {

const std::string xsd_head =
    "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\">\n"
    "<Fr><FIId><FinInstnId><BICFI>ICBKCNBJ</BICFI></FinInstnId></FIId></Fr>\n"
    "<To><FIId><FinInstnId><BICFI>BKCHHKHH</BICFI></FinInstnId></FIId></To>\n"
    "<BizMsgIdr>M1</BizMsgIdr><MsgDefIdr>pacs.008.001.08</MsgDefIdr>\n"
    "<CreDt>2026-01-05T08:30:00Z</CreDt></AppHdr>\n";

}  // namespace

TEST_CASE("Document and AppHdr are validated apart, whatever wraps them", "[xml][xsd]") {
    xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    Diagnostics said;
    CHECK(xml::validate(xsd_head, "a.xml", schemas, said) == 1);
    CHECK(xml::validate("<x:E xmlns:x=\"urn:any\"><x:F/>" + xsd_head + xsd_head + "</x:E>", "a.xml",
                        schemas, said) == 2);
    CHECK(xml::validate("<E/>", "a.xml", schemas, said) == 0);
    CHECK(to_text(said) == "");
}

TEST_CASE("every mistake against the schema is told at its place, and once", "[xml][xsd]") {
    xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    Diagnostics said;
    std::string wrong = xsd_head;
    wrong.replace(wrong.find("ICBKCNBJ"), 8, "ICBKCN1");
    wrong.replace(wrong.find("<BizMsgIdr>M1</BizMsgIdr>"), 25, "");
    xml::validate(wrong, "a.xml", schemas, said);
    const std::string text = to_text(said);
    CAPTURE(text);
    CHECK(said.error_count() == 2);
    CHECK(
        text.starts_with("a.xml:2:30: error: /AppHdr/Fr/FIId/FinInstnId/BICFI: "
                         "Element 'BICFI': [facet 'pattern'] The value 'ICBKCN1'"));
    CHECK(text.find("a.xml:4:1: error: /AppHdr/MsgDefIdr: Element 'MsgDefIdr': This element is not "
                    "expected. Expected is ( BizMsgIdr ).") != std::string::npos);
}

TEST_CASE("a schema cannot be named from outside its folder", "[xml][xsd]") {
    xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    for (const char* space : {"urn:iso:std:iso:20022:tech:xsd:../head.001.001.02",
                              "urn:iso:std:iso:20022:tech:xsd:.", "urn:iso:std:iso:20022:tech:xsd:",
                              "urn:iso:std:iso:20022:tech:xsd:pacs.099.001.01", ""}) {
        std::string why;
        CHECK(schemas.compiled(space, why) == nullptr);
        CHECK(why.empty());
    }
}

}  // namespace rmbsim::adapters
