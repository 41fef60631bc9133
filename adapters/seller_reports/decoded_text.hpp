// A stream of bytes as UTF-8, chunk by chunk: whatever encoding a seller's file comes in.
//
// Encodings   UTF-8 with or without a byte-order mark; UTF-16 by its mark; GB18030 (which includes GBK) when the first
//             bytes that are not ASCII are no UTF-8 but may be GB18030
// Memory      one chunk
// Errors      the text ends at the first byte that cannot be decoded, or at a NUL; fault() says what is there
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rmbsim::adapters::sellers {

enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big, gb18030 };

struct TextFault {
    std::string message, expected, hint;
};

class DecodedText {
  public:
    explicit DecodedText(std::istream& bytes);  // reads from where the stream stands
    ~DecodedText();
    DecodedText(const DecodedText&) = delete;
    DecodedText& operator=(const DecodedText&) = delete;

    bool read_more(std::string& out);  // appends; false: the text has ended
    const std::optional<TextFault>& fault() const { return fault_; }
    Encoding encoding() const { return encoding_; }

    static constexpr std::size_t chunk_bytes = std::size_t{1} << 18;

  private:
    class Converter;
    bool read_bytes();
    void find_encoding();
    void append_utf8(std::string& out);
    void append_converted(std::string& out);
    bool turn_to_gb18030(std::size_t from);
    void open_converter(Encoding encoding, const char* name);
    void stop_with(TextFault fault);

    std::istream& bytes_;
    std::string raw_;  // read, and not yet handed out
    std::unique_ptr<Converter> converter_;
    std::optional<TextFault> fault_;
    Encoding encoding_ = Encoding::utf8;
    bool started_ = false, ended_ = false, only_ascii_ = true;
};

}  // namespace rmbsim::adapters::sellers
