#include "adapters/xml/xml_writer.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include "adapters/text/encoding.hpp"
#include "ledger/contract.hpp"

namespace rmbsim::adapters::xml {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_plain(unsigned char byte) {
    return byte >= 0x20 && byte < 0x7F && byte != '&' && byte != '<' && byte != '>' && byte != '"';
}

void append_ascii(std::string& out, char byte) {
    switch (byte) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\t':
            out += "&#9;";
            break;  // as they are, attributes would lose them
        case '\n':
            out += "&#10;";
            break;
        case '\r':
            out += "&#13;";
            break;
        default:
            if (static_cast<unsigned char>(byte) < 0x20) {
                out += replacement;
            } else {
                out += byte;
            }
    }
}

std::size_t sequence_size(unsigned char lead) {
    if (lead >= 0xF0) return 4;
    return lead >= 0xE0 ? 3 : 2;
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t plain = at;
        while (plain < text.size() && is_plain(static_cast<unsigned char>(text[plain]))) ++plain;
        out.append(text, at, plain - at);
        at = plain;
        if (at == text.size()) return;
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            append_ascii(out, text[at]);
            ++at;
            continue;
        }
        const std::string_view sequence = text.substr(at, sequence_size(byte));
        // U+FFFE and U+FFFF are well-formed UTF-8, but no characters of XML.
        const bool bad = first_not_utf8(sequence).has_value() || sequence == "\xEF\xBF\xBE" ||
                         sequence == "\xEF\xBF\xBF";
        out += bad ? replacement : sequence;
        at += bad && first_not_utf8(sequence) ? 1 : sequence.size();
    }
}

void Writer::declaration() { out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"; }

void Writer::line() {
    if (tag_open_) out_ += '>';
    tag_open_ = false;
    if (!out_.empty() || !open_.empty()) out_ += '\n';
    out_.append(2 * open_.size(), ' ');
}

void Writer::open(std::string_view name) {
    line();
    out_ += '<';
    out_ += name;
    open_.emplace_back(name);
    tag_open_ = true;
    has_children_ = false;
}

void Writer::attribute(std::string_view name, std::string_view value) {
    ledger::expects(tag_open_, "an attribute follows the element's opening");
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    append_escaped(out_, value);
    out_ += '"';
}

void Writer::close() {
    ledger::expects(!open_.empty(), "an element is open");
    const std::string name = std::move(open_.back());
    open_.pop_back();
    if (tag_open_ && !has_children_) {
        out_ += "/>";
        tag_open_ = false;
    } else {
        line();
        out_ += "</";
        out_ += name;
        out_ += '>';
    }
    has_children_ = true;
    if (open_.empty()) out_ += '\n';
}

void Writer::leaf(std::string_view name, std::string_view text) { leaf(name, text, {}, {}); }

void Writer::leaf(std::string_view name, std::string_view text, std::string_view attribute_name,
                  std::string_view attribute_value) {
    line();
    out_ += '<';
    out_ += name;
    if (!attribute_name.empty()) {
        out_ += ' ';
        out_ += attribute_name;
        out_ += "=\"";
        append_escaped(out_, attribute_value);
        out_ += '"';
    }
    out_ += '>';
    append_escaped(out_, text);
    out_ += "</";
    out_ += name;
    out_ += '>';
    has_children_ = true;
}

}  // namespace rmbsim::adapters::xml
