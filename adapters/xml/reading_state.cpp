#include "adapters/xml/reading_state.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xml_reader.hpp"
#include "adapters/xml/xsd.hpp"

namespace rmbsim::adapters::xml {
namespace {

constexpr std::size_t text_bytes_max = 10'000'000;  // libxml2 bounds attributes and names alike

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

Place ReadingState::place() const {
    if (parser_ == nullptr || parser_->input == nullptr || stopped_) return text_place_;
    return tag_ == Tag::end_of_leaf ? text_place_ : place_of_tag();
}

// The parser stands behind the tag; no '<' can stand inside it, so the last one begins it.
Place ReadingState::place_of_tag() const {
    const xmlParserInput& input = *parser_->input;
    Place place{static_cast<std::uint32_t>(std::max(input.line, 1)), 1};
    const xmlChar* at = input.cur;
    bool first_line = true;
    std::uint32_t back = 0;
    while (at > input.base) {
        --at;
        if (first_line && (*at & 0xC0U) != 0x80U) ++back;
        if (*at == '<') break;
        if (*at == '\n') {
            first_line = false;
            if (place.line > 1) --place.line;
        }
    }
    if (first_line) {
        const auto column = static_cast<std::uint32_t>(std::max(input.col, 1));
        place.column = column > back ? column - back : 1;
        return place;
    }
    std::uint32_t column = 1;  // a tag over several lines: counted from its own line's beginning
    while (at > input.base && *(at - 1) != '\n') {
        --at;
        if ((*at & 0xC0U) != 0x80U) ++column;
    }
    place.column = column;
    return place;
}

std::string ReadingState::path() const {
    std::string path;
    for (const xmlChar* name : stack_) {
        path += '/';
        path += seen(name);
    }
    return path.empty() ? "/" : path;
}

void ReadingState::refuse(Place place, std::string message, std::string expected,
                          std::string hint) {
    if (hint.empty()) hint = "scenarios/reference/iso20022 has the schemas of the messages";
    diagnostics_.add({.file = shown_,
                      .line = place.line,
                      .column = place.column,
                      .message = std::move(message),
                      .expected = std::move(expected),
                      .hint = std::move(hint)});
}

void ReadingState::stop() {
    if (stopped_) return;
    text_place_ = place();
    stopped_ = true;
    if (parser_ != nullptr) xmlStopParser(parser_);
}

void ReadingState::validate_from(std::string_view space) {
    if (options_.schemas == nullptr || validator_ != nullptr) return;
    std::string why;
    void* schema = options_.schemas->compiled(space, why);
    if (!why.empty()) refuse(place(), std::move(why), {}, {});
    if (schema == nullptr) return;
    validator_ = std::make_unique<PartValidator>(schema, cursor_);
    validator_depth_ = stack_.size();
}

void ReadingState::on_start(void* self, const xmlChar* name, const xmlChar* prefix,
                            const xmlChar* space, int space_count, const xmlChar** spaces,
                            int attribute_count, int defaulted_count, const xmlChar** attributes) {
    auto& state = *static_cast<ReadingState*>(self);
    state.guarded([&] {
        state.tag_ = Tag::start;
        if (!is_blank(state.text_)) state.handler_.stray_text(state.text_, state.cursor_);
        state.text_.clear();
        if (state.stopped_) return;
        state.stack_.push_back(name);
        if (state.stack_.size() > state.options_.depth_max) {
            state.fatal(state.place(),
                        "elements are nested deeper than " +
                            std::to_string(state.options_.depth_max) + " levels",
                        "a message of a payment or a statement");
            return;
        }
        state.validate_from(seen(space));
        if (state.validator_ != nullptr)
            state.validator_->start(name, prefix, space, space_count, spaces, attribute_count,
                                    defaulted_count, attributes);
        const Element element{.name = seen(name),
                              .space = seen(space),
                              .attributes_raw = attributes,
                              .attribute_count = attribute_count};
        state.handler_.start(element, state.cursor_);
        if (state.stopped_) return;
        const xmlParserInput& input = *state.parser_->input;
        state.text_place_ = {static_cast<std::uint32_t>(std::max(input.line, 1)),
                             static_cast<std::uint32_t>(std::max(input.col, 0)) + 1};
        state.leaf_ = true;
    });
}

void ReadingState::on_end(void* self, const xmlChar* name, const xmlChar* prefix,
                          const xmlChar* space) {
    auto& state = *static_cast<ReadingState*>(self);
    state.guarded([&] {
        state.tag_ = state.leaf_ ? Tag::end_of_leaf : Tag::end_of_parent;
        if (!state.leaf_ && !is_blank(state.text_))
            state.handler_.stray_text(state.text_, state.cursor_);
        if (state.stopped_) return;
        if (state.validator_ != nullptr) {
            state.validator_->end(name, prefix, space);
            if (state.stack_.size() == state.validator_depth_) state.validator_.reset();
        }
        state.handler_.end(seen(name), state.text_, state.cursor_);
        state.text_.clear();
        state.leaf_ = false;
        state.stack_.pop_back();
    });
}

void ReadingState::on_text(void* self, const xmlChar* text, int size) {
    auto& state = *static_cast<ReadingState*>(self);
    state.guarded([&] {
        if (state.text_.size() + static_cast<std::size_t>(size) > text_bytes_max) {
            state.fatal(state.text_place_, "a text of more than 10 MB",
                        "a message's texts have some hundred characters");
            return;
        }
        state.text_.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
        if (state.validator_ != nullptr) state.validator_->text(text, size);
    });
}

void ReadingState::on_doctype(void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto& state = *static_cast<ReadingState*>(self);
    state.guarded([&] {
        state.fatal(state.place_of_tag(), "a document type declaration (DTD) is refused",
                    "a message without <!DOCTYPE …>, entities or external parts",
                    "remove the declaration and write out what its entities stand for");
    });
}

void ReadingState::on_error(void* self, xmlErrorPtr error) {
    auto& state = *static_cast<ReadingState*>(self);
    if (state.stopped_ || error->level < XML_ERR_ERROR) return;
    state.guarded([&] {
        Place place{static_cast<std::uint32_t>(std::max(error->line, 1)),
                    static_cast<std::uint32_t>(std::max(error->int2, 1))};
        if (!state.surroundings_.empty()) {
            state.fatal(place, "the file cannot be read on: " + state.surroundings_);
            return;
        }
        const xmlParserInputPtr input = state.parser_->input;
        const bool at_end = state.source_ended_ && input != nullptr && input->end - input->cur <= 1;
        if (at_end && !state.stack_.empty()) {
            state.fatal(place,
                        "the file ends inside <" + std::string(seen(state.stack_.back())) +
                            ">: it is cut off",
                        "the end tag </" + std::string(seen(state.stack_.front())) + ">",
                        "fetch the file again");
            return;
        }
        std::string message = error->message == nullptr ? "not well-formed" : error->message;
        std::replace(message.begin(), message.end(), '\n', ' ');
        while (!message.empty() && message.back() == ' ') message.pop_back();
        if (error->code == XML_ERR_INVALID_CHAR || error->code == XML_ERR_INVALID_ENCODING ||
            error->code == XML_I18N_CONV_FAILED) {
            state.fatal(place, "bytes that are not in the file's encoding (" + message + ")",
                        "the encoding that the XML declaration names; without one, UTF-8",
                        "name the file's real encoding in <?xml … encoding=\"…\"?>, or convert it "
                        "with iconv");
            return;
        }
        state.fatal(place, "not well-formed XML: " + message);
    });
}

xmlSAXHandler ReadingState::callbacks() {
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    sax.internalSubset = on_doctype;
    sax.externalSubset = on_doctype;
    sax.serror = on_error;
    return sax;
}

bool ReadingState::parse(xmlInputReadCallback read, void* source) {
    xmlInitParser();
    xmlSAXHandler sax = callbacks();
    parser_ = xmlCreateIOParserCtxt(&sax, this, read, nullptr, source, XML_CHAR_ENCODING_NONE);
    if (parser_ == nullptr) throw std::bad_alloc();
    // NOENT: without a DTD there are only the five predefined entities, and "&amp;" in an attribute
    // shall be "&" and not "&#38;".
    xmlCtxtUseOptions(parser_, XML_PARSE_NONET | XML_PARSE_NOENT);
    xmlParseDocument(parser_);
    const bool well_formed = parser_->wellFormed != 0;
    validator_.reset();
    if (parser_->myDoc != nullptr) xmlFreeDoc(parser_->myDoc);
    xmlFreeParserCtxt(parser_);
    parser_ = nullptr;
    if (thrown_) std::rethrow_exception(thrown_);
    if (!stopped_ && !well_formed) {
        failed_ = true;
        refuse({}, surroundings_.empty() ? "not an XML document" : surroundings_, {}, {});
    }
    return whole();
}

}  // namespace rmbsim::adapters::xml
