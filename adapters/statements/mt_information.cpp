#include "adapters/statements/mt_information.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::statements {
namespace {

constexpr std::size_t line_width = 65, lines_most = 6;

std::string without_line_ends(std::string_view text) {
    std::string joined;
    joined.reserve(text.size());
    for (const char c : text)
        if (c != '\n') joined += c;
    return joined;
}

void append_part(std::string& to, std::string_view part, std::string_view between = "") {
    if (!to.empty() && !part.empty()) to += between;
    to += part;
}

// --- subfields ---

bool has_subfields(std::string_view text) {
    const std::size_t mark = text.find('?');
    return mark != std::string_view::npos && mark <= 4 &&
           is_digits(trimmed(text.substr(0, mark))) && is_digits(text.substr(mark + 1, 2)) &&
           text.size() >= mark + 3;
}

// "EREF+F-12SVWZ+text" cut at the words that SEPA has in a purpose.
void read_purpose(std::string_view purpose, Entry& entry) {
    constexpr std::array<std::string_view, 9> words{"EREF+", "KREF+", "MREF+", "CRED+", "DEBT+",
                                                    "SVWZ+", "ABWA+", "IBAN+", "BIC+"};
    const auto next_word = [&](std::size_t from) {
        std::pair<std::size_t, std::string_view> found{purpose.size(), ""};
        for (const std::string_view word : words) {
            const std::size_t at = purpose.find(word, from);
            if (at < found.first) found = {at, word};
        }
        return found;
    };
    auto [at, word] = next_word(0);
    if (word.empty()) {
        entry.remittance = trimmed(purpose);
        return;
    }
    append_part(entry.remittance, trimmed(purpose.substr(0, at)));
    while (!word.empty()) {
        const std::size_t from = at + word.size();
        const auto [next_at, next] = next_word(from);
        const std::string_view value = trimmed(purpose.substr(from, next_at - from));
        if (word == "EREF+") entry.end_to_end_id = value;
        if (word == "IBAN+") entry.counterparty_account = value;
        if (word == "BIC+") entry.counterparty_agent = value;
        if (word == "SVWZ+") append_part(entry.remittance, value);
        at = next_at;
        word = next;
    }
}

void read_subfields(std::string_view value, Entry& entry) {
    const std::string text = without_line_ends(value);
    std::string purpose;
    const std::string_view all = text;
    std::size_t mark = all.find('?');
    entry.code.proprietary = trimmed(all.substr(0, mark));
    while (mark != std::string_view::npos) {
        std::size_t next = all.find('?', mark + 1);
        while (next != std::string_view::npos && !is_digits(all.substr(next + 1, 2)))
            next = all.find('?', next + 1);
        const std::string_view number = all.substr(mark + 1, 2);
        const std::string_view content =
            mark + 3 >= all.size() ? std::string_view{} : all.substr(mark + 3, next - mark - 3);
        if (number == "00") entry.information = trimmed(content);
        if (number[0] == '2' || number[0] == '6') purpose += content;
        if (number == "30") entry.counterparty_agent = trimmed(content);
        if (number == "31") entry.counterparty_account = trimmed(content);
        if (number == "32" || number == "33") append_part(entry.counterparty, trimmed(content));
        mark = next;
    }
    read_purpose(purpose, entry);
}

// --- code words ---

using EntryText = std::string Entry::*;
using CodeText = std::string BankCode::*;

struct CodeWord {
    std::string_view word;     // with its slashes
    EntryText text = nullptr;  // nullptr: known, and passed over
    CodeText code = nullptr;
};

constexpr std::array<CodeWord, 24> code_words{{
    {"/TRTP/", &Entry::information},
    {"/TRCD/", nullptr, &BankCode::proprietary},
    {"/EREF/", &Entry::end_to_end_id},
    {"/IBAN/", &Entry::counterparty_account},
    {"/BIC/", &Entry::counterparty_agent},
    {"/NAME/", &Entry::counterparty},
    {"/REMI/", &Entry::remittance},
    {"/BENM/"},
    {"/ORDP/"},
    {"/ISDT/"},
    {"/MARF/"},
    {"/CSID/"},
    {"/PREF/"},
    {"/IREF/"},
    {"/KREF/"},
    {"/CREF/"},
    {"/PURP/"},
    {"/RTRN/"},
    {"/ADDR/"},
    {"/ULTC/"},
    {"/ULTD/"},
    {"/INIT/"},
    {"/OCMT/"},
    {"/CHGS/"},
}};

std::pair<std::size_t, const CodeWord*> next_code_word(std::string_view text, std::size_t from) {
    std::pair<std::size_t, const CodeWord*> found{text.size(), nullptr};
    for (std::size_t at = text.find('/', from); at != std::string_view::npos;
         at = text.find('/', at + 1))
        for (const CodeWord& word : code_words)
            if (text.substr(at).starts_with(word.word)) return {at, &word};
    return found;
}

void read_code_words(std::string_view value, Entry& entry) {
    const std::string text = without_line_ends(value);
    auto [at, word] = next_code_word(text, 0);
    while (word != nullptr) {
        const std::size_t from = at + word->word.size();
        // The next word may share this one's closing slash: "/BENM//NAME/".
        const auto [next_at, next] = next_code_word(text, from);
        const std::string_view content =
            trimmed(std::string_view(text).substr(from, next_at - from));
        if (word->text != nullptr) append_part(entry.*word->text, content, " ");
        if (word->code != nullptr) entry.code.*word->code = content;
        at = next_at;
        word = next;
    }
}

// A value cannot hold a code word of its own: a blank is put into it.
std::string carried(std::string_view text) {
    std::string value(trimmed(to_swift_x(text)));
    for (const CodeWord& word : code_words)
        for (std::size_t at = value.find(word.word); at != std::string::npos;
             at = value.find(word.word, at))
            value.insert(at + 1, 1, ' ');
    return value;
}

std::string in_lines(std::string_view text) {
    std::string lines;
    for (std::size_t line = 0; line < lines_most && !text.empty(); ++line) {
        std::size_t width = std::min(line_width, text.size());
        // No line may begin with ':' or '-', nor end in a blank that a reader might drop.
        while (width > 1 && width < text.size() &&
               (text[width] == ':' || text[width] == '-' || text[width - 1] == ' '))
            --width;
        if (line > 0) lines += '\n';
        lines += text.substr(0, width);
        text.remove_prefix(width);
    }
    return lines;
}

}  // namespace

void read_information(std::string_view value, Entry& entry) {
    if (has_subfields(value)) return read_subfields(value, entry);
    if (value.starts_with('/') && next_code_word(value, 0).first == 0)
        return read_code_words(value, entry);
    entry.remittance = trimmed(value);
}

std::string write_information(const Entry& entry) {
    const bool plain = entry.information.empty() && entry.code.proprietary.empty() &&
                       entry.end_to_end_id.empty() && entry.counterparty.empty() &&
                       entry.counterparty_account.empty() && entry.counterparty_agent.empty();
    if (plain && entry.remittance.empty()) return {};
    std::string text;
    for (const CodeWord& word : code_words) {
        std::string_view content;
        if (word.text != nullptr) content = entry.*word.text;
        if (word.code != nullptr) content = entry.code.*word.code;
        if (!content.empty()) text.append(word.word).append(carried(content));
    }
    return in_lines(text);
}

}  // namespace rmbsim::adapters::statements
