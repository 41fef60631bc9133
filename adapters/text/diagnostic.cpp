#include "adapters/text/diagnostic.hpp"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace rmbsim::adapters {
namespace {

const char* name_of(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

auto place_of(const Diagnostic& d) {
    return std::tie(d.file, d.line, d.column, d.severity, d.message, d.expected, d.hint);
}

// Input may hold anything; what goes to a terminal is one line without control characters.
std::string printable(const std::string& text) {
    std::string shown;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n')
            shown += "\\n";
        else if (c == '\t')
            shown += "\\t";
        else if (byte < 0x20 || byte == 0x7F)
            shown += fmt::format("\\x{:02X}", byte);
        else
            shown += c;
    }
    return shown;
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
    // No error without a way on: where nothing closer is known, a file that is right and the schema.
    if (diagnostic.severity == Severity::error && diagnostic.hint.empty())
        diagnostic.hint =
            !usual_hint_.empty()
                ? usual_hint_
                : "scenarios/demo/longgang-maker shows it right; `rmbsim schema scenario` lists "
                  "every key";
    ++(diagnostic.severity == Severity::error ? errors_ : warnings_);
    if (items_.size() < kept_most) items_.push_back(std::move(diagnostic));
}

void Diagnostics::add_all(const Diagnostics& others) {
    errors_ += others.errors_;
    warnings_ += others.warnings_;
    for (const Diagnostic& other : others.items_) {
        const bool known = std::find(items_.begin(), items_.end(), other) != items_.end();
        if (known)
            --(other.severity == Severity::error ? errors_ : warnings_);
        else if (items_.size() < kept_most)
            items_.push_back(other);
    }
}

std::vector<Diagnostic> Diagnostics::sorted() const {
    std::vector<Diagnostic> result = items_;
    std::stable_sort(result.begin(), result.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return place_of(a) < place_of(b);
    });
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

std::string to_text(const Diagnostic& d) {
    std::string text = fmt::format("{}:{}:{}: {}: {}\n", printable(d.file), d.line, d.column,
                                   name_of(d.severity), printable(d.message));
    if (!d.expected.empty()) text += fmt::format("  expected: {}\n", printable(d.expected));
    if (!d.hint.empty()) text += fmt::format("  hint: {}\n", printable(d.hint));
    return text;
}

std::string to_text(const Diagnostics& diagnostics, std::size_t most) {
    std::string text;
    const std::vector<Diagnostic> sorted = diagnostics.sorted();
    const std::size_t shown = std::min(most, sorted.size());
    for (std::size_t i = 0; i < shown; ++i) text += to_text(sorted[i]);
    const std::size_t lost =
        diagnostics.error_count() + diagnostics.warning_count() - diagnostics.items().size();
    const std::size_t more = sorted.size() - shown + lost;
    if (more > 0) text += fmt::format("… and {} more\n", more);
    return text;
}

std::string to_json(const Diagnostics& diagnostics) {
    auto list = nlohmann::ordered_json::array();
    for (const Diagnostic& d : diagnostics.sorted()) {
        list.push_back({{"file", d.file},
                        {"line", d.line},
                        {"column", d.column},
                        {"severity", name_of(d.severity)},
                        {"message", d.message},
                        {"expected", d.expected},
                        {"hint", d.hint}});
    }
    const nlohmann::ordered_json whole = {{"diagnostics", std::move(list)},
                                          {"errors", diagnostics.error_count()},
                                          {"warnings", diagnostics.warning_count()}};
    // A path or a key may hold bytes that are no UTF-8.
    return whole.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace rmbsim::adapters
