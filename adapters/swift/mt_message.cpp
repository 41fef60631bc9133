#include "adapters/swift/mt_message.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace rmbsim::adapters::swift {
namespace {

constexpr std::string_view mt_blank = " \t\r\n\x01\x03";

class MtParser {
  public:
    MtParser(std::string_view text, const std::string& shown, Diagnostics& diagnostics)
        : text_(text), shown_(shown), diagnostics_(diagnostics) {}

    std::vector<MtMessage> parse() {
        skip_blank();
        while (at_ < text_.size()) {
            if (text_[at_] == '{') {
                block();
            } else if (text_[at_] == ':') {
                const std::size_t end = text_.find("\n{", at_);
                const std::string_view body = text_.substr(at_, end - at_);
                MtMessage& message = begin();
                fields(message, body);
                at_ += body.size();
                count(body);
                open_ = false;
            } else {
                tell(line_, fmt::format("'{}' begins neither a block nor a field", text_[at_]));
                const std::size_t next = std::min(text_.find("\n{", at_), text_.find("\n:", at_));
                if (next == std::string_view::npos) break;
                count(text_.substr(at_, next - at_));
                at_ = next;
            }
            skip_blank();
        }
        for (MtMessage& message : messages_)
            if (message.type.empty()) message.type = type_by_fields(message);
        return std::move(messages_);
    }

  private:
    void tell(std::uint32_t line, std::string message, std::string expected = {}) {
        diagnostics_.add({.file = shown_,
                          .line = line,
                          .message = std::move(message),
                          .expected = std::move(expected),
                          .hint = "{1:…}{2:…}{3:…}{4: fields, each \":TAG:value\", -}"});
    }
    void count(std::string_view passed) {
        line_ += static_cast<std::uint32_t>(std::count(passed.begin(), passed.end(), '\n'));
    }
    void skip_blank() {
        const std::size_t next = std::min(text_.find_first_not_of(mt_blank, at_), text_.size());
        count(text_.substr(at_, next - at_));
        at_ = next;
    }
    MtMessage& begin() {
        MtMessage message;
        message.line = line_;
        messages_.push_back(std::move(message));
        open_ = true;
        return messages_.back();
    }
    MtMessage& current() { return open_ ? messages_.back() : begin(); }

    // From '{' to its '}'; block 4 ends with a line "-}".
    void block() {
        const std::string_view left = text_.substr(at_);
        if (left.size() < 3 || left[2] != ':') {
            tell(line_, "a block has no number", "{1:, {2:, {3:, {4: or {5:");
            at_ = text_.size();
            return;
        }
        std::size_t size = 0;
        if (left[1] == '4') {
            const std::size_t end = left.find("\n-}");
            if (end == std::string_view::npos) {
                tell(line_, "the text block {4: is not closed: the message is cut off",
                     "a line -}");
                fields(current(), left.substr(3));
                at_ = text_.size();
                return;
            }
            size = end + 3;
            fields(current(), left.substr(3, end - 3));
        } else {
            int depth = 0;
            while (size < left.size()) {
                depth += left[size] == '{' ? 1 : left[size] == '}' ? -1 : 0;
                ++size;
                if (depth == 0) break;
            }
            if (depth != 0) {
                tell(line_,
                     fmt::format("block {{{}: is not closed: the message is cut off", left[1]),
                     "}");
                at_ = text_.size();
                return;
            }
            header(left[1], left.substr(3, size - 4));
        }
        const std::string_view passed = left.substr(0, size);
        if (left[1] == '5') open_ = false;
        count(passed);
        at_ += size;
    }

    void header(char number, std::string_view body) {
        if (number == '1') {
            MtMessage& message = begin();
            if (body.size() >= 15)
                message.sender = bic_of_terminal(body.substr(3, 12));
            else
                tell(line_, "the basic header {1: is too short",
                     "{1:F01, twelve letters, ten digits}");
            return;
        }
        MtMessage& message = current();
        if (number == '2') {
            application_header(message, body);
        } else if (number == '3') {
            while (body.starts_with('{')) {
                const std::size_t colon = body.find(':'), end = body.find('}');
                if (colon == std::string_view::npos || end == std::string_view::npos || colon > end)
                    break;
                message.user[std::string(body.substr(1, colon - 1))] =
                    body.substr(colon + 1, end - colon - 1);
                body.remove_prefix(end + 1);
            }
        } else if (number != '5' && number != 'S') {
            tell(line_, fmt::format("block {{{}: is not known", number), "{1: to {5:");
        }
    }

