#include "adapters/payments/recognise.hpp"

#include <string>
#include <string_view>

#include "adapters/iso20022/layout.hpp"
#include "adapters/swift/mt_message.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xml_reader.hpp"
#include "adapters/xml/xsd.hpp"

namespace rmbsim::adapters::payments {
namespace {

// The first Document of ISO 20022, in whatever envelope; the header before it is passed over.
struct FirstDocument final : xml::Handler {
    void start(const xml::Element& element, xml::Cursor& at) override {
        if (outermost.empty()) outermost = element.name;
        if (element.name != "Document") return;
        if (element.space.starts_with(xml::iso20022_space))
            message = element.space.substr(xml::iso20022_space.size());
        at.stop();
    }
    void end(std::string_view, std::string_view, xml::Cursor&) override {}
    std::string outermost, message;
};

bool begins_as_xml(std::string_view head) {
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;  // UTF-16
    if (head.starts_with(std::string_view("<\0", 2)) ||
        head.starts_with(std::string_view("\0<", 2)))
        return true;
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && head[first] == '<';
}

}  // namespace

Recognised recognise(std::string_view head) {
    head = head.substr(0, recognised_bytes);
    if (begins_as_xml(head)) {
        FirstDocument document;
        Diagnostics unused;  // the head is cut off anyway
        xml::read_text(head, "", document, {}, unused);
        if (!document.message.empty()) return {Family::iso20022, document.message};
        if (!document.outermost.empty()) return {Family::other_xml, document.outermost};
        return {};
    }
    if (!swift::looks_like_mt(head)) return {};
    Diagnostics unused;
    for (const swift::MtMessage& message : swift::parse_mt(head, "", unused))
        if (!message.type.empty()) return {Family::mt, "MT" + message.type};
    return {};
}

bool holds_payments(const Recognised& what) {
    if (what.family == Family::mt)
        return what.name == "MT101" || what.name == "MT103" || what.name == "MT202" ||
               what.name == "MT205";
    if (what.family != Family::iso20022) return false;
    const auto name = iso20022::parse_message_name(what.name);
    const iso20022::Layout* layout = name ? iso20022::find_layout(name->message) : nullptr;
    return layout != nullptr && layout->kind == iso20022::Kind::transfer;
}

}  // namespace rmbsim::adapters::payments
