#include "adapters/xml/xsd.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace rmbsim::adapters::xml {
namespace {

// The schema's file for a namespace; empty: it is not one of ISO 20022.
std::string schema_file(std::string_view space) {
    if (!space.starts_with(iso20022_space)) return {};
    const std::string_view message = space.substr(iso20022_space.size());
    const bool plain = std::all_of(message.begin(), message.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    });
    if (message.empty() || message.front() == '.' || !plain) return {};
    return std::string(message) + ".xsd";
}

// "Element '{urn:…}Amt': This element …" as people read it.
std::string plain_message(const char* raw) {
    std::string text;
    for (std::string_view left = raw == nullptr ? "not valid" : raw; !left.empty();) {
        const char c = left.front();
        const std::size_t close = c == '{' ? left.find('}') : std::string_view::npos;
        if (close != std::string_view::npos && left.substr(1, 4) == "urn:") {
            left.remove_prefix(close + 1);
            continue;
        }
        text += c == '\n' ? ' ' : c;
        left.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

void keep_first(void* kept, xmlErrorPtr error) {
    auto& text = *static_cast<std::string*>(kept);
    if (text.empty()) text = plain_message(error->message);
}

}  // namespace

struct Schemas::Kept {
    std::map<std::string, xmlSchemaPtr, std::less<>> by_file;
    ~Kept() {
        for (const auto& [file, schema] : by_file)
            if (schema != nullptr) xmlSchemaFree(schema);
    }
};

Schemas::Schemas(std::filesystem::path folder)
    : folder_(std::move(folder)), kept_(std::make_unique<Kept>()) {}
Schemas::~Schemas() = default;

bool Schemas::has(std::string_view space) const {
    const std::string file = schema_file(space);
    std::error_code ignored;
    return !file.empty() && std::filesystem::is_regular_file(folder_ / file, ignored);
}

void* Schemas::compiled(std::string_view space, std::string& why) {
    const std::string file = schema_file(space);
    if (file.empty()) return nullptr;
    if (const auto found = kept_->by_file.find(file); found != kept_->by_file.end())
        return found->second;
    xmlSchemaPtr schema = nullptr;
    if (has(space)) {
        const std::filesystem::path path = folder_ / file;
        const std::unique_ptr<xmlSchemaParserCtxt, void (*)(xmlSchemaParserCtxtPtr)> parser(
            xmlSchemaNewParserCtxt(path.c_str()), &xmlSchemaFreeParserCtxt);
        if (parser == nullptr) throw std::bad_alloc();
        std::string fault;
        xmlSchemaSetParserStructuredErrors(parser.get(), keep_first, &fault);
        schema = xmlSchemaParse(parser.get());
        if (schema == nullptr) why = "the schema " + path.string() + " cannot be read: " + fault;
    }
    kept_->by_file.emplace(file, schema);
    return schema;
}

struct PartValidator::Inside {
    Cursor& cursor;
    xmlSchemaValidCtxtPtr context = nullptr;
    xmlSAXHandler nothing{};
    xmlSAXHandlerPtr sax = nullptr;
    void* data = nullptr;
    xmlSchemaSAXPlugPtr plug = nullptr;
    std::string said_path;
    Place said_place{0, 0};

    // A value that breaks a facet is also told as "not a valid value": once is enough.
    static void on_error(void* self, xmlErrorPtr error) {
        auto& inside = *static_cast<Inside*>(self);
        if (error->level < XML_ERR_ERROR) return;
        const Place place = inside.cursor.place();
        std::string path = inside.cursor.path();
        if (place == inside.said_place && path == inside.said_path) return;
        inside.cursor.refuse_at(place, path + ": " + plain_message(error->message),
                                "what the schema of this message allows");
        inside.said_place = place;
        inside.said_path = std::move(path);
    }
};

PartValidator::PartValidator(void* schema, Cursor& cursor)
    : inside_(std::make_unique<Inside>(cursor)) {
    Inside& in = *inside_;
    in.context = xmlSchemaNewValidCtxt(static_cast<xmlSchemaPtr>(schema));
    if (in.context == nullptr) throw std::bad_alloc();
    xmlSchemaSetValidStructuredErrors(in.context, &Inside::on_error, &in);
    in.nothing.initialized = XML_SAX2_MAGIC;
    in.sax = &in.nothing;
    in.data = &in;
    in.plug = xmlSchemaSAXPlug(in.context, &in.sax, &in.data);
    if (in.plug == nullptr) {
        xmlSchemaFreeValidCtxt(in.context);
        throw std::bad_alloc();
    }
}

PartValidator::~PartValidator() {
    xmlSchemaSAXUnplug(inside_->plug);
    xmlSchemaFreeValidCtxt(inside_->context);
}

void PartValidator::start(const unsigned char* name, const unsigned char* prefix,
                          const unsigned char* space, int space_count, const unsigned char** spaces,
                          int attribute_count, int defaulted_count,
                          const unsigned char** attributes) {
    inside_->sax->startElementNs(inside_->data, name, prefix, space, space_count, spaces,
                                 attribute_count, defaulted_count, attributes);
}

void PartValidator::text(const unsigned char* text, int size) {
    inside_->sax->characters(inside_->data, text, size);
}

void PartValidator::end(const unsigned char* name, const unsigned char* prefix,
                        const unsigned char* space) {
    inside_->sax->endElementNs(inside_->data, name, prefix, space);
}

namespace {

struct CountParts final : Handler {
    explicit CountParts(const Schemas& with) : schemas(with) {}
    void start(const Element& element, Cursor& at) override {
        if (inside != 0 || !schemas.has(element.space)) return;
        inside = at.depth();
        ++parts;
    }
    void end(std::string_view, std::string_view, Cursor& at) override {
        if (at.depth() == inside) inside = 0;
    }
    const Schemas& schemas;
    std::size_t inside = 0, parts = 0;
};

}  // namespace

std::size_t validate(std::string_view bytes, const std::string& shown, Schemas& schemas,
                     Diagnostics& diagnostics) {
    CountParts counted(schemas);
    read_text(bytes, shown, counted, {.schemas = &schemas}, diagnostics);
    return counted.parts;
}

}  // namespace rmbsim::adapters::xml
