#include "adapters/sqlite/explain_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::sqlite {

std::size_t shown_width(std::string_view utf8) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if ((byte & 0xc0) == 0x80) continue;
        // Three bytes from U+2E80 on: CJK, kana, full-width forms. Dashes and arrows stand before them.
        const bool wide = byte >= 0xe3 || (byte == 0xe2 && i + 1 < utf8.size() &&
                                           static_cast<unsigned char>(utf8[i + 1]) >= 0xba);
        width += wide ? 2 : 1;
    }
    return width;
}

std::string grouped(std::int64_t minor, int decimals) {
    std::string text = ledger::to_text(minor, decimals);
    const std::size_t from = text.starts_with('-') ? 1 : 0;
    std::size_t point = text.find('.');
    if (point == std::string::npos) point = text.size();
    while (point > from + 3) {
        point -= 3;
        text.insert(point, ",");
    }
    return text;
}

std::string grouped_with_unit(std::int64_t minor, const ledger::AccountSpec& spec) {
    return fmt::format("{} {}", grouped(minor, ledger::decimals_of(spec.currency)),
                       ledger::display_code(spec.currency, spec.market));
}

std::string TextTable::text(std::size_t indent) const {
    std::vector<std::size_t> widths(columns_.size());
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], shown_width(row[i]));
    std::string text;
    for (const auto& row : rows_) {
        std::string line(indent, ' ');
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - shown_width(row[i]), ' ');
            line += columns_[i] == Align::left ? row[i] + space : space + row[i];
            line += "  ";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

void Explanation::fact(Words label, const std::string& value) {
    if (!value.empty()) facts_.push_back({label.in(language_), value});
}

void Explanation::flush() {
    TextTable table({Align::left, Align::left});
    for (auto& fact : facts_) table.row(std::move(fact));
    facts_.clear();
    text_ += table.text(2);
}

}  // namespace rmbsim::adapters::sqlite
