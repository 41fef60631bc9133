// XML Schema validation of parts of a stream, by the schema of each part's own namespace.
//
// Schemas     files named <message>.xsd in one folder, as ISO 20022 publishes them
//             ("pacs.008.001.08.xsd" for urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08)
// Wrappers    an element in a namespace without a schema is passed over and its children are looked
//             at, so Document and AppHdr are validated apart in whatever envelope
// Errors      a mistake is a Diagnostic at its place; a schema that cannot be read is one too
// Source      XML Schema 1.0 as libxml2 2.9 does it
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xml_reader.hpp"

namespace rmbsim::adapters::xml {

inline constexpr std::string_view iso20022_space = "urn:iso:std:iso:20022:tech:xsd:";

class Schemas {
  public:
    explicit Schemas(std::filesystem::path folder);
    ~Schemas();
    Schemas(const Schemas&) = delete;
    Schemas& operator=(const Schemas&) = delete;

    bool has(std::string_view space) const;  // whether its file is there
    const std::filesystem::path& folder() const { return folder_; }

    // libxml2's schema, compiled at the first asking and kept; nullptr: none, or diagnosed in `why`.
    void* compiled(std::string_view space, std::string& why);

  private:
    struct Kept;
    std::filesystem::path folder_;
    std::unique_ptr<Kept> kept_;
};

// One part while it is read. The raw calls are libxml2's SAX2 arguments.
class PartValidator {
  public:
    PartValidator(void* schema, Cursor& cursor);
    ~PartValidator();
    PartValidator(const PartValidator&) = delete;
    PartValidator& operator=(const PartValidator&) = delete;

    void start(const unsigned char* name, const unsigned char* prefix, const unsigned char* space,
               int space_count, const unsigned char** spaces, int attribute_count,
               int defaulted_count, const unsigned char** attributes);
    void text(const unsigned char* text, int size);
    void end(const unsigned char* name, const unsigned char* prefix, const unsigned char* space);

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

// How many parts of `bytes` have a schema and were validated; mistakes are told.
std::size_t validate(std::string_view bytes, const std::string& shown, Schemas& schemas,
                     Diagnostics& diagnostics);

}  // namespace rmbsim::adapters::xml
