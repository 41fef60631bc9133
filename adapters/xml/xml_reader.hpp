// XML as a stream of elements, in constant memory: from a file of any size or from memory.
//
// Safety      a DTD, an entity of one's own, anything external, more than `depth_max` levels and a
//             text of more than 10 MB are refused; the network and other files are never touched
// Encodings   what the XML declaration or byte-order mark says (UTF-8, UTF-16, Latin-1, GB18030 …);
//             handlers see UTF-8. Bytes that are not in the encoding are refused where they stand
// Places      1-based lines and columns in characters: a start tag's '<'; at the end of an element
//             without children the first character of its text; else the '<' of its end tag
// Errors      what is not well-formed is one Diagnostic, and reading stops there; schema mistakes
//             are all told and reading goes on. The result says whether the whole was read without any
// Lifetime    names and texts are views that hold until the handler returns
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::xml {

class Schemas;       // xsd.hpp
class ReadingState;  // reading_state.hpp

struct Place {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    friend bool operator==(Place, Place) = default;
};

struct Element {
    std::string_view name;   // without prefix
    std::string_view space;  // namespace; empty: none

    // The attribute of that name, whatever its namespace.
    std::optional<std::string_view> attribute(std::string_view wanted) const;

    const unsigned char** attributes_raw = nullptr;  // as libxml2 hands them over
    int attribute_count = 0;
};

// Where reading stands, for the handler; it may say what is wrong there, and end the reading.
class Cursor {
  public:
    explicit Cursor(ReadingState& state) : state_(state) {}
    Place place() const;
    std::string path() const;   // "/Document/FIToFICstmrCdtTrf/GrpHdr/MsgId"
    std::size_t depth() const;  // 1 for the outermost element
    const std::string& file() const;
    void refuse(std::string message, std::string expected = {}, std::string hint = {});
    void refuse_at(Place place, std::string message, std::string expected = {},
                   std::string hint = {});
    void stop();  // no call follows; not an error in itself

  private:
    ReadingState& state_;
};

class Handler {
  public:
    virtual ~Handler() = default;
    virtual void start(const Element& element, Cursor& at) = 0;
    // `text` is what stood since the last tag: the whole text of an element without children.
    virtual void end(std::string_view name, std::string_view text, Cursor& at) = 0;
    // Text beside elements that is not white space; most formats have none.
    virtual void stray_text(std::string_view text, Cursor& at);
};

struct Options {
    std::size_t depth_max = 100;
    Schemas* schemas = nullptr;  // elements whose namespace has a schema there are validated
};

// `shown` is the file's name in diagnostics. Exceptions of a handler come out here.
bool read_file(const std::filesystem::path& path, const std::string& shown, Handler& handler,
               const Options& options, Diagnostics& diagnostics);
bool read_text(std::string_view bytes, const std::string& shown, Handler& handler,
               const Options& options, Diagnostics& diagnostics);

}  // namespace rmbsim::adapters::xml
