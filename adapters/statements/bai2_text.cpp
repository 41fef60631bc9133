#include "adapters/statements/bai2_text.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::statements {
namespace {

void append_line_of(std::string& to, std::string_view line) {
    if (!to.empty()) to += '\n';
    to += line;
}

// The other side of a credit is the debtor, of a debit the creditor.
struct OtherSide {
    std::string_view name, account, agent;
};
OtherSide other_side(const Entry& entry) {
    return entry.minor < 0 ? OtherSide{"CRNM", "CACT", "CBIC"} : OtherSide{"DBNM", "DACT", "DBIC"};
}

bool is_label(std::string_view line) {
    if (line.size() < 5 || line[4] != ':') return false;
    for (const char c : line.substr(0, 4))
        if (c < 'A' || c > 'Z') return false;
    return true;
}

std::string in_one_line(std::string_view text) {
    std::string line;
    for (const char c : trimmed(text)) line += c == '\n' || c == '\r' ? ' ' : c;
    return line;
}

}  // namespace

void read_bai_text(std::string_view text, Entry& entry) {
    const OtherSide side = other_side(entry);
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!is_label(line)) {
            append_line_of(entry.information, line);
            continue;
        }
        const std::string_view label = line.substr(0, 4), value = trimmed(line.substr(5));
        if (label == "EREF") entry.end_to_end_id = value;
        if (label == "TRCD") entry.code.proprietary = value;
        if (label == "RVSL") entry.is_reversal = true;
        if (label == "REMI") append_line_of(entry.remittance, value);
        if (label == side.name) entry.counterparty = value;
        if (label == side.account) entry.counterparty_account = value;
        if (label == side.agent) entry.counterparty_agent = value;
    }
    entry.information = trimmed(entry.information);
}

std::string write_bai_text(const Entry& entry) {
    std::string text = in_one_line(entry.information);
    const auto label = [&](std::string_view word, std::string_view value) {
        if (!value.empty()) text.append("\n").append(word).append(": ").append(in_one_line(value));
    };
    const OtherSide side = other_side(entry);
    label("TRCD", entry.code.proprietary);
    label("EREF", entry.end_to_end_id);
    if (entry.is_reversal) label("RVSL", "yes");
    label(side.name, entry.counterparty);
    label(side.account, entry.counterparty_account);
    label(side.agent, entry.counterparty_agent);
    for (std::string_view rest = entry.remittance; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        label("REMI", rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return text;
}

}  // namespace rmbsim::adapters::statements
