// adapters/xml/xml_writer.hpp: the bytes, and that any text comes back.
#include "adapters/xml/xml_writer.hpp"

#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xml_reader.hpp"

namespace rmbsim::adapters {
namespace {

struct XmlLeafText final : xml::Handler {
    void start(const xml::Element& element, xml::Cursor&) override {
        if (const auto value = element.attribute("v")) attribute = *value;
    }
    void end(std::string_view, std::string_view text, xml::Cursor&) override { leaf = text; }
    std::string attribute, leaf;
};

}  // namespace

TEST_CASE("an element a line, indented by two, with empty elements closed at once", "[xml]") {
    std::string out;
    xml::Writer writer(out);
    writer.declaration();
    writer.open("Document");
    writer.attribute("xmlns", "urn:x");
    writer.open("A");
    writer.leaf("B", "1 < 2");
    writer.leaf("C", "3.00", "Ccy", "C\"Y");
    writer.leaf_if("D", "");
    writer.close();
    writer.open("E");
    writer.close();
    writer.close();
    CHECK(out ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<Document xmlns=\"urn:x\">\n"
          "  <A>\n"
          "    <B>1 &lt; 2</B>\n"
          "    <C Ccy=\"C&quot;Y\">3.00</C>\n"
          "  </A>\n"
          "  <E/>\n"
          "</Document>\n");
}

TEST_CASE("any text comes back as it went, but for what XML cannot carry", "[xml]") {
    struct Row {
        std::string given, back;
    };
    const std::string mark = "\xEF\xBF\xBD";
    const Row row = GENERATE_COPY(values<Row>({
        {"a & b <c> \"d\" 'e'", "a & b <c> \"d\" 'e'"},
        {"人民币 ]]> 🏦", "人民币 ]]> 🏦"},
        {"line\r\nline\ttab", "line\r\nline\ttab"},
        {std::string("nul\0x", 5), "nul" + mark + "x"},
        {"caf\xE9!", "caf" + mark + "!"},
        {"cut \xE4\xBA", "cut " + mark + mark},
        {"\xEF\xBF\xBF", mark},
    }));
    std::string out;
    xml::Writer writer(out);
    writer.open("a");
    writer.attribute("v", row.given);
    writer.leaf("b", row.given);
    writer.close();
    CAPTURE(out);
    XmlLeafText leaf;
    Diagnostics said;
    struct First final : xml::Handler {
        explicit First(XmlLeafText& to) : into(to) {}
        void start(const xml::Element& element, xml::Cursor& at) override {
            into.start(element, at);
        }
        void end(std::string_view name, std::string_view text, xml::Cursor& at) override {
            if (name == "b") into.end(name, text, at);
        }
        XmlLeafText& into;
    } first(leaf);
    REQUIRE(xml::read_text(out, "a.xml", first, {}, said));
    CHECK(leaf.leaf == row.back);
    CHECK(leaf.attribute == row.back);
}

}  // namespace rmbsim::adapters