    void application_header(MtMessage& message, std::string_view body) {
        if (body.size() >= 16 && body[0] == 'I') {
            message.type = body.substr(1, 3);
            message.receiver = bic_of_terminal(body.substr(4, 12));
            if (body.size() > 16) message.priority = body[16];
        } else if (body.size() >= 46 && body[0] == 'O') {  // as received: the sender stands here
            message.type = body.substr(1, 3);
            message.receiver = message.sender;
            message.sender = bic_of_terminal(body.substr(14, 12));
            if (body.size() > 46) message.priority = body[46];
        } else {
            tell(line_, "the application header {2: cannot be read",
                 "{2:I103 and the receiver's twelve letters, or {2:O103 as received");
        }
    }

    void fields(MtMessage& message, std::string_view body) {
        std::uint32_t line = line_;
        while (!body.empty()) {
            const std::size_t end = body.find('\n');
            std::string_view text = body.substr(0, end);
            if (text.ends_with('\r')) text.remove_suffix(1);
            field_line(message, text, line);
            if (end == std::string_view::npos) break;
            body.remove_prefix(end + 1);
            ++line;
        }
    }

    void field_line(MtMessage& message, std::string_view text, std::uint32_t line) {
        const std::size_t colon =
            text.starts_with(':') ? text.find(':', 1) : std::string_view::npos;
        if (colon != std::string_view::npos && colon >= 3 && colon <= 5) {
            message.fields.push_back({std::string(text.substr(1, colon - 1)),
                                      std::string(text.substr(colon + 1)), line});
            return;
        }
        if (text == "-" || (text.empty() && message.fields.empty())) return;
        if (message.fields.empty()) {
            tell(line, "a line stands before the first field", ":20:");
            return;
        }
        if (text.empty() && line_ > 0 && message.fields.back().value.empty()) return;
        message.fields.back().value += '\n';
        message.fields.back().value += text;
    }

    static std::string type_by_fields(const MtMessage& message) {
        const auto has = [&](std::string_view tag) {
            return std::any_of(message.fields.begin(), message.fields.end(),
                               [&](const MtField& f) { return f.tag.starts_with(tag); });
        };
        if (has("28D")) return "101";
        if (has("23B") || has("59")) return "103";
        return has("58") ? "202" : "";
    }

    std::string_view text_;
    const std::string& shown_;
    Diagnostics& diagnostics_;
    std::vector<MtMessage> messages_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
    bool open_ = false;
};

}  // namespace

std::vector<MtMessage> parse_mt(std::string_view text, const std::string& shown,
                                Diagnostics& diagnostics) {
    return MtParser(text, shown, diagnostics).parse();
}

bool looks_like_mt(std::string_view text) {
    const std::size_t first = text.find_first_not_of(mt_blank);
    if (first == std::string_view::npos) return false;
    const std::string_view begin = text.substr(first, 5);
    if (begin.size() >= 3 && begin[0] == '{' && begin[1] >= '1' && begin[1] <= '5')
        return begin[2] == ':';
    return begin.starts_with(":20:");
}

std::string bic_of_terminal(std::string_view terminal) {
    std::string bic(terminal.substr(0, 8));
    if (terminal.size() == 12 && terminal.substr(9) != "XXX") bic += terminal.substr(9);
    return bic;
}

std::string terminal_of_bic(std::string_view bic, char terminal) {
    std::string letters(bic.substr(0, 8));
    letters.resize(8, 'X');
    letters += terminal;
    letters += bic.size() == 11 ? bic.substr(8) : std::string_view("XXX");
    return letters;
}

}  // namespace rmbsim::adapters::swift
