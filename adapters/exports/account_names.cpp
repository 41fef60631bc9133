#include "adapters/exports/account_names.hpp"

#include <cstddef>
#include <cstdint>
#include <set>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::exports {
namespace {

struct Codepoint {
    std::uint32_t value = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

Codepoint read_codepoint(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (byte(0) < 0x80) return {byte(0), 1, true};
    const std::size_t bytes = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : byte(0) >= 0xC0 ? 2 : 0;
    if (bytes == 0 || bytes > text.size()) return {};
    std::uint32_t value = byte(0) & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        value = value << 6 | (byte(i) & 0x3FU);
    }
    return {value, bytes, true};
}

bool is_ascii_letter_or_digit(std::uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// hledger takes every Unicode space for the end of a name when two of them meet.
bool is_unicode_space_or_control(std::uint32_t c) {
    return c < 0xA1 || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool fits_plain_text(const Codepoint& c) {
    if (!c.valid) return false;
    if (c.value >= 0x80) return !is_unicode_space_or_control(c.value);
    return is_ascii_letter_or_digit(c.value) || c.value == '.' || c.value == '-' || c.value == '_';
}

std::string plain_text_part(std::string_view text) {
    std::string part;
    while (!text.empty()) {
        const Codepoint c = read_codepoint(text);
        const bool inner_space = c.value == ' ' && !part.empty() && part.back() != ' ' &&
                                 text.size() > 1 && text[1] != ' ';
        if (inner_space || fits_plain_text(c))
            part += text.substr(0, c.bytes);
        else
            part += '_';
        text.remove_prefix(c.bytes);
    }
    return part.empty() ? "_" : part;
}

std::string beancount_part(std::string_view text) {
    std::string part;
    while (!text.empty()) {
        const Codepoint c = read_codepoint(text);
        part += c.valid && is_ascii_letter_or_digit(c.value) ? text.front() : '-';
        text.remove_prefix(c.bytes);
    }
    return part;
}

std::string beancount_book(std::string_view code) {
    std::string part = beancount_part(code);
    if (part.empty() || part.front() == '-') return "B" + part;
    if (part.front() >= 'a' && part.front() <= 'z')
        part.front() = static_cast<char>(part.front() - 'a' + 'A');
    return part;
}

std::string_view root_of(ledger::AccountType type) {
    switch (type) {
        case ledger::AccountType::asset:
            return "Assets";
        case ledger::AccountType::liability:
            return "Liabilities";
        case ledger::AccountType::equity:
            return "Equity";
        case ledger::AccountType::income:
            return "Income";
        case ledger::AccountType::expense:
            return "Expenses";
    }
    ledger::break_contract("account type is one of its enumerators",
                           std::source_location::current());
}

std::string unique_name(std::set<std::string>& taken, std::string name) {
    if (taken.insert(name).second) return name;
    for (int n = 2;; ++n) {
        std::string numbered = name + "-" + std::to_string(n);
        if (taken.insert(numbered).second) return numbered;
    }
}

// "1002.SZ.master" is line 1002 of the chart and the account's own "SZ.master".
std::string code_with_space(const sim::AccountRow& account) {
    const std::string_view line = ledger::chart_row(account.line).code;
    std::string code = account.spec.code;
    if (code.starts_with(line) && code.size() > line.size() + 1 && code[line.size()] == '.')
        code[line.size()] = ' ';
    return code;
}

template <class BookPart, class Name>
std::vector<std::string> names(const sim::Directory& directory, BookPart book_part, Name name) {
    std::set<std::string> taken_books, taken;
    std::vector<std::string> books, result;
    for (const sim::BookRow& book : directory.books)
        books.push_back(unique_name(taken_books, book_part(book.code)));
    for (const sim::AccountRow& account : directory.accounts) {
        const std::string& book = books.at(account.spec.book.index);
        result.push_back(unique_name(taken, name(book, root_of(account.spec.type), account)));
    }
    return result;
}

}  // namespace

std::vector<std::string> plain_text_names(const sim::Directory& directory) {
    return names(directory, plain_text_part,
                 [](const std::string& book, std::string_view root, const auto& account) {
                     return book + ":" + std::string(root) + ":" +
                            plain_text_part(code_with_space(account));
                 });
}

std::vector<std::string> beancount_names(const sim::Directory& directory) {
    return names(directory, beancount_book,
                 [](const std::string& book, std::string_view root, const auto& account) {
                     return std::string(root) + ":" + book + ":C" +
                            beancount_part(account.spec.code);
                 });
}

}  // namespace rmbsim::adapters::exports
