#include "adapters/seller_reports/decoded_text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iconv.h>
#include <ios>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/text/encoding.hpp"

namespace rmbsim::adapters::sellers {
namespace {

constexpr std::size_t character_bytes_most = 4;

bool is_ascii(std::string_view text) {
    constexpr std::uint64_t tops = 0x8080808080808080;
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, 8);
        if ((word & tops) != 0) return false;
    }
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(),
                       [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
}

}  // namespace

class DecodedText::Converter {
  public:
    explicit Converter(const char* from) : handle_(::iconv_open("UTF-8", from)) {}
    ~Converter() {
        if (is_open()) ::iconv_close(handle_);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

    // How many bytes were taken; 0 of some: they cannot be converted, or are cut off.
    std::size_t convert(std::string_view bytes, std::string& out) {
        const std::size_t before = out.size();
        out.resize(before +
                   bytes.size() * 3);  // two bytes of UTF-16 or GBK are at most three of UTF-8
        char* from = const_cast<char*>(bytes.data());  // NOLINT: iconv does not write there
        char* to = out.data() + before;
        std::size_t left = bytes.size(), room = out.size() - before;
        ::iconv(handle_, &from, &left, &to, &room);
        out.resize(out.size() - room);
        return bytes.size() - left;
    }

  private:
    iconv_t handle_;
};

DecodedText::DecodedText(std::istream& bytes) : bytes_(bytes) {}
DecodedText::~DecodedText() = default;

bool DecodedText::read_more(std::string& out) {
    if (fault_) return false;
    const std::size_t before = out.size();
    while (out.size() == before && !fault_ && read_bytes()) {
        if (!started_) find_encoding();
        converter_ ? append_converted(out) : append_utf8(out);
    }
    if (const std::size_t nul = out.find('\0', before); nul != std::string::npos) {
        out.resize(nul);
        stop_with(
            {"a NUL byte stands in the text", "text in UTF-8, UTF-16 with its mark, or GB18030",
             "is this the right file? It looks like a binary one, or UTF-16 without its mark"});
    }
    return out.size() > before;
}

// false: nothing is left to hand out.
bool DecodedText::read_bytes() {
    if (!ended_) {
        const std::size_t kept = raw_.size();
        raw_.resize(kept + chunk_bytes);
        bytes_.read(raw_.data() + kept, static_cast<std::streamsize>(chunk_bytes));
        raw_.resize(kept + static_cast<std::size_t>(bytes_.gcount()));
        ended_ = bytes_.gcount() < static_cast<std::streamsize>(chunk_bytes);
        if (ended_ && bytes_.bad())
            stop_with({"the file cannot be read to its end", "a file that may be read", ""});
    }
    return !raw_.empty();
}

void DecodedText::find_encoding() {
    started_ = true;
    const auto has_mark = [&](std::string_view mark) {
        if (!std::string_view(raw_).starts_with(mark)) return false;
        raw_.erase(0, mark.size());
        return true;
    };
    if (has_mark("\xEF\xBB\xBF")) {
        only_ascii_ = false;  // it has said what it is
    } else if (has_mark("\xFF\xFE")) {
        open_converter(Encoding::utf16_little, "UTF-16LE");
    } else if (has_mark("\xFE\xFF")) {
        open_converter(Encoding::utf16_big, "UTF-16BE");
    }
}

void DecodedText::open_converter(Encoding encoding, const char* name) {
    encoding_ = encoding;
    converter_ = std::make_unique<Converter>(name);
    if (!converter_->is_open())
        stop_with({fmt::format("this system cannot convert from {}", name), "UTF-8 text",
                   fmt::format("convert the file with iconv -f {} -t UTF-8", name)});
}

void DecodedText::append_utf8(std::string& out) {
    if (only_ascii_ && is_ascii(raw_)) {
        out.append(raw_);
        raw_.clear();
        return;
    }
    const std::optional<std::size_t> offence = first_not_utf8(raw_);
    const std::size_t good = offence.value_or(raw_.size());
    const bool is_cut = offence && !ended_ && raw_.size() - good < character_bytes_most;
    if (offence && !is_cut && only_ascii_ && is_ascii(std::string_view(raw_).substr(0, good)) &&
        turn_to_gb18030(good)) {
        append_converted(out);
        return;
    }
    if (!is_ascii(std::string_view(raw_).substr(0, good))) only_ascii_ = false;
    out.append(raw_, 0, good);
    if (offence && !is_cut)
        stop_with({fmt::format("byte 0x{:02X} is not UTF-8", static_cast<std::uint8_t>(raw_[good])),
                   "text in one encoding: UTF-8, UTF-16 with its mark, or GB18030",
                   "save the file as UTF-8"});
    raw_.erase(0, good);
}

bool DecodedText::turn_to_gb18030(std::size_t from) {
    const std::size_t line_end = raw_.find('\n', from);  // a chunk may end inside a character
    if (!looks_like_gb18030(std::string_view(raw_).substr(from, line_end - from))) return false;
    open_converter(Encoding::gb18030, "GB18030");
    return !fault_;
}

void DecodedText::append_converted(std::string& out) {
    const std::size_t taken = converter_->convert(raw_, out);
    raw_.erase(0, taken);
    if (raw_.empty()) return;
    if (ended_ && raw_.size() < character_bytes_most)
        stop_with(
            {"the file ends in the middle of a character", "a whole file", "download it again"});
    else if (ended_ || raw_.size() >= character_bytes_most)
        stop_with({fmt::format("byte 0x{:02X} is no {} text", static_cast<std::uint8_t>(raw_[0]),
                               encoding_ == Encoding::gb18030 ? "GB18030" : "UTF-16"),
                   "text in one encoding: UTF-8, UTF-16 with its mark, or GB18030",
                   "save the file as UTF-8"});
}

void DecodedText::stop_with(TextFault fault) {
    if (!fault_) fault_ = std::move(fault);
}

}  // namespace rmbsim::adapters::sellers
