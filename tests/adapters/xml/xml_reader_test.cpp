// adapters/xml: what is read where, and what is refused.
#include "adapters/xml/xml_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters {
namespace {

struct XmlRecorder final : xml::Handler {
    void start(const xml::Element& element, xml::Cursor& at) override {
        const xml::Place place = at.place();
        seen.push_back("<" + std::string(element.name) + " " + std::to_string(place.line) + ":" +
                       std::to_string(place.column));
        if (const auto currency = element.attribute("Ccy"))
            seen.push_back("Ccy=" + std::string(*currency));
        if (element.name == stop_at) at.stop();
    }
    void end(std::string_view name, std::string_view text, xml::Cursor& at) override {
        const xml::Place place = at.place();
        seen.push_back("/" + std::string(name) + " " + std::to_string(place.line) + ":" +
                       std::to_string(place.column) + " " + std::string(text));
        paths.push_back(at.path());
    }
    void stray_text(std::string_view text, xml::Cursor& at) override {
        at.refuse("stray '" + std::string(text) + "'");
    }
    std::vector<std::string> seen, paths;
    std::string stop_at;
};

Diagnostics xml_said(std::string_view bytes, std::size_t depth_max = 100) {
    XmlRecorder recorder;
    Diagnostics said;
    xml::read_text(bytes, "a.xml", recorder, {.depth_max = depth_max}, said);
    return said;
}

std::string utf16le(std::string_view ascii) {
    std::string bytes = "\xFF\xFE";
    for (const char c : ascii) {
        bytes += c;
        bytes += '\0';
    }
    return bytes;
}

}  // namespace

TEST_CASE("elements come with their line and column in characters, and leaves with their text",
          "[xml]") {
    const std::string_view text =
        "<?xml version=\"1.0\"?>\n"
        "<a xmlns=\"urn:x\">\n"
        "  <b Ccy=\"CNY\">人民币 &amp; <![CDATA[<x>]]></b><c/>\n"
        "  <d\n"
        "    Ccy=\"HKD\"><e>1</e>\n"
        "  </d>\n"
        "</a>\n";
    XmlRecorder recorder;
    Diagnostics said;
    REQUIRE(xml::read_text(text, "a.xml", recorder, {}, said));
    CHECK(recorder.seen == std::vector<std::string>{"<a 2:1", "<b 3:3", "Ccy=CNY",
                                                    "/b 3:16 人民币 & <x>", "<c 3:45", "/c 3:48 ",
                                                    "<d 4:3", "Ccy=HKD", "<e 5:15", "/e 5:18 1",
                                                    "/d 6:3 \n  ", "/a 7:1 \n"});
    CHECK(recorder.paths == std::vector<std::string>{"/a/b", "/a/c", "/a/d/e", "/a/d", "/a"});
}

TEST_CASE("UTF-16 and Latin-1 are read as what they declare", "[xml]") {
    XmlRecorder recorder;
    Diagnostics said;
    CHECK(xml::read_text(utf16le("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>x</a>"), "a.xml",
                         recorder, {}, said));
    CHECK(xml::read_text("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>caf\xE9</a>", "a.xml",
                         recorder, {}, said));
    CHECK(recorder.seen.at(1).ends_with(" x"));
    CHECK(recorder.seen.at(3).ends_with(" café"));
    CHECK(to_text(said) == "");
}

TEST_CASE("XML that is unsafe, broken or cut off is refused at its line", "[xml]") {
    struct Row {
        const char* name;
        std::string bytes;
        std::string begins;    // of the first diagnostic
        std::string contains;  // anywhere in the text
    };
    const std::string laughs =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n <!ENTITY a \"ha\">\n"
        " <!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\n]>\n<lolz>&b;</lolz>";
    std::string deep;
    for (int i = 0; i < 200; ++i) deep += "<a>";
    // clang-format off
    const Row row = GENERATE_COPY(values<Row>({
        {"an entity bomb",       laughs, "a.xml:2:", "DTD"},
        {"an external entity",   "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "a.xml:1:1: ", "DTD"},
        {"an external subset",   "<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\"><a/>", "a.xml:1:1: ", "DTD"},
        {"an unknown entity",    "<a>\n<b>&x;</b></a>", "a.xml:2:", "Entity 'x' not defined"},
        {"a text of 11 MB",      "<a>\n<b>" + std::string(11'000'000, 'x') + "</b></a>", "a.xml:2:4: ", "a text of more than 10 MB"},
        {"too deep",             deep, "a.xml:1:301: ", "deeper than 100 levels"},
        {"cut off in a text",    "<a>\n <b>12", "a.xml:2:", "the file ends inside <b>: it is cut off"},
        {"cut off between tags", "<a>\n <b>12</b>\n", "a.xml:3:", "the file ends inside <a>"},
        {"cut off in a tag",     "<a>\n <b>12</b>\n <c", "a.xml:3:", "the file ends inside <c>"},
        {"tags that cross",      "<a>\n<b></a></b>", "a.xml:2:", "mismatch"},
        {"no XML at all",        "id,amount\n1,2\n", "a.xml:1:1: ", "not well-formed"},
        {"nothing",              "", "a.xml:1:1: ", "error"},
        {"bytes that are no UTF-8", "<a>\n<b>caf\xE9</b></a>", "a.xml:2:", "not in the file's encoding"},
        {"UTF-16 that is none",  "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", "a.xml:1:", "not in the file's encoding"},
        {"an unknown encoding",  "<?xml version=\"1.0\" encoding=\"EBCDIC-9\"?><a/>", "a.xml:1:", "EBCDIC-9"},
        {"a prefix of nobody",   "<a>\n<x:b/></a>", "a.xml:2:", "prefix x"},
        {"text beside elements", "<a>\n<b/>hello<c/></a>", "a.xml:2:10: ", "stray 'hello'"},
        {"something after the end", "<a/>\n<b/>", "a.xml:2:", "not well-formed"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const std::string text = to_text(xml_said(row.bytes));
    CAPTURE(text);
    CHECK(text.starts_with(row.begins));
    CHECK(text.find(row.contains) != std::string::npos);
}

TEST_CASE("a handler may end the reading without an error", "[xml]") {
    XmlRecorder recorder;
    recorder.stop_at = "b";
    Diagnostics said;
    CHECK(xml::read_text("<a><b/><c/></a", "a.xml", recorder, {}, said));
    CHECK(recorder.seen == std::vector<std::string>{"<a 1:1", "<b 1:4"});
}

TEST_CASE("a handler's exception comes out of the reading", "[xml]") {
    struct Throwing final : xml::Handler {
        void start(const xml::Element&, xml::Cursor&) override { throw std::string("mine"); }
        void end(std::string_view, std::string_view, xml::Cursor&) override {}
    } throwing;
    Diagnostics said;
    CHECK_THROWS_AS(xml::read_text("<a><b/></a>", "a.xml", throwing, {}, said), std::string);
}

TEST_CASE("a file that is missing is told", "[xml]") {
    XmlRecorder recorder;
    Diagnostics said;
    CHECK_FALSE(xml::read_file("no/such.xml", "no/such.xml", recorder, {}, said));
    CHECK(to_text(said).starts_with("no/such.xml:1:1: error: cannot be opened: No such file"));
}

}  // namespace rmbsim::adapters
