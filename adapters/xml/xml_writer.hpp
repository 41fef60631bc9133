// XML as text: UTF-8, indented by two spaces, one element a line.
//
// Invariants  well-formed whatever the texts hold: &, <, > and quotes are escaped; characters that
//             XML 1.0 cannot carry, and bytes that are not UTF-8, become U+FFFD
//             the same calls give the same bytes
// Memory      everything is appended to `out`, which the caller may empty between calls
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rmbsim::adapters::xml {

class Writer {
  public:
    explicit Writer(std::string& out) : out_(out) {}

    void declaration();  // <?xml version="1.0" encoding="UTF-8"?>
    void open(std::string_view name);
    void attribute(std::string_view name, std::string_view value);  // of the element just opened
    void close();                                                   // the element opened last
    void leaf(std::string_view name, std::string_view text);
    void leaf(std::string_view name, std::string_view text, std::string_view attribute_name,
              std::string_view attribute_value);
    void leaf_if(std::string_view name, std::string_view text) {  // nothing for an empty text
        if (!text.empty()) leaf(name, text);
    }
    std::size_t depth() const { return open_.size(); }

  private:
    void line();
    std::string& out_;
    std::vector<std::string> open_;
    bool tag_open_ = false;     // ">" is still to be written
    bool has_children_ = true;  // of the element opened last
};

void append_escaped(std::string& out, std::string_view text);

}  // namespace rmbsim::adapters::xml
