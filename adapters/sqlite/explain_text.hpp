// Lines of an explanation: a title, labelled facts, and tables whose columns are as wide as they need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/report/language.hpp"
#include "ledger/account.hpp"

namespace rmbsim::adapters::sqlite {

struct Words {  // one text in both languages
    std::string_view en, zh;
    std::string in(Language language) const {
        return std::string(language == Language::zh ? zh : en);
    }
};

std::size_t shown_width(std::string_view utf8);         // East Asian wide characters count two
std::string grouped(std::int64_t minor, int decimals);  // "-1,234.50"
std::string grouped_with_unit(std::int64_t minor, const ledger::AccountSpec& spec);

enum class Align : std::uint8_t { left, right };

class TextTable {
  public:
    explicit TextTable(std::vector<Align> columns) : columns_(std::move(columns)) {}
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    bool empty() const { return rows_.empty(); }
    // Each line begins with `indent` spaces and has none at its end.
    std::string text(std::size_t indent) const;

  private:
    std::vector<Align> columns_;
    std::vector<std::vector<std::string>> rows_;
};

class Explanation {
  public:
    explicit Explanation(Language language) : language_(language) {}

    Language language() const { return language_; }
    void title(const std::string& text) { text_ += text + "\n"; }
    void fact(Words label, const std::string& value);  // empty values leave no line
    void heading(Words label) {
        flush();
        text_ += "  " + label.in(language_) + "\n";
    }
    void table(const TextTable& table) {
        flush();
        text_ += table.text(4);
    }
    void line(const std::string& text) {
        flush();
        text_ += "  " + text + "\n";
    }
    std::string text() {
        flush();
        return text_;
    }

  private:
    void flush();  // facts wait for each other, so that their values stand in one column
    Language language_;
    std::string text_;
    std::vector<std::vector<std::string>> facts_;
};

}  // namespace rmbsim::adapters::sqlite
