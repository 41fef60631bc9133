// One reading of an XML document by libxml2: its callbacks, where it stands, and what ends it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <libxml/parser.h>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xml_reader.hpp"
#include "adapters/xml/xsd.hpp"

namespace rmbsim::adapters::xml {

inline std::string_view seen(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

// What one reading keeps. The stack holds libxml2's own names, which live as long as its dictionary.
class ReadingState {
  public:
    ReadingState(const std::string& shown, Handler& handler, const Options& options,
                 Diagnostics& diagnostics)
        : shown_(shown), handler_(handler), options_(options), diagnostics_(diagnostics) {}

    bool parse(xmlInputReadCallback read, void* source);
    bool whole() const { return !failed_ && diagnostics_.error_count() == errors_before_; }

    Place place() const;
    std::string path() const;
    std::size_t depth() const { return stack_.size(); }
    const std::string& shown() const { return shown_; }
    void refuse(Place place, std::string message, std::string expected, std::string hint);
    void stop();
    void broken(std::string message) { surroundings_ = std::move(message); }
    void at_end_of_source() { source_ended_ = true; }

  private:
    enum class Tag : std::uint8_t { start, end_of_leaf, end_of_parent };

    static xmlSAXHandler callbacks();
    static void on_start(void* self, const xmlChar* name, const xmlChar* prefix,
                         const xmlChar* space, int space_count, const xmlChar** spaces,
                         int attribute_count, int defaulted_count, const xmlChar** attributes);
    static void on_end(void* self, const xmlChar* name, const xmlChar* prefix,
                       const xmlChar* space);
    static void on_text(void* self, const xmlChar* text, int size);
    static void on_doctype(void* self, const xmlChar*, const xmlChar*, const xmlChar*);
    static void on_error(void* self, xmlErrorPtr error);

    // An exception must not pass through libxml2: it waits until the parser has returned.
    template <class Work>
    void guarded(Work work) {
        if (stopped_) return;
        try {
            work();
        } catch (...) {
            thrown_ = std::current_exception();
            stop();
        }
    }
    void validate_from(std::string_view space);
    Place place_of_tag() const;
    void fatal(Place place, std::string message, std::string expected = {}, std::string hint = {}) {
        failed_ = true;
        refuse(place, std::move(message), std::move(expected), std::move(hint));
        stop();
    }

    const std::string& shown_;
    Handler& handler_;
    const Options& options_;
    Diagnostics& diagnostics_;
    std::size_t errors_before_ = diagnostics_.error_count();
    Cursor cursor_{*this};
    xmlParserCtxtPtr parser_ = nullptr;
    std::vector<const xmlChar*> stack_;
    std::string text_;
    Tag tag_ = Tag::start;
    bool leaf_ = false;   // no tag since the start tag
    Place text_place_{};  // after that start tag
    bool stopped_ = false, failed_ = false, source_ended_ = false;
    std::string surroundings_;  // why the file could not be read on
    std::exception_ptr thrown_;
    std::unique_ptr<PartValidator> validator_;
    std::size_t validator_depth_ = 0;
};

}  // namespace rmbsim::adapters::xml
